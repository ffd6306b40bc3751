"""Patients, forms, consultations with their versions, documents, the clinic's settings."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_patient()
    _create_form_version()
    _create_consultation()
    _create_consultation_version()
    _create_document()
    _create_clinic_setting()
    _keep("form_version", key="url = new.url AND version = new.version")
    _keep(
        "consultation_version",
        key="consultation_id = new.consultation_id AND number = new.number",
    )
    _keep("clinic_setting", key="number = new.number")
    _keep(
        "document",
        key="document_id = new.document_id",
        columns="document_id, consultation_id, consultation_version, edition, language, paper,"
        " content_version, sha256, pages, issued_at, issued_by, content, undrawable",
    )


def _keep(table: str, *, key: str, columns: str = "") -> None:
    """Refuse to change, remove or replace what has been written down.

    Args:
        table: Whose rows stay.
        key: Says which row a new one would replace.
        columns: Those that stay, when others may change.
    """
    said = f"SELECT RAISE(ABORT, '{table} is never changed'); END"
    update = f"UPDATE OF {columns}" if columns else "UPDATE"
    op.execute(f"CREATE TRIGGER keep_{table}_unchanged BEFORE {update} ON {table} BEGIN {said}")
    op.execute(f"CREATE TRIGGER keep_{table} BEFORE DELETE ON {table} BEGIN {said}")
    op.execute(
        f"CREATE TRIGGER keep_{table}_unreplaced BEFORE INSERT ON {table}"  # noqa: S608 - no input
        f" WHEN EXISTS (SELECT 1 FROM {table} WHERE {key}) BEGIN {said}"
    )


def _json(column: str, table: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"json_valid({column})", name=op.f(f"ck_{table}_{column}_is_json"))


def _create_patient() -> None:
    op.create_table(
        "patient",
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("record_number", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("birth_date", sa.Text, nullable=False),
        sa.Column("sex", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("phones", sa.JSON, nullable=False),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("guardian", sa.Text, nullable=False),
        sa.Column("romanised_name", sa.Text, nullable=False),
        sa.Column("name_folded", sa.Text, nullable=False),
        sa.Column("phone_digits", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("updated_at", sa.DateTime, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_patient")),
        sa.UniqueConstraint("id", name=op.f("uq_patient_id")),
        sa.UniqueConstraint("record_number", name=op.f("uq_patient_record_number")),
        _json("phones", "patient"),
    )
    op.create_index("ix_patient_updated_at", "patient", ["updated_at"])


def _create_form_version() -> None:
    op.create_table(
        "form_version",
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("definition", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("url", "version", name=op.f("pk_form_version")),
        _json("definition", "form_version"),
    )


def _create_consultation() -> None:
    op.create_table(
        "consultation",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("patient_id", sa.Text, nullable=False),
        sa.Column("form_url", sa.Text, nullable=False),
        sa.Column("form_version", sa.Text, nullable=False),
        sa.Column("started_at", sa.DateTime, nullable=False),
        sa.Column("started_by", sa.Text, nullable=False),
        sa.Column("working", sa.Text),
        sa.Column("unfinished", sa.Text, nullable=False),
        sa.Column("amendment", sa.JSON),
        sa.Column("is_open", sa.Boolean, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("visit_date", sa.Date),
        sa.Column("updated_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_consultation_patient_id_patient")
        ),
        sa.ForeignKeyConstraint(
            ["form_url", "form_version"],
            ["form_version.url", "form_version.version"],
            name=op.f("fk_consultation_form_url_form_version_form_version"),
        ),
        _json("working", "consultation"),
        _json("unfinished", "consultation"),
        _json("amendment", "consultation"),
        sa.CheckConstraint(
            "is_open = (working IS NOT NULL)", name=op.f("ck_consultation_open_while_written")
        ),
    )
    op.create_index("ix_consultation_patient_id", "consultation", ["patient_id"])
    op.create_index(
        "ix_consultation_open", "consultation", ["updated_at"], sqlite_where=sa.text("is_open")
    )


def _create_consultation_version() -> None:
    op.create_table(
        "consultation_version",
        sa.Column("consultation_id", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("response", sa.Text, nullable=False),
        sa.Column("recorded_by", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.DateTime, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("consultation_id", "number", name=op.f("pk_consultation_version")),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_consultation_version_consultation_id_consultation"),
        ),
        _json("response", "consultation_version"),
    )


def _create_document() -> None:
    op.create_table(
        "document",
        sa.Column("document_id", sa.Text, nullable=False),
        sa.Column("consultation_id", sa.Text, nullable=False),
        sa.Column("consultation_version", sa.Integer, nullable=False),
        sa.Column("edition", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("paper", sa.Text, nullable=False),
        sa.Column("content_version", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("pages", sa.Integer, nullable=False),
        sa.Column("issued_at", sa.DateTime, nullable=False),
        sa.Column("issued_by", sa.Text, nullable=False),
        sa.Column("undrawable", sa.JSON, nullable=False),
        sa.Column("superseded_by", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_document")),
        sa.ForeignKeyConstraint(
            ["consultation_id", "consultation_version"],
            ["consultation_version.consultation_id", "consultation_version.number"],
            name=op.f("fk_document_consultation_id_consultation_version_consultation_version"),
        ),
        _json("undrawable", "document"),
    )
    op.create_index("ix_document_consultation_id", "document", ["consultation_id"])


def _create_clinic_setting() -> None:
    op.create_table(
        "clinic_setting",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("settings", sa.JSON, nullable=False),
        sa.Column("saved_by", sa.Text, nullable=False),
        sa.Column("saved_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_clinic_setting")),
        _json("settings", "clinic_setting"),
    )
