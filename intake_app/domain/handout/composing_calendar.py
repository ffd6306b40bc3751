"""The part of the handout about days: the strip, the calendar, the patient's own dates.

What lies behind the patient on the day of the visit is not printed as if it were to come.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from intake_app.domain.handout.composing_input import HandoutInput
from intake_app.domain.handout.composing_limits import (
    limits,
    open_limit,
    strictest,
    visit_day,
    written_day,
)
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
    Window,
)
from intake_app.domain.visit.ahead import Ahead
from intake_app.domain.visit.carried import Part
from intake_app.domain.visit.hair_form import NEXT_VISIT, RESULTS_LOOK, day_of, first_value
from intake_app.domain.visit.own_dates import (
    checks_ahead,
    checks_of_next_session,
    session_calendar,
)

STRIP_DAYS = 14
SIGNS: frozenset[Clash] = frozenset(
    {Clash.TOO_EARLY, Clash.TOO_LATE, Clash.LATER_THAT_DAY, Clash.NOT_EXACT}
)


def day_strip(given: HandoutInput) -> DayStrip | Appointments:
    """What is left of the first 14 days; without a day for the session a blank for it.

    Where nothing is to be waited with any more, the appointments alone.
    """
    say, session = given.texts.say, given.ahead.session
    days = _strip_days(given, session) if session else ()
    if session is not None and not any(day.off or day.allowed for day in days):
        return appointments(given)
    return DayStrip(
        heading=say("strip.heading"),
        lead=say("strip.lead" if session else "strip.lead_open"),
        off_label=say("strip.off"),
        allowed_label=say("strip.allowed"),
        days=days,
        appointments=appointments(given).facts,
    )


def first_strip_day(ahead: Ahead) -> date | None:
    """The first day of the strip: that of the session, or of the visit where that is later."""
    return max(ahead.session.date(), ahead.today) if ahead.session else None


def appointments(given: HandoutInput) -> Appointments:
    """The next visit and the day on which the results are looked at."""
    return Appointments(facts=appointment_facts(given))


def appointment_facts(given: HandoutInput, *, open_ones: bool = True) -> tuple[Fact, ...]:
    """Both days; what is not set is left open to be filled in, or left out.

    There are no results to look at where nobody was injected.
    """
    labels = {"strip.next_visit": NEXT_VISIT, "strip.results": RESULTS_LOOK}
    if not open_ones and not given.ahead.had_sessions:
        del labels["strip.results"]
    return tuple(
        Fact(label=given.texts.say(label), value=_appointment(given, link_id))
        for label, link_id in labels.items()
        if open_ones or first_value(given.answers, link_id) is not None
    )


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
        for window, limit in limits(given)
    )
    return _calendar(given, "calendar.policy", rows)


def calendar_in_brief(given: HandoutInput) -> CalendarTable:
    """What and until when; who set a limit stands where it was not the clinic's usual author."""
    return _calendar(given, "short.policy", _rows_in_brief(given, limits(given)))


def calendar_of_any_session(given: HandoutInput) -> CalendarTable:
    """The same of a session that nobody has agreed on: how long, and no days."""
    say = given.texts.say
    told = [(each, open_limit(given, each)) for each in strictest(given.windows)]
    table = _calendar(given, "short.policy", _rows_in_brief(given, told))
    lead = f"{say('calendar.if_lead')} {table.lead}"
    return replace(table, heading=say("calendar.if_heading"), lead=lead)


def _rows_in_brief(
    given: HandoutInput, told: Iterable[tuple[Window, str]]
) -> tuple[CalendarRow, ...]:
    return tuple(
        CalendarRow(
            what=window.what,
            limit=limit,
            origin=_own_author(given, window),
            mandatory=window.mandatory,
            drawing=window.drawing,
        )
        for window, limit in told
    )


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
    say, ahead = given.texts.say, given.ahead
    checks = checks_ahead(given.windows, given.answers, ahead)
    of_next = checks_of_next_session(given.windows, given.answers, ahead)
    lines = [_own_date_sentence(given, check) for check in checks]
    lines += [_of_next(given, ahead, _own_date_sentence(given, check)) for check in of_next]
    if not lines:
        lines = [say("own.none" if ahead.session else "own.no_session")]
    told = (*checks, *of_next)
    before = given.said_on(Part.PLANS) if told else ""
    lead = f"{say('own.lead')} {say('own.before', date=before)}" if before else say("own.lead")
    return Lines(
        heading=say("own.heading"),
        lead=lead,
        lines=tuple(lines),
        marked=frozenset(i for i, check in enumerate(told) if check.clash in SIGNS),
    )


def _of_next(given: HandoutInput, ahead: Ahead, said: str) -> str:
    return given.texts.say("own.if_next", visit=visit_day(given, ahead), said=said)


def _strip_days(given: HandoutInput, session: datetime) -> tuple[StripDay, ...]:
    today = given.ahead.today
    after = [
        dated
        for dated in session_calendar(given.windows, session)
        if dated.window.direction is Direction.AFTER
    ]
    days: list[StripDay] = []
    for count in range(STRIP_DAYS):
        day = session.date() + timedelta(days=count)
        if day < today:
            continue
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
    elif check.is_behind:
        key = "was_too_late"
    edge, start = written_day(given, check.dated.edge_day), check.own.start
    return given.texts.say(
        f"own.{key}",
        plan=given.texts.plan_names.get(link_id) or _question_text(given, link_id),
        date=written_day(given, start.first_day) if start.is_full else dates.partial(start),
        what=check.dated.window.strip,
        days=days,
        first_day=edge,
        last_day=edge,
        limit=dates.clock(check.dated.limit.time()),
        when=written_day(given, check.dated.limit),
    )


def _question_text(given: HandoutInput, link_id: str) -> str:
    item = given.questionnaire.find(link_id)
    return own_words(item.text if item is not None and item.text else link_id)
