"""The content of files given as answers, by consultation and SHA-256."""

import hashlib
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from intake_app.domain.file_errors import KeptFileDamaged
from intake_app.domain.visit.consultation import ConsultationId
from intake_app.storage.tables import AttachmentRow


class SqlAttachmentRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(
        self, consultation_id: ConsultationId, name: str, content: bytes, *, at: datetime
    ) -> None:
        if name in self.names(consultation_id):
            return
        self._session.execute(
            insert(AttachmentRow).values(
                consultation_id=consultation_id, sha256=name, kept_at=at, content=content
            )
        )

    def names(self, consultation_id: ConsultationId) -> frozenset[str]:
        mine = select(AttachmentRow.sha256).where(AttachmentRow.consultation_id == consultation_id)
        return frozenset(self._session.scalars(mine))

    def content(self, consultation_id: ConsultationId, name: str, *, title: str) -> bytes | None:
        content = self._session.scalar(
            select(AttachmentRow.content).where(
                AttachmentRow.consultation_id == consultation_id, AttachmentRow.sha256 == name
            )
        )
        if content is not None and hashlib.sha256(content).hexdigest() != name:
            raise KeptFileDamaged(title=title)
        return content

    def keep_only(self, consultation_id: ConsultationId, names: Collection[str]) -> None:
        gone = self.names(consultation_id).difference(names)
        if gone:
            self._session.execute(
                delete(AttachmentRow)
                .where(
                    AttachmentRow.consultation_id == consultation_id,
                    AttachmentRow.sha256.in_(gone),
                )
                .execution_options(synchronize_session=False)
            )
