"""What another window wrote into the same consultation, told so that nothing is lost unseen."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo

from PySide6.QtCore import QCoreApplication

from intake_app.domain.answers import DECLINED, UNKNOWN, Place
from intake_app.domain.completing import question_text
from intake_app.domain.consultation import Consultation
from intake_app.domain.typed_text import LINE_BREAK, value_text
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
