"""Full-text lists with the newest patient first, and names folded as more people type them.

The search is made anew after every step, so its tables need no statement here.
"""

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing else changes."""
