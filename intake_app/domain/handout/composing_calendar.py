"""The part of the handout about days: the strip, the calendar, the patient's own dates."""

from collections import Counter
from datetime import date, datetime, time, timedelta

from intake_app.domain.handout.composing_input import HandoutInput
from intake_app.domain.handout.handout import (
    Appointments,
    CalendarRow,
    CalendarTable,
    DayStrip,
    Fact,
    Lines,
    StripDay,
)
from intake_app.domain.own_words import own_words
from intake_app.domain.values import Moment
from intake_app.domain.visit.aftercare import (
    Clash,
    DatedWindow,
    Direction,
    OwnDateCheck,
    SpanUnit,
    Window,
)
from intake_app.domain.visit.carried import Part
from intake_app.domain.visit.hair_form import NEXT_VISIT, RESULTS_LOOK, day_of, first_value
from intake_app.domain.visit.own_dates import own_date_checks, session_calendar

STRIP_DAYS = 14
SIGNS: frozenset[Clash] = frozenset(
    {Clash.TOO_EARLY, Clash.TOO_LATE, Clash.LATER_THAT_DAY, Clash.NOT_EXACT}
)


def day_strip(given: HandoutInput) -> DayStrip:
    """The first 14 days; without a session date only the appointments, to be filled in."""
    say, session = given.texts.say, given.session
    return DayStrip(
        heading=say("strip.heading"),
        lead=say("strip.lead" if session else "strip.lead_open"),
        off_label=say("strip.off"),
        allowed_label=say("strip.allowed"),
        days=_strip_days(given, session) if session else (),
        appointments=appointments(given).facts,
    )


def appointments(given: HandoutInput) -> Appointments:
    """The next visit and the day on which the results are looked at."""
    say = given.texts.say
    facts = (
        Fact(label=say("strip.next_visit"), value=_appointment(given, NEXT_VISIT)),
        Fact(label=say("strip.results"), value=_appointment(given, RESULTS_LOOK)),
    )
    return Appointments(facts=facts)


def calendar_table(given: HandoutInput) -> CalendarTable:
    """What, until when, why, and where this comes from."""
    rows = tuple(
        CalendarRow(
            what=window.what,
            limit=limit,
            why=window.why,
            origin=_origin(given, window),
            mandatory=window.mandatory,
            drawing=window.drawing,
        )
        for window, limit in _limits(given)
    )
    return _calendar(given, "calendar.policy", rows)


def calendar_in_brief(given: HandoutInput) -> CalendarTable:
    """What and until when; who set a limit stands where it was not the clinic's usual author."""
    rows = tuple(
        CalendarRow(
            what=window.what,
            limit=limit,
            origin=_own_author(given, window),
            mandatory=window.mandatory,
            drawing=window.drawing,
        )
        for window, limit in _limits(given)
    )
    return _calendar(given, "short.policy", rows)


def _calendar(given: HandoutInput, policy: str, rows: tuple[CalendarRow, ...]) -> CalendarTable:
    say, (what, when, why, origin) = given.texts.say, given.texts.lists["calendar.heads"]
    author, set_on = _common_policy(given)
    set_by = say(policy, author=author, date=given.dates.written(set_on))
    return CalendarTable(
        heading=say("calendar.heading"),
        lead=f"{say('calendar.lead')} {set_by}",
        heads=(what, when, why, origin),
        rows=rows,
    )


def own_date_lines(given: HandoutInput) -> Lines:
    """The patient's own plans held against the calendar, each in one sentence."""
    say, session = given.texts.say, given.session
    checks = own_date_checks(given.windows, given.answers, session)
    lines = tuple(_own_date_sentence(given, check) for check in checks)
    if not lines:
        lines = (say("own.none" if session else "own.no_session"),)
    before = given.said_on(Part.PLANS)
    told = (say("own.before", date=before),) if before and checks else ()
    return Lines(
        heading=say("own.heading"),
        lead=" ".join((say("own.lead"), *told)),
        lines=lines,
        marked=frozenset(i for i, check in enumerate(checks) if check.clash in SIGNS),
    )


def _strip_days(given: HandoutInput, session: datetime) -> tuple[StripDay, ...]:
    after = [
        dated
        for dated in session_calendar(given.windows, session)
        if dated.window.direction is Direction.AFTER
    ]
    days: list[StripDay] = []
    for count in range(STRIP_DAYS):
        day = session.date() + timedelta(days=count)
        days.append(
            StripDay(
                weekday=given.dates.weekday(day),
                day=given.dates.short_day(day),
                note=given.texts.say("strip.session") if count == 0 else "",
                off=tuple(each.window.strip for each in after if day < each.limit.date()),
                allowed=tuple(
                    _from_when(given, each) for each in after if day == each.limit.date()
                ),
            )
        )
    return tuple(days)


def _from_when(given: HandoutInput, dated: DatedWindow) -> str:
    at = dated.limit.time()
    return dated.window.strip if at == time(0) else f"{dated.window.strip} {given.dates.clock(at)}"


def _appointment(given: HandoutInput, link_id: str) -> str:
    value = first_value(given.answers, link_id)
    if isinstance(value, Moment) and value.at is not None:
        return given.dates.moment(value.at.astimezone(given.clinic.zone))
    day = day_of(value)
    return given.dates.partial(day) if day else given.texts.say("strip.not_set")


def _limits(given: HandoutInput) -> list[tuple[Window, str]]:
    session = given.session
    if session is not None:
        dated = session_calendar(given.windows, session)
        return [(each.window, _dated_limit(given, each)) for each in dated]
    strictest: dict[tuple[str, Direction], Window] = {}
    for window in given.windows:
        key = (window.topic, window.direction)
        if key not in strictest or window.span > strictest[key].span:
            strictest[key] = window
    return [(window, _open_limit(given, window)) for window in strictest.values()]


def _dated_limit(given: HandoutInput, dated: DatedWindow) -> str:
    key = "not_later" if dated.window.direction is Direction.BEFORE else "not_before"
    limit = dated.edge_day if dated.by_day else dated.limit
    return given.texts.say(f"calendar.{key}", when=_when(given, limit))


def _when(given: HandoutInput, limit: date) -> str:
    """Without the year where it is the session's, which stands on page 1."""
    dates, session = given.dates, given.session
    same_year = session is not None and session.year == limit.year
    if isinstance(limit, datetime):
        return dates.moment(limit, with_year=not same_year)
    return dates.day(limit, with_year=not same_year)


def _open_limit(given: HandoutInput, window: Window) -> str:
    unit = "hours" if window.unit is SpanUnit.HOURS else "days"
    return given.texts.count(f"calendar.{unit}_{window.direction.value}", window.value or 0)


def _common_policy(given: HandoutInput) -> tuple[str, date]:
    """Who set most of the windows, and when; said once, above the table."""
    counted = Counter((window.author, window.set_on) for window in given.windows)
    return counted.most_common(1)[0][0]


def _own_author(given: HandoutInput, window: Window) -> str:
    """Who set a window and when, where that was not who set most of them."""
    if (window.author, window.set_on) == _common_policy(given):
        return ""
    when = given.dates.written(window.set_on)
    return given.texts.say("calendar.origin_policy", author=window.author, date=when)


def _origin(given: HandoutInput, window: Window) -> str:
    """What this row rests on, and who set it where that was somebody else."""
    say, own = given.texts.say, _own_author(given, window)
    before = ""
    if window.before is not None:
        key = f"calendar.origin_before_{window.before.unit.value}"
        before = say(key, value=window.before.value)
    numbers = given.evidence.source_numbers(window.sources)
    named = say("calendar.origin_sources", numbers=given.texts.listed(numbers)) if numbers else ""
    said = " ".join(part for part in (own, before, named, window.spread) if part)
    return said or say("calendar.origin_silent")


def _own_date_sentence(given: HandoutInput, check: OwnDateCheck) -> str:
    dates = given.dates
    link_id = check.own.named_by or check.own.link_id
    days = given.texts.count("own.days", check.days)
    key = check.clash.value.replace("-", "_")
    if check.clash is Clash.TOO_EARLY and not check.dated.by_day:
        key = "too_early_until"  # the hour that the calendar says, not the first whole day
    edge, start = _when(given, check.dated.edge_day), check.own.start
    return given.texts.say(
        f"own.{key}",
        plan=given.texts.plan_names.get(link_id) or _question_text(given, link_id),
        date=_when(given, start.first_day) if start.is_full else dates.partial(start),
        what=check.dated.window.strip,
        days=days,
        first_day=edge,
        last_day=edge,
        limit=dates.clock(check.dated.limit.time()),
        when=_when(given, check.dated.limit),
    )


def _question_text(given: HandoutInput, link_id: str) -> str:
    item = given.questionnaire.find(link_id)
    return own_words(item.text if item is not None and item.text else link_id)
