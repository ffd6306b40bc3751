"""Edits on their way to the records: in order, soon, and never lost when saving fails."""

from collections.abc import Callable, Sequence
from threading import Lock

from PySide6.QtCore import QObject, QTimer, Signal

from intake_app.desktop.tasks import Tasks
from intake_app.domain.errors import RecordsRefused
from intake_app.domain.visit.drafting import Edit, TypeText
from intake_app.services.consultation_view import ConsultationView

QUIET_MS = 400
"""After the last key."""
LATEST_MS = 800
"""After the first key that is not saved yet, also while typing goes on."""
RETRY_MS = 5000
"""After the records could not be written."""

Save = Callable[[Sequence[Edit]], ConsultationView]


class Outbox(QObject):
    """Collects edits and hands them to the writer thread.

    Each write takes all that waits at that moment; one that fails puts it back in front, so
    that the next write begins where this one failed.

    Signals:
        sent: Something is being saved.
        saved: It is in the records (the newest ConsultationView).
        failed: It is not (the Exception); it is kept and tried again.
    """

    sent = Signal()
    saved = Signal(object)
    failed = Signal(object)

    def __init__(
        self, save: Callable[[], Save], tasks: Tasks, parent: QObject | None = None
    ) -> None:
        """Make it empty; ``save`` is asked, on the GUI thread, for how to save now."""
        super().__init__(parent)
        self._save = save
        self._tasks = tasks
        self._lock = Lock()
        self._waiting: list[Edit] = []
        self._under_way = 0
        self._newest: ConsultationView | None = None
        self._quiet = self._timer(QUIET_MS)
        self._latest = self._timer(LATEST_MS)
        self._retry = self._timer(RETRY_MS)

    @property
    def is_empty(self) -> bool:
        """Whether everything that was put in is in the records."""
        return not self._waiting and not self._under_way

    def put(self, edit: Edit) -> None:
        """Take an edit: typing is sent when it pauses, everything else at once."""
        with self._lock:
            last = self._waiting[-1] if self._waiting else None
            if isinstance(edit, TypeText) and _goes_on(last, edit):
                self._waiting.pop()
            self._waiting.append(edit)
        if not isinstance(edit, TypeText):
            self.send()
            return
        self._quiet.start()
        if not self._latest.isActive():
            self._latest.start()

    def send(self) -> None:
        """Save now what waits."""
        for timer in (self._quiet, self._latest, self._retry):
            timer.stop()
        if not self._waiting:
            return
        save = self._save()
        self._under_way += 1
        self._tasks.write(
            lambda: self.save_waiting(save), done=self._tell_saved, failed=self._tell_failed
        )
        self.sent.emit()

    def save_waiting(self, save: Save) -> ConsultationView | None:
        """Save everything that waits, in the thread that calls; None when nothing does."""
        with self._lock:
            edits, self._waiting = self._waiting, []
        if not edits:
            return None
        try:
            return save(edits)
        except BaseException:
            with self._lock:
                self._waiting = edits + self._waiting
            raise

    def clear(self) -> None:
        """Give up what waits: the draft itself is given up."""
        with self._lock:
            self._waiting = []

    def _tell_saved(self, view: ConsultationView | None) -> None:
        self._under_way -= 1
        self._newest = view or self._newest
        if self._newest is not None:
            self.saved.emit(self._newest)

    def _tell_failed(self, error: Exception) -> None:
        self._under_way -= 1
        if isinstance(error, RecordsRefused):
            self._retry.start()
        self.failed.emit(error)

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(self.send)
        return timer


def _goes_on(last: Edit | None, edit: TypeText) -> bool:
    return isinstance(last, TypeText) and last.place == edit.place
