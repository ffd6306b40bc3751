"""The photographs of one patient, over all visits."""

from dataclasses import dataclass
from datetime import date, datetime

from intake_app.domain.fhir.agreement import has_agreed
from intake_app.domain.form.answers import Answers
from intake_app.domain.form.questionnaire import Questionnaire
from intake_app.domain.patients.patient import PatientId
from intake_app.domain.values import AnswerState
from intake_app.domain.visit.photographs import (
    KeptPhotograph,
    agreements_to_photographs,
    photographs_in,
)
from intake_app.services.access import Act, Actor, require
from intake_app.services.corrections import voided_among
from intake_app.services.ports import ConsultationSummary, UnitOfWorkFactory


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientPhotographs:
    """Newest visit first.

    Attributes:
        is_withdrawn: What the patient said last is no: then none are here.
    """

    photographs: tuple[KeptPhotograph, ...] = ()
    is_withdrawn: bool = False


class PhotographService:
    """Says which there are; their content comes from the AttachmentService.

    Args:
        reading: Opens a unit of work for reading.
    """

    def __init__(self, reading: UnitOfWorkFactory) -> None:
        self._reading = reading

    def of_patient(self, actor: Actor, patient_id: PatientId) -> PatientPhotographs:
        """Those that the patient agrees to; what was said at the newest visit counts for all."""
        require(actor, Act.READ_CONSULTATION)
        found: list[KeptPhotograph] = []
        said: bool | None = None
        with self._reading() as uow:
            summaries = uow.consultations.of_patient(patient_id)
            voided = voided_among(uow, [each.id for each in summaries])
            counting = [each for each in summaries if each.id not in voided]
            for summary in sorted(counting, key=_when, reverse=True):
                consultation = uow.consultations.get(summary.id)
                form = uow.forms.questionnaire(consultation.form)
                if said is None:
                    said = _said(form, consultation.record.answers)
                found += photographs_in(form, consultation, summary.visit_date)
        if said is False:
            return PatientPhotographs(is_withdrawn=True)
        return PatientPhotographs(photographs=tuple(found))


def _when(summary: ConsultationSummary) -> tuple[date, datetime]:
    """By the day of the visit, which may have been written down later."""
    return summary.visit_date or summary.started_at.date(), summary.started_at


def _said(form: Questionnaire, answers: Answers) -> bool | None:
    """Yes or no to photographs at one visit; None when nobody asked there."""
    for link_id in agreements_to_photographs(form):
        for _, answer in answers.anywhere(link_id):
            if answer.state is not AnswerState.UNKNOWN:
                return has_agreed(answers, link_id)
    return None
