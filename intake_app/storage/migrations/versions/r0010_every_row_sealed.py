"""What every row must be stands in the audit, not only what is never changed.

All that is there now is sealed by storage/migrate.py, which does so after every step.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table("row_digest")
    op.execute("ALTER TABLE audit ADD COLUMN seals TEXT NOT NULL DEFAULT ''")
    op.create_table(
        "unsealed_row",
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("place", name=op.f("pk_unsealed_row")),
    )
