"""Who answers while one types: the lookup alone at first, the services once they are open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.services.access import Actor
from intake_app.services.finding import PatientLookup, PatientMatch

if TYPE_CHECKING:  # start-up time: the first search does not wait for everything to load
    from intake_app.services.ports import ConsultationSummary
    from intake_app.services.suite import Services


@dataclass(frozen=True, slots=True)
class LookupAlone:
    """Drafts are marked, but not listed by themselves."""

    lookup: PatientLookup

    def find(self, text: str) -> list[PatientMatch]:
        return self.lookup.find(text) if text.strip() else self.lookup.recent()

    def open_drafts(self) -> Sequence[ConsultationSummary]:
        return ()

    def interrupt(self) -> None:
        self.lookup.interrupt()


@dataclass(frozen=True, slots=True)
class FoundByServices:
    """``lookup`` is the one that the services ask, for interrupting it."""

    services: Services
    lookup: PatientLookup | None
    actor: Callable[[], Actor]

    def find(self, text: str) -> list[PatientMatch]:
        return self.services.patients.find(self.actor(), text)

    def open_drafts(self) -> Sequence[ConsultationSummary]:
        return self.services.consultations.open_drafts(self.actor())

    def interrupt(self) -> None:
        if self.lookup is not None:
            self.lookup.interrupt()
