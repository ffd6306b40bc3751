"""The visits of a patient that were completed and stand, newest first."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from intake_app.domain.dates import PartialDate
from intake_app.domain.visit.consultation import Consultation, ConsultationState
from intake_app.domain.visit.following_up import EarlierVisit
from intake_app.services.corrections import voided_among
from intake_app.services.ports import ConsultationSummary, UnitOfWork


def visits_that_stand(
    uow: UnitOfWork, summaries: Sequence[ConsultationSummary]
) -> Iterator[EarlierVisit]:
    """Read them one by one; what is being written, or was voided, does not count."""
    voided = voided_among(uow, [each.id for each in summaries])
    completed = [
        each
        for each in summaries
        if each.state != ConsultationState.DRAFT and each.id not in voided
    ]
    completed.sort(key=_order, reverse=True)
    for summary in completed:
        consultation = uow.consultations.get(summary.id)
        yield EarlierVisit(
            id=summary.id,
            day=PartialDate.from_day(_day(summary)),
            questionnaire=uow.forms.questionnaire(consultation.form),
            record=consultation.completed.record,
        )


def visits_before(uow: UnitOfWork, consultation: Consultation) -> Iterator[EarlierVisit]:
    """Those of the days before it, and of its own day those that were begun before it."""
    summaries = uow.consultations.of_patient(consultation.patient_id)
    own = next(each for each in summaries if each.id == consultation.id)
    return visits_that_stand(uow, [each for each in summaries if _order(each) < _order(own)])


def _order(summary: ConsultationSummary) -> tuple[date, datetime]:
    return _day(summary), summary.started_at


def _day(summary: ConsultationSummary) -> date:
    return summary.visit_date or summary.started_at.date()
