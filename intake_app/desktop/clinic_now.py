"""What every screen needs to know of the clinic at once: its today and its day order."""

from collections.abc import Callable
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING

from intake_app.domain.clinic import Clinic

if TYPE_CHECKING:  # start-up time: the first search does not wait for all of a form
    from intake_app.domain.form.typed_text import Reading


class ClinicNow:
    """The settings as last read, and the clock in the clinic's own zone."""

    def __init__(self, now: Callable[[], datetime], clinic: Clinic | None = None) -> None:
        self._now = now
        self.clinic = clinic or Clinic()

    @property
    def zone(self) -> tzinfo:
        return self.clinic.zone

    def today(self) -> date:
        return self._now().astimezone(self.zone).date()

    def reading(self) -> "Reading":
        """How days are read and shown."""
        from intake_app.domain.form.typed_text import Reading  # noqa: PLC0415 - start-up time

        return Reading(today=self.today(), zone=self.zone, day_first=self.clinic.day_first)
