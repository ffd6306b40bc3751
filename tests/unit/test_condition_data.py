"""Conditions as data files write them."""

import tomllib
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from intake_app.domain.condition_data import ConditionWrong, condition_from
from intake_app.domain.conditions import (
    All,
    AnyOf,
    Condition,
    Derived,
    Not,
    Operator,
    StateIs,
    Test,
)
from intake_app.domain.values import AnswerState
from tests.helpers.builders import NOON, day


def test_every_part_of_the_language_is_read_from_toml() -> None:
    data = tomllib.loads(
        """
        when = { all = [
          { question = "safety.pregnancy", operator = "=", answer = "pregnant" },
          { any = [
            { question = "visit.date", operator = ">=", answer = "2026-01-31" },
            { question = "visit.date", operator = "<", answer = 2026-01-31 },
            { question = "q", operator = "!=", answer = 1.50 },
            { question = "q", operator = "exists", answer = false },
          ] },
          { not = { question = "q", state = "declined" } },
          { derived = "age_at_visit", operator = "<", answer = 18 },
          { derived = "days_to_session.care.next_colouring", operator = "<=", answer = 7 },
        ] }
        """,
        parse_float=Decimal,
    )
    assert condition_from(data["when"], "rule x") == All(
        (
            Test("safety.pregnancy", Operator.EQUAL, "pregnant"),
            AnyOf(
                (
                    Test("visit.date", Operator.AT_LEAST, day("2026-01-31")),
                    Test("visit.date", Operator.LESS, day("2026-01-31")),
                    Test("q", Operator.NOT_EQUAL, Decimal("1.50")),
                    Test("q", Operator.EXISTS, False),
                )
            ),
            Not(StateIs("q", AnswerState.DECLINED)),
            Derived("age_at_visit", Operator.LESS, Decimal(18)),
            Derived("days_to_session.care.next_colouring", Operator.AT_MOST, Decimal(7)),
        )
    )


@pytest.mark.parametrize(
    ("answer", "read"),
    [
        (True, True),
        (3, Decimal(3)),
        (0.1, Decimal("0.1")),
        (date(2026, 1, 31), day("2026-01-31")),
        ("2026", "2026"),
        ("2026-01", "2026-01"),
        ("II", "II"),
    ],
)
def test_answers_are_read_by_their_kind(answer: object, read: object) -> None:
    condition = condition_from({"question": "q", "operator": "=", "answer": answer}, "w")
    assert condition == Test("q", Operator.EQUAL, read)  # type: ignore[arg-type]  # any kind


def asked(**changed: Any) -> dict[str, Any]:
    return {"question": "q", "operator": "=", "answer": "a", **changed}


def derived(**changed: Any) -> dict[str, Any]:
    return {"derived": "salt", "operator": "<", "answer": 1, **changed}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "rule x: a condition must be a table, not nothing"),
        ([], "must be a table, not an empty one"),
        ({}, "must be a table, not an empty one"),
        ("q", "must be a table, not a str"),
        ({"all": []}, "all needs a list of conditions, not an empty one"),
        ({"any": {"question": "q"}}, "any needs a list of conditions, not a dict"),
        ({"any": [asked(), {"all": [7]}]}, "rule x: any 2: all 1: a condition must be a table"),
        ({"not": []}, "rule x: not: a condition must be a table"),
        ({"all": [asked()], "any": [asked()]}, "all, any is not a condition"),
        ({"question": "q"}, "question is not a condition"),
        (asked(ansewr="a"), "ansewr, answer, operator, question is not a condition"),
        ({5: 1}, "5 is not a condition"),
        (asked(question=""), "question must be a name"),
        (asked(question=7), "question must be a name"),
        (asked(operator="=="), "the operator must be one of: exists = != > < >= <="),
        (asked(operator=["="]), "the operator must be one of"),
        (asked(operator="exists"), "q: exists takes true or false"),
        (asked(operator="<"), "q: < takes a number or a day"),
        (asked(operator="<", answer=True), "q: < takes a number or a day"),
        (asked(answer=""), "q: the answer must be a code, true or false, a number or a day"),
        (asked(answer=None), "not nothing"),
        (asked(answer=[1]), "not a list"),
        (asked(answer=NOON), "not a datetime"),
        (asked(answer="2026-02-30"), "q: there is no day 2026-02-30"),
        (asked(answer=float("nan")), "too large or too small"),
        ({"question": "q", "state": "maybe"}, "“maybe” is unknown; it must be one of: not-asked"),
        ({"question": "q", "state": 7}, "state must be a name"),
        (derived(derived="age"), "“age” is not a derived value; there are: age_at_visit, salt"),
        (derived(derived="days_to_session."), "is not a derived value"),
        (derived(operator="exists"), "salt: exists is not asked of a derived value"),
        (derived(answer="1"), "salt: it must be a number"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(data: object, said: str) -> None:
    with pytest.raises(ConditionWrong) as wrong:
        condition_from(data, "rule x")
    assert said in str(wrong.value)
    assert str(wrong.value).startswith("rule x: ")


def test_conditions_nested_without_end_are_refused() -> None:
    data: Any = asked()
    for _ in range(1000):
        data = {"not": data}
    with pytest.raises(ConditionWrong, match="nested more than"):
        condition_from(data, "w")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.datetimes(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["all", "any", "not", "question", "operator", "answer", "derived"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@for_all(JSON)
def test_any_data_is_read_or_refused(data: object) -> None:
    try:
        read: Condition | None = condition_from(data, "w")
    except ConditionWrong:
        read = None
    assert read is None or isinstance(data, dict)
