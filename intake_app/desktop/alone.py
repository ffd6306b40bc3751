"""Work that needs the records for itself: it is done between two sittings."""

from queue import Queue

from PySide6.QtCore import QObject, Qt, Signal

from intake_app.desktop.alone_work import AloneWork
from intake_app.desktop.errors import sentence
from intake_app.desktop.main_window import MainWindow
from intake_app.desktop.messages import Level, Message
from intake_app.desktop.pages.alone_page import AlonePage
from intake_app.desktop.tasks import Tasks
from intake_app.domain.protection_errors import ProtectionStopped


class Alone(QObject):
    """Does the work, and waits until its outcome has been read.

    Signals:
        ended: The records can be opened again.
    """

    ended = Signal()
    _moved = Signal(float)
    _code_made = Signal(str)

    def __init__(self, window: MainWindow, work: AloneWork) -> None:
        super().__init__(window)
        self._window = window
        self._work = work.work
        self._goes_on = True
        self._is_written_down: Queue[bool] = Queue()
        self._tasks = Tasks(self)
        self._page = AlonePage(work.doing, work.order)
        self._page.done.connect(self._end)
        self._page.stop_wanted.connect(self._stop)
        self._page.code_answered.connect(self._is_written_down.put)
        window.close_requested.connect(self._stop)
        window.close_requested.connect(lambda: self._is_written_down.put(item=False))
        self._moved.connect(self._page.show_progress, Qt.ConnectionType.QueuedConnection)
        self._code_made.connect(self._page.show_code, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        self._window.menuBar().setEnabled(False)
        self._window.top_bar.setEnabled(False)
        self._window.show_page(self._page, title="", can_go_back=False)
        self._tasks.run(
            lambda: self._work(self._go_on, self._have_written_down),
            done=self._show,
            failed=self._refused,
        )

    def _go_on(self, done: float) -> bool:
        """In the worker thread."""
        self._moved.emit(done)
        return self._goes_on

    def _have_written_down(self, code: str) -> None:
        """In the worker thread, which waits for the answer; a window that is closed says no."""
        self._code_made.emit(code)
        if not self._is_written_down.get():
            raise ProtectionStopped

    def _stop(self) -> None:
        self._goes_on = False

    def _show(self, outcome: Message | None) -> None:
        if outcome is not None:
            self._page.show_outcome(outcome)
        else:
            self._end()

    def _refused(self, error: Exception) -> None:
        self._page.show_outcome(Message(level=Level.STOP, text=sentence(error)))

    def _end(self) -> None:
        self._tasks.close()
        self._window.menuBar().setEnabled(True)
        self._window.top_bar.setEnabled(True)
        self._window.drop_page(self._page)
        self.ended.emit()
        self.deleteLater()
