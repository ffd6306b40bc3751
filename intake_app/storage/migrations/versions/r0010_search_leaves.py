"""Smaller leaves of the full-text lists, and a word for every two Han characters of a name.

The search is made anew after every step, so its tables need no statement here.
"""

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing else changes."""
