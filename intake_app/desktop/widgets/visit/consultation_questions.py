"""What the consultation screen asks before somebody goes past a finding."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from intake_app.desktop.models.form_state import FormState
from intake_app.desktop.widgets.visit.override_dialog import OverrideDialog


def ask_override(
    parent: QWidget,
    state: FormState | None,
    rule_id: str,
    *,
    then: Callable[[str, str, str], None],
) -> None:
    """Ask for a reason and a name; ``then`` gets rule id, reason and name."""
    if state is None:
        return
    rules = {finding.rule.id: finding.rule for finding in state.assessment.findings}
    if rule_id in rules:
        OverrideDialog.ask(
            parent,
            rules[rule_id],
            state.actor_name,
            then=lambda reason, name: then(rule_id, reason, name),
        )
