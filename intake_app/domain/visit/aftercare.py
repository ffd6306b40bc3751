"""Aftercare windows become calendar dates, and the patient's own dates are held against them.

Hours are elapsed time (24 h stay 24 h when the clocks change); days are calendar days: with
7 days after a session on the 20th, the 27th is the first day allowed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from intake_app.domain.dates import PartialDate


class Direction(StrEnum):
    AFTER = "after"
    BEFORE = "before"


class SpanUnit(StrEnum):
    HOURS = "hours"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Span:
    """How long to wait."""

    value: int
    unit: SpanUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanQuestion:
    """Where the form asks for the patient's own dates: one date, or a from and a to."""

    start: str
    end: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """One aftercare rule of the clinic.

    Attributes:
        value: How many units; None is "not set", which stops the printing.
        sources: Claim ids of the articles that speak of it.
        spread: The range of advice seen elsewhere, in words.
        plans: The questions that hold the patient's own dates.
        drawing: The name of a picture of the act.
        before: What the clinic replaced; None where the value is the program's own.
    """

    id: str
    topic: str
    direction: Direction
    value: int | None
    unit: SpanUnit
    mandatory: bool
    what: str
    strip: str
    why: str
    basis: str
    author: str
    set_on: date
    sources: tuple[str, ...]
    spread: str
    plans: tuple[PlanQuestion, ...]
    drawing: str = ""
    before: Span | None = None

    @property
    def span(self) -> timedelta:
        """How long it lasts; zero when it is not set."""
        return timedelta(**{self.unit.value: self.value or 0})

    @property
    def set_to(self) -> Span | None:
        """The value with its unit; None when it is not set."""
        return Span(self.value, self.unit) if self.value is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedWindow:
    """A window on the calendar. ``limit`` is aware, in the clinic's zone.

    AFTER: not before ``limit``. BEFORE: not later than ``limit``. For days the time is
    midnight at the start of the first day allowed, or of the day after the last one allowed.
    """

    window: Window
    limit: datetime

    @property
    def by_day(self) -> bool:
        return self.window.unit is SpanUnit.DAYS

    @property
    def day(self) -> date:
        """The day of the limit as it is written."""
        return self.edge_day if self.by_day else self.limit.date()

    @property
    def edge_day(self) -> date:
        """The first day on which it is wholly allowed (AFTER), or the last one (BEFORE)."""
        if self.window.direction is Direction.BEFORE:
            return self.limit.date() - timedelta(days=1)
        midnight = self.limit.time() == time(0)
        return self.limit.date() if midnight else self.limit.date() + timedelta(days=1)


class Clash(StrEnum):
    """How one of the patient's own dates stands to a window."""

    CLEAR = "clear"
    TOO_EARLY = "too-early"
    LATER_THAT_DAY = "later-that-day"
    TOO_LATE = "too-late"
    NOT_EXACT = "not-exact"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDate:
    """A date from the patient's own plans, and the question it was given to.

    Attributes:
        until: Only the end of a range is known, and stands as ``start`` too.
        named_by: The question that names the plan, where it is another one.
    """

    link_id: str
    start: PartialDate
    end: PartialDate | None = None
    until: bool = False
    named_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDateCheck:
    own: OwnDate
    dated: DatedWindow
    clash: Clash
    days: int = 0
    """By how many days it misses ``edge_day``; of a month or year the least number."""
    is_behind: bool = False
    """Whether the session has come, so that nothing can be done about it any more."""


def on_calendar(windows: Iterable[Window], session: datetime, zone: tzinfo) -> list[DatedWindow]:
    """Put windows on the calendar; of one topic and direction the strictest wins.

    Args:
        windows: Windows with a value; those without are the caller's to refuse.
        session: The aware time of the session.
        zone: The clinic's time zone, in which days begin.
    """
    strictest: dict[tuple[str, Direction], DatedWindow] = {}
    for window in windows:
        dated = DatedWindow(window=window, limit=_limit(window, session, zone))
        key = (window.topic, window.direction)
        known = strictest.get(key)
        if known is None or _stricter(dated, known):
            strictest[key] = dated
    return list(strictest.values())


def check_own_date(dated: DatedWindow, own: OwnDate, session: datetime) -> OwnDateCheck | None:
    """Hold one of the patient's dates against a window.

    None when the date lies on the window's other side of the session: a colouring planned
    for next week says nothing about the window before the session.
    """
    local = session.astimezone(dated.limit.tzinfo)
    if dated.window.direction is Direction.AFTER:
        return _check_after(dated, own, local.date())
    return _check_before(dated, own, local.date())


def _check_after(dated: DatedWindow, own: OwnDate, session: date) -> OwnDateCheck | None:
    if max(own.start, own.end or own.start).last_day < session:
        return None
    first, edge = max(own.start.first_day, session), dated.edge_day
    if own.until and own.start.last_day >= edge:  # it may have begun inside the window
        return OwnDateCheck(own=own, dated=dated, clash=Clash.NOT_EXACT)
    if not own.start.is_full and own.start.last_day >= edge > own.start.first_day:
        return OwnDateCheck(own=own, dated=dated, clash=Clash.NOT_EXACT)
    if first >= edge:
        return OwnDateCheck(own=own, dated=dated, clash=Clash.CLEAR)
    if own.start.is_full and own.start.first_day == dated.limit.date():
        return OwnDateCheck(own=own, dated=dated, clash=Clash.LATER_THAT_DAY)
    days = (edge - max(own.start.last_day, session)).days
    return OwnDateCheck(own=own, dated=dated, clash=Clash.TOO_EARLY, days=days)


def _check_before(dated: DatedWindow, own: OwnDate, session: date) -> OwnDateCheck | None:
    if own.start.first_day >= session:
        return None
    last, edge = (own.end or own.start), dated.edge_day
    if last.last_day <= edge:
        return OwnDateCheck(own=own, dated=dated, clash=Clash.CLEAR)
    if not last.is_full and (last.first_day <= edge or last.last_day >= session):
        return OwnDateCheck(own=own, dated=dated, clash=Clash.NOT_EXACT)
    days = (min(last.first_day, session) - edge).days
    return OwnDateCheck(own=own, dated=dated, clash=Clash.TOO_LATE, days=days)


def _limit(window: Window, session: datetime, zone: tzinfo) -> datetime:
    sign = 1 if window.direction is Direction.AFTER else -1
    if window.unit is SpanUnit.HOURS:
        return (session.astimezone(UTC) + sign * window.span).astimezone(zone)
    day = session.astimezone(zone).date() + sign * window.span
    if window.direction is Direction.BEFORE:
        day += timedelta(days=1)
    return datetime.combine(day, time(0), zone)


def _stricter(one: DatedWindow, other: DatedWindow) -> bool:
    # By the moment meant: the clock shows the doubled hour of autumn twice.
    if one.window.direction is Direction.AFTER:
        return one.limit.timestamp() > other.limit.timestamp()
    return one.limit.timestamp() < other.limit.timestamp()
