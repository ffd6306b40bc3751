"""A consultation that was recorded under the wrong patient, or should not be there at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from intake_app.domain.errors import ValueRefused
from intake_app.domain.patients.patient import PatientId
from intake_app.domain.values import checked_storable


class CorrectionKind(StrEnum):
    """These words are stored."""

    VOIDED = "voided"
    REINSTATED = "reinstated"
    MOVED = "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What was said of a consultation afterwards; nothing in its versions changes.

    Attributes:
        from_patient: Under whom it stood until then.
        to_patient: Under whom it stands since; the same when it was not moved.
    """

    kind: CorrectionKind
    from_patient: PatientId
    to_patient: PatientId
    reason: str
    by: str
    at: datetime

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise ValueRefused(name="The reason", value="left empty", reason="write why")
        checked_storable("The reason", self.reason)


def voiding(said: Sequence[Correction]) -> Correction | None:
    """The voiding that is in force among what was said, oldest first; None when it counts."""
    about_it = [each for each in said if each.kind is not CorrectionKind.MOVED]
    last = about_it[-1] if about_it else None
    return last if last is not None and last.kind is CorrectionKind.VOIDED else None
