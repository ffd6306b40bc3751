"""Windows become dates, and the patient's own dates are held against them."""

from datetime import date, datetime, timedelta, tzinfo

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from intake_app.domain.values import AnswerState
from intake_app.domain.visit.aftercare import (
    Clash,
    DatedWindow,
    OwnDate,
    OwnDateCheck,
    PlanQuestion,
    Window,
    check_own_date,
    on_calendar,
)
from intake_app.domain.visit.own_dates import own_date_checks, planned_dates, session_calendar
from tests.helpers.builders import BERLIN, NEW_YORK, answered, day, moment, window

SESSION = datetime(2026, 11, 20, 10, 0, tzinfo=BERLIN)


def dated(one: Window, session: datetime = SESSION, zone: tzinfo = BERLIN) -> DatedWindow:
    (only,) = on_calendar([one], session, zone)
    return only


def held(
    one: Window, start: str, end: str = "", session: datetime = SESSION
) -> OwnDateCheck | None:
    own = OwnDate(link_id="q", start=day(start), end=day(end) if end else None)
    return check_own_date(dated(one, session), own, session)


def clash(
    one: Window, start: str, end: str = "", session: datetime = SESSION
) -> tuple[Clash, int]:
    check = held(one, start, end, session)
    assert check is not None
    return check.clash, check.days


# On the calendar


def test_hours_are_counted_from_the_session() -> None:
    found = dated(window(24, "hours"))
    assert found.limit == datetime(2026, 11, 21, 10, 0, tzinfo=BERLIN)
    assert not found.by_day
    assert found.edge_day == date(2026, 11, 22)


def test_after_seven_days_the_seventh_day_is_the_first_one_allowed() -> None:
    found = dated(window(7, "days"))
    assert found.limit == datetime(2026, 11, 27, 0, 0, tzinfo=BERLIN)
    assert found.by_day
    assert found.edge_day == date(2026, 11, 27)


def test_seven_days_before_the_session_is_the_last_day_allowed() -> None:
    found = dated(window(7, "days", direction="before"))
    assert found.edge_day == date(2026, 11, 13)
    assert found.limit == datetime(2026, 11, 14, 0, 0, tzinfo=BERLIN)


def test_hours_before_leave_the_day_before_as_the_last_one_wholly_allowed() -> None:
    found = dated(window(24, "hours", direction="before"))
    assert found.limit == datetime(2026, 11, 19, 10, 0, tzinfo=BERLIN)
    assert found.edge_day == date(2026, 11, 18)


def test_a_limit_at_midnight_allows_the_whole_day_that_begins() -> None:
    midnight = datetime(2026, 11, 20, 0, 0, tzinfo=BERLIN)
    assert dated(window(24, "hours"), midnight).edge_day == date(2026, 11, 21)
    before = dated(window(24, "hours", direction="before"), midnight)
    assert before.edge_day == date(2026, 11, 18)
    assert dated(window(1, "days"), midnight).edge_day == date(2026, 11, 21)


@pytest.mark.parametrize(
    ("zone", "session", "limit"),
    [
        (BERLIN, "2026-03-28 12:00", "2026-03-29 13:00"),
        (BERLIN, "2026-10-24 12:00", "2026-10-25 11:00"),
        (NEW_YORK, "2026-03-07 12:00", "2026-03-08 13:00"),
        (NEW_YORK, "2026-10-31 12:00", "2026-11-01 11:00"),
    ],
)
def test_24_hours_stay_24_hours_when_the_clocks_change(
    zone: tzinfo, session: str, limit: str
) -> None:
    at = datetime.fromisoformat(session).replace(tzinfo=zone)
    found = dated(window(24, "hours"), at, zone)
    assert found.limit.replace(tzinfo=None).isoformat(" ", "minutes") == limit
    assert found.limit.timestamp() - at.timestamp() == 24 * 3600


@pytest.mark.parametrize("zone", [BERLIN, NEW_YORK])
@pytest.mark.parametrize("session", ["2026-03-06 23:30", "2026-03-27 00:30", "2026-10-30 01:30"])
def test_days_are_calendar_days_when_the_clocks_change(zone: tzinfo, session: str) -> None:
    at = datetime.fromisoformat(session).replace(tzinfo=zone)
    found = dated(window(3, "days"), at, zone)
    assert found.edge_day == at.date() + timedelta(days=3)
    assert found.limit.hour == 0
    before = dated(window(3, "days", direction="before"), at, zone)
    assert before.edge_day == at.date() - timedelta(days=3)


def test_the_day_of_the_session_is_the_day_in_the_clinic() -> None:
    late_in_new_york = datetime(2026, 11, 20, 20, 0, tzinfo=NEW_YORK)  # 02:00 on the 21st there
    found = dated(window(1, "days"), late_in_new_york)
    assert found.edge_day == date(2026, 11, 22)


def test_of_one_topic_the_strictest_wins_each_way() -> None:
    windows = [
        window(48, "hours"),
        window(3, "days"),
        window(24, "hours"),
        window(2, "days", direction="before"),
        window(7, "days", direction="before"),
        window(1, "days", topic="sun"),
    ]
    found = on_calendar(windows, SESSION, BERLIN)
    assert [each.window.id for each in found] == [
        "washing-after-3",
        "washing-before-7",
        "sun-after-1",
    ]


def test_of_two_alike_the_first_stays() -> None:
    first, second = window(24, "hours"), window(1, "days")
    midnight = datetime(2026, 11, 20, 0, 0, tzinfo=BERLIN)
    assert [each.window for each in on_calendar([first, second], midnight, BERLIN)] == [first]
    both = [window(7, "days", direction="before"), window(7, "days", direction="before")]
    assert on_calendar(both, midnight, BERLIN)[0].window is both[0]


def test_the_doubled_hour_of_autumn_does_not_hide_the_stricter_window() -> None:
    session = datetime(2026, 10, 24, 2, 30, tzinfo=BERLIN)
    (found,) = on_calendar([window(24, "hours"), window(25, "hours")], session, BERLIN)
    assert found.window.value == 25


@for_all(
    st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)),  # noqa: DTZ001
    st.sampled_from([BERLIN, NEW_YORK]),
    st.integers(0, 400),
    st.sampled_from(["hours", "days"]),
)
def test_a_longer_window_never_ends_sooner(
    naive: datetime, zone: tzinfo, value: int, unit: str
) -> None:
    session = naive.replace(tzinfo=zone)
    for direction, sign in (("after", 1), ("before", -1)):
        shorter = dated(window(value, unit, direction=direction), session, zone)
        longer = dated(window(value + 1, unit, direction=direction), session, zone)
        assert sign * (longer.limit.timestamp() - shorter.limit.timestamp()) > 0
        assert sign * (longer.edge_day - shorter.edge_day).days >= 0
        both = on_calendar([shorter.window, longer.window], session, zone)
        assert [each.window for each in both] == [longer.window]


# The patient's own dates, afterwards

WEEK_AFTER = window(7, "days")
DAY_AFTER = window(24, "hours")


@pytest.mark.parametrize(
    ("start", "found"),
    [
        ("2026-11-20", (Clash.TOO_EARLY, 7)),
        ("2026-11-21", (Clash.TOO_EARLY, 6)),
        ("2026-11-26", (Clash.TOO_EARLY, 1)),
        ("2026-11-27", (Clash.CLEAR, 0)),
        ("2027-06-01", (Clash.CLEAR, 0)),
    ],
)
def test_a_date_is_too_early_by_so_many_days(start: str, found: tuple[Clash, int]) -> None:
    assert clash(WEEK_AFTER, start) == found


@pytest.mark.parametrize(
    ("start", "found"),
    [
        ("2026-11-20", (Clash.TOO_EARLY, 2)),  # the first whole day, which is named, is the 22nd
        ("2026-11-21", (Clash.LATER_THAT_DAY, 0)),
        ("2026-11-22", (Clash.CLEAR, 0)),
    ],
)
def test_on_the_day_the_hours_end_it_is_later_that_day(
    start: str, found: tuple[Clash, int]
) -> None:
    assert clash(DAY_AFTER, start) == found


def test_a_date_before_the_session_says_nothing_about_what_comes_after() -> None:
    assert held(WEEK_AFTER, "2026-11-19") is None
    assert held(WEEK_AFTER, "2026-10") is None


def test_a_range_counts_from_its_start_or_from_the_session_it_is_under_way_on() -> None:
    assert clash(WEEK_AFTER, "2026-11-25", "2026-12-05") == (Clash.TOO_EARLY, 2)
    assert clash(WEEK_AFTER, "2026-11-10", "2026-11-24") == (Clash.TOO_EARLY, 7)
    assert clash(WEEK_AFTER, "2026-11-27", "2026-12-05") == (Clash.CLEAR, 0)
    assert held(WEEK_AFTER, "2026-11-10", "2026-11-19") is None


def test_a_range_under_way_is_not_said_to_begin_later_that_day() -> None:
    one = window(5, "hours")
    assert clash(one, "2026-11-10", "2026-11-24") == (Clash.TOO_EARLY, 1)
    assert clash(one, "2026-11-20", "2026-11-24") == (Clash.LATER_THAT_DAY, 0)


def test_a_range_typed_the_wrong_way_round_is_still_held_against_the_window() -> None:
    assert clash(WEEK_AFTER, "2026-11-25", "2026-11-01") == (Clash.TOO_EARLY, 2)


@pytest.mark.parametrize(
    ("start", "found"),
    [
        ("2026-11", (Clash.NOT_EXACT, 0)),
        ("2026", (Clash.NOT_EXACT, 0)),
        ("2026-12", (Clash.CLEAR, 0)),
        ("2027", (Clash.CLEAR, 0)),
    ],
)
def test_a_month_that_holds_the_limit_is_not_exact(start: str, found: tuple[Clash, int]) -> None:
    assert clash(WEEK_AFTER, start) == found


def test_a_month_whose_last_day_alone_is_allowed_is_not_exact() -> None:
    assert clash(window(10, "days"), "2026-11") == (Clash.NOT_EXACT, 0)
    assert clash(window(11, "days"), "2026-11") == (Clash.TOO_EARLY, 1)


def test_a_month_wholly_too_early_is_so_by_at_least_so_many_days() -> None:
    assert clash(window(14, "days"), "2026-11") == (Clash.TOO_EARLY, 4)
    late = datetime(2026, 11, 30, 10, 0, tzinfo=BERLIN)
    assert clash(window(5, "hours"), "2026-11", session=late) == (Clash.TOO_EARLY, 1)


# Beforehand

WEEK_BEFORE = window(7, "days", direction="before")


@pytest.mark.parametrize(
    ("start", "found"),
    [
        ("2026-10-01", (Clash.CLEAR, 0)),
        ("2026-11-13", (Clash.CLEAR, 0)),
        ("2026-11-14", (Clash.TOO_LATE, 1)),
        ("2026-11-19", (Clash.TOO_LATE, 6)),
    ],
)
def test_a_date_is_too_late_by_so_many_days(start: str, found: tuple[Clash, int]) -> None:
    assert clash(WEEK_BEFORE, start) == found


def test_hours_before_call_the_day_they_end_on_too_late() -> None:
    assert clash(window(24, "hours", direction="before"), "2026-11-18") == (Clash.CLEAR, 0)
    assert clash(window(24, "hours", direction="before"), "2026-11-19") == (Clash.TOO_LATE, 1)


def test_a_date_from_the_session_on_says_nothing_about_what_comes_before() -> None:
    assert held(WEEK_BEFORE, "2026-11-20") is None
    assert held(WEEK_BEFORE, "2026-12") is None


def test_a_range_must_end_in_time() -> None:
    assert clash(WEEK_BEFORE, "2026-11-01", "2026-11-13") == (Clash.CLEAR, 0)
    assert clash(WEEK_BEFORE, "2026-11-01", "2026-11-16") == (Clash.TOO_LATE, 3)
    assert clash(WEEK_BEFORE, "2026-11-01", "2026-12-24") == (Clash.TOO_LATE, 7)


def test_a_month_that_may_lie_on_either_side_is_not_exact() -> None:
    assert clash(WEEK_BEFORE, "2026-11") == (Clash.NOT_EXACT, 0)
    assert clash(WEEK_BEFORE, "2026-10") == (Clash.CLEAR, 0)
    early = datetime(2026, 11, 4, 10, 0, tzinfo=BERLIN)
    assert clash(WEEK_BEFORE, "2026-11", session=early) == (Clash.NOT_EXACT, 0)


def test_a_month_whose_first_day_alone_is_in_time_is_not_exact() -> None:
    session = datetime(2026, 12, 2, 10, 0, tzinfo=BERLIN)
    one = window(31, "days", direction="before")
    assert clash(one, "2026-11", session=session) == (Clash.NOT_EXACT, 0)


def test_a_month_that_ends_with_the_day_of_the_session_is_not_exact() -> None:
    session = datetime(2026, 11, 30, 10, 0, tzinfo=BERLIN)
    one = window(31, "days", direction="before")
    assert clash(one, "2026-11", session=session) == (Clash.NOT_EXACT, 0)


def test_a_month_wholly_too_late_is_so_by_at_least_so_many_days() -> None:
    early = datetime(2026, 12, 2, 10, 0, tzinfo=BERLIN)
    assert clash(window(40, "days", direction="before"), "2026-11", session=early) == (
        Clash.TOO_LATE,
        9,
    )


@for_all(
    st.dates(date(2026, 9, 1), date(2027, 3, 1)),
    st.integers(0, 60),
    st.sampled_from(["after", "before"]),
)
def test_days_by_which_it_is_wrong_are_the_days_it_has_to_move(
    own: date, value: int, direction: str
) -> None:
    one = window(value, "days", direction=direction)
    check = held(one, own.isoformat())
    if check is None:
        return
    sign = 1 if direction == "after" else -1
    moved = own + sign * timedelta(days=check.days)
    assert (check.clash is Clash.CLEAR) is (check.days == 0)
    again = held(one, moved.isoformat())
    assert again is not None
    assert again.clash is Clash.CLEAR


# From the answers

COLOUR = PlanQuestion(start="colour")
HOLIDAY = PlanQuestion(start="from", end="to")


def test_plans_are_read_row_by_row_with_their_ends() -> None:
    answers = answered(
        {
            "from[0]": day("2026-11-25"),
            "to[0]": day("2026-12-05"),
            "from[1]": day("2026-12"),
            "to[2]": day("2027-01-05"),
        },
        {"g": 3},
    )
    assert planned_dates(answers, HOLIDAY) == [
        OwnDate(link_id="from", start=day("2026-11-25"), end=day("2026-12-05")),
        OwnDate(link_id="from", start=day("2026-12")),
        OwnDate(link_id="to", start=day("2027-01-05"), until=True, named_by="from"),
    ]


@pytest.mark.parametrize(
    ("end", "clash"),
    [
        ("2026-11-21", Clash.TOO_EARLY),
        ("2026-11-24", Clash.NOT_EXACT),
        ("2026-12", Clash.NOT_EXACT),
        ("2026-11-01", None),
    ],
)
def test_a_plan_of_which_only_the_end_is_known_may_have_begun_too_early(
    end: str, clash: Clash | None
) -> None:
    sun = window(3, "days", topic="sun", plans=(HOLIDAY,))

    checks = own_date_checks([sun], answered({"to[0]": day(end)}, {"g": 1}), SESSION)

    assert [check.clash for check in checks] == ([clash] if clash else [])


def test_a_plan_may_be_a_date_with_a_time_and_unknown_is_no_plan() -> None:
    answers = answered({"colour": moment("2026-11-25 10:00")})
    assert planned_dates(answers, COLOUR) == [OwnDate(link_id="colour", start=day("2026-11-25"))]
    assert planned_dates(answered({"colour": "soon"}), COLOUR) == []
    assert planned_dates(answered({"colour": AnswerState.UNKNOWN}), COLOUR) == []


def test_each_plan_is_held_against_each_window_that_asks_for_it() -> None:
    windows = [
        window(7, "days", topic="colour", plans=(COLOUR,)),
        window(7, "days", topic="colour", direction="before", plans=(COLOUR,)),
        window(2, "days", topic="sun", plans=(HOLIDAY,)),
        window(None, topic="pool", plans=(COLOUR,)),
    ]
    answers = answered({"colour": day("2026-11-22"), "from[0]": day("2026-11-30")}, {"g": 1})
    checks = own_date_checks(windows, answers, SESSION)
    assert [(check.own.link_id, check.clash) for check in checks] == [
        ("colour", Clash.TOO_EARLY),
        ("from", Clash.CLEAR),
    ]
    assert own_date_checks(windows, answers, None) == ()


def test_a_window_without_a_value_is_not_on_the_calendar() -> None:
    assert session_calendar([window(None)], SESSION) == []
    assert window(None).span == timedelta(0)


def test_a_session_without_a_zone_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="zone"):
        session_calendar([], SESSION.replace(tzinfo=None))
