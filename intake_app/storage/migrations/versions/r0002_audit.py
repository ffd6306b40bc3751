"""The audit: a chain of entries that is only ever added to."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_TEXTS = ("at", "actor", "role", "kind", "record_id", "previous", "hash")
_CHAINED = """CREATE TRIGGER keep_audit_chained BEFORE INSERT ON audit
  WHEN new.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM audit)
  OR new.previous IS NOT coalesce((SELECT hash FROM audit ORDER BY sequence DESC LIMIT 1), '')"""


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("sequence", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in _TEXTS),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_audit")),
    )
    said = "SELECT RAISE(ABORT, 'audit is only ever added to'); END"
    op.execute(f"CREATE TRIGGER keep_audit_unchanged BEFORE UPDATE ON audit BEGIN {said}")
    op.execute(f"CREATE TRIGGER keep_audit BEFORE DELETE ON audit BEGIN {said}")
    op.execute(f"{_CHAINED} BEGIN {said}")
