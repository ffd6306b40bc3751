"""From what is typed to a value, and back to words."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume
from hypothesis import given as for_all
from hypothesis import strategies as st

from intake_app.domain.errors import IntakeError
from intake_app.domain.form.answers import given
from intake_app.domain.form.checks import answer_problem, structure_problem
from intake_app.domain.form.questionnaire import Item, Option
from intake_app.domain.form.typed_text import (
    LINE_BREAK,
    Reading,
    moment_on,
    read_lines,
    read_typed,
    value_text,
)
from intake_app.domain.values import Attachment, Coding, Moment, Quantity, Value
from tests.helpers.builders import (
    BERLIN,
    NEW_YORK,
    READING,
    choice,
    code,
    day,
    moment,
    question,
)
from tests.helpers.form_strategies import VALUES

UNITS = (Coding("mg", "milligram", "http://unitsofmeasure.org"), Coding("ml"))
ITEMS: dict[str, Item] = {
    **{kind: question("q", kind) for kind in VALUES},
    "choice": choice("q", "yes", "no"),
    "open-choice": choice("q", "yes", "no", kind="open-choice"),
    "units": question("q", "quantity", units=UNITS),
}


def read(kind: str, text: str, reading: Reading = READING) -> Value:
    return read_typed(ITEMS[kind], text, reading)


def refusal(kind: str, text: str) -> str:
    with pytest.raises(IntakeError) as refused:
        read(kind, text)
    return str(refused.value)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("string", "  Zoë <b>&co</b> ", "Zoë <b>&co</b>"),
        ("text", "line\nline", "line\nline"),
        ("url", "https://example.org", "https://example.org"),
        ("integer", "12", 12),
        ("integer", "-3", -3),
        ("integer", "12.0", 12),
        ("integer", "١٢", 12),
        ("decimal", "12.50", Decimal("12.50")),
        ("decimal", "12,5", Decimal("12.5")),
        ("decimal", "+.5", Decimal("0.5")),
        ("decimal", "7.", Decimal(7)),
        ("boolean", "Yes", True),
        ("boolean", "n", False),
        ("date", "31.1.2026", day("2026-01-31")),
        ("date", "2026-01", day("2026-01")),
        ("time", "9", time(9)),
        ("time", "14:30", time(14, 30)),
        ("time", "14.30", time(14, 30)),
        ("time", "14h30", time(14, 30)),
        ("time", "14:30:15", time(14, 30, 15)),
        ("time", "2:30 pm", time(14, 30)),
        ("time", "12 am", time(0)),
        ("time", "12:15 PM", time(12, 15)),
        ("dateTime", "28.11.2026", Moment(day("2026-11-28"))),
        ("dateTime", "2026-11", Moment(day("2026-11"))),
        ("dateTime", "28.11.2026 10:00", moment("2026-11-28 10:00")),
        ("dateTime", "28.11.2026, 10:00", moment("2026-11-28 10:00")),
        ("dateTime", "28 11 2026 10:00", moment("2026-11-28 10:00")),
        ("dateTime", "2026-11-28T10:00", moment("2026-11-28 10:00")),
        ("dateTime", "28.11.2026 2:30 pm", moment("2026-11-28 14:30")),
        ("dateTime", "28.11.2026 2pm", moment("2026-11-28 14:00")),
        ("choice", "YES", code("yes")),
        ("open-choice", "no", code("no")),
        ("open-choice", "perhaps", "perhaps"),
        ("quantity", "12.5", Quantity(Decimal("12.5"))),
        ("quantity", "12,5 drops", Quantity(Decimal("12.5"), "drops")),
        ("units", "5", Quantity(Decimal(5), "milligram", "http://unitsofmeasure.org", "mg")),
        ("units", "5 ML", Quantity(Decimal(5), "ml", "", "ml")),
        ("units", "5mg", Quantity(Decimal(5), "milligram", "http://unitsofmeasure.org", "mg")),
    ],
)
def test_what_is_typed_is_understood(kind: str, text: str, value: Value) -> None:
    found = read(kind, text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("integer", "12.5", "whole number"),
        ("integer", "a dozen", "digits only"),
        ("integer", "9" * 31, "digits only"),
        ("decimal", "1.2.3", "digits only"),
        ("decimal", "", "digits only"),
        ("decimal", "1e5", "digits only"),
        ("boolean", "maybe", "write yes or no"),
        ("date", "31.2.", "is not a date"),
        ("date", "31.2.2026", "is not a date"),
        ("time", "25:00", "14:30"),
        ("time", "14:60", "14:30"),
        ("time", "14:30:60", "14:30"),
        ("time", "13 pm", "14:30"),
        ("time", "0 am", "14:30"),
        ("time", "noon", "14:30"),
        ("dateTime", "2026-11 10:00", "is not a date"),
        ("dateTime", "28.11.2026 25:00", "14:30"),
        ("dateTime", "10:00", "is not a date"),
        ("choice", "perhaps", "pick one from the list"),
        ("quantity", "drops", "write a number first"),
        ("units", "5 g", "it must be one of: milligram, ml"),
    ],
)
def test_what_is_not_a_value_is_refused_with_what_it_could_be(
    kind: str, text: str, said: str
) -> None:
    assert said in refusal(kind, text)


def test_a_year_of_two_digits_may_lie_some_years_ahead_because_plans_do() -> None:
    assert read("date", "3.2.27") == day("2027-02-03")
    assert read("dateTime", "3.2.27 10:00") == moment("2027-02-03 10:00")
    assert read("date", "3.2.36") == day("2036-02-03")
    assert read("date", "3.2.37") == day("1937-02-03")
    assert read("date", "29.2.88") == day("1988-02-29")


def test_the_clinics_zone_and_day_order_are_used() -> None:
    there = Reading(today=date(2026, 11, 21), zone=NEW_YORK, day_first=False)
    assert read("date", "3/4/2026", there) == day("2026-03-04")
    at = read("dateTime", "7/4/2026 10:00", there)
    assert isinstance(at, Moment)
    assert at.at == datetime(2026, 7, 4, 14, 0, tzinfo=UTC)


def test_a_repeating_question_takes_a_value_from_each_line_that_is_not_blank() -> None:
    item = question("q", "integer", repeats=True)
    assert read_lines(item, LINE_BREAK.join(["1", " ", "2"]), READING) == (1, 2)
    assert read_lines(question("q"), "one", READING) == ("one",)
    with pytest.raises(IntakeError):
        read_lines(item, LINE_BREAK.join(["1", "x"]), READING)


@for_all(st.data(), st.sampled_from(sorted(VALUES)))
def test_the_words_for_a_value_read_back_as_that_value(data: st.DataObject, kind: str) -> None:
    item = ITEMS[kind]
    values = st.sampled_from([option.value for option in item.options])
    value = data.draw(values if item.options else VALUES[kind])
    if isinstance(value, Attachment):
        return
    if isinstance(value, str):
        value = value.strip()
    if isinstance(value, time):
        value = value.replace(microsecond=0)
    if isinstance(value, Quantity):
        assume(not value.unit or value.unit.strip()[:1].isalpha())
        value = Quantity(value.value, value.unit.strip())
    if isinstance(value, Moment) and value.at is not None:
        at = value.at.replace(microsecond=0).astimezone(UTC)
        assume(at.year < 9000)
        value = Moment(value.day, at)
    reading = Reading(today=READING.today, zone=UTC)
    assert read_typed(item, value_text(value, zone=UTC), reading) == value


def test_words_for_what_cannot_be_typed_are_there_too() -> None:
    assert value_text(Attachment(title="Crown", url="u")) == "Crown"
    assert value_text(Attachment(url="u")) == "u"
    assert value_text(Attachment(content_type="image/png")) == "image/png"
    assert value_text(Coding("code")) == "code"
    assert value_text(True) == "Yes"
    assert value_text(Decimal("1E+3")) == "1000"


def test_a_moment_is_said_on_the_clocks_of_a_zone_or_on_its_own() -> None:
    at = moment("2026-11-28 10:00")
    assert value_text(at, zone=NEW_YORK) == "2026-11-28 04:00"
    assert value_text(at) == "2026-11-28 10:00"
    assert (
        value_text(moment_on(date(2026, 11, 28), time(10, 0, 5), BERLIN)) == "2026-11-28 10:00:05"
    )


def test_an_option_that_is_no_coding_is_picked_by_its_text() -> None:
    item = question("q", "choice", options=(Option(value=3), Option(value="three")))
    assert read_typed(item, "3", READING) == 3
    assert read_typed(item, "Three", READING) == "three"


@for_all(st.text(max_size=20), st.sampled_from(sorted(ITEMS)))
def test_any_text_is_a_value_that_can_be_judged_or_is_refused(text: str, kind: str) -> None:
    assume(text.strip() and kind != "attachment")
    try:
        value = read(kind, text)
    except IntakeError:
        return
    problem = structure_problem(ITEMS[kind], given(value))
    assert problem is None or "cannot be stored" in problem or "too large" in problem
    answer_problem(ITEMS[kind], given(value))


def test_a_time_that_the_clocks_skip_in_spring_is_one_that_exists() -> None:
    value = read("dateTime", "29.3.2026 02:30")
    assert isinstance(value, Moment)
    assert value.at == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert value.at.utcoffset() == timedelta(hours=1)
