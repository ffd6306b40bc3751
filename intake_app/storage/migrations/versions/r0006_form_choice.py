"""Which form is in use: choices are only ever added, the newest holds."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_SAID = "SELECT RAISE(ABORT, 'form_choice is only ever added to'); END"
_THERE = "EXISTS (SELECT 1 FROM form_choice WHERE number = new.number)"


def upgrade() -> None:
    op.create_table(
        "form_choice",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("version", sa.Text),
        sa.Column("chosen_by", sa.Text, nullable=False),
        sa.Column("chosen_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_form_choice")),
        sa.ForeignKeyConstraint(
            ["url", "version"],
            ["form_version.url", "form_version.version"],
            name=op.f("fk_form_choice_url_version_form_version"),
        ),
        sa.CheckConstraint(
            "(url IS NULL) = (version IS NULL)", name=op.f("ck_form_choice_whole_form")
        ),
    )
    trigger = "CREATE TRIGGER keep_form_choice"
    op.execute(f"{trigger}_unchanged BEFORE UPDATE ON form_choice BEGIN {_SAID}")
    op.execute(f"{trigger} BEFORE DELETE ON form_choice BEGIN {_SAID}")
    op.execute(f"{trigger}_unreplaced BEFORE INSERT ON form_choice WHEN {_THERE} BEGIN {_SAID}")
