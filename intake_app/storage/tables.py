"""The tables of the records, as SQLAlchemy sees them; migrations/ makes them."""

from datetime import UTC, date, datetime

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Text,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """Aware datetimes in, aware datetimes out; SQLite itself keeps no time zone."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("Refusing to store a datetime without a time zone.")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


JsonValue = object
"""Whatever fhir_json.py reads and writes."""


def is_json(column: str) -> CheckConstraint:
    """Where a function of SQLite's own can say so; a server has a type for it."""
    check = CheckConstraint(f"json_valid({column})", name=f"{column}_is_json")
    return check.ddl_if(dialect="sqlite")


def index_where(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """An index over some of the rows, on SQLite and on a server."""
    rows = text(where)
    return Index(name, *columns, unique=unique, sqlite_where=rows, postgresql_where=rows)


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - the name and form SQLAlchemy reads
        str: Text,
        datetime: UtcDateTime,
        date: Date,
        bytes: LargeBinary,
        JsonValue: JSON(none_as_null=True),
    }


class PatientRow(Base):
    """``seq`` joins the search tables; ``name_folded`` and ``phone_digits`` are for them."""

    __tablename__ = "patient"
    __table_args__ = (
        is_json("phones"),
        Index("ix_patient_updated_at", "updated_at"),
    )

    seq: Mapped[int] = mapped_column(Integer, primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    record_number: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    birth_date: Mapped[str]
    sex: Mapped[str]
    language: Mapped[str]
    phones: Mapped[JsonValue]
    email: Mapped[str]
    guardian: Mapped[str]
    romanised_name: Mapped[str]
    name_folded: Mapped[str]
    phone_digits: Mapped[str]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    version: Mapped[int]


class PatientPairRow(Base):
    """What somebody said of two patients.

    "same": ``patient_id`` is shown as ``other_id``, who may have been merged in turn.
    "apart": they look alike and are two persons; the lesser id first.
    """

    __tablename__ = "patient_pair"
    __table_args__ = (
        CheckConstraint("patient_id <> other_id", name="two_patients"),
        CheckConstraint(
            "verdict = 'same' OR (verdict = 'apart' AND patient_id < other_id)", name="verdict"
        ),
        index_where("ix_patient_pair_merged", "patient_id", where="verdict = 'same'", unique=True),
        Index("ix_patient_pair_other_id", "other_id"),
        index_where(
            *("ix_patient_pair_apart", "patient_id", "other_id"),
            where="verdict = 'apart'",
            unique=True,
        ),
    )

    number: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[str] = mapped_column(ForeignKey("patient.id"))
    other_id: Mapped[str] = mapped_column(ForeignKey("patient.id"))
    verdict: Mapped[str]
    said_by: Mapped[str]
    said_at: Mapped[datetime]


class FormVersionRow(Base):
    """Immutable, by triggers."""

    __tablename__ = "form_version"
    __table_args__ = (is_json("definition"),)

    url: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    definition: Mapped[str]


class FormChoiceRow(Base):
    """Which form is in use: choices are only ever added, the newest holds. By triggers.

    Without a form: the one that comes with the program, in whichever version that is.
    """

    __tablename__ = "form_choice"
    __table_args__ = (
        ForeignKeyConstraint(["url", "version"], ["form_version.url", "form_version.version"]),
        CheckConstraint("(url IS NULL) = (version IS NULL)", name="whole_form"),
    )

    number: Mapped[int] = mapped_column(primary_key=True)
    url: Mapped[str | None]
    version: Mapped[str | None]
    chosen_by: Mapped[str]
    chosen_at: Mapped[datetime]


class ConsultationVersionRow(Base):
    """What was completed, as a QuestionnaireResponse. Immutable, by triggers."""

    __tablename__ = "consultation_version"
    __table_args__ = (is_json("response"),)

    consultation_id: Mapped[str] = mapped_column(ForeignKey("consultation.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    response: Mapped[str]
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]
    reason: Mapped[str]


class ConsultationRow(Base):
    """``working`` is the QuestionnaireResponse being written; all drafted answers are in it.

    ``unfinished`` holds what else belongs to the draft: typed text that is not a value yet, by
    its place, and the place that was written in last.
    """

    __tablename__ = "consultation"
    __table_args__ = (
        ForeignKeyConstraint(
            ["form_url", "form_version"], ["form_version.url", "form_version.version"]
        ),
        is_json("working"),
        is_json("unfinished"),
        is_json("amendment"),
        CheckConstraint("is_open = (working IS NOT NULL)", name="open_while_written"),
        Index("ix_consultation_patient_id", "patient_id"),
        index_where("ix_consultation_open", "updated_at", where="is_open"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    patient_id: Mapped[str] = mapped_column(ForeignKey("patient.id"))
    form_url: Mapped[str]
    form_version: Mapped[str]
    started_at: Mapped[datetime]
    started_by: Mapped[str]
    working: Mapped[str | None]
    unfinished: Mapped[str]
    amendment: Mapped[JsonValue | None]
    is_open: Mapped[bool]
    revision: Mapped[int]
    visit_date: Mapped[date | None]
    updated_at: Mapped[datetime]


class DocumentRow(Base):
    """A handout as issued. Immutable but for ``superseded_by``, by triggers."""

    __tablename__ = "document"
    __table_args__ = (
        ForeignKeyConstraint(
            ["consultation_id", "consultation_version"],
            ["consultation_version.consultation_id", "consultation_version.number"],
        ),
        is_json("undrawable"),
        Index("ix_document_consultation_id", "consultation_id"),
    )

    document_id: Mapped[str] = mapped_column(primary_key=True)
    consultation_id: Mapped[str]
    consultation_version: Mapped[int]
    edition: Mapped[str]
    language: Mapped[str]
    paper: Mapped[str]
    content_version: Mapped[str]
    sha256: Mapped[str]
    pages: Mapped[int]
    issued_at: Mapped[datetime]
    issued_by: Mapped[str]
    undrawable: Mapped[JsonValue]
    superseded_by: Mapped[str]
    content: Mapped[bytes]  # last: what stands behind a large value is slow to read


class AttachmentRow(Base):
    """What a file given as an answer holds; the answer names it by its SHA-256.

    Immutable, and never removed once a completed version names it, by triggers.
    """

    __tablename__ = "attachment"

    consultation_id: Mapped[str] = mapped_column(
        ForeignKey("consultation.id", deferrable=True, initially="DEFERRED"), primary_key=True
    )
    sha256: Mapped[str] = mapped_column(primary_key=True)
    kept_at: Mapped[datetime]
    content: Mapped[bytes]


class ClinicSettingRow(Base):
    """Settings are only ever added; the newest is in force. By triggers."""

    __tablename__ = "clinic_setting"
    __table_args__ = (is_json("settings"),)

    number: Mapped[int] = mapped_column(primary_key=True)
    settings: Mapped[JsonValue]
    saved_by: Mapped[str]
    saved_at: Mapped[datetime]


class AuditRow(Base):
    """Who did what, when; each row extends the chain. Append-only, by triggers."""

    __tablename__ = "audit"

    sequence: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[str]  # as it was hashed, to the letter
    actor: Mapped[str]
    role: Mapped[str]
    kind: Mapped[str]
    record_id: Mapped[str]
    previous: Mapped[str]
    hash: Mapped[str]
    seals: Mapped[str] = mapped_column(server_default="")


class UnsealedRow(Base):
    """What a row was made by a save that no entry tells of yet; audit/seals.py keeps it."""

    __tablename__ = "unsealed_row"

    place: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str]
