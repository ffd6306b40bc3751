"""The content of files given as answers.

It belongs to one consultation and is named by its SHA-256. While a draft is written files come
and go; what a completed version names is never changed or removed.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_SAID = "SELECT RAISE(ABORT, 'attachment is never changed'); END"
_NAMED = """EXISTS (SELECT 1 FROM consultation_version
  WHERE consultation_version.consultation_id = old.consultation_id
  AND instr(consultation_version.response, old.sha256))"""
_THERE = """EXISTS (SELECT 1 FROM attachment
  WHERE consultation_id = new.consultation_id AND sha256 = new.sha256)"""


def upgrade() -> None:
    op.create_table(
        "attachment",
        sa.Column("consultation_id", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("kept_at", sa.DateTime, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("consultation_id", "sha256", name=op.f("pk_attachment")),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_attachment_consultation_id_consultation"),
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    trigger = "CREATE TRIGGER keep_attachment"
    op.execute(f"{trigger}_unchanged BEFORE UPDATE ON attachment BEGIN {_SAID}")
    op.execute(f"{trigger} BEFORE DELETE ON attachment WHEN {_NAMED} BEGIN {_SAID}")
    op.execute(f"{trigger}_unreplaced BEFORE INSERT ON attachment WHEN {_THERE} BEGIN {_SAID}")
