"""What the program itself reads of a hair consultation."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from intake_app.domain.values import AnswerState, Moment, Quantity
from intake_app.domain.visit.hair_form import (
    SALT_PARTS,
    code_of,
    day_of,
    derived_values,
    first_text,
    first_value,
    pull_percent,
    salt_score,
    session_at,
)
from tests.helpers.builders import BERLIN, answered, code, day, moment

PERCENT = st.decimals(0, 100, places=1)


def salt(top: Any, right: Any, left: Any, back: Any) -> Decimal | None:
    return salt_score(
        answered(dict(zip(SALT_PARTS.values(), (top, right, left, back), strict=True)))
    )


def test_the_weights_of_the_scalp_are_those_of_the_score() -> None:
    assert salt(100, 0, 0, 0) == 40
    assert salt(0, 100, 0, 0) == 18
    assert salt(0, 0, 100, 0) == 18
    assert salt(0, 0, 0, 100) == 24
    assert salt(Decimal("12.5"), 10, 20, 30) == Decimal("17.6")
    assert salt(Quantity(Decimal(50)), 50, 50, 50) == 50


@for_all(st.tuples(PERCENT, PERCENT, PERCENT, PERCENT))
def test_the_score_lies_between_the_least_and_the_most_of_its_parts(
    parts: tuple[Decimal, Decimal, Decimal, Decimal],
) -> None:
    score = salt(*parts)
    assert score is not None
    assert min(parts) <= score <= max(parts)


@pytest.mark.parametrize("wrong", [-1, 101, True, "50", AnswerState.UNKNOWN])
def test_an_impossible_or_missing_part_gives_no_score(wrong: object) -> None:
    assert salt(0, 0, 0, wrong) is None
    assert salt_score(answered({})) is None


@pytest.mark.parametrize(
    ("pulled", "shed", "percent"),
    [
        (60, 6, Decimal(10)),
        (60, 0, Decimal(0)),
        (60, 60, Decimal(100)),
        (60, 61, None),
        (1, 1, Decimal(100)),
        (0, 0, None),
        (-5, 0, None),
        (60, -1, None),
        (60, AnswerState.UNKNOWN, None),
        (True, 0, None),
    ],
)
def test_the_pull_test_counts_only_what_is_possible(
    pulled: object, shed: object, percent: Decimal | None
) -> None:
    answers = answered({"examination.pull.pulled": pulled, "examination.pull.shed": shed})
    assert pull_percent(answers) == percent


def test_first_answers_are_those_of_the_first_row_that_has_one() -> None:
    answers = answered(
        {"a[1]": "second", "a[0]": AnswerState.UNKNOWN, "b": (code("x"), code("y"))}
    )
    assert first_value(answers, "a") == "second"
    assert first_value(answers, "b") == code("x")
    assert first_value(answers, "c") is None
    assert (first_text(answers, "a"), first_text(answers, "b")) == ("second", "X")
    assert first_text(answered({"a": 5}), "a") == ""
    assert (code_of(answers, "b"), code_of(answers, "a")) == ("x", "")


def test_a_day_is_taken_from_a_date_or_a_time() -> None:
    assert day_of(day("2026-11")) == day("2026-11")
    assert day_of(moment("2026-11-28 10:00")) == day("2026-11-28")
    assert day_of("2026-11-28") is None
    assert day_of(None) is None


def session(decision: str = "go-ahead", at: object = None) -> datetime | None:
    planned = {"plan.first_session": at} if at else {}
    return session_at(answered({"plan.decision": code(decision), **planned}), BERLIN)


def test_the_session_is_known_when_the_decision_is_to_go_ahead() -> None:
    at = Moment(day("2026-11-28"), datetime(2026, 11, 28, 9, 0, tzinfo=UTC))
    found = session(at=at)
    assert found == datetime(2026, 11, 28, 10, 0, tzinfo=BERLIN)
    assert found is not None
    assert found.tzinfo is BERLIN
    assert session("think", at) is None
    assert session() is None
    assert session(at=day("2026-11-28")) is None


def test_a_session_without_a_time_counts_from_the_end_of_its_day() -> None:
    assert session(at=Moment(day("2026-11-28"))) == datetime(2026, 11, 28, 23, 59, tzinfo=BERLIN)
    assert session(at=Moment(day("2026-11"))) is None


def test_derived_values_are_there_only_when_they_can_be_known() -> None:
    assert derived_values(answered({}), None) == {}
    answers = answered(
        {
            "visit.date": day("2026-11-21"),
            **dict.fromkeys(SALT_PARTS.values(), 50),
            "examination.pull.pulled": 60,
            "examination.pull.shed": 6,
            "plan.first_session": moment("2026-11-28 10:00"),
            "colour": day("2026-11-21"),
            "later": day("2026-12-05"),
            "vague": day("2026-11"),
        }
    )
    wanted = ["colour", "later", "vague", "nowhere"]
    assert derived_values(answers, day("1988-11-22"), wanted) == {
        "age_at_visit": 37,
        "salt": 50,
        "pull_percent": 10,
        "days_to_session.colour": 7,
        "days_to_session.later": -7,
        "days_to_session.vague": -2,
    }


def test_an_age_is_the_lowest_that_is_possible() -> None:
    partial = answered({"visit.date": day("2026")})
    assert derived_values(partial, day("2008-06-01"))["age_at_visit"] == 17
    full = answered({"visit.date": day("2026-11-21")})
    assert derived_values(full, day("2008"))["age_at_visit"] == 17
    assert "age_at_visit" not in derived_values(answered({"visit.date": "today"}), day("2008"))


def test_without_an_exact_session_day_no_days_are_counted() -> None:
    answers = answered({"plan.first_session": Moment(day("2026-11")), "colour": day("2026-11-01")})
    assert derived_values(answers, None, ["colour"]) == {}
