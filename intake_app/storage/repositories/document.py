"""Issued handouts in the records."""

import hashlib
from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session, defer

from intake_app.domain.errors import DocumentDamaged, DocumentNotFound
from intake_app.domain.patients.patient import PatientId
from intake_app.services.ports import Giving, IssuedDocument
from intake_app.storage.clinic_content_tables import DocumentGivingRow
from intake_app.storage.mapping import document_of, document_row, edition_kept
from intake_app.storage.merges import shown_id, together_with
from intake_app.storage.tables import ConsultationRow, DocumentRow

_WITH_PATIENT = select(DocumentRow, ConsultationRow.patient_id).join(
    ConsultationRow, ConsultationRow.id == DocumentRow.consultation_id
)


class SqlDocumentRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, document: IssuedDocument) -> None:
        self._session.execute(
            update(DocumentRow)
            .where(
                DocumentRow.consultation_id == document.consultation_id,
                DocumentRow.edition == edition_kept(document.options),
                DocumentRow.language == document.options.language,
                DocumentRow.superseded_by == "",
            )
            .values(superseded_by=document.document_id)
        )
        self._session.add(document_row(document))
        self._session.flush()

    def get(self, document_id: str) -> IssuedDocument:
        found = self.find(document_id)
        if found is None:
            raise DocumentNotFound(id=document_id)
        return found

    def find(self, document_id: str) -> IssuedDocument | None:
        wanted = _WITH_PATIENT.where(DocumentRow.document_id == document_id)
        found = self._session.execute(wanted).one_or_none()
        if found is None:
            return None
        row, patient_id = found
        if hashlib.sha256(row.content).hexdigest() != row.sha256:
            # A bad page at the end of a long value is not always noticed by SQLCipher itself.
            raise DocumentDamaged(id=document_id)
        shown = shown_id(self._session, patient_id)
        given = self._given([document_id]).get(document_id)
        return document_of(row, shown, content=row.content, given=given)

    def of_patient(self, patient_id: PatientId) -> list[IssuedDocument]:
        together = together_with(self._session, patient_id)
        theirs = (
            _WITH_PATIENT.where(ConsultationRow.patient_id.in_(together))
            .order_by(DocumentRow.issued_at.desc(), DocumentRow.document_id)
            .options(defer(DocumentRow.content, raiseload=True))
        )
        found = [row for row, _ in self._session.execute(theirs)]
        given = self._given([row.document_id for row in found])
        return [
            document_of(row, together[0], content=b"", given=given.get(row.document_id))
            for row in found
        ]

    def note_given(self, document_id: str, giving: Giving, *, was_given: bool) -> None:
        self._session.add(
            DocumentGivingRow(
                document_id=document_id,
                was_given=was_given,
                said_by=giving.by,
                said_at=giving.at,
            )
        )
        self._session.flush()

    def _given(self, document_ids: Sequence[str]) -> dict[str, Giving]:
        """What was last said of each; those who were not given are not in it."""
        said = (
            select(DocumentGivingRow)
            .where(DocumentGivingRow.document_id.in_(document_ids))
            .order_by(DocumentGivingRow.number)
        )
        last = {row.document_id: row for row in self._session.scalars(said)}
        return {
            document_id: Giving(by=row.said_by, at=row.said_at)
            for document_id, row in last.items()
            if row.was_given
        }
