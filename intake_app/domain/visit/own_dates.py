"""The patient's own dates, read from the answers and held against the calendar."""

from collections.abc import Iterable
from datetime import datetime

from intake_app.domain.form.answers import Answers, Place
from intake_app.domain.visit.aftercare import (
    DatedWindow,
    OwnDate,
    OwnDateCheck,
    PlanQuestion,
    Window,
    check_own_date,
    on_calendar,
)
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
