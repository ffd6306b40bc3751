"""What looking after the records works with, whether they can be opened or not."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import SignalInstance

from intake_app.desktop.acting import WorkingAs
from intake_app.desktop.clinic_now import ClinicNow
from intake_app.desktop.opening import Opening
from intake_app.desktop.tasks import Tasks
from intake_app.services.access import Actor
from intake_app.services.upkeep import UpkeepService


@dataclass(frozen=True, slots=True, kw_only=True)
class UpkeepDesk:
    """``open_upkeep`` may be slow or refuse: it is called in worker threads.

    ``actor_changed`` tells that somebody else may act from now on.
    """

    open_upkeep: Callable[[], UpkeepService]
    actor: Callable[[], Actor]
    actor_changed: SignalInstance
    tasks: Tasks
    clinic: ClinicNow
    data_folder: Path


def upkeep_desk(
    opening: Opening, acting: WorkingAs, tasks: Tasks, clinic: ClinicNow
) -> UpkeepDesk:
    """Also where the records cannot be opened: that is when it is needed most."""
    return UpkeepDesk(
        open_upkeep=opening.open_upkeep,
        actor=lambda: opening.entrance.actor() or acting.in_charge(),
        actor_changed=acting.offered,
        tasks=tasks,
        clinic=clinic,
        data_folder=opening.data_folder,
    )
