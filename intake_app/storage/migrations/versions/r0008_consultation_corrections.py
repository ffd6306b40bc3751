"""Consultations that were voided or moved to another patient: only ever added to."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_TABLE = "consultation_correction"
_SAID = f"SELECT RAISE(ABORT, '{_TABLE} is only ever added to'); END"
_THERE = f"EXISTS (SELECT 1 FROM {_TABLE} WHERE number = new.number)"  # noqa: S608 - no input


def upgrade() -> None:
    op.create_table(
        _TABLE,
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("consultation_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("from_patient_id", sa.Text, nullable=False),
        sa.Column("to_patient_id", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("said_by", sa.Text, nullable=False),
        sa.Column("said_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f(f"pk_{_TABLE}")),
        _foreign("consultation_id", "consultation"),
        _foreign("from_patient_id", "patient"),
        _foreign("to_patient_id", "patient"),
        sa.CheckConstraint("kind IN ('voided', 'moved')", name=op.f(f"ck_{_TABLE}_kind")),
        sa.CheckConstraint(
            "(kind = 'voided') = (from_patient_id = to_patient_id)",
            name=op.f(f"ck_{_TABLE}_moved_elsewhere"),
        ),
    )
    for column in ("consultation_id", "from_patient_id"):
        op.create_index(f"ix_{_TABLE}_{column}", _TABLE, [column])
    trigger = f"CREATE TRIGGER keep_{_TABLE}"
    op.execute(f"{trigger}_unchanged BEFORE UPDATE ON {_TABLE} BEGIN {_SAID}")
    op.execute(f"{trigger} BEFORE DELETE ON {_TABLE} BEGIN {_SAID}")
    op.execute(f"{trigger}_unreplaced BEFORE INSERT ON {_TABLE} WHEN {_THERE} BEGIN {_SAID}")


def _foreign(column: str, table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{_TABLE}_{column}_{table}")
    return sa.ForeignKeyConstraint([column], [f"{table}.id"], name=name)
