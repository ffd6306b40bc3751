"""What the storage keeps of the clinic's own settings."""

from datetime import datetime
from typing import Protocol

from intake_app.domain.clinic import Clinic


class ClinicRepository(Protocol):
    def get(self) -> Clinic:
        """The settings, or empty ones before the first set-up."""
        ...

    def save(self, clinic: Clinic, *, by: str, at: datetime) -> None:
        """Keep the new settings and, behind them, the old ones."""
        ...

    def is_set_up(self) -> bool: ...
