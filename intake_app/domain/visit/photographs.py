"""Photographs in a record: how large they may be, and which belong beside each other."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from intake_app.domain.fhir.agreement import withheld
from intake_app.domain.form.answers import Answers, Place
from intake_app.domain.form.questionnaire import Item, ItemType, Questionnaire
from intake_app.domain.form.typed_text import value_text
from intake_app.domain.values import Attachment, Coding
from intake_app.domain.visit.attachments import kept_name
from intake_app.domain.visit.consultation import Consultation, ConsultationId

PHOTOGRAPH = "photograph"
"""The control of a question that takes a photograph."""
LARGEST_ORIGINAL = 50_000_000
"""Bytes of a file as a camera wrote it."""
LARGEST_PIXELS = 120_000_000
LARGEST_SIDE = 2400
"""Pixels: a hair of 0.06 mm on a head of 20 cm is still 0.7 pixels wide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPhotograph:
    """A photograph as a list shows it.

    Attributes:
        view: From where it was taken, in the words of the form; empty when nobody said.
        same_view: What photographs that can be laid beside this one have in common with it.
        day: The day of the visit.
        is_draft: Whether the visit is still being written.
    """

    consultation_id: ConsultationId
    file: Attachment
    view: str
    same_view: str
    day: date | None
    is_draft: bool


def photographs_in(
    questionnaire: Questionnaire, consultation: Consultation, day: date | None
) -> Iterator[KeptPhotograph]:
    """The photographs of a visit that the patient agrees to, in the order of the form."""
    answers = consultation.record.answers
    held_back = withheld(questionnaire, answers)
    around = _around(questionnaire)
    for link_id, item in questionnaire.by_link_id.items():
        if item.control != PHOTOGRAPH or link_id in held_back:
            continue
        for place, answer in answers.anywhere(link_id):
            view, same_view = _view(answers, place, around.get(link_id, ()))
            for file in answer.values:
                if isinstance(file, Attachment) and kept_name(file):
                    yield KeptPhotograph(
                        consultation_id=consultation.id,
                        file=file,
                        view=view,
                        same_view=same_view,
                        day=day,
                        is_draft=not consultation.versions,
                    )


def agreements_to_photographs(questionnaire: Questionnaire) -> frozenset[str]:
    """The questions that ask whether photographs may be kept."""
    return frozenset(
        item.needs_agreement
        for item in questionnaire.by_link_id.values()
        if item.needs_agreement and any(inner.control == PHOTOGRAPH for inner in item.walk())
    )


def _around(questionnaire: Questionnaire) -> Mapping[str, tuple[Item, ...]]:
    """For each linkId the items beside it in its group."""
    return {
        child.link_id: item.items
        for item in questionnaire.by_link_id.values()
        for child in item.items
    }


def _view(answers: Answers, place: Place, beside: tuple[Item, ...]) -> tuple[str, str]:
    """What stands beside a photograph: the chosen view, and where a close-up was taken."""
    words, same = [], []
    for item in beside:
        answer = answers.get(Place(item.link_id, place.rows))
        if item.type not in (ItemType.CHOICE, ItemType.STRING) or answer is None:
            continue
        for value in answer.values:
            words.append(value_text(value))
            known = value.code if isinstance(value, Coding) and value.code else value_text(value)
            same.append(" ".join(known.casefold().split()))
    return ", ".join(words), "|".join(same)
