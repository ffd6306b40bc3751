"""Smaller leaves of the full-text lists, and a word for every two Han characters of a name.

The search is made anew after every step, so its tables need no statement here.
"""

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing else changes."""
