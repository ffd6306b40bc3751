"""In front of protected records: signing in at the start, and again behind a locked window."""

from PySide6.QtCore import QObject, QTimer, Signal

from intake_app.desktop.locking import Locking
from intake_app.desktop.main_window import MainWindow
from intake_app.desktop.messages import Level, Message
from intake_app.desktop.navigation import Navigation, Screen
from intake_app.desktop.opening import Entrance
from intake_app.desktop.pages.protection_page import ProtectionPage
from intake_app.desktop.pages.sign_in_page import SignInPage
from intake_app.desktop.presenters.protection import ProtectionPresenter, role_words
from intake_app.desktop.presenters.sign_in import SignInPresenter
from intake_app.desktop.tasks import Tasks
from intake_app.domain.clinic import Clinic
from intake_app.domain.protection_errors import RecordsProtected
from intake_app.services.access import Actor


class Door(QObject):
    """Opens to whoever knows a passphrase; shuts when asked to, or when nobody is there.

    Signals:
        opened: Somebody signed in: the records can be opened.
        left: Whoever locked the window has gone; somebody else wants to sign in.
        alone_wanted: Something needs the records for itself (the AloneWork).
    """

    opened = Signal()
    left = Signal()
    alone_wanted = Signal(object)

    def __init__(
        self, window: MainWindow, entrance: Entrance, tasks: Tasks, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._entrance = entrance
        self._tasks = tasks
        self.locking = Locking(window, entrance, tasks, self._presenter_of, self)
        self.locking.left.connect(self.left)
        self._owed: Message | None = None

    def is_meant_by(self, error: Exception) -> bool:
        """Whether the records are closed only because nobody has signed in."""
        return isinstance(error, RecordsProtected)

    def ask(self, navigation: Navigation) -> None:
        """Put the page for signing in up; until somebody has, nobody acts."""
        self._window.top_bar.show_actors((), -1)
        navigation.go(self._sign_in_screen)

    def actor(self) -> Actor | None:
        """Who has signed in; from now on nobody's absence goes unnoticed."""
        actor = self._entrance.actor()
        if actor is not None:
            self.locking.watch()
        if owed := self._owed:
            self._owed = None
            QTimer.singleShot(0, self, lambda: self._window.show_message(owed))
        return actor

    def offer_protection(self, clinic: Clinic) -> None:
        """At the first set-up: say that nothing is encrypted yet, once its screen has gone."""
        if self._entrance.actor() is not None or clinic.made_up:
            return
        text = self.tr(
            "The records are not encrypted: whoever can open this computer's account can read "
            "them. You can protect them now, or later from the menu Clinic."
        )
        actions = [("protection", self.tr("Protect the records"))]
        message = Message(level=Level.NOTE, text=text, actions=actions)
        QTimer.singleShot(0, self, lambda: self._window.show_message(message))

    def protection_screen(self) -> Screen:
        page = ProtectionPage([(role.value, words) for role, words in role_words(self).items()])
        presenter = ProtectionPresenter(page, self._entrance, self._tasks, self)
        presenter.alone_wanted.connect(self.alone_wanted)
        return Screen(page=page, presenter=presenter, title=self.tr("Users and passphrases"))

    def _sign_in_screen(self) -> Screen:
        page = SignInPage()
        presenter = self._presenter_of(page)
        presenter.signed_in.connect(self.opened)
        title = self.tr("Sign in")
        return Screen(page=page, presenter=presenter, title=title, has_way_back=False)

    def _presenter_of(self, page: SignInPage) -> SignInPresenter:
        entrance = self._entrance
        ways = (entrance.recover, lambda typed: entrance.remembering().remember(typed))
        presenter = SignInPresenter(page, self._tasks, entrance.sign_in, ways, self)
        presenter.not_remembered.connect(self._say_not_remembered)
        return presenter

    def _say_not_remembered(self, words: str) -> None:
        """Once the records are open: every page that is put up until then clears the place."""
        self._owed = Message(level=Level.NOTE, text=words)
