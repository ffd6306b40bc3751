"""One change to what is being written, and how it changes the draft."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from intake_app.domain.errors import IntakeError, ResponseRefused
from intake_app.domain.form.answers import Answer, Answers, Place, given
from intake_app.domain.form.checks import answer_problem, structure_problem
from intake_app.domain.form.initial_answers import with_initial_in_row
from intake_app.domain.form.questionnaire import Item, Questionnaire
from intake_app.domain.form.typed_text import Reading, read_lines
from intake_app.domain.visit.consultation import Consultation, Record
from intake_app.domain.visit.scalp_filling import with_numbers_filled
from intake_app.domain.visit.screening import Override
from intake_app.domain.visit.stored_scores import with_scores


@dataclass(frozen=True, slots=True)
class SetAnswer:
    """Choose, tick, mark unknown or declined; None takes the answer back."""

    place: Place
    answer: Answer | None

    @property
    def answers(self) -> tuple[tuple[Place, Answer | None], ...]:
        return ((self.place, self.answer),)


@dataclass(frozen=True, slots=True)
class SetAnswers:
    """Fill in several fields of one row as one step."""

    answers: tuple[tuple[Place, Answer | None], ...]


@dataclass(frozen=True, slots=True)
class TypeText:
    """Type into a field. What is not yet a value is kept beside the answers."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class AddRow:
    group: Place


@dataclass(frozen=True, slots=True)
class RemoveRow:
    group: Place
    row: int


@dataclass(frozen=True, slots=True)
class SetOverride:
    """Go past a finding with a reason, or (None) take that back."""

    rule_id: str
    override: Override | None


@dataclass(frozen=True, slots=True)
class PutBack:
    """Undo or redo: everything as it was at one moment."""

    record: Record
    unfinished: Mapping[Place, str]


Edit = SetAnswer | SetAnswers | TypeText | AddRow | RemoveRow | SetOverride | PutBack


def edited(
    consultation: Consultation, edit: Edit, questionnaire: Questionnaire, reading: Reading
) -> Consultation:
    """The consultation after one edit, and where that was.

    Raises:
        ConsultationClosed: It is completed.
        ResponseRefused: The edit names a place that the form does not have, an answer that
            could not be read back, or one row more than there may be.
    """
    after = _edited(consultation, edit, questionnaire, reading)
    if after is consultation:
        return consultation
    return after.written_at(_place_of(edit, after.record.answers))


def _place_of(edit: Edit, after: Answers) -> Place | None:
    match edit:
        case SetAnswer(place, _) | TypeText(place, _):
            return place
        case SetAnswers(answers):
            return answers[0][0] if answers else None
        case AddRow(group):
            return Place(group.link_id, (*group.rows, after.rows(group) - 1))
        case RemoveRow(group, _):
            return group
        case SetOverride() | PutBack():
            return None


def _edited(
    consultation: Consultation, edit: Edit, questionnaire: Questionnaire, reading: Reading
) -> Consultation:
    record, unfinished = consultation.record, dict(consultation.unfinished)
    answers = record.answers
    match edit:
        case PutBack():
            return consultation.with_record(edit.record, edit.unfinished)
        case SetOverride():
            return consultation.with_record(
                record.with_override(edit.rule_id, edit.override), unfinished
            )
        case SetAnswer() | SetAnswers():
            chosen = with_numbers_filled(edit.answers, answers, questionnaire)
            answers = _with_all(answers, chosen, questionnaire)
            unfinished = _without(unfinished, chosen)
        case TypeText(place, text):
            item = _question(questionnaire, place)
            answer = None if not text.strip() else _read(item, text, reading)
            unfinished.pop(place, None)
            if answer is None and text.strip():
                unfinished[place] = text
            answers = _with_rows(answers, place, questionnaire).with_answer(place, answer)
        case AddRow(group):
            item = _item(questionnaire, group)
            count = max(answers.rows(group), item.fewest_rows) + 1
            _ensure_row_allowed(item, count)
            answers = _with_rows(answers, group, questionnaire).with_row_count(group, count)
            answers = with_initial_in_row(
                answers, item, Place(group.link_id, (*group.rows, count - 1))
            )
        case RemoveRow(group, row):
            return _without_row(consultation, _item(questionnaire, group), group, row)
    answers = with_scores(answers, questionnaire)
    return consultation.with_record(replace(record, answers=answers), unfinished)


def with_begun(consultation: Consultation, begun: Mapping[Place, Answer]) -> Consultation:
    """With the answers that expressions of the form gave a new row to begin with."""
    record = consultation.record
    if not begun:
        return consultation
    begun_with = replace(record, answers=record.answers.with_all(begun))
    return replace(consultation, working=begun_with)


def why_unfinished(item: Item, text: str, reading: Reading) -> str:
    """The sentence that says why typed text is not an answer yet."""
    try:
        values = read_lines(item, text, reading)
    except IntakeError as refusal:
        return str(refusal)
    return answer_problem(item, given(*values)) or "This was not taken over. Type it again."


def _read(item: Item, text: str, reading: Reading) -> Answer | None:
    try:
        answer = given(*read_lines(item, text, reading))
    except IntakeError:
        return None
    return None if answer_problem(item, answer) else answer


def _with_all(
    answers: Answers,
    several: Iterable[tuple[Place, Answer | None]],
    questionnaire: Questionnaire,
) -> Answers:
    for place, answer in several:
        _ensure_possible(_question(questionnaire, place), place, answer)
        answers = _with_rows(answers, place, questionnaire).with_answer(place, answer)
    return answers


def _without(
    unfinished: Mapping[Place, str], answered: Iterable[tuple[Place, Answer | None]]
) -> dict[Place, str]:
    places = {place for place, _answer in answered}
    return {place: text for place, text in unfinished.items() if place not in places}


def _with_rows(answers: Answers, place: Place, questionnaire: Questionnaire) -> Answers:
    """Make sure that the rows around a place are there: a second window may have taken one."""
    having_rows = questionnaire.rows_around_answer(place.link_id)
    for depth, group in enumerate(having_rows[: len(place.rows)]):
        around = Place(group, place.rows[:depth])
        if answers.rows(around) <= place.rows[depth]:
            _ensure_row_allowed(questionnaire.by_link_id[group], place.rows[depth] + 1)
            answers = answers.with_row_count(around, place.rows[depth] + 1)
    return answers


def _ensure_row_allowed(group: Item, count: int) -> None:
    most = group.limits.max_occurs
    if not group.has_rows or (most is not None and count > most):
        raise ResponseRefused(reason=f"“{group.link_id}” has at most {most or 0} rows")


def _ensure_possible(item: Item, place: Place, answer: Answer | None) -> None:
    if answer is not None and (problem := structure_problem(item, answer)):
        raise ResponseRefused(reason=f"“{place.link_id}”: {problem.rstrip('.')}")


def _without_row(consultation: Consultation, item: Item, group: Place, row: int) -> Consultation:
    inside = frozenset(each.link_id for each in item.walk())
    record = consultation.record
    if not 0 <= row < record.answers.rows(group):
        return consultation
    answers = record.answers.without_row(group, row, inside=inside)
    depth = len(group.rows)
    unfinished: dict[Place, str] = {}
    for place, text in consultation.unfinished.items():
        if place.link_id not in inside or not place.is_below(group):
            unfinished[place] = text
        elif place.rows[depth] != row:
            own = place.rows[depth] - (place.rows[depth] > row)
            moved = (*place.rows[:depth], own, *place.rows[depth + 1 :])
            unfinished[Place(place.link_id, moved)] = text
    return consultation.with_record(replace(record, answers=answers), MappingProxyType(unfinished))


def _item(questionnaire: Questionnaire, place: Place) -> Item:
    """The item that a place without its own row names."""
    item = _named(questionnaire, place)
    _ensure_depth(place, len(questionnaire.row_groups_above[place.link_id]))
    return item


def _question(questionnaire: Questionnaire, place: Place) -> Item:
    item = _named(questionnaire, place)
    if not item.is_question:
        raise ResponseRefused(reason=f"“{place.link_id}” is not a question")
    _ensure_depth(place, len(questionnaire.rows_around_answer(place.link_id)))
    return item


def _named(questionnaire: Questionnaire, place: Place) -> Item:
    item = questionnaire.find(place.link_id)
    if item is None:
        raise ResponseRefused(reason=f"the form has no question “{place.link_id}”")
    return item


def _ensure_depth(place: Place, depth: int) -> None:
    if len(place.rows) != depth:
        raise ResponseRefused(reason=f"the form has no such row for “{place.link_id}”")
