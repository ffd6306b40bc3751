"""Patients in the records."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intake_app.domain.errors import PatientNotFound
from intake_app.domain.patients.patient import Patient, PatientDetails, PatientId, record_number
from intake_app.storage.mapping import patient_of, write_patient
from intake_app.storage.merges import shown_id
from intake_app.storage.tables import PatientRow


class SqlPatientRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, details: PatientDetails, *, at: datetime) -> Patient:
        last = self._session.scalar(select(func.max(PatientRow.seq))) or 0
        row = PatientRow(
            seq=last + 1, id=str(uuid4()), record_number=record_number(last + 1), created_at=at
        )
        write_patient(row, details, at=at)
        row.version = 1
        self._session.add(row)
        self._session.flush()
        return patient_of(row)

    def get(self, patient_id: PatientId) -> Patient:
        return patient_of(self._row(shown_id(self._session, patient_id)))

    def update(self, patient: Patient, *, at: datetime) -> None:
        row = self._row(patient.id)
        write_patient(row, patient.details, at=at)
        row.version += 1
        self._session.flush()

    def _row(self, patient_id: PatientId) -> PatientRow:
        row = self._session.scalar(select(PatientRow).where(PatientRow.id == patient_id))
        if row is None:
            raise PatientNotFound(id=patient_id)
        return row
