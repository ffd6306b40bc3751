"""What an answer can be: the FHIR R4 value types that a Questionnaire uses."""

from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from enum import StrEnum

from intake_app.domain.dates import PartialDate


@dataclass(frozen=True, slots=True)
class Coding:
    """A choice: its code in a system, and the words it was shown in."""

    code: str
    display: str = ""
    system: str = ""

    def same_as(self, other: "Coding") -> bool:
        """Whether both mean one choice; the words do not matter, an absent system matches."""
        if self.code or other.code:
            systems_agree = not self.system or not other.system or self.system == other.system
            return self.code == other.code and systems_agree
        return self.display == other.display


@dataclass(frozen=True, slots=True)
class Quantity:
    value: Decimal
    unit: str = ""
    system: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file given as an answer; ``data`` is base64 as FHIR carries it."""

    content_type: str = ""
    title: str = ""
    data: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """A FHIR dateTime: a partial day, or a day with a time and its offset from UTC."""

    day: PartialDate
    at: datetime | None = None
    """Aware; present only when a time of day was given."""


Value = bool | int | Decimal | str | time | PartialDate | Moment | Coding | Quantity | Attachment


class AnswerState(StrEnum):
    """Four different things. Not asked is never "no"."""

    NOT_ASKED = "not-asked"
    UNKNOWN = "unknown"
    DECLINED = "declined"
    GIVEN = "given"
