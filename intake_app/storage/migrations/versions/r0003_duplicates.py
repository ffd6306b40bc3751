"""What somebody said of two patients: that they are one person, or that they are not.

Nothing of either patient's own record moves: a merge is one row, and so is undoing it.
One table for both, and no other has its kinds of columns: a page of it that is found in a
damaged file cannot be taken for anything else.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "patient_pair",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("patient_id", sa.Text, nullable=False),
        sa.Column("other_id", sa.Text, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("said_by", sa.Text, nullable=False),
        sa.Column("said_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_patient_pair")),
        _of_patient("patient_id"),
        _of_patient("other_id"),
        sa.CheckConstraint("patient_id <> other_id", name=op.f("ck_patient_pair_two_patients")),
        sa.CheckConstraint(
            "verdict = 'same' OR (verdict = 'apart' AND patient_id < other_id)",
            name=op.f("ck_patient_pair_verdict"),
        ),
    )
    op.create_index(
        "ix_patient_pair_merged",
        "patient_pair",
        ["patient_id"],
        unique=True,
        sqlite_where=sa.text("verdict = 'same'"),
    )
    op.create_index("ix_patient_pair_other_id", "patient_pair", ["other_id"])
    op.create_index(
        "ix_patient_pair_apart",
        "patient_pair",
        ["patient_id", "other_id"],
        unique=True,
        sqlite_where=sa.text("verdict = 'apart'"),
    )


def _of_patient(column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], ["patient.id"], name=op.f(f"fk_patient_pair_{column}_patient")
    )
