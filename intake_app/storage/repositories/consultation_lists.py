"""Consultations as a list shows them; no answers are read for it."""

from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from intake_app.domain.patients.patient import PatientId
from intake_app.domain.visit.consultation import ConsultationId, ConsultationState
from intake_app.services.ports import ConsultationSummary
from intake_app.storage.merges import shown_as
from intake_app.storage.tables import ConsultationRow, ConsultationVersionRow, PatientRow

_IDS = select(ConsultationRow.id)


def theirs(patient_ids: Sequence[str]) -> Select[str]:
    """The consultations of patients who are one person, newest first."""
    mine = _IDS.where(ConsultationRow.patient_id.in_(patient_ids))
    return mine.order_by(ConsultationRow.started_at.desc(), ConsultationRow.id)


def being_written(limit: int) -> Select[str]:
    """Open consultations of any patient, the last touched first."""
    is_open = _IDS.where(ConsultationRow.is_open)
    newest_first = is_open.order_by(ConsultationRow.updated_at.desc(), ConsultationRow.id)
    return newest_first.limit(limit)


def listed(session: Session, consultations: Select[str]) -> list[ConsultationSummary]:
    """What a list shows of the consultations that are asked for, in their order.

    They are shown under the patient with whom theirs was merged.
    """
    mine = ConsultationVersionRow.consultation_id == ConsultationRow.id
    versions = select(func.count()).where(mine).scalar_subquery()
    newest = (
        select(ConsultationVersionRow.recorded_at)
        .where(mine)
        .order_by(ConsultationVersionRow.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = session.execute(
        consultations.join(PatientRow, PatientRow.id == ConsultationRow.patient_id)
        .add_columns(ConsultationRow.patient_id, PatientRow.name, ConsultationRow.is_open)
        .add_columns(ConsultationRow.visit_date, ConsultationRow.started_at)
        .add_columns(ConsultationRow.started_by, versions, newest)
        .add_columns(ConsultationRow.updated_at)
    ).all()
    shown = shown_as(session, {row[1] for row in rows})
    kept = select(PatientRow.id, PatientRow.name).where(PatientRow.id.in_(shown.values()))
    names = {str(patient_id): str(name) for patient_id, name in session.execute(kept)}
    return [
        ConsultationSummary(
            id=ConsultationId(row[0]),
            patient_id=shown.get(row[1], PatientId(row[1])),
            patient_name=names.get(shown.get(row[1], ""), str(row[2])),
            state=_state(row[7]).value,
            is_open=row[3],
            visit_date=row[4],
            started_at=row[5],
            started_by=row[6],
            completed_at=row[8],
            touched_at=row[9],
        )
        for row in rows
    ]


def _state(versions: int) -> ConsultationState:
    if versions == 0:
        return ConsultationState.DRAFT
    return ConsultationState.COMPLETED if versions == 1 else ConsultationState.AMENDED
