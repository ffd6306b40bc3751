"""Users and passphrases: from what is wished on the page to the services."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from intake_app.desktop.alone_work import AloneWork
from intake_app.desktop.errors import sentence
from intake_app.desktop.messages import Level, Message
from intake_app.desktop.models.lines import Line
from intake_app.desktop.opening import Entrance
from intake_app.desktop.tasks import Result, Tasks
from intake_app.services.access import ALLOWED, Act, Actor, Role
from intake_app.services.protection import Credentials, ShowCode, User, UserService
from intake_app.services.upkeep import Progress


class ProtectionView(Protocol):
    wished: SignalInstance
    code_written_down: SignalInstance

    def typed(self) -> tuple[str, str, str, str]: ...
    def forget(self) -> None: ...
    def show_users(self, lines: Sequence[Line], lead: str, can: frozenset[str]) -> None: ...
    def show_message(self, message: Message | None) -> None: ...
    def ask_about_code(self, code: str) -> None: ...


class ProtectionPresenter(QObject):
    """Shows the users and does what is wished for one of them.

    Signals:
        alone_wanted: Something needs the records for itself (the AloneWork); it is done once
            they are closed.
    """

    alone_wanted = Signal(object)

    def __init__(
        self, page: ProtectionView, entrance: Entrance, tasks: Tasks, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._entrance = entrance
        self._tasks = tasks
        page.wished.connect(self._do)
        page.code_written_down.connect(self._use_code)
        self._show()

    def _show(self) -> None:
        users, actor = self._entrance.users(), self._entrance.actor()
        if users is None or actor is None:
            lead = self.tr(
                "The records are not encrypted: whoever can open this computer's account can "
                "read them. Choose a name and a passphrase of several words to protect them. "
                "Older backups of the program are encrypted too."
            )
            self._page.show_users([], lead, frozenset({"protect"}))
            return
        self._tasks.run(
            users.all,
            done=lambda found: self._show_users(found, actor),
            failed=self._no,
            newest_of="users",
        )

    def _show_users(self, users: Sequence[User], actor: Actor) -> None:
        words = role_words(self)
        lines = [Line(id=user.name, cells=(user.name, words[user.role])) for user in users]
        lead = self.tr("You are signed in as {name}. To change a passphrase, type it twice.")
        can = {"change", "forget"}
        if Act.CHANGE_USERS in ALLOWED[actor.role]:
            can |= {"add", "remove"}
        if Act.CHANGE_PROTECTION in ALLOWED[actor.role]:
            can |= {"new-code", "new-key"}
        self._page.show_users(lines, lead.format(name=actor.name), frozenset(can))

    def _do(self, wish: str) -> None:
        self._page.show_message(None)
        name, role, passphrase, again = self._page.typed()
        if wish in ("protect", "add", "change") and passphrase != again:
            self._say(
                Level.STOP, self.tr("The two passphrases are not the same. Type both again.")
            )
            return
        credentials = Credentials(name=name, passphrase=passphrase)
        if wish == "protect":
            order = self.tr(
                "The backups come first, then the records, with their photographs and papers: "
                "where there are many, that takes minutes."
            )
            self._do_alone(partial(self._protected, credentials), order)
            return
        users, actor = self._entrance.users(), self._entrance.actor()
        if users is None or actor is None:
            return
        if wish == "forget":
            self._run(self._forget, lambda words: self._say(Level.GOOD, words))
        elif wish == "new-key":
            order = self.tr(
                "A backup comes first, then the records, with their photographs and papers: "
                "where there are many, that takes minutes."
            )
            self._do_alone(lambda progress, _show: users.renew_key(actor, progress), order)
        elif wish == "new-code":
            self._run(lambda: users.new_recovery_code(actor), self._page.ask_about_code)
        else:
            work = _change(wish, users, actor, (User(name, Role(role)), passphrase))
            self._run(work, lambda _nothing: self._changed())

    def _forget(self) -> str:
        """Also where nothing is kept: then that is so."""
        self._entrance.remembering().forget()
        return self.tr("This computer's keyring keeps no passphrase for these records.")

    def _protected(self, credentials: Credentials, progress: Progress, show: ShowCode) -> Message:
        """In a worker thread."""
        self._entrance.protect(credentials, show, progress)
        words = self.tr(
            "The records are protected. From now on the program asks for a passphrase, and the "
            "recovery code that you wrote down opens them, too."
        )
        return Message(level=Level.GOOD, text=words)

    def _do_alone(self, work: Callable[[Progress, ShowCode], Message | None], order: str) -> None:
        doing = self.tr("Encrypting the records…")
        self.alone_wanted.emit(AloneWork(doing=doing, order=order, work=work))

    def _run(self, work: Callable[[], Result], done: Callable[[Result], None]) -> None:
        self._page.forget()
        self._tasks.run(work, done=done, failed=self._no)

    def _changed(self) -> None:
        self._say(Level.GOOD, self.tr("Done."))
        self._show()

    def _use_code(self, code: str) -> None:
        users, actor = self._entrance.users(), self._entrance.actor()
        if users is None or actor is None:
            return
        words = self.tr(
            "The new recovery code counts from now on. Backups from before open with the old "
            "one: keep its paper as long as you keep them."
        )
        self._run(
            lambda: users.use_recovery_code(actor, code),
            lambda _nothing: self._say(Level.GOOD, words),
        )

    def _no(self, error: Exception) -> None:
        self._say(Level.STOP, sentence(error))

    def _say(self, level: Level, text: str) -> None:
        self._page.show_message(Message(level=level, text=text))


def role_words(speaker: QObject) -> dict[Role, str]:
    return {
        Role.RECEPTION: speaker.tr("Reception"),
        Role.PRACTITIONER: speaker.tr("Practitioner"),
        Role.MANAGER: speaker.tr("Manager"),
    }


def _change(
    wish: str, users: UserService, actor: Actor, given: tuple[User, str]
) -> Callable[[], str]:
    user, passphrase = given

    def change() -> str:
        if wish == "add":
            users.add(actor, user, passphrase)
        elif wish == "change":
            users.change_passphrase(actor, user.name, passphrase)
        else:
            users.remove(actor, user.name)
        return ""

    return change
