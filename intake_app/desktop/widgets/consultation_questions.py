"""What the consultation screen asks before something cannot be taken back."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from intake_app.desktop.models.form_state import FormState
from intake_app.desktop.widgets.decision import Decision, Question
from intake_app.desktop.widgets.override_dialog import OverrideDialog


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


def ask_discard(parent: QWidget, state: FormState | None, *, then: Callable[[], None]) -> None:
    """Ask before a draft, or an amendment being written, is given up."""
    if state is None:
        return
    if state.consultation.amendment is not None:
        asked = Question(
            text=_tr("Discard this amendment?"),
            detail=_tr("What was completed stays as it is."),
            accept=_tr("Discard"),
        )
    else:
        asked = Question(
            text=_tr("Discard this draft?"),
            detail=_tr("All its answers are removed. This cannot be undone."),
            accept=_tr("Discard"),
        )
    Decision.ask(parent, asked, then=lambda _reason: then())


def _tr(text: str) -> str:
    return QCoreApplication.translate("ConsultationQuestions", text)
