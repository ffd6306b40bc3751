"""Whether an answer keeps to what its question allows."""

from datetime import time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given as for_all

from intake_app.domain.form.answers import DECLINED, UNKNOWN, given
from intake_app.domain.form.checks import answer_problem, structure_problem
from intake_app.domain.form.questionnaire import Item, Limits, Option, Questionnaire
from intake_app.domain.values import Attachment, Coding, Quantity, Value
from intake_app.domain.visit.consultation import Record
from tests.helpers.builders import between, choice, code, day, form, moment, question, rows
from tests.helpers.form_strategies import forms_with_records

ONE_OF_EACH: dict[str, Value] = {
    "boolean": True,
    "decimal": Decimal("1.5"),
    "integer": 3,
    "date": day("2026-11-21"),
    "dateTime": moment("2026-11-21 10:00"),
    "time": time(10),
    "string": "x",
    "text": "x",
    "url": "x",
    "quantity": Quantity(Decimal(1)),
    "attachment": Attachment(title="x"),
}
FITS_TOO = {("decimal", "integer")} | {
    (a, b) for a in ("string", "text", "url") for b in ("string", "text", "url")
}


@pytest.mark.parametrize("kind", ONE_OF_EACH)
@pytest.mark.parametrize("given_kind", ONE_OF_EACH)
def test_a_question_takes_its_own_kind_of_value(kind: str, given_kind: str) -> None:
    problem = answer_problem(question("q", kind), given(ONE_OF_EACH[given_kind]))
    if kind == given_kind or (kind, given_kind) in FITS_TOO:
        assert problem is None
    else:
        assert problem == f"An answer of the type {kind} is expected here."


@pytest.mark.parametrize("kind", ["group", "display"])
def test_what_is_no_question_takes_no_answer(kind: str) -> None:
    assert (
        structure_problem(question("q", kind), given("x"))
        == f"An item of the type {kind} takes no answer."
    )


def problem(item: Item, *values: Value) -> str | None:
    return answer_problem(item, given(*values))


def test_unknown_and_declined_stand_for_all_but_administrative_questions() -> None:
    assert answer_problem(question("q"), UNKNOWN) is None
    assert answer_problem(question("q"), DECLINED) is None
    strict = question("q", always_answered=True)
    assert answer_problem(strict, UNKNOWN) == "This question must be answered."
    assert answer_problem(strict, DECLINED) == "This question must be answered."


def test_several_answers_need_a_question_that_repeats() -> None:
    assert problem(question("q"), "a", "b") == "Only one answer can be given."
    item = question("q", repeats=True, limits=Limits(max_occurs=2))
    assert problem(item, "a", "b") is None
    assert problem(item, "a", "b", "c") == "At most 2 answers can be given."


def test_an_exclusive_choice_stands_alone() -> None:
    options = (
        Option(value=code("some")),
        Option(value=code("none"), exclusive=True),
        Option(value=code("unclear"), exclusive=True),
        Option(value=code("more")),
    )
    item = question("q", "choice", options=options, repeats=True)
    assert problem(item, code("none")) is None
    assert problem(item, code("some"), code("more")) is None
    assert problem(item, code("some"), code("none")) == (
        "“None” cannot be combined with another answer."
    )
    assert problem(item, code("unclear"), code("some")) == (
        "“Unclear” cannot be combined with another answer."
    )


def test_a_choice_must_be_offered() -> None:
    item = choice("q", "yes", "no")
    assert problem(item, code("yes")) is None
    assert problem(item, Coding("yes")) is None
    assert problem(item, Coding("perhaps", "Perhaps")) == "“Perhaps” is not one of the choices."
    assert problem(item, "yes") == "“yes” is not one of the choices."
    open_item = choice("q", "yes", kind="open-choice")
    assert problem(open_item, "anything") is None
    assert problem(open_item, Coding("perhaps")) == "“perhaps” is not one of the choices."
    assert problem(choice("q"), Coding("whatever")) is None
    assert problem(question("q", "choice", options=(Option(value=1),)), True)


@pytest.mark.parametrize(
    ("kind", "limits", "fine", "wrong"),
    [
        ("integer", between(0, 10), [0, 10], {-1: "0 or more", 11: "10 or less"}),
        (
            "decimal",
            between(Decimal("0.5"), Decimal(1)),
            [Decimal("0.5"), 1],
            {Decimal("0.49"): "0.5 or more", Decimal("1.01"): "1 or less"},
        ),
        (
            "date",
            between(day("2020-01-01"), day("2026")),
            [day("2020-01-01"), day("2020-02")],
            {day("2019-12-31"): "2020-01-01 or more", day("2026-01-02"): "2026 or less"},
        ),
        (
            "quantity",
            between(Decimal(1), Decimal(5)),
            [Quantity(Decimal(5), "mg")],
            {Quantity(Decimal(6), "mg"): "5 or less"},
        ),
        ("time", between(time(8), time(18)), [time(8)], {time(7, 59): "08:00 or more"}),
    ],
)
def test_values_keep_between_their_limits(
    kind: str, limits: Limits, fine: list[Value], wrong: dict[Value, str]
) -> None:
    item = question("q", kind, limits=limits)
    assert [problem(item, value) for value in fine] == [None] * len(fine)
    for value, said in wrong.items():
        assert problem(item, value) == f"It must be {said}."


def test_text_keeps_to_its_length_and_its_form() -> None:
    item = question("q", limits=Limits(max_length=5, pattern="[A-Z]+"), entry_format="CAPITALS")
    assert problem(item, "ABCDE") is None
    assert problem(item, "ABCDEF") == "At most 5 characters can be kept; these are 6."
    assert problem(item, "abc") == "This does not have the expected form: CAPITALS."
    assert problem(item, "ABC\n") == "This does not have the expected form: CAPITALS."
    bare = question("q", limits=Limits(pattern="a"))
    assert problem(bare, "b") == "This does not have the expected form."


def test_numbers_keep_to_their_digits_after_the_point() -> None:
    item = question("q", "decimal", limits=Limits(max_decimals=1))
    assert problem(item, Decimal("1.5")) is None
    assert problem(item, Decimal("1E+3")) is None
    assert problem(item, 1) is None
    assert problem(item, Decimal("1.25")) == "At most 1 digits after the point."


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("string", "a\x00b", "cannot be stored"),
        ("string", "\ud800", "cannot be stored"),
        ("string", " \t", "It is empty."),
        ("quantity", Quantity(Decimal(1), "\x00"), "cannot be stored"),
        ("quantity", Quantity(Decimal("NaN")), "not a number"),
        ("decimal", Decimal("Infinity"), "not a number"),
        ("integer", 2**31, "too large"),
        ("decimal", -(2**31), "too large"),
    ],
)
def test_what_no_record_can_hold_is_said(kind: str, value: Any, said: str) -> None:
    assert said in (structure_problem(question("q", kind), given(value)) or "")


def test_the_largest_number_that_fits_is_taken() -> None:
    assert (
        problem(
            question("q", "integer"),
            2**31 - 1,
        )
        is None
    )
    assert problem(question("q", "integer"), 1 - 2**31) is None


def test_the_worst_comes_first() -> None:
    item = question("q", "integer", limits=between(0, 5))
    assert problem(item, "x") == "An answer of the type integer is expected here."


@for_all(forms_with_records())
def test_what_fits_has_no_problem_without_limits(made: tuple[Questionnaire, Record]) -> None:
    questionnaire, record = made
    for place, each in record.answers.at.items():
        assert answer_problem(questionnaire.by_link_id[place.link_id], each) is None


def test_rows_are_not_answers() -> None:
    item = form(rows("g", question("q"))).by_link_id["g"]
    assert problem(item, "x") == "An item of the type group takes no answer."
