"""The patient's own dates, read from the answers and held against the calendar."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from intake_app.domain.form.answers import Answers, Place
from intake_app.domain.visit.aftercare import (
    Clash,
    DatedWindow,
    Direction,
    OwnDate,
    OwnDateCheck,
    PlanQuestion,
    Window,
    check_own_date,
    on_calendar,
)
from intake_app.domain.visit.ahead import Ahead
from intake_app.domain.visit.hair_form import day_of


def own_date_checks(
    windows: Iterable[Window], answers: Answers, session: datetime | None
) -> tuple[OwnDateCheck, ...]:
    """Every planned date against every window that asks for it, in the windows' order.

    Args:
        windows: The clinic's windows; one without a value is passed over.
        answers: The answers that hold the plans.
        session: The aware session time in the clinic's zone; without one nothing can clash.
    """
    if session is None:
        return ()
    found = [
        check_own_date(each, own, session)
        for each in session_calendar(windows, session)
        for plan in each.window.plans
        for own in planned_dates(answers, plan)
    ]
    return tuple(check for check in found if check is not None)


def checks_ahead(
    windows: Iterable[Window], answers: Answers, ahead: Ahead
) -> tuple[OwnDateCheck, ...]:
    """Those that still tell something on the day of the visit.

    Once the session has come, a plan is told of only where it is not over; what was too near
    before the session stays said, because the clinic may not know of it.
    """
    checks = own_date_checks(windows, answers, ahead.session)
    if not ahead.is_begun:
        return checks
    too_late = tuple(
        replace(each, is_behind=True)
        for each in checks
        if each.dated.window.direction is Direction.BEFORE and each.clash is Clash.TOO_LATE
    )
    to_come = tuple(
        each
        for each in checks
        if each.dated.window.direction is Direction.AFTER
        and (each.own.end or each.own.start).last_day >= ahead.today
    )
    return too_late + to_come


def checks_of_next_session(
    windows: Iterable[Window], answers: Answers, ahead: Ahead
) -> tuple[OwnDateCheck, ...]:
    """Plans that would be too near before the next visit, if that is a session too."""
    if not ahead.is_begun or ahead.next_visit is None:
        return ()
    before = [each for each in windows if each.direction is Direction.BEFORE]
    checks = own_date_checks(before, answers, ahead.next_visit)
    return tuple(
        each
        for each in checks
        if each.clash is Clash.TOO_LATE and each.own.start.last_day >= ahead.today
    )


def planned_dates(answers: Answers, plan: PlanQuestion) -> list[OwnDate]:
    """One date per row that has one.

    A range whose end is not known ends as it begins; of one whose beginning is not known the
    end stands alone.
    """
    dates: list[OwnDate] = []
    for place, answer in answers.anywhere(plan.start):
        for value in answer.values:
            if (start := day_of(value)) is None:
                continue
            end = None
            if plan.end and (until := answers.get(Place(plan.end, place.rows))) is not None:
                end = next((day for each in until.values if (day := day_of(each))), None)
            dates.append(OwnDate(link_id=plan.start, start=start, end=end))
    return dates + (_ends_alone(answers, plan) if plan.end else [])


def _ends_alone(answers: Answers, plan: PlanQuestion) -> list[OwnDate]:
    alone = []
    for place, answer in answers.anywhere(plan.end):
        begun = answers.get(Place(plan.start, place.rows))
        if begun is not None and any(day_of(value) for value in begun.values):
            continue
        alone += [
            OwnDate(link_id=plan.end, start=day, until=True, named_by=plan.start)
            for value in answer.values
            if (day := day_of(value)) is not None
        ]
    return alone


def session_calendar(windows: Iterable[Window], session: datetime) -> list[DatedWindow]:
    """All windows with a value on the calendar of the session's own zone."""
    if session.tzinfo is None:
        raise ValueError("the session time must carry its zone")
    valued = [window for window in windows if window.value is not None]
    return on_calendar(valued, session, session.tzinfo)
