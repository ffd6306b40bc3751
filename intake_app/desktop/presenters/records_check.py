"""Looking through the records: how far it is, what was found, and stopping it."""

from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance

from intake_app.desktop.errors import sentence
from intake_app.desktop.messages import Level, Message
from intake_app.desktop.presenters.allowed import MessageView, allowed
from intake_app.desktop.presenters.records_words import verdict_message
from intake_app.desktop.upkeep_desk import UpkeepDesk
from intake_app.services.access import Act
from intake_app.services.upkeep import Verdict


class CheckView(MessageView, Protocol):
    check_wanted: SignalInstance
    check_stop_wanted: SignalInstance

    def show_checked(self, done: float | None) -> None: ...


class RecordsCheck(QObject):
    """Checks in a worker thread; what is told of it after its end comes too late."""

    _moved = Signal(float)

    def __init__(self, page: CheckView, desk: UpkeepDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._page = page
        self._desk = desk
        self._goes_on = False
        self._moved.connect(self._show_moved, Qt.ConnectionType.QueuedConnection)
        page.check_wanted.connect(self._check)
        page.check_stop_wanted.connect(self._stop)

    def _check(self) -> None:
        actor, open_upkeep = self._desk.actor(), self._desk.open_upkeep
        if allowed(self._page, actor, Act.BACK_UP):
            self._goes_on = True
            self._page.show_checked(0.0)
            self._desk.tasks.run(
                lambda: open_upkeep().verify(actor, self._go_on),
                done=self._show,
                failed=self._refuse,
            )

    def _go_on(self, done: float) -> bool:
        """In the worker thread; a window that closes does not wait."""
        self._moved.emit(done)
        return self._goes_on and not self._desk.tasks.is_closed

    def _show_moved(self, done: float) -> None:
        if self._goes_on:
            self._page.show_checked(done)

    def _stop(self) -> None:
        self._goes_on = False

    def _show(self, verdict: Verdict) -> None:
        self._end(verdict_message(verdict))

    def _refuse(self, error: Exception) -> None:
        self._end(Message(level=Level.STOP, text=sentence(error)))

    def _end(self, message: Message) -> None:
        self._goes_on = False
        self._page.show_checked(None)
        self._page.show_message(message)
