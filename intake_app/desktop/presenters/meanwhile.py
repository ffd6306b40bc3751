"""What another window wrote into the same consultation, told so that nothing is lost unseen."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import tzinfo

from PySide6.QtCore import QCoreApplication

from intake_app.domain.errors import ConsultationChanged
from intake_app.domain.form.answers import DECLINED, UNKNOWN, Place
from intake_app.domain.form.typed_text import LINE_BREAK, value_text
from intake_app.domain.visit.completing import question_text
from intake_app.domain.visit.consultation import Consultation
from intake_app.services.consultation_view import ConsultationView


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """One question that two windows wrote at.

    Attributes:
        question: Its words.
        lost: What does not stand there any more.
        stands: What does.
        is_mine: Whether what stands was written here.
    """

    question: str
    lost: str
    stands: str
    is_mine: bool


class Meanwhile:
    """Holds this window's knowledge of the records against what is found in them."""

    def __init__(self) -> None:
        self._known: Consultation | None = None  # as the writer thread last left it
        self._found: list[Overlap] = []
        self._told = ""  # since completing was asked for last
        self._met = 0  # how often a save found another window's writing
        self._met_in_sight = 0

    def begin(self, consultation: Consultation) -> None:
        """All of it is on the screen."""
        self._known, self._found, self._told = consultation, [], ""
        self._met_in_sight = self._met

    def note(self, view: ConsultationView) -> None:
        """Take what a save of this window returned, in the thread that saved."""
        known, before = self._known, view.before
        if known is not None:
            self._found += overlaps(known, view)
            if before is not None and before.revision != known.revision:
                self._met += 1
        self._known = view.consultation

    def told(self) -> str:
        """What took whose place since this was asked last; empty when nothing did."""
        found, self._found = self._found, []
        told = " ".join(overlap_words(each) for each in found)
        self._told = " ".join(filter(None, (self._told, told)))
        return told

    def look(self) -> None:
        """What the last save returned is on the screen."""
        self._met_in_sight = self._met

    def asked(self) -> Callable[[], int | None]:
        """Hold on to what is on the screen now, when completing is asked for.

        Returns:
            What, called after the last save and in any thread, returns the revision that may be
            completed. It raises ConsultationChanged when another window's writing was met
            since, even if that came onto the screen meanwhile: it was not there when asked.
        """
        met, self._told = self._met_in_sight, ""

        def seen() -> int | None:
            if self._met != met:
                raise ConsultationChanged
            return self._known.revision if self._known is not None else None

        return seen

    def catch_up(self, view: ConsultationView) -> str:
        """Words for what another window changed, as it was found when looking again."""
        if self._known is not None:
            self._found += overlaps(self._known, replace(view, before=view.consultation))
        text = _tr(
            "Another window wrote into this consultation meanwhile. What it wrote is shown "
            "now: look at it, then complete."
        )
        self.told()
        return " ".join(filter(None, (text, self._told)))


def overlaps(known: Consultation, view: ConsultationView) -> list[Overlap]:
    """Where one window's words took the place of the other's.

    Args:
        known: The consultation as this window last knew it to be in the records.
        view: What a save of this window returned, with what it found before.
    """
    before = view.before
    if before is None or before.revision == known.revision:
        return []
    return list(_compared(known, before, view))


def overlap_words(overlap: Overlap) -> str:
    """One sentence with both texts, so that the lost one can be taken over by hand."""
    if overlap.is_mine and overlap.stands:
        words = _tr("“{question}”: another window had written “{lost}”; “{stands}” replaced it.")
    elif overlap.is_mine:
        words = _tr("“{question}”: another window had written “{lost}”; it was taken back here.")
    elif overlap.stands:
        words = _tr("“{question}”: another window changed “{lost}” to “{stands}”.")
    else:
        words = _tr("“{question}”: another window took “{lost}” back.")
    return words.format(question=overlap.question, lost=overlap.lost, stands=overlap.stands)


def _compared(
    known: Consultation, before: Consultation, view: ConsultationView
) -> Iterator[Overlap]:
    zone, after = view.reading.zone, view.consultation
    for place in sorted({*_places(known), *_places(before)}):
        mine, theirs, stands = (_words(each, place, zone) for each in (known, before, after))
        if mine == theirs:
            continue
        question = question_text(view.questionnaire, place)
        if stands != theirs and theirs:
            yield Overlap(question=question, lost=theirs, stands=stands, is_mine=True)
        elif stands == theirs and mine:
            yield Overlap(question=question, lost=mine, stands=stands, is_mine=False)


def _places(consultation: Consultation) -> Iterator[Place]:
    yield from consultation.record.answers.at
    yield from consultation.unfinished


def _words(consultation: Consultation, place: Place, zone: tzinfo) -> str:
    unfinished = consultation.unfinished.get(place)
    if unfinished is not None:
        return unfinished.replace(LINE_BREAK, "; ")
    answer = consultation.record.answers.get(place)
    if answer == UNKNOWN:
        return _tr("unknown")
    if answer == DECLINED:
        return _tr("declined")
    values = answer.values if answer is not None else ()
    return "; ".join(value_text(value, zone=zone) for value in values)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Meanwhile", text)
