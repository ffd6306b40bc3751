"""A digest of each row of records that are not protected; telephone numbers by four figures.

The search is made anew after every step, so its tables need no statement here.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "row_digest",
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("place", name=op.f("pk_row_digest")),
    )
