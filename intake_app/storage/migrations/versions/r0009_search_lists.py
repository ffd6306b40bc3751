"""Lists of patients for each beginning of up to six letters; names beside the dates of birth.

The search is made anew after every step, so its tables need no statement here.
"""

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing else changes."""
