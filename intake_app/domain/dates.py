"""Calendar days as people know them: in full, only the month, or only the year."""

import calendar
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import total_ordering

from intake_app.domain.date_errors import DateWithoutYear, DayNotInMonth, MonthNotInYear
from intake_app.domain.errors import BirthDateRefused, DateNotUnderstood

OLDEST_AGE = 130
"""Years; the longest documented human life is 122."""

FIRST_YEAR, LAST_YEAR = 1000, 9000
"""Years outside are slips of the hand, and too near the ends of time to reckon with."""

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_YEAR_FIRST = re.compile(r"(\d{4})[./\- ](\d{1,2})(?:[./\- ](\d{1,2}))?\.?")
_YEAR_LAST = re.compile(r"(\d{1,2})[./\- ](\d{1,2})[./\- ](\d{4}|\d{2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[./\- ](\d{4})")
_YEARLESS = re.compile(r"(\d{1,2})[./\- ](\d{1,2})[./\- ]?")
_BARE = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, a month or a year; ``str()`` is the ISO form, which FHIR uses too.

    Sorted by their first day, then by their last.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.month is None and self.day is not None:
            raise ValueError("a day needs its month")
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValueError("no such year can be meant")
        for part in (self.month, self.day):
            if part is not None and part < 1:
                raise ValueError("months and days count from 1")
        date(self.year, self.month or 1, self.day or 1)

    def __lt__(self, other: "PartialDate") -> bool:
        return (self.first_day, self.last_day) < (other.first_day, other.last_day)

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @classmethod
    def from_day(cls, day: date) -> "PartialDate":
        return cls(day.year, day.month, day.day)

    @property
    def is_full(self) -> bool:
        return self.day is not None

    @property
    def first_day(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])


def parse_iso(text: str) -> PartialDate:
    """Read ``1988``, ``1988-04`` or ``1988-04-17``.

    Raises:
        DateNotUnderstood: For anything else.
    """
    match = _ISO.fullmatch(text)
    if match is not None:
        with suppress(ValueError):
            return _built(*match.groups())
    raise DateNotUnderstood(text=quoted(text), like="1988-04-17, 1988-04 or 1988")


def parse_typed(text: str, *, day_first: bool, today: date) -> PartialDate:
    """Read a date as people type it: ISO, 17.4.1988, 17/04/88, 170488, 4/1988, 1988.

    Args:
        text: What was typed.
        day_first: Whether 3/4/1988 is 3 April (otherwise 4 March).
        today: Years of two digits are read as not later than this day's year.

    Raises:
        DateNotUnderstood: When no calendar day, month or year can be meant.
    """
    typed = _ascii_digits(text.strip())
    with suppress(ValueError):
        if match := _ISO.fullmatch(typed) or _YEAR_FIRST.fullmatch(typed):
            return _built(*match.groups())
        if match := _MONTH_YEAR.fullmatch(typed):
            return _built(match[2], match[1], None)
        if match := _YEAR_LAST.fullmatch(typed) or _BARE.fullmatch(typed):
            day, month = (match[1], match[2]) if day_first else (match[2], match[1])
            return _built(_full_year(match[3], today), month, day)
    raise _why_not(text, typed, day_first=day_first)


def not_understood(text: str, *, day_first: bool) -> DateNotUnderstood:
    """The refusal of something typed, with examples that this clinic's own order can read."""
    return DateNotUnderstood(text=quoted(text), like=_examples(day_first=day_first))


def _examples(*, day_first: bool) -> str:
    example = "17.4.1988" if day_first else "4/17/1988"
    return f"1988-04-17, {example}, 1988-04 or 1988"


def _why_not(text: str, typed: str, *, day_first: bool) -> DateNotUnderstood:
    """What is wrong with it, where it looks like a day, a month and a year, or the first two."""
    parts = _parts(typed, day_first=day_first)
    if parts is None:
        return not_understood(text, day_first=day_first)
    year, month, day = parts
    like = _examples(day_first=day_first)
    if not 1 <= month <= 12:
        return MonthNotInYear(text=quoted(text), month=month, like=like)
    leap = 2000 if year is None else year
    if not 1 <= day <= calendar.monthrange(leap, month)[1]:
        name = calendar.month_name[month]
        shown = f"{name} {year}" if (month, day) == (2, 29) else name
        return DayNotInMonth(text=quoted(text), month=shown, day=day, like=like)
    if year is None:
        return DateWithoutYear(text=quoted(text), like=like)
    return not_understood(text, day_first=day_first)


def _parts(typed: str, *, day_first: bool) -> tuple[int | None, int, int] | None:
    """Year, month and day as numbers, whether or not a calendar has them."""
    if match := _YEAR_FIRST.fullmatch(typed):
        return int(match[1]) or 1, int(match[2]), int(match[3] or 1)
    match = _YEAR_LAST.fullmatch(typed) or _BARE.fullmatch(typed) or _YEARLESS.fullmatch(typed)
    if match is None:
        return None
    first, second = int(match[1]), int(match[2])
    year = int(match[3]) if match.re is not _YEARLESS else None
    if year is not None and len(match[3]) == 2:
        year += 2000  # the century changes nothing about how long a month is
    day, month = (first, second) if day_first else (second, first)
    return year or None, month, day


def checked_birth_date(birth: PartialDate, *, today: date) -> PartialDate:
    """Return ``birth``, or refuse a day that has not come or lies impossibly far back."""
    if birth.first_day > today:
        raise BirthDateRefused(text=str(birth), reason="it lies in the future")
    if today.year - birth.year > OLDEST_AGE:
        raise BirthDateRefused(text=str(birth), reason=f"nobody is over {OLDEST_AGE} years old")
    return birth


def age_in_years(birth: PartialDate, day: date) -> int:
    """Completed years on ``day``; the lowest that a partial date of birth allows."""
    born = birth.last_day
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def quoted(text: str) -> str:
    """``text`` shortened for a sentence."""
    shown = text if len(text) <= 40 else text[:39] + "…"
    return f"“{shown}”"


def _built(year: str, month: str | None, day: str | None) -> PartialDate:
    return PartialDate(int(year), int(month) if month else None, int(day) if day else None)


def _full_year(digits: str, today: date) -> str:
    if len(digits) == 4:
        return digits
    century = today.year // 100 * 100
    year = century + int(digits)
    return str(year if year <= today.year else year - 100)


def _ascii_digits(text: str) -> str:
    return "".join(str(int(char)) if char.isdecimal() else char for char in text)
