"""Signing in: from what was typed to open records, or to one sentence why not."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from intake_app.desktop.errors import sentence
from intake_app.desktop.messages import Level, Message
from intake_app.desktop.tasks import Tasks
from intake_app.domain.errors import IntakeError
from intake_app.services.protection import Credentials

SignIn = Callable[[Credentials], None]
Recover = Callable[[str, Credentials], None]
Remember = Callable[[Credentials], None]


class Typed(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def passphrase(self) -> str: ...
    @property
    def again(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def remember(self) -> bool: ...


class SignInView(Protocol):
    submitted: SignalInstance
    recovery_submitted: SignalInstance

    def show_message(self, message: Message | None) -> None: ...
    def show_busy(self, *, busy: bool) -> None: ...
    def forget(self) -> None: ...


class SignInPresenter(QObject):
    """Tries what was typed in a worker thread: that takes a while, after wrong tries longer.

    Signals:
        not_remembered: The keyring did not take the passphrase (the sentence).
        signed_in: The records can be opened.
    """

    signed_in = Signal()
    not_remembered = Signal(str)

    def __init__(
        self,
        page: SignInView,
        tasks: Tasks,
        sign_in: SignIn,
        ways: tuple[Recover, Remember],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._tasks = tasks
        self._sign_in = sign_in
        self._recover, self._remember = ways
        page.submitted.connect(self._try)
        page.recovery_submitted.connect(self._try_code)

    def _try(self, typed: Typed) -> None:
        credentials = Credentials(name=typed.name, passphrase=typed.passphrase)

        def sign_in() -> str:
            self._sign_in(credentials)
            return self._kept(credentials) if typed.remember else ""

        self._run(sign_in)

    def _try_code(self, typed: Typed) -> None:
        if typed.again != typed.passphrase:
            self._say(self.tr("The two passphrases are not the same. Type both again."))
            return
        credentials = Credentials(name=typed.name, passphrase=typed.passphrase)

        def recover_and_sign_in() -> str:
            self._recover(typed.code, credentials)
            return ""

        self._run(recover_and_sign_in)

    def _kept(self, credentials: Credentials) -> str:
        """Why it was not, if it was not: nobody is kept out for that."""
        try:
            self._remember(credentials)
        except IntakeError as error:
            return sentence(error)
        return ""

    def _run(self, work: Callable[[], str]) -> None:
        self._page.show_message(None)
        self._page.show_busy(busy=True)
        self._tasks.run(work, done=self._opened, failed=self._refused)

    def _opened(self, not_kept: str) -> None:
        self._page.show_busy(busy=False)
        self._page.forget()
        if not_kept:  # first: nobody hears this presenter once its page has gone
            self.not_remembered.emit(not_kept)
        self.signed_in.emit()

    def _refused(self, error: Exception) -> None:
        self._page.show_busy(busy=False)
        self._page.forget()
        self._say(sentence(error))

    def _say(self, text: str) -> None:
        self._page.show_message(Message(level=Level.STOP, text=text))
