"""Users and passphrases: from what is wished on the page to the services."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from intake_app.desktop.errors import sentence
from intake_app.desktop.messages import Level, Message
from intake_app.desktop.models.lines import Line
from intake_app.desktop.opening import Entrance
from intake_app.desktop.presenters.encrypting import protecting, renewing_key
from intake_app.desktop.shown import one_line
from intake_app.desktop.tasks import Result, Tasks
from intake_app.domain.errors import IntakeError
from intake_app.services.access import ALLOWED, Act, Actor, Role
from intake_app.services.protection import (
    LONGEST_NAME,
    Credentials,
    User,
    UserService,
    first_user,
)


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
                "read them. Choose a name and a passphrase of several words to protect them: "
                "you become their manager, and can add the others. Older backups of the program "
                "are encrypted too."
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
        lead = self.tr("You are signed in as {name}. To change your passphrase, type it twice.")
        can = {"change", "forget"}
        if Act.CHANGE_USERS in ALLOWED[actor.role]:
            can |= {"add", "role", "remove"}
            lead = self.tr(
                "You are signed in as {name}. Choose somebody in the list, or type a new name. A "
                "new passphrase is typed twice; a new role needs one, too."
            )
        if Act.CHANGE_PROTECTION in ALLOWED[actor.role]:
            can |= {"new-code", "new-key"}
        self._page.show_users(lines, lead.format(name=actor.name), frozenset(can))

    def _do(self, wish: str) -> None:
        self._page.show_message(None)
        name, role, passphrase, again = self._page.typed()
        if wish in ("protect", "add", "change", "role") and passphrase != again:
            self._say(
                Level.STOP, self.tr("The two passphrases are not the same. Type both again.")
            )
            return
        if wish == "protect":
            self._protect(name, passphrase)
            return
        users, actor = self._entrance.users(), self._entrance.actor()
        if users is None or actor is None:
            return
        if wish == "forget":
            self._run(self._forget, lambda words: self._say(Level.GOOD, words))
        elif wish == "new-key":
            self.alone_wanted.emit(renewing_key(users, actor))
        elif wish == "new-code":
            self._run(lambda: users.new_recovery_code(actor), self._page.ask_about_code)
        else:
            user = User(name, Role(role))
            work = _change(wish, users, actor, (user, passphrase))
            self._run(work, lambda _nothing: self._changed(wish, user))

    def _protect(self, name: str, passphrase: str) -> None:
        """What will not do is said here, where it can be typed again, with the records open."""
        if not name:
            self._say(Level.STOP, self.tr("Type the name that you will sign in with."))
            return
        credentials = Credentials(name=name, passphrase=passphrase)
        try:
            first_user(credentials)
        except IntakeError as error:
            self._no(error)
            return
        self.alone_wanted.emit(protecting(self._entrance, credentials))

    def _forget(self) -> str:
        """Also where nothing is kept: then that is so."""
        self._entrance.remembering().forget()
        return self.tr("This computer's keyring keeps no passphrase for these records.")

    def _run(self, work: Callable[[], Result], done: Callable[[Result], None]) -> None:
        self._page.forget()
        self._tasks.run(work, done=done, failed=self._no)

    def _changed(self, wish: str, user: User) -> None:
        words = {
            "add": self.tr("{name} can sign in now. Role: {role}."),
            "change": self.tr("The new passphrase of {name} counts from now on."),
            "role": self.tr("{name} signs in with the new passphrase now. Role: {role}."),
            "remove": self.tr("{name} is removed. Encrypt anew, so that no old key file helps."),
        }[wish]
        name = one_line(user.name, LONGEST_NAME)
        said = words.format(name=name, role=role_words(self)[user.role])
        self._say(Level.GOOD, said)
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
        elif wish == "role":
            users.change_role(actor, user, passphrase)
        elif wish == "change":
            users.change_passphrase(actor, user.name, passphrase)
        else:
            users.remove(actor, user.name)
        return ""

    return change
