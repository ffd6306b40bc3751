"""The answers of a consultation as text to be read through, with links to the fields."""

from collections.abc import Iterator, Sequence
from html import escape

from PySide6.QtCore import QCoreApplication

from intake_app.desktop.models.form_state import FormState
from intake_app.desktop.models.outline import Block, Kind, Section
from intake_app.desktop.models.own_dates import clashes
from intake_app.desktop.shown import shown_date
from intake_app.desktop.widgets.form.field_text import value_words
from intake_app.desktop.widgets.scalp.picture import ScalpPictures
from intake_app.desktop.widgets.scalp.score_words import score_sentences
from intake_app.desktop.widgets.visit.amendment_words import amending_html, versions_html
from intake_app.desktop.widgets.visit.own_date_words import clash_sentence
from intake_app.desktop.widgets.visit.signature_words import signature_words
from intake_app.desktop.widgets.visit.story_words import changed_part, parts_html, story_parts
from intake_app.desktop.widgets.visit.text_pictures import TextPictures
from intake_app.domain.form.answers import DECLINED, UNKNOWN, Answer, Place
from intake_app.domain.form.typed_text import LINE_BREAK
from intake_app.domain.values import Attachment, Value
from intake_app.domain.visit.following_up import changes
from intake_app.domain.visit.measures import taken_at
from intake_app.domain.visit.signature import SIGNATURE


class ReadBackText:
    """Writes HTML; every word of a form or a person is escaped.

    Attributes:
        pictures: What the images in the text show.
        drawings: The scalp maps in the text.
        places: Where the links lead; a link carries the number of its place.
    """

    def __init__(
        self, state: FormState, sections: Sequence[Section], *, on_paper: bool = False
    ) -> None:
        self._state = state
        self._sections = sections
        self.places: list[Place] = []
        self.pictures = TextPictures(state)
        self.drawings = ScalpPictures(on_paper=on_paper)

    def html(self) -> str:
        parts = [*self._needed(), *self._clashing(), *amending_html(self._state)]
        parts += _from_earlier(self._state)
        for section in self._sections:
            if section.is_asked:
                parts.append(f"<h3>{escape(section.title or _tr('Questions'))}</h3>")
                parts += self._section(section)
        parts += self._left_out()
        parts += versions_html(self._state)
        return "\n".join(parts)

    def _needed(self) -> Iterator[str]:
        in_the_way = self._state.assessment.in_the_way
        if not in_the_way or not self._state.consultation.is_open:
            return
        yield f"<h3>{escape(_tr('Still needed'))}</h3><ul>"
        for place in in_the_way:
            problem = self._state.problem(place)
            wrong = f" ⚠ {escape(problem)}" if problem else ""
            yield f"<li>{self._link(place, self._question(place, alone=True))}{wrong}</li>"
        yield "</ul>"

    def _clashing(self) -> Iterator[str]:
        checks = clashes(self._state)
        if checks:
            yield f"<h3>{escape(_tr('Dates to look at'))}</h3><ul>"
            for check in checks:
                yield f"<li>▲ {escape(clash_sentence(check, self._state.reading))}</li>"
            yield "</ul>"

    def _section(self, section: Section) -> Iterator[str]:
        yield from self._blocks(section.blocks)
        empty = [
            self._link(block.place, self._question(block.place, alone=True))
            for block in section.walk()
            if block.kind is Kind.QUESTION and not self._has_something(block.place)
        ]
        if empty:
            words = escape(_tr("Not asked:"))
            yield f"<p class='quiet'>{words} {' · '.join(empty)}</p>"

    def _blocks(self, blocks: Sequence[Block]) -> Iterator[str]:
        for block in blocks:
            match block.kind:
                case Kind.QUESTION if self._has_something(block.place):
                    yield f"<p class='quiet'>{self._line(block)}</p>"
                case Kind.GROUP if any(self._has_something(b.place) for b in block.walk()):
                    yield f"<h4>{escape(block.item.text)}</h4>"
                case Kind.TEXT:
                    yield from self._score(block)
                case Kind.ROW if not block.item.is_question:
                    number = block.place.rows[-1] + 1
                    title = f"{block.item.text} {number}"
                    yield f"<h4>{escape(title)}</h4>"
                case _:
                    pass
            yield from self._blocks(block.children)

    def _score(self, block: Block) -> Iterator[str]:
        sentences = score_sentences(block.item, block.place, self._state)
        if sentences:
            result, *about = (escape(each) for each in sentences)
            title = escape(block.item.text)
            yield f"<p class='quiet'>{title}: {_answered(result)} {' '.join(about)}</p>"

    def _line(self, block: Block) -> str:
        question = self._question(block.place)
        colon = "" if question.endswith("?") else ":"
        answer = self._state.answer(block.place)
        drawn = self.drawings.html(answer.values if answer is not None else ())
        said = _answered(self._answer(block.place))
        return f"{self._link(block.place, question)}{colon} {said}{drawn}"

    def _answer(self, place: Place) -> str:
        unfinished, answer = self._state.unfinished(place), self._state.answer(place)
        if unfinished is not None:
            typed = escape(unfinished.replace(LINE_BREAK, "; "))
            return f"“{typed}” ⚠ {escape(self._state.problem(place))}"
        if answer is not None and answer.says_the_same(UNKNOWN):
            return escape(_tr("unknown (asked, but not known)"))
        if answer is not None and answer.says_the_same(DECLINED):
            return escape(_tr("declined (asked, but not said)"))
        values = answer.values if answer is not None else ()
        said = "; ".join(_value_words(self._state, place, value) for value in values)
        problem = self._state.problem(place)
        wrong = f" ⚠ {escape(problem)}" if problem else ""
        pictures = "".join(self.pictures.html(place, value) for value in values)
        return escape(said).replace("\n", "<br>") + _confirmed(answer) + wrong + pictures

    def _left_out(self) -> Iterator[str]:
        places = self._state.assessment.left_out
        if not places:
            return
        yield f"<h3>{escape(_tr('Not part of the record'))}</h3>"
        words = _tr(
            "Answered earlier, but not asked any more because of other answers. Kept in the "
            "draft, left out when completing:"
        )
        yield f"<p>{escape(words)}</p><ul>"
        for place in places:
            yield f"<li>{escape(self._question(place, alone=True))}: {self._answer(place)}</li>"
        yield "</ul>"

    def _has_something(self, place: Place) -> bool:
        return self._state.answer(place) is not None or self._state.unfinished(place) is not None

    def _question(self, place: Place, *, alone: bool = False) -> str:
        """Its words; where it stands alone, also in which row of what it is."""
        form = self._state.questionnaire
        item = form.find(place.link_id)
        words = ((item.text if item is not None else "") or place.link_id).rstrip(":")
        groups = form.row_groups_above.get(place.link_id, ())
        if not alone or not groups or len(place.rows) < len(groups):
            return words
        return f"{form.by_link_id[groups[-1]].text} {place.rows[len(groups) - 1] + 1}: {words}"

    def _link(self, place: Place, words: str) -> str:
        if not self._state.consultation.is_open:
            return escape(words)
        self.places.append(place)
        return f"<a href='#{len(self.places) - 1}'>{escape(words)}</a>"


def _from_earlier(state: FormState) -> Iterator[str]:
    """What changed since last time, and what is worth knowing of earlier visits."""
    changed = changes(state.questionnaire, state.story.earlier, state.answers)
    now = taken_at(state.questionnaire, state.answers, state.reading.today)
    parts = story_parts(state.story, state.reading, now)
    if changed:
        parts = [changed_part(changed, state.reading), *parts]
    yield from parts_html(parts, head="h3")


def _value_words(state: FormState, place: Place, value: Value) -> str:
    item = state.questionnaire.find(place.link_id)
    if isinstance(value, Attachment) and item is not None and item.control == SIGNATURE:
        return signature_words(value, state.reading)
    return value_words(value, state.reading)


def _confirmed(answer: Answer | None) -> str:
    if answer is None or answer.confirmed is None:
        return ""
    day = shown_date(answer.confirmed.day)
    return escape(_tr(" (still true, as on {day})").format(day=day))


def _answered(html: str) -> str:
    return f"<span class='answer'>{html}</span>"


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReadBack", text)
