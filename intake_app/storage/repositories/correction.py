"""Corrections of consultations in the records."""

from collections.abc import Iterable, Mapping

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from intake_app.domain.patients.patient import PatientId
from intake_app.domain.visit.consultation import ConsultationId
from intake_app.domain.visit.corrections import Correction, CorrectionKind
from intake_app.storage.correction_tables import ConsultationCorrectionRow as Row
from intake_app.storage.merges import together_with


class SqlCorrectionRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, consultation_id: ConsultationId, correction: Correction) -> None:
        self._session.execute(
            insert(Row).values(
                consultation_id=consultation_id,
                kind=correction.kind.value,
                from_patient_id=correction.from_patient,
                to_patient_id=correction.to_patient,
                reason=correction.reason.strip(),
                said_by=correction.by,
                said_at=correction.at,
            )
        )

    def of(self, ids: Iterable[ConsultationId]) -> Mapping[ConsultationId, list[Correction]]:
        wanted = select(Row).where(Row.consultation_id.in_(list(ids))).order_by(Row.number)
        found: dict[ConsultationId, list[Correction]] = {}
        for row in self._session.scalars(wanted):
            found.setdefault(ConsultationId(row.consultation_id), []).append(_correction_of(row))
        return found

    def moved_away(self, patient_id: PatientId) -> list[tuple[ConsultationId, Correction]]:
        theirs = together_with(self._session, patient_id)
        wanted = (
            select(Row)
            .where(Row.kind == CorrectionKind.MOVED.value, Row.from_patient_id.in_(theirs))
            .order_by(Row.number.desc())
        )
        return [
            (ConsultationId(row.consultation_id), _correction_of(row))
            for row in self._session.scalars(wanted)
        ]


def _correction_of(row: Row) -> Correction:
    return Correction(
        kind=CorrectionKind(row.kind),
        from_patient=PatientId(row.from_patient_id),
        to_patient=PatientId(row.to_patient_id),
        reason=row.reason,
        by=row.said_by,
        at=row.said_at,
    )
