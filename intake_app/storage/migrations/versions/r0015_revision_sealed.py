"""What is sealed anew after every step tells the revision too.

Records that began at 0014 before it did could have passed for older ones.
"""

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing else changes."""
