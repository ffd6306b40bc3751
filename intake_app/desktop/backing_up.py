"""Backups on time, made while the window is open and nobody is saving."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from intake_app.desktop.errors import sentence
from intake_app.desktop.tasks import Tasks

if TYPE_CHECKING:  # the types alone; the services come with the records
    from intake_app.services.upkeep import Backup, UpkeepService

LOOK_EVERY_MS = 5 * 60 * 1000


class BackingUp(QObject):
    """Asks every few minutes whether a backup is due, and has it made in a worker thread."""

    def __init__(self, upkeep: "UpkeepService", tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._upkeep = upkeep
        self._tasks = tasks
        self._under_way = False
        timer = QTimer(self)
        timer.setInterval(LOOK_EVERY_MS)
        timer.timeout.connect(self.look)
        timer.start()

    def look(self) -> None:
        """Make a backup if one is due, unless somebody's work is being saved."""
        if not self._under_way and not self._tasks.is_writing:
            self._under_way = True
            self._tasks.run(self._back_up, done=self._made, failed=self._refused)

    def _back_up(self) -> "Backup | None":
        """A window that closes does not wait for it: the next start makes another."""
        return self._upkeep.backup_if_due(lambda _done: not self._tasks.is_closed)

    def _made(self, _backup: "Backup | None") -> None:
        self._under_way = False

    def _refused(self, error: Exception) -> None:
        """The next look tries again; what is no refusal is a bug, and shown as one."""
        self._under_way = False
        sentence(error)
