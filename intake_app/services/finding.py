"""The port for finding somebody while typing; it knows nothing of forms, so it loads at once."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from intake_app.domain.patients.patient import PatientId

MOST_SHOWN = 20
"""Lines that one looks through; of more, the best are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientMatch:
    """One line of a lookup's result; ``score`` is 0-100, best first."""

    id: PatientId
    name: str
    birth_date: str
    record_number: str
    phone: str
    score: float
    last_visit: date | None = None
    has_draft: bool = False


class PatientLookup(Protocol):
    """Answers while typing; reads only."""

    def find(self, text: str, *, limit: int = MOST_SHOWN) -> list[PatientMatch]:
        """Patients by name, date of birth, telephone or record number, best first."""
        ...

    def recent(self, *, limit: int = MOST_SHOWN) -> list[PatientMatch]:
        """What to show with nothing typed: open drafts first, then the latest touched."""
        ...

    def interrupt(self) -> None:
        """Give up a search that is under way in another thread; it returns nothing."""
        ...
