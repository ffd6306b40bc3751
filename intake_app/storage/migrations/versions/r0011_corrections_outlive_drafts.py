"""A voiding can be taken back; a draft that was moved can be discarded, and stays named.

SQLite changes no constraint of a table, so it is made anew with the same rows.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_TABLE = "consultation_correction"
_NEW = f"{_TABLE}_made_anew"
_SAID = f"SELECT RAISE(ABORT, '{_TABLE} is only ever added to'); END"
_THERE = f"EXISTS (SELECT 1 FROM {_TABLE} WHERE number = new.number)"  # noqa: S608 - no input


def upgrade() -> None:
    op.create_table(
        _NEW,
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("consultation_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("from_patient_id", sa.Text, nullable=False),
        sa.Column("to_patient_id", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("said_by", sa.Text, nullable=False),
        sa.Column("said_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f(f"pk_{_TABLE}")),
        _patient("from_patient_id"),
        _patient("to_patient_id"),
        sa.CheckConstraint(
            "kind IN ('voided', 'reinstated', 'moved')", name=op.f(f"ck_{_TABLE}_kind")
        ),
        sa.CheckConstraint(
            "(kind <> 'moved') = (from_patient_id = to_patient_id)",
            name=op.f(f"ck_{_TABLE}_moved_elsewhere"),
        ),
    )
    op.execute(f"INSERT INTO {_NEW} SELECT * FROM {_TABLE} ORDER BY number")  # noqa: S608 - no input
    op.drop_table(_TABLE)  # with its triggers and indexes
    op.rename_table(_NEW, _TABLE)
    for column in ("consultation_id", "from_patient_id"):
        op.create_index(f"ix_{_TABLE}_{column}", _TABLE, [column])
    trigger = f"CREATE TRIGGER keep_{_TABLE}"
    op.execute(f"{trigger}_unchanged BEFORE UPDATE ON {_TABLE} BEGIN {_SAID}")
    op.execute(f"{trigger} BEFORE DELETE ON {_TABLE} BEGIN {_SAID}")
    op.execute(f"{trigger}_unreplaced BEFORE INSERT ON {_TABLE} WHEN {_THERE} BEGIN {_SAID}")


def _patient(column: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{_TABLE}_{column}_patient")
    return sa.ForeignKeyConstraint([column], ["patient.id"], name=name)
