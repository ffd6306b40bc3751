"""The clinic's own windows, its approvals of the text, and which papers were given."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create(
        "window_change",
        sa.Column("window_id", sa.Text, nullable=False),
        sa.Column("value", sa.Integer),
        sa.Column("unit", sa.Text),
        sa.Column("old_value", sa.Integer),
        sa.Column("old_unit", sa.Text),
        sa.Column("changed_by", sa.Text, nullable=False),
        sa.Column("changed_at", sa.DateTime, nullable=False),
        _both_or_neither("value", "unit"),
        _both_or_neither("old_value", "old_unit"),
    )
    _create(
        "content_approval",
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("content_version", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("holds", sa.Boolean, nullable=False),
        sa.Column("passages", sa.Text, nullable=False),
        sa.Column("approved_by", sa.Text, nullable=False),
        sa.Column("approved_at", sa.DateTime, nullable=False),
        sa.CheckConstraint(
            "json_valid(passages)", name=op.f("ck_content_approval_passages_is_json")
        ),
    )
    _create(
        "document_giving",
        sa.Column("document_id", sa.Text, nullable=False),
        sa.Column("was_given", sa.Boolean, nullable=False),
        sa.Column("said_by", sa.Text, nullable=False),
        sa.Column("said_at", sa.DateTime, nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.document_id"],
            name=op.f("fk_document_giving_document_id_document"),
        ),
    )
    op.create_index("ix_document_giving_document_id", "document_giving", ["document_id"])


def _create(table: str, *parts: sa.schema.SchemaItem) -> None:
    """A table whose rows are never changed, removed or replaced."""
    op.create_table(
        table,
        sa.Column("number", sa.Integer, nullable=False),
        *parts,
        sa.PrimaryKeyConstraint("number", name=op.f(f"pk_{table}")),
    )
    said = f"SELECT RAISE(ABORT, '{table} is never changed'); END"
    op.execute(f"CREATE TRIGGER keep_{table}_unchanged BEFORE UPDATE ON {table} BEGIN {said}")
    op.execute(f"CREATE TRIGGER keep_{table} BEFORE DELETE ON {table} BEGIN {said}")
    op.execute(
        f"CREATE TRIGGER keep_{table}_unreplaced BEFORE INSERT ON {table}"  # noqa: S608 - no input
        f" WHEN EXISTS (SELECT 1 FROM {table} WHERE number = new.number) BEGIN {said}"
    )


def _both_or_neither(value: str, unit: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(
        f"({value} IS NULL) = ({unit} IS NULL)",
        name=op.f(f"ck_window_change_{value}_with_unit"),
    )
