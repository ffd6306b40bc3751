"""What every screen works with: the services, who acts, and the threads."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.desktop.tasks import Tasks
from intake_app.services.access import Actor

if TYPE_CHECKING:  # start-up time: finding does not wait for everything to load
    from intake_app.services.suite import Services


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Handed to each presenter. ``actor`` is asked at each use: people take turns."""

    services: "Services"
    actor: Callable[[], Actor]
    tasks: Tasks
