"""What an answer can be: the FHIR R4 value types that a Questionnaire uses."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta, timezone
from decimal import Decimal
from enum import StrEnum

from intake_app.domain.dates import PartialDate
from intake_app.domain.errors import ValueRefused

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def is_storable(text: str) -> bool:
    """Whether a file can hold every character: no NUL, no half of an emoji."""
    return _UNSTORABLE.search(text) is None


def checked_storable(what: str, text: str) -> str:
    """Return ``text``, or refuse one that no file can hold; ``what`` begins the sentence.

    Raises:
        ValueRefused: It holds NUL or half of an emoji.
    """
    if is_storable(text):
        return text
    reason = "it holds a character that no file can store. Type it again"
    raise ValueRefused(name=what, value="kept", reason=reason)


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
class Moment:
    """A FHIR dateTime: a partial day, or a day with a time and its offset from UTC.

    ``at`` is present only when a time of day was given. It must be aware, and is kept with a
    fixed offset, as FHIR writes it: a zone's doubled hour in autumn would compare with nothing.
    """

    day: PartialDate
    at: datetime | None = None

    def __post_init__(self) -> None:
        if self.at is None:
            return
        offset = self.at.utcoffset()
        if offset is None:
            raise ValueError("a moment needs its time zone")
        whole_minutes = timedelta(minutes=round(offset / timedelta(minutes=1)))
        fixed = self.at.replace(tzinfo=timezone(whole_minutes), fold=0)
        object.__setattr__(self, "at", fixed)
        object.__setattr__(self, "day", PartialDate.from_day(fixed.date()))


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file given as an answer, as FHIR carries it.

    Attributes:
        data: The content in base64, while it is on its way; what is kept is named instead.
        url: Where the content is; domain/visit/attachments.py says how kept content is named.
        size: Bytes of the content.
        hash: SHA-1 of the content in base64, as FHIR R4 wants it.
        creation: When it was made, or taken into the records.
    """

    content_type: str = ""
    title: str = ""
    data: str = ""
    url: str = ""
    size: int | None = None
    hash: str = ""
    creation: Moment | None = None
    language: str = ""


Value = bool | int | Decimal | str | time | PartialDate | Moment | Coding | Quantity | Attachment


class AnswerState(StrEnum):
    """Four different things. Not asked is never "no"."""

    NOT_ASKED = "not-asked"
    UNKNOWN = "unknown"
    DECLINED = "declined"
    GIVEN = "given"
