"""Consultations in the records: what is being written, and the versions that stand."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from intake_app.domain.consultation import Consultation, ConsultationId
from intake_app.domain.errors import ConsultationChanged, ConsultationClosed, ConsultationNotFound
from intake_app.domain.patient import PatientId
from intake_app.domain.questionnaire import FormRef
from intake_app.services.ports import ConsultationSummary
from intake_app.storage.consultation_lists import being_written, listed, theirs
from intake_app.storage.form_repository import SqlFormRepository
from intake_app.storage.mapping import consultation_of, write_consultation
from intake_app.storage.tables import ConsultationRow


class SqlConsultationRepository:
    """Reads and writes answers by the form they belong to.

    Args:
        session: The transaction.
        forms: Where the forms are.
        now: When a row was last touched.
    """

    def __init__(
        self, session: Session, forms: SqlFormRepository, now: Callable[[], datetime]
    ) -> None:
        self._session = session
        self._forms = forms
        self._now = now
        self._revisions: dict[ConsultationId, int] = {}

    def add(self, consultation: Consultation) -> None:
        row = ConsultationRow(
            id=consultation.id,
            patient_id=consultation.patient_id,
            form_url=consultation.form.url,
            form_version=consultation.form.version,
            started_at=consultation.started_at,
            started_by=consultation.started_by,
        )
        self._write(row, consultation)

    def get(self, consultation_id: ConsultationId) -> Consultation:
        row = self._row(consultation_id)
        consultation = consultation_of(row, self._forms.questionnaire(_form(row)))
        self._revisions[consultation_id] = row.revision
        return consultation

    def update(self, consultation: Consultation) -> None:
        """Raises ConsultationChanged when it is based on an older revision."""
        row = self._row(consultation.id)
        based_on = self._revisions.get(consultation.id, consultation.revision - 1)
        if row.revision != based_on:
            raise ConsultationChanged
        self._write(row, consultation)

    def discard(self, consultation_id: ConsultationId) -> None:
        """Raises ConsultationClosed when it was completed once."""
        row = self._row(consultation_id)
        if row.versions:
            raise ConsultationClosed
        self._session.delete(row)
        self._session.flush()

    def of_patient(self, patient_id: PatientId) -> list[ConsultationSummary]:
        return listed(self._session, theirs(patient_id))

    def open_drafts(self, *, limit: int = 50) -> list[ConsultationSummary]:
        return listed(self._session, being_written(limit))

    def _row(self, consultation_id: ConsultationId) -> ConsultationRow:
        row = self._session.get(ConsultationRow, consultation_id)
        if row is None:
            raise ConsultationNotFound(id=consultation_id)
        return row

    def _write(self, row: ConsultationRow, consultation: Consultation) -> None:
        questionnaire = self._forms.questionnaire(consultation.form)
        write_consultation(row, consultation, questionnaire, at=self._now())
        self._session.add(row)
        self._session.flush()
        self._revisions[consultation.id] = consultation.revision


def _form(row: ConsultationRow) -> FormRef:
    return FormRef(row.form_url, row.form_version)
