"""Consultations in the records: what is being written, and the versions that stand."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import cast

from sqlalchemy import CursorResult, Table, bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session

from intake_app.domain.errors import ConsultationChanged, ConsultationClosed, ConsultationNotFound
from intake_app.domain.fhir_json import JsonObject
from intake_app.domain.form.questionnaire import FormRef
from intake_app.domain.patients.patient import PatientId
from intake_app.domain.visit.consultation import Consultation, ConsultationId
from intake_app.services.ports import ConsultationSummary
from intake_app.storage.kept import Kept
from intake_app.storage.mapping import consultation_columns, consultation_of, version_columns
from intake_app.storage.merges import together_with
from intake_app.storage.repositories.consultation_lists import being_written, listed, theirs
from intake_app.storage.repositories.form import SqlFormRepository
from intake_app.storage.tables import AttachmentRow, ConsultationRow, ConsultationVersionRow

# Made once, and asked of the connection itself: every typed answer asks these two, and a session
# takes as long again to find out that there are no objects in them.
_STAMP = select(ConsultationRow.revision, ConsultationRow.updated_at).where(
    ConsultationRow.id == bindparam("wanted_id")
)
_SAVE = update(cast("Table", ConsultationRow.__table__)).where(
    ConsultationRow.id == bindparam("saved_id"),
    ConsultationRow.revision == bindparam("based_on"),
)


class SqlConsultationRepository:
    """Reads and writes answers by the form they belong to.

    Args:
        session: The transaction.
        forms: Where the forms are.
        kept: What was committed last.
        now: When a row was last touched.
    """

    def __init__(
        self,
        session: Session,
        forms: SqlFormRepository,
        kept: Kept,
        now: Callable[[], datetime],
    ) -> None:
        self._session = session
        self._forms = forms
        self._memory = kept.consultations
        self._responses = kept.responses
        self._now = now
        self._seen: dict[ConsultationId, Consultation] = {}
        self._touched: dict[ConsultationId, datetime] = {}

    def add(self, consultation: Consultation) -> None:
        self._session.execute(
            insert(ConsultationRow).values(
                id=consultation.id,
                patient_id=consultation.patient_id,
                form_url=consultation.form.url,
                form_version=consultation.form.version,
                started_at=consultation.started_at,
                started_by=consultation.started_by,
                **self._columns(consultation),
            )
        )
        self._add_versions(consultation, 0)
        self._seen[consultation.id] = consultation

    def get(self, consultation_id: ConsultationId) -> Consultation:
        stamp = (
            self._session.connection()
            .execute(_STAMP, {"wanted_id": consultation_id})
            .one_or_none()
        )
        if stamp is None:
            raise ConsultationNotFound(id=consultation_id)
        revision, updated_at = stamp
        known = self._seen.get(consultation_id) or self._memory.recall(
            consultation_id, revision=revision, updated_at=updated_at
        )
        if known is None:
            known = self._read(consultation_id)
            self._memory.remember(known, updated_at=updated_at)
        self._seen[consultation_id] = known
        return known

    def update(self, consultation: Consultation) -> None:
        """Raises ConsultationChanged when it is based on an older revision."""
        seen = self._seen.get(consultation.id)
        based_on = consultation.revision - 1 if seen is None else seen.revision
        stored = self._count_versions(consultation.id) if seen is None else len(seen.versions)
        columns = self._columns(consultation)
        saved = self._session.connection().execute(
            _SAVE, {"saved_id": consultation.id, "based_on": based_on, **columns}
        )
        if cast("CursorResult[tuple[()]]", saved).rowcount != 1:
            raise ConsultationChanged
        self._add_versions(consultation, stored)
        self._seen[consultation.id] = consultation

    def move(self, consultation: Consultation, to: PatientId) -> None:
        moved = replace(consultation, patient_id=to, revision=consultation.revision + 1)
        self.update(moved)
        row = update(ConsultationRow).where(ConsultationRow.id == consultation.id)
        under = row.values(patient_id=to).execution_options(synchronize_session=False)
        self._session.execute(under)

    def discard(self, consultation_id: ConsultationId) -> None:
        """Raises ConsultationClosed when it was completed once."""
        if self._count_versions(consultation_id):
            raise ConsultationClosed
        files = delete(AttachmentRow).where(AttachmentRow.consultation_id == consultation_id)
        self._session.execute(files.execution_options(synchronize_session=False))
        gone = delete(ConsultationRow).where(ConsultationRow.id == consultation_id)
        self._session.execute(gone.execution_options(synchronize_session=False))
        self._seen.pop(consultation_id, None)
        self._touched.pop(consultation_id, None)

    def of_patient(self, patient_id: PatientId) -> list[ConsultationSummary]:
        return listed(self._session, theirs(together_with(self._session, patient_id)))

    def open_drafts(self, *, limit: int = 50) -> list[ConsultationSummary]:
        return listed(self._session, being_written(limit))

    def remember_committed(self) -> None:
        """To be called once what was written here is on the disk."""
        for consultation_id, at in self._touched.items():
            self._memory.remember(self._seen[consultation_id], updated_at=at)
        self._touched.clear()

    def _read(self, consultation_id: ConsultationId) -> Consultation:
        row = self._session.get_one(ConsultationRow, consultation_id, populate_existing=True)
        versions = self._session.scalars(
            select(ConsultationVersionRow)
            .where(ConsultationVersionRow.consultation_id == consultation_id)
            .order_by(ConsultationVersionRow.number)
        )
        form = self._forms.questionnaire(FormRef(row.form_url, row.form_version))
        return consultation_of(row, versions, form)

    def _columns(self, consultation: Consultation) -> JsonObject:
        at = self._touched[consultation.id] = self._now()
        working = None
        if consultation.working is not None:
            form = self._forms.questionnaire(consultation.form)
            working = self._responses.text(consultation.id, form, consultation.working)
        return consultation_columns(consultation, working, at=at)

    def _add_versions(self, consultation: Consultation, stored: int) -> None:
        questionnaire = self._forms.questionnaire(consultation.form)
        for version in consultation.versions[stored:]:
            columns = version_columns(consultation, version, questionnaire)
            self._session.execute(insert(ConsultationVersionRow).values(**columns))

    def _count_versions(self, consultation_id: ConsultationId) -> int:
        mine = ConsultationVersionRow.consultation_id == consultation_id
        return self._session.scalar(select(func.count()).where(mine)) or 0
