"""The limits of the calendar in words: a day where one is to come, else how long to wait."""

from collections.abc import Iterable
from datetime import date, datetime

from intake_app.domain.handout.composing_input import HandoutInput
from intake_app.domain.visit.aftercare import DatedWindow, Direction, SpanUnit, Window
from intake_app.domain.visit.ahead import Ahead
from intake_app.domain.visit.own_dates import session_calendar


def limits(given: HandoutInput) -> list[tuple[Window, str]]:
    """Every window with its limit; of one topic and direction the strictest."""
    ahead = given.ahead
    if ahead.session is not None:
        dated = session_calendar(given.windows, ahead.session)
        return [(each.window, _dated_limit(given, each, ahead)) for each in dated]
    say, windows = given.texts.say, strictest(given.windows)
    return [(w, say("calendar.fill_in", limit=open_limit(given, w))) for w in windows]


def strictest(windows: Iterable[Window]) -> list[Window]:
    """Of each topic and direction the longest."""
    longest: dict[tuple[str, Direction], Window] = {}
    for window in windows:
        key = (window.topic, window.direction)
        if key not in longest or window.span > longest[key].span:
            longest[key] = window
    return list(longest.values())


def _dated_limit(given: HandoutInput, dated: DatedWindow, ahead: Ahead) -> str:
    """The limit that counts; of one that lies behind, what follows from that today."""
    is_before = dated.window.direction is Direction.BEFORE
    if is_before and ahead.is_begun:
        return _limit_of_next(given, dated.window, ahead)
    say, is_past = given.texts.say, dated.day < ahead.today
    if is_past and is_before:
        return say("calendar.gone_by", when=_shortly(given, dated))
    if is_past:
        return say("calendar.allowed_since", when=_short_day(given, dated.day))
    key = "not_later" if is_before else "not_before"
    edge = dated.edge_day if dated.by_day else dated.limit
    return say(f"calendar.{key}", when=written_day(given, edge))


def _limit_of_next(given: HandoutInput, window: Window, ahead: Ahead) -> str:
    """How long before a session that may follow; its day, if that is when they come again."""
    if ahead.next_visit is not None:
        (dated,) = session_calendar([window], ahead.next_visit)
        if dated.day >= ahead.today:
            visit = visit_day(given, ahead)
            return given.texts.say("calendar.next_dated", when=_shortly(given, dated), visit=visit)
    return given.texts.say("calendar.next_open", limit=open_limit(given, window))


def written_day(given: HandoutInput, limit: date) -> str:
    """Without the year where it is the session's, which stands on page 1."""
    dates, session = given.dates, given.ahead.session
    same_year = session is not None and session.year == limit.year
    if isinstance(limit, datetime):
        return dates.moment(limit, with_year=not same_year)
    return dates.day(limit, with_year=not same_year)


def open_limit(given: HandoutInput, window: Window) -> str:
    """How long before or after a session, whenever that is."""
    unit = "hours" if window.unit is SpanUnit.HOURS else "days"
    return given.texts.count(f"calendar.{unit}_{window.direction.value}", window.value or 0)


def visit_day(given: HandoutInput, ahead: Ahead) -> str:
    """The day on which they come again; empty where that is not known."""
    return _short_day(given, ahead.next_visit.date()) if ahead.next_visit else ""


def _shortly(given: HandoutInput, dated: DatedWindow) -> str:
    day = _short_day(given, dated.day)
    if dated.by_day:
        return day
    return given.texts.phrases["dates.moment"].format(
        date=day, time=given.dates.clock(dated.limit.time())
    )


def _short_day(given: HandoutInput, day: date) -> str:
    """Its weekday in few letters; the year with it where it is not the session's."""
    session = given.ahead.session
    same_year = session is not None and session.year == day.year
    return given.dates.short_day(day) if same_year else given.dates.day(day)
