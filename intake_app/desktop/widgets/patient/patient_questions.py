"""What is asked before something is begun with a visit, or cannot be taken back."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from intake_app.desktop.widgets.decision import Decision, Question

Then = Callable[[str], None]


def ask_amend(parent: QWidget, then: Then) -> None:
    """Ask why a completed consultation is amended."""
    question = Question(
        text=_tr("Amend this consultation?"),
        detail=_tr(
            "What was completed stays as it is and stays in force until the amendment is "
            "completed. The reason is kept with it."
        ),
        accept=_tr("Amend"),
        reason_label=_tr("&Why is it amended?"),
    )
    Decision.ask(parent, question, then=then)


def ask_discard(parent: QWidget, then: Then) -> None:
    """Ask before a draft, or an amendment being written, is given up."""
    question = Question(
        text=_tr("Discard this draft?"),
        detail=_tr(
            "What is written in it is removed and cannot be brought back. What was completed "
            "before stays."
        ),
        accept=_tr("Discard"),
        grave=True,
    )
    Decision.ask(parent, question, then=then)


def ask_void(parent: QWidget, then: Then) -> None:
    """Ask why a completed consultation is voided."""
    question = Question(
        text=_tr("Void this consultation?"),
        detail=_tr(
            "It stays readable, is marked as void together with its documents, and counts "
            "nowhere any more. The voiding can be taken back later, with a reason of its own."
        ),
        accept=_tr("Void"),
        reason_label=_tr("&Why is it void?"),
    )
    Decision.ask(parent, question, then=then)


def ask_reinstate(parent: QWidget, then: Then) -> None:
    """Ask why a voiding is taken back."""
    question = Question(
        text=_tr("Let this consultation count again?"),
        detail=_tr(
            "It was marked as void. That it was, and that this was taken back, stays written."
        ),
        accept=_tr("Take the voiding back"),
        reason_label=_tr("&Why is it not void?"),
    )
    Decision.ask(parent, question, then=then)


def ask_move(parent: QWidget, patient: str, then: Then) -> None:
    """Ask why a consultation is moved, naming the patient it goes to."""
    question = Question(
        text=_tr("Move it to this patient?"),
        detail=patient,
        accept=_tr("Move"),
        reason_label=_tr("&Why is it moved?"),
    )
    Decision.ask(parent, question, then=then)


def ask_whose(parent: QWidget, then: Then) -> None:
    """Ask for the patient whom a consultation is about."""
    question = Question(
        text=_tr("Move to another patient"),
        detail=_tr(
            "Type the record number, the name, the date of birth or the telephone number of the "
            "patient whom this consultation is about. You see who it is before anything is moved."
        ),
        accept=_tr("Continue"),
        reason_label=_tr("Which &patient?"),
    )
    Decision.ask(parent, question, then=then)


def _tr(text: str) -> str:
    return QCoreApplication.translate("PatientQuestions", text)
