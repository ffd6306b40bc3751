"""The page about roles says what the table of rights says."""

from pathlib import Path

from intake_app.services.access import ALLOWED, Act, Role
from make_roles_page import page

PAGE = Path(__file__).parents[2] / "docs" / "roles.md"


def test_the_page_is_in_step_with_the_table() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run tools/make_roles_page.py"


def test_only_a_manager_changes_users_and_keys() -> None:
    for act in (Act.CHANGE_USERS, Act.CHANGE_PROTECTION, Act.RESTORE):
        assert [role for role in Role if act in ALLOWED[role]] == [Role.MANAGER]
