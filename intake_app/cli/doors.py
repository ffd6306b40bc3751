"""What the verbs are given from outside: the services, the content, and what draws."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from intake_app.services.access import Actor
from intake_app.services.demonstration import Script
from intake_app.services.ports import Clock, Content
from intake_app.services.suite import Services


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """Handed in by bootstrap.

    Attributes:
        actor: Who acts at the command line: whoever may use this computer account.
        opened: Opens the records in a folder (None: the usual one) and closes them after.
        content: Reads and validates resources/.
        script: Reads the made-up clinic.
        draw_window: Writes a picture of the desktop over the records in a folder.
    """

    actor: Actor
    clock: Clock
    opened: Callable[[Path | None], AbstractContextManager[Services]]
    content: Callable[[], Content]
    script: Callable[[], Script]
    draw_window: Callable[[Path, Path], None]
