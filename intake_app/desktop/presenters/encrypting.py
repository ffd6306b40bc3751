"""What is encrypted while nobody has the records open, and what is said of it."""

from PySide6.QtCore import QCoreApplication

from intake_app.desktop.alone_work import AloneWork
from intake_app.desktop.messages import Level, Message
from intake_app.desktop.opening import Entrance
from intake_app.services.access import Actor
from intake_app.services.protection import Credentials, ShowCode, UserService
from intake_app.services.upkeep import Progress


def protecting(entrance: Entrance, credentials: Credentials) -> AloneWork:
    """Encrypt what nobody could, so far, be kept from reading."""

    def work(progress: Progress, show: ShowCode) -> Message:
        entrance.protect(credentials, show, progress)
        words = _tr(
            "The records are protected. From now on the program asks for a passphrase, and the "
            "recovery code that you wrote down opens them, too."
        )
        return Message(level=Level.GOOD, text=words)

    order = _tr(
        "The backups come first, then the records, with their photographs and papers: "
        "where there are many, that takes minutes."
    )
    return AloneWork(doing=_tr("Encrypting the records…"), order=order, work=work)


def renewing_key(users: UserService, actor: Actor) -> AloneWork:
    """Encrypt with another key; everybody's passphrase goes on opening the records."""

    def work(progress: Progress, _show: ShowCode) -> Message:
        users.renew_key(actor, progress)
        words = _tr(
            "The records are encrypted with a new key, and an older copy of the key file opens "
            "them no more. Sign in again: the passphrases are as they were."
        )
        return Message(level=Level.GOOD, text=words)

    order = _tr(
        "A backup comes first, then the records, with their photographs and papers: "
        "where there are many, that takes minutes."
    )
    return AloneWork(doing=_tr("Encrypting the records…"), order=order, work=work)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Encrypting", text)
