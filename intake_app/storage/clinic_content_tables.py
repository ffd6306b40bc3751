"""What the clinic decided about the content and its papers; only ever added to, by triggers."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from intake_app.storage.tables import Base, is_json


class WindowChangeRow(Base):
    """An aftercare window set by the clinic; without a value it is the program's own again."""

    __tablename__ = "window_change"
    __table_args__ = (
        CheckConstraint("(value IS NULL) = (unit IS NULL)", name="value_with_unit"),
        CheckConstraint("(old_value IS NULL) = (old_unit IS NULL)", name="old_value_with_unit"),
    )

    number: Mapped[int] = mapped_column(primary_key=True)
    window_id: Mapped[str]
    value: Mapped[int | None]
    unit: Mapped[str | None]
    old_value: Mapped[int | None]
    old_unit: Mapped[str | None]
    changed_by: Mapped[str]
    changed_at: Mapped[datetime]


class ContentApprovalRow(Base):
    """The text of one language, read and answered for, or no longer answered for."""

    __tablename__ = "content_approval"
    __table_args__ = (is_json("passages"),)

    number: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str]
    content_version: Mapped[str]
    digest: Mapped[str]
    holds: Mapped[bool]
    passages: Mapped[str]
    approved_by: Mapped[str]
    approved_at: Mapped[datetime]


class TextReviewRow(Base):
    """The text of one language, read by a clinician who speaks it; the newest counts."""

    __tablename__ = "text_review"

    number: Mapped[int] = mapped_column(primary_key=True)
    holds: Mapped[bool]
    language: Mapped[str]
    content_version: Mapped[str]
    digest: Mapped[str]
    clinician: Mapped[str]
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]


class DocumentGivingRow(Base):
    """A document was given to its patient, or it was not after all; the newest counts."""

    __tablename__ = "document_giving"
    __table_args__ = (Index("ix_document_giving_document_id", "document_id"),)

    number: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("document.document_id"))
    was_given: Mapped[bool]
    said_by: Mapped[str]
    said_at: Mapped[datetime]
