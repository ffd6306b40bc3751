"""Who has read the text in a language that they speak: only ever added to."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_TABLE = "text_review"
_SAID = f"SELECT RAISE(ABORT, '{_TABLE} is never changed'); END"
_THERE = f"EXISTS (SELECT 1 FROM {_TABLE} WHERE number = new.number)"  # noqa: S608 - no input


def upgrade() -> None:
    op.create_table(
        _TABLE,
        sa.Column("number", sa.Integer, nullable=False),
        # Second, so that a salvaged row cannot be taken for an approval.
        sa.Column("holds", sa.Boolean, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("content_version", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("clinician", sa.Text, nullable=False),
        sa.Column("recorded_by", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f(f"pk_{_TABLE}")),
    )
    trigger = f"CREATE TRIGGER keep_{_TABLE}"
    op.execute(f"{trigger}_unchanged BEFORE UPDATE ON {_TABLE} BEGIN {_SAID}")
    op.execute(f"{trigger} BEFORE DELETE ON {_TABLE} BEGIN {_SAID}")
    op.execute(f"{trigger}_unreplaced BEFORE INSERT ON {_TABLE} WHEN {_THERE} BEGIN {_SAID}")
