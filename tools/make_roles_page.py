"""Write docs/roles.md from the one table of rights, so that both say the same.

Usage: python tools/make_roles_page.py
"""

from pathlib import Path

from intake_app.services.access import ALLOWED, Act, Role

PAGE = Path(__file__).resolve().parent.parent / "docs" / "roles.md"

ABOVE = """# Who may do what

Written by `tools/make_roles_page.py` from the table in `intake_app/services/access.py`, which the
services obey whatever window or verb asks; a test keeps this page in step. Change the table, then
run the tool.

Each user of protected records has one role. Whoever opens unprotected records at the command line
acts as a manager: everybody who may read those files may read them without the program as well.
The recovery code acts as a manager.

"""

BELOW = """
Roles keep people from doing by mistake, or in passing, what is not theirs to do. They are not a
wall between a user and the records: who knows a passphrase holds the key to all of them, and could
read them with a program of their own. That is why removing a user is followed by
`intake-app records renew-key`.
"""


def page() -> str:
    """The whole page."""
    roles = list(Role)
    lines = [
        f"| may ... | {' | '.join(roles)} |",
        "|---|" + ":---:|" * len(roles),
        *(
            f"| {act} | {' | '.join('yes' if act in ALLOWED[role] else '' for role in roles)} |"
            for act in Act
        ),
    ]
    return ABOVE + "\n".join(lines) + "\n" + BELOW


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
