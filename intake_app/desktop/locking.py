"""The locked window: when nobody is there, when asked to, and when somebody was removed."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from intake_app.desktop.errors import sentence
from intake_app.desktop.main_window import MainWindow
from intake_app.desktop.messages import Level, Message
from intake_app.desktop.opening import Entrance
from intake_app.desktop.pages.sign_in_page import SignInPage
from intake_app.desktop.presenters.sign_in import SignInPresenter
from intake_app.desktop.still_allowed import StillAllowed
from intake_app.desktop.tasks import Tasks
from intake_app.desktop.widgets.cover import Cover, Idleness
from intake_app.services.access import Actor

PresenterOf = Callable[[SignInPage], SignInPresenter]


class Locking(QObject):
    """Covers the window; what is typed stays as it is behind the cover.

    Signals:
        left: Whoever comes next is somebody else, or acts in another role.
    """

    left = Signal()

    def __init__(
        self,
        window: MainWindow,
        entrance: Entrance,
        tasks: Tasks,
        presenter_of: PresenterOf,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._entrance = entrance
        self._presenter_of = presenter_of
        self._cover = Cover(window)
        self._idleness = Idleness(self)
        self._idleness.noticed.connect(self.lock)
        self._still_allowed = StillAllowed(entrance, tasks, self)
        self._still_allowed.ended.connect(self._lock_out)

    def watch(self) -> None:
        """From now on nobody's absence goes unnoticed, nor that somebody was removed."""
        self._idleness.watch()
        self._still_allowed.watch()

    def rest(self) -> None:
        """The sitting is over."""
        self._idleness.rest()
        self._still_allowed.rest()
        self._cover.take_off()

    def lock(self) -> None:
        actor = self._entrance.actor()
        if actor is None or self._cover.is_on:
            return
        page = SignInPage(locked_by=actor.name)
        presenter = self._presenter_of(page)
        presenter.signed_in.connect(lambda: self._unlock(actor))
        page.somebody_else_wanted.connect(self._entrance.leave)
        page.somebody_else_wanted.connect(self.left)
        self._idleness.rest()
        self._cover.put_on(page)
        page.focus_start()

    def _unlock(self, before: Actor) -> None:
        """Whoever has another role by now begins anew, with what that role may do."""
        if self._entrance.actor() != before:
            self.left.emit()
            return
        self._cover.take_off()
        self.watch()

    def _lock_out(self, error: Exception) -> None:
        """Nothing is shown any more to somebody who was removed, but why."""
        self.lock()
        if isinstance(page := self._cover.page, SignInPage):
            page.show_message(Message(level=Level.STOP, text=sentence(error)))
