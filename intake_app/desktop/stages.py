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
    """

    lookup_ready = Signal(object)
    ready = Signal(object)
    refused = Signal(object)

    def __init__(self, opening: Opening, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._opening = opening
        self._tasks = tasks

    def start(self) -> None:
        self._tasks.run(
            self._opening.open_lookup, done=self._after_lookup, failed=self.refused.emit
        )

    def _after_lookup(self, lookup: PatientLookup | None) -> None:
        if lookup is not None:
            self.lookup_ready.emit(lookup)
        self._tasks.run(self._open_all, done=self._after_all, failed=self.refused.emit)

    def _open_all(self) -> Opened:
        services = self._opening.open_services()
        return Opened(
            services=services,
            lookup=self._opening.open_lookup(),
            clinic=services.clinic.get(),
            is_set_up=services.clinic.is_set_up(),
        )

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
