"""What a list says of one visit beside its state: its kind, its signatures, what was amended."""

from collections.abc import Iterator
from dataclasses import dataclass

from intake_app.domain.dates import PartialDate
from intake_app.domain.form.answers import Answers
from intake_app.domain.form.questionnaire import Item, Questionnaire
from intake_app.domain.values import Attachment
from intake_app.domain.visit.amendments import AmendedVersion, version_history
from intake_app.domain.visit.beginning import is_check
from intake_app.domain.visit.consultation import Consultation
from intake_app.domain.visit.hair_form import (
    KIND,
    NO_SIGNATURE,
    VISIT_DATE,
    day_of,
    first_text,
    first_value,
)
from intake_app.domain.visit.signature import SIGNATURE


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A signature and the question it answers."""

    item: Item
    file: Attachment


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitFacts:
    """Of what stands, or of the draft where nothing was completed yet.

    Attributes:
        kind: In the form's own words; empty when the form does not ask.
        is_check: Whether it is a check after treatment, which has no handout.
        day: That of the visit.
        signed: The signatures.
        not_signed: The reason given for none.
        versions: Every completed version, each with what it says otherwise.
    """

    kind: str = ""
    is_check: bool = False
    day: PartialDate | None = None
    signed: tuple[Signed, ...] = ()
    not_signed: str = ""
    versions: tuple[AmendedVersion, ...] = ()


def visit_facts(questionnaire: Questionnaire, consultation: Consultation) -> VisitFacts:
    """Read them from a consultation and its form."""
    has_stood = bool(consultation.versions)
    record = consultation.completed.record if has_stood else consultation.record
    return VisitFacts(
        kind=first_text(record.answers, KIND),
        is_check=is_check(record.answers),
        day=day_of(first_value(record.answers, VISIT_DATE)),
        signed=tuple(_signed(questionnaire, record.answers)),
        not_signed=first_text(record.answers, NO_SIGNATURE),
        versions=version_history(questionnaire, consultation.versions),
    )


def _signed(questionnaire: Questionnaire, answers: Answers) -> Iterator[Signed]:
    for item in questionnaire.by_link_id.values():
        if item.control != SIGNATURE:
            continue
        for _place, answer in answers.anywhere(item.link_id):
            for file in answer.values:
                if isinstance(file, Attachment):
                    yield Signed(item=item, file=file)
