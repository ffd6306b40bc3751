"""One transaction over the records; leaving it without commit discards."""

from collections.abc import Callable
from datetime import datetime
from types import TracebackType
from typing import Self

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from intake_app.storage.audit.trail import SqlAuditTrail
from intake_app.storage.engine import READ
from intake_app.storage.kept import Kept
from intake_app.storage.repositories.attachment import SqlAttachmentRepository
from intake_app.storage.repositories.clinic import SqlClinicRepository
from intake_app.storage.repositories.clinic_content import SqlClinicContentRepository
from intake_app.storage.repositories.consultation import SqlConsultationRepository
from intake_app.storage.repositories.correction import SqlCorrectionRepository
from intake_app.storage.repositories.document import SqlDocumentRepository
from intake_app.storage.repositories.duplicate import SqlDuplicateRepository
from intake_app.storage.repositories.form import SqlFormRepository
from intake_app.storage.repositories.patient import SqlPatientRepository


class SqlUnitOfWork:
    """The transaction begins with the first question and can be used once.

    After a commit more can be read.

    Args:
        engine: Begins transactions for reading, or for writing.
        kept: What was read from the records before and is still true.
        now: The time, for what the records note by themselves.
    """

    def __init__(self, engine: Engine, kept: Kept, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._session = Session(engine, expire_on_commit=False, autoflush=False)
        self.patients = SqlPatientRepository(self._session)
        self.duplicates = SqlDuplicateRepository(self._session)
        self.forms = SqlFormRepository(self._session, kept.forms)
        self.consultations = SqlConsultationRepository(self._session, self.forms, kept, now)
        self.corrections = SqlCorrectionRepository(self._session)
        self.attachments = SqlAttachmentRepository(self._session)
        self.documents = SqlDocumentRepository(self._session)
        self.clinic = SqlClinicRepository(self._session)
        self.clinic_content = SqlClinicContentRepository(self._session)
        self.audit = SqlAuditTrail(self._session, kept.audit, now)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._session.close()

    def commit(self) -> None:
        self._session.flush()
        self.audit.write()
        self._session.commit()
        self.consultations.remember_committed()
        self.audit.follow_committed()
        # What is read from here on needs no lock, and must not keep others from writing.
        self._session.bind = self._engine.execution_options(**READ)
