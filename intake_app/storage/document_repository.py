"""Issued handouts in the records."""

import hashlib

from sqlalchemy import select, update
from sqlalchemy.orm import Session, defer

from intake_app.domain.errors import DocumentDamaged, DocumentNotFound
from intake_app.domain.patient import PatientId
from intake_app.services.ports import IssuedDocument
from intake_app.storage.mapping import document_of, document_row
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
                DocumentRow.edition == document.options.edition.value,
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
        return document_of(row, shown, content=row.content)

    def of_patient(self, patient_id: PatientId) -> list[IssuedDocument]:
        together = together_with(self._session, patient_id)
        theirs = (
            _WITH_PATIENT.where(ConsultationRow.patient_id.in_(together))
            .order_by(DocumentRow.issued_at.desc(), DocumentRow.document_id)
            .options(defer(DocumentRow.content, raiseload=True))
        )
        found = self._session.execute(theirs)
        return [document_of(row, together[0], content=b"") for row, _ in found]
