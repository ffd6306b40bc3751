"""What stands below the list of visits about the one that is chosen."""

from dataclasses import dataclass
from datetime import datetime

from intake_app.desktop.shown import PatientHeading
from intake_app.domain.visit.corrections import Correction
from intake_app.domain.visit.visit_facts import VisitFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitDetail:
    """One visit in the list.

    Attributes:
        consultation_id: Which.
        begun_by, begun_at: Who began it, and when.
        facts: Read from its answers; None of a moved draft that was discarded since.
        corrections: What was said of it afterwards, oldest first.
        came_from: The record number of whom it stood under before it was moved here.
        moved_to: Under whom it stands now, when that is somebody else; and that patient's id.
    """

    consultation_id: str
    begun_by: str = ""
    begun_at: datetime | None = None
    facts: VisitFacts | None
    corrections: tuple[Correction, ...] = ()
    came_from: str = ""
    moved_to: PatientHeading | None = None
    moved_to_id: str = ""
