"""What screens are built from, besides their own subject."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import SignalInstance

from intake_app.desktop.clinic_now import ClinicNow
from intake_app.desktop.desk import Desk
from intake_app.desktop.navigation import Navigation
from intake_app.services.access import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """``actor_for_settings`` may act before the clinic has any practitioner.

    ``in_charge`` has a manager's rights where nobody signs in. ``actor_changed`` tells that
    somebody else may act from now on.
    """

    desk: Desk
    clinic: ClinicNow
    actor_for_settings: Callable[[], Actor]
    in_charge: Callable[[], Actor]
    actor_changed: SignalInstance
    navigation: Navigation
    can_demonstrate: bool
