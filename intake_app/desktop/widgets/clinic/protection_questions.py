"""What is asked before somebody's way in, or the key of the records, is another one."""

from PySide6.QtCore import QCoreApplication

from intake_app.desktop.shown import one_line
from intake_app.desktop.widgets.decision import Question

_LONGEST_SHOWN = 48


def about_new_key() -> Question:
    return Question(
        text=_tr("Encrypt the records anew?"),
        detail=_tr(
            "The records are closed, backed up and encrypted with a new key; where there are "
            "many photographs and papers, that takes minutes. Passphrases and the recovery code "
            "stay as they are. You sign in again afterwards."
        ),
        accept=_tr("Encrypt anew"),
    )


def about_removing(name: str) -> Question:
    return Question(
        text=_tr("Remove {name}?").format(name=one_line(name, _LONGEST_SHOWN)),
        detail=_tr(
            "Their passphrase opens these records no more. What they did stays in the audit. "
            "Encrypt anew afterwards, so that an old copy of the key file is of no use either."
        ),
        accept=_tr("Remove"),
        grave=True,
    )


def about_code(code: str) -> Question:
    """Nothing rests on a code before somebody has it."""
    return Question(
        text=code,
        detail=_tr(
            "The new recovery code, shown this once. Write it down, and keep the paper away from "
            "this computer. Until you say that you have it, the old one counts. Without a "
            "passphrase and without the code nobody can open the records, nor can we."
        ),
        accept=_tr("I have written it down"),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("ProtectionQuestions", text)
