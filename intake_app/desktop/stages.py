"""Opening the records in two stages, in worker threads: finding first, then everything.

The screens are loaded last, in the GUI thread.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from intake_app.desktop.errors import sentence
from intake_app.desktop.opening import Opening
from intake_app.desktop.screen_loading import ScreenLoading
from intake_app.desktop.tasks import Tasks
from intake_app.domain.clinic import Clinic
from intake_app.services.finding import PatientLookup

if TYPE_CHECKING:
    from intake_app.services.suite import Services


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The records, open."""

    services: "Services"
    lookup: PatientLookup | None
    clinic: Clinic
    is_set_up: bool


class Stages(QObject):
    """Goes through both stages; after a refusal it can be started again.

    Signals:
        lookup_ready: Finding works from here on (the PatientLookup).
        ready: Everything is open (the Opened), and the screens are loaded.
        refused: The records cannot be opened (the error).
        progressed: So much of bringing older records up to date is done, from 0 to 1.
    """

    lookup_ready = Signal(object)
    ready = Signal(object)
    refused = Signal(object)
    progressed = Signal(float)

    def __init__(self, opening: Opening, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._opening = opening
        self._tasks = tasks
        self._is_stopped = False

    def start(self) -> None:
        self._is_stopped = False
        self._tasks.run(
            self._opening.open_lookup, done=self._after_lookup, failed=self.refused.emit
        )

    def stop(self) -> None:
        """Give up bringing older records up to date; they are refused then."""
        self._is_stopped = True

    def _after_lookup(self, lookup: PatientLookup | None) -> None:
        if lookup is not None:
            self.lookup_ready.emit(lookup)
        self._tasks.run(self._open_all, done=self._after_all, failed=self.refused.emit)

    def _open_all(self) -> Opened:
        services = self._opening.open_services(self._goes_on)
        return Opened(
            services=services,
            lookup=self._opening.open_lookup(),
            clinic=services.clinic.get(),
            is_set_up=services.clinic.is_set_up(),
        )

    def _goes_on(self, done: float) -> bool:
        """In the worker thread. Whoever closes the window does not wait for it."""
        self.progressed.emit(done)
        return not (self._is_stopped or self._tasks.is_closed)

    def _after_all(self, opened: Opened) -> None:
        ScreenLoading(lambda: self._begin(opened), self).go_on()

    def _begin(self, opened: Opened) -> None:
        if self._tasks.is_closed:
            return
        self.ready.emit(opened)
        self._tasks.run(self._opening.warm, done=_go_on, failed=_unless_bug)


def _go_on(_nothing: None) -> None:
    """Nobody waits for the warming; what it could not load, its first use will speak of."""


def _unless_bug(error: Exception) -> None:
    sentence(error)
