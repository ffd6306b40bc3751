"""Dates and ages as the screens show them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from intake_app.desktop.shown import one_line, shown_age, shown_date
from intake_app.domain.dates import PartialDate, parse_iso


@pytest.fixture(autouse=True)
def british() -> None:
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))


@pytest.mark.parametrize(
    ("iso", "shown"),
    [
        ("1988-04-17", "17 Apr 1988"),
        ("1988-04", "Apr 1988"),
        ("1988", "1988"),
        ("2026-12-01", "1 Dec 2026"),
    ],
)
def test_a_date_says_its_month_by_name_and_only_what_is_known(iso: str, shown: str) -> None:
    assert shown_date(parse_iso(iso)) == shown


def test_an_unknown_date_of_birth_says_so() -> None:
    assert shown_date(None) == "not known"
    assert shown_age(None, date(2026, 11, 21)) == "not known"


@pytest.mark.parametrize(
    ("iso", "shown"),
    [
        ("1988-04-17", "38 years"),
        ("1988-11-22", "37 years"),
        ("1988-04", "at least 38 years"),
        ("1988", "at least 37 years"),
        ("2026-11-21", "0 years"),
        ("2026", "at least 0 years"),
    ],
)
def test_the_age_is_never_more_than_is_known(iso: str, shown: str) -> None:
    assert shown_age(parse_iso(iso), date(2026, 11, 21)) == shown


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31)))
def test_a_full_date_always_holds_its_day_and_year(day: date) -> None:
    words = shown_date(PartialDate.from_day(day)).split()
    assert (words[0], words[-1]) == (str(day.day), str(day.year))


@given(st.text())
def test_a_line_of_a_list_never_breaks(text: str) -> None:
    line = one_line(text, 40)
    assert len(line) <= 40
    assert not any(char in line for char in "\n\r\t\x00\x0b\u2028\u2029")
