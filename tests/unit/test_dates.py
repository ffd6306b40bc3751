"""Days as people know and type them."""

from datetime import date, timedelta

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from intake_app.domain.dates import (
    FIRST_YEAR,
    LAST_YEAR,
    PartialDate,
    age_in_years,
    checked_birth_date,
    parse_iso,
    parse_typed,
    quoted,
)
from intake_app.domain.errors import BirthDateRefused, DateNotUnderstood
from tests.helpers.builders import TODAY, day
from tests.helpers.form_strategies import PARTIAL_DATES


@for_all(PARTIAL_DATES)
def test_the_text_of_a_day_reads_back(known: PartialDate) -> None:
    assert parse_iso(str(known)) == known
    assert parse_typed(str(known), day_first=True, today=TODAY) == known


@for_all(PARTIAL_DATES)
def test_first_and_last_day_enclose_what_is_meant(known: PartialDate) -> None:
    assert known.first_day <= known.last_day
    assert known.is_full is (known.first_day == known.last_day)
    assert (known.last_day + timedelta(days=1)).day == 1 or known.is_full


@for_all(st.lists(PARTIAL_DATES, max_size=6))
def test_days_sort_by_when_they_begin_whatever_their_precision(known: list[PartialDate]) -> None:
    begin = [each.first_day for each in sorted(known)]
    assert begin == sorted(begin)


def test_a_year_sorts_with_its_months_and_days() -> None:
    assert sorted([day("2026"), day("2026-01-02"), day("2026-01")]) == [
        day("2026-01"),
        day("2026"),
        day("2026-01-02"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-1-1",
        "2026-13",
        "2026-00",
        "2026-11-00",
        "2026-00-01",
        "2026-02-30",
        "26",
        "2026-",
        " 2026",
        "0999",
        "9001",
    ],
)
def test_what_is_not_an_iso_day_is_refused(text: str) -> None:
    with pytest.raises(DateNotUnderstood, match="Write it like 1988-04-17"):
        parse_iso(text)


def test_a_day_needs_its_month_and_a_year_that_can_be_meant() -> None:
    with pytest.raises(ValueError, match="needs its month"):
        PartialDate(2026, None, 3)
    for year in (FIRST_YEAR - 1, LAST_YEAR + 1):
        with pytest.raises(ValueError, match="no such year"):
            PartialDate(year)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1988-04-17", "1988-04-17"),
        ("17.4.1988", "1988-04-17"),
        ("17/04/1988", "1988-04-17"),
        ("17-4-1988", "1988-04-17"),
        ("17 4 1988", "1988-04-17"),
        (" 17.04.88 ", "1988-04-17"),
        ("170488", "1988-04-17"),
        ("17041988", "1988-04-17"),
        ("1988/4/17", "1988-04-17"),
        ("1988.4.17.", "1988-04-17"),
        ("4/1988", "1988-04"),
        ("1988-04", "1988-04"),
        ("1988/4", "1988-04"),
        ("1988", "1988"),
        ("١٧.٤.١٩٨٨", "1988-04-17"),
        ("1.1.27", "1927-01-01"),
        ("1.1.26", "2026-01-01"),
    ],
)
def test_a_day_can_be_typed_in_many_ways(typed: str, meant: str) -> None:
    assert str(parse_typed(typed, day_first=True, today=TODAY)) == meant


def test_where_the_month_comes_first_it_is_read_first() -> None:
    assert str(parse_typed("4/3/1988", day_first=False, today=TODAY)) == "1988-04-03"
    assert str(parse_typed("4/3/1988", day_first=True, today=TODAY)) == "1988-03-04"
    assert str(parse_typed("040388", day_first=False, today=TODAY)) == "1988-04-03"


@pytest.mark.parametrize(
    "typed", ["31.2.", "31.2.1988", "32.1.1988", "abc", "12", "1.2.3", "1.2.198"]
)
def test_what_no_calendar_has_is_refused_in_the_words_typed(typed: str) -> None:
    with pytest.raises(DateNotUnderstood) as refused:
        parse_typed(typed, day_first=True, today=TODAY)
    assert f"“{typed}” is not a date" in str(refused.value)


@pytest.mark.parametrize(
    ("typed", "day_first", "said"),
    [
        ("31.2.", True, "“31.2.” is not a date: February has no day 31."),
        ("2/31", False, "February has no day 31."),
        ("29.2.2023", True, "February 2023 has no day 29."),
        ("290223", True, "February 2023 has no day 29."),
        ("29.2.1900", True, "February 1900 has no day 29."),
        ("31.4.26", True, "April has no day 31."),
        ("2026-02-30", True, "February has no day 30."),
        ("0.4.2026", True, "April has no day 0."),
        ("3/13/2026", True, "there is no month 13. Write it like"),
        ("13.1.", False, "there is no month 13."),
        ("1988-00", True, "there is no month 0."),
        ("29.2.", True, "is not a date yet: the year is missing. Write it like 1988-04-17"),
        ("17/4", True, "the year is missing"),
        ("abc", True, "“abc” is not a date. Write it like"),
        ("0000-01-01", True, "“0000-01-01” is not a date."),
    ],
)
def test_what_is_wrong_with_a_day_is_said(typed: str, day_first: bool, said: str) -> None:
    with pytest.raises(DateNotUnderstood) as refused:
        parse_typed(typed, day_first=day_first, today=TODAY)
    assert said in str(refused.value)


@pytest.mark.parametrize("day_first", [True, False])
def test_every_example_in_the_refusal_of_a_date_is_taken(day_first: bool) -> None:
    with pytest.raises(DateNotUnderstood) as refused:
        parse_typed("abc", day_first=day_first, today=TODAY)

    for example in str(refused.value.data["like"]).replace(" or ", ", ").split(", "):
        assert parse_typed(example, day_first=day_first, today=TODAY).year == 1988


@for_all(st.text(max_size=12))
def test_any_text_is_a_day_or_is_refused(text: str) -> None:
    try:
        read = parse_typed(text, day_first=True, today=TODAY)
    except DateNotUnderstood:
        return
    assert FIRST_YEAR <= read.year <= LAST_YEAR


def test_a_birth_date_lies_neither_ahead_nor_impossibly_far_back() -> None:
    assert checked_birth_date(day("2026-11-21"), today=TODAY) == day("2026-11-21")
    assert checked_birth_date(day("2026"), today=TODAY) == day("2026")
    assert checked_birth_date(day("1896"), today=TODAY) == day("1896")
    with pytest.raises(BirthDateRefused, match="2026-11-22 cannot be right: it lies in"):
        checked_birth_date(day("2026-11-22"), today=TODAY)
    with pytest.raises(BirthDateRefused, match="nobody is over 130"):
        checked_birth_date(day("1895"), today=TODAY)


@pytest.mark.parametrize(
    ("birth", "on", "age"),
    [
        ("2008-11-21", date(2026, 11, 20), 17),
        ("2008-11-21", date(2026, 11, 21), 18),
        ("2008-02-29", date(2026, 2, 28), 17),
        ("2008-02-29", date(2026, 3, 1), 18),
        ("2008-11", date(2026, 11, 29), 17),
        ("2008-11", date(2026, 11, 30), 18),
        ("2008", date(2026, 12, 30), 17),
        ("2008", date(2026, 12, 31), 18),
    ],
)
def test_age_counts_completed_years_and_the_lowest_that_is_possible(
    birth: str, on: date, age: int
) -> None:
    assert age_in_years(day(birth), on) == age


def test_long_text_is_shortened_in_a_sentence() -> None:
    assert quoted("x" * 40) == f"“{'x' * 40}”"
    assert quoted("x" * 41) == f"“{'x' * 39}…”"
