"""Whether whoever has signed in still may: a manager may have decided otherwise meanwhile."""

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from intake_app.desktop.opening import Entrance
from intake_app.desktop.tasks import Tasks
from intake_app.domain.protection_errors import UserRemoved

_LOOK_EVERY: Final = 2_000
"""Milliseconds; what it costs is asking when a file was changed."""


class StillAllowed(QObject):
    """Asks who the users are whenever their file has changed.

    Signals:
        ended: Whoever has signed in is no user any more, or in another role (the UserRemoved).
    """

    ended = Signal(object)

    def __init__(self, entrance: Entrance, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._entrance = entrance
        self._tasks = tasks
        self.known: object = None
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY)
        self._timer.timeout.connect(self.look)

    def watch(self) -> None:
        """From the first look on, which asks: something may have changed since the signing in."""
        self.known = None
        self._timer.start()

    def rest(self) -> None:
        self._timer.stop()

    def look(self) -> None:
        state, users = self._entrance.state_of_keys(), self._entrance.users()
        if users is None or state == self.known:
            return
        self._tasks.run(
            users.all,
            done=lambda _all: self._is_allowed(state),
            failed=self._refused,
            newest_of="still-allowed",
        )

    def _is_allowed(self, state: object) -> None:
        self.known = state

    def _refused(self, error: Exception) -> None:
        """What else is the matter with the keys is told where they are used; it is asked again."""
        if isinstance(error, UserRemoved) and self._timer.isActive():
            self.rest()
            self.ended.emit(error)
