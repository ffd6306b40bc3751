"""Backups while the window is open: on time when nobody is saving, and when asked for."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from intake_app.desktop.errors import sentence
from intake_app.desktop.tasks import Tasks
from intake_app.domain.upkeep_errors import BackupStopped
from intake_app.services.access import Actor
from intake_app.services.upkeep import Backup, UpkeepService

LOOK_EVERY_MS = 5 * 60 * 1000

Making = Callable[[], Backup | None]


class BackingUp(QObject):
    """Makes one backup at a time, in a worker thread; screens come and go meanwhile.

    Signals:
        advanced: How much of the one under way is done, from 0 to 1.
        ended: None is under way any more.
        made: One was made (the Backup).
        refused: One that was asked for was not made (the sentence).
        missed: One on time was not made (the sentence); the next look tries again.
    """

    advanced = Signal(float)
    ended = Signal()
    made = Signal(object)
    refused = Signal(str)
    missed = Signal(str)
    _moved = Signal(float)

    def __init__(
        self, open_upkeep: Callable[[], UpkeepService], tasks: Tasks, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._open_upkeep = open_upkeep
        self._tasks = tasks
        self._under_way = False
        self._is_stopping = False
        self._next: Making | None = None
        self.last_missed = ""
        """Why the last one on time was not made; empty once one is made."""
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._moved.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def keep_looking(self) -> None:
        """From now on see every few minutes whether one is due."""
        self._timer.start()

    def look(self) -> None:
        """Make a backup if one is due, unless somebody's work is being saved."""
        if not self._under_way and not self._tasks.is_writing:
            self._begin(
                lambda: self._open_upkeep().backup_if_due(self._goes_on), failed=self._miss
            )

    def back_up(self, actor: Actor, target: Path | None = None) -> None:
        """Make one now, or after the one that is under way; into the folder of backups."""

        def making() -> Backup:
            return self._open_upkeep().back_up(actor, target, self._goes_on)

        if self._under_way:
            self._next = making
        else:
            self._begin(making, failed=self._refuse)

    def stop(self) -> None:
        """Nothing is left of the one under way, and none follows it."""
        self._next = None
        self._is_stopping = self._under_way

    def _begin(self, making: Making, *, failed: Callable[[Exception], None]) -> None:
        self._under_way, self._is_stopping = True, False
        self._tasks.run(making, done=self._done, failed=failed)

    def _goes_on(self, done: float) -> bool:
        """In the worker thread. A window that closes does not wait: the next start makes one."""
        self._moved.emit(done)
        return not self._tasks.is_closed and not self._is_stopping

    def _tell(self, done: float) -> None:
        if self._under_way:
            self.advanced.emit(done)

    def _done(self, backup: Backup | None) -> None:
        self._end()
        if backup is not None:
            self.last_missed = ""
            self.made.emit(backup)

    def _refuse(self, error: Exception) -> None:
        self._end()
        self.refused.emit(sentence(error))

    def _miss(self, error: Exception) -> None:
        """What is no refusal is a bug, and shown as one; a stop was somebody's own wish."""
        self._end()
        words = sentence(error)
        if isinstance(error, BackupStopped):
            self.refused.emit(words)
            return
        self.last_missed = words
        self.missed.emit(words)

    def _end(self) -> None:
        self._under_way = False
        following, self._next = self._next, None
        if following is not None:
            self._begin(following, failed=self._refuse)
        else:
            self.ended.emit()
