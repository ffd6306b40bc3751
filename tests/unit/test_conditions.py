"""The condition language: what holds of which answers."""

from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from intake_app.domain.form.conditions import (
    All,
    AnyOf,
    Condition,
    Derived,
    Not,
    Operator,
    StateIs,
    Test,
    compare,
    days_between,
    derived_names,
    holds,
    leaves,
    questions_in,
)
from intake_app.domain.values import AnswerState, Attachment, Coding, Quantity, Value
from tests.helpers.builders import code, day, moment
from tests.helpers.form_strategies import VALUES


class SomeFacts:
    """Facts written down, for conditions without a form."""

    def __init__(
        self,
        values: dict[str, Sequence[Value]] | None = None,
        states: dict[str, AnswerState] | None = None,
        derived: dict[str, Decimal] | None = None,
    ) -> None:
        self._values = values or {}
        self._states = states or {}
        self._derived = derived or {}

    def values(self, question: str) -> Sequence[Value]:
        return self._values.get(question, ())

    def states(self, question: str) -> frozenset[AnswerState]:
        given = AnswerState.GIVEN if question in self._values else AnswerState.NOT_ASKED
        return frozenset({self._states.get(question, given)})

    def derived(self, name: str) -> Decimal | None:
        return self._derived.get(name)


def is_true(operator: str, asked: Value, *answers: Value) -> bool:
    return holds(
        Test("q", Operator(operator), asked), SomeFacts({"q": answers} if answers else {})
    )


@pytest.mark.parametrize(
    ("operator", "below", "same", "above"),
    [
        ("=", False, True, False),
        ("!=", True, False, True),
        (">", False, False, True),
        ("<", True, False, False),
        (">=", False, True, True),
        ("<=", True, True, False),
    ],
)
@pytest.mark.parametrize(
    "ordered",
    [
        (1, 2, 3),
        (Decimal("1.5"), 2, Decimal("2.5")),
        (day("2026-01-30"), day("2026-01-31"), day("2026-02")),
        (moment("2026-01-31 09:59"), moment("2026-01-31 10:00"), moment("2026-01-31 10:01")),
        (time(9), time(10), time(11)),
        (Quantity(Decimal(1), "mg"), Quantity(Decimal(2), "mg"), Quantity(Decimal(3), "mg")),
        (Quantity(Decimal(1), "mg"), 2, Quantity(Decimal(3), "mg")),
    ],
)
def test_every_operator_over_every_ordered_kind(
    operator: str, below: bool, same: bool, above: bool, ordered: tuple[Value, Value, Value]
) -> None:
    low, middle, high = ordered
    assert is_true(operator, middle, low) is below
    assert is_true(operator, middle, middle) is same
    assert is_true(operator, middle, high) is above


def test_without_an_answer_only_exists_false_a_state_and_not_can_hold() -> None:
    for operator in Operator:
        if operator is not Operator.EXISTS:
            assert not is_true(operator, 5)
    assert is_true("exists", False)
    assert not is_true("exists", True)
    nothing = SomeFacts()
    assert holds(StateIs("q", AnswerState.NOT_ASKED), nothing)
    assert holds(Not(Test("q", Operator.EQUAL, 5)), nothing)


def test_unknown_is_not_an_answer_but_is_a_state() -> None:
    facts = SomeFacts(states={"q": AnswerState.UNKNOWN})
    assert holds(Test("q", Operator.EXISTS, False), facts)
    assert holds(StateIs("q", AnswerState.UNKNOWN), facts)
    assert not holds(StateIs("q", AnswerState.NOT_ASKED), facts)
    assert not holds(StateIs("q", AnswerState.DECLINED), facts)


def test_any_value_of_several_is_enough() -> None:
    assert is_true("=", 2, 1, 2)
    assert is_true("!=", 2, 1, 2)
    assert not is_true("!=", 2, 2, 2)


def test_choices_are_compared_by_code_and_system_never_by_words() -> None:
    assert is_true("=", Coding("a", "Other words", "urn:s"), Coding("a", "A", "urn:s"))
    assert is_true("=", Coding("a"), Coding("a", "A", "urn:s"))
    assert not is_true("=", Coding("a", "", "urn:s"), Coding("a", "", "urn:t"))
    assert is_true("!=", Coding("b"), Coding("a"))
    assert is_true("=", Coding("", "Words"), Coding("", "Words"))
    assert not is_true("=", Coding("a"), Coding("", "a"))


def test_rules_name_a_choice_by_its_bare_code() -> None:
    assert is_true("=", "pregnant", code("pregnant"))
    assert not is_true("=", "pregnant", code("no"))
    assert is_true("!=", "pregnant", code("no"))
    assert is_true("=", code("pregnant"), "pregnant")
    assert not is_true("=", True, code("yes"))
    for operator in ("<", ">", "<=", ">="):
        assert not is_true(operator, "a", code("a"))


def test_unlike_kinds_are_different_and_have_no_order() -> None:
    pairs: list[tuple[Value, Value]] = [
        (1, "1"),
        (True, 1),
        (day("2026"), "2026"),
        (time(1), 1),
        (Attachment(title="x"), "x"),
    ]
    for one, other in pairs:
        assert [
            op for op in Operator if op is not Operator.EXISTS and compare(one, op, other)
        ] == [Operator.NOT_EQUAL]


def test_amounts_in_other_units_do_not_compare() -> None:
    gram, milligram = Quantity(Decimal(1), "g"), Quantity(Decimal(5), "mg")
    assert not is_true(">", gram, milligram)
    assert is_true("!=", gram, milligram)
    assert is_true(">", Quantity(Decimal(1)), milligram)
    assert is_true("=", Quantity(Decimal(5), "milligram", "", "mg"), milligram)


def test_a_time_is_compared_with_a_day_by_its_day() -> None:
    at = moment("2026-01-31 23:30")
    assert is_true("=", day("2026-01-31"), at)
    assert is_true(">", day("2026-01-30"), at)
    assert not is_true(">", day("2026-01-31"), at)


def test_derived_values_compare_and_one_that_is_not_known_holds_nothing() -> None:
    facts = SomeFacts(derived={"salt": Decimal(50)})
    assert holds(Derived("salt", Operator.AT_LEAST, Decimal(50)), facts)
    assert not holds(Derived("salt", Operator.LESS, Decimal(50)), facts)
    assert not holds(Derived("age_at_visit", Operator.LESS, Decimal(18)), facts)
    assert not holds(Derived("age_at_visit", Operator.NOT_EQUAL, Decimal(18)), facts)


YES = Test("yes", Operator.EQUAL, True)
NO = Test("no", Operator.EQUAL, True)
FACTS = SomeFacts({"yes": (True,), "no": (False,)})


def test_all_any_and_not_nest() -> None:
    assert holds(All((YES, Not(NO), AnyOf((NO, YES)))), FACTS)
    assert not holds(All((YES, NO)), FACTS)
    assert not holds(AnyOf((NO, Not(YES))), FACTS)


CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    st.sampled_from([YES, NO, StateIs("x", AnswerState.UNKNOWN)]),
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=1, max_size=3).map(lambda each: All(tuple(each))),
        st.lists(inner, min_size=1, max_size=3).map(lambda each: AnyOf(tuple(each))),
    ),
    max_leaves=8,
)


@for_all(st.lists(CONDITIONS, min_size=1, max_size=3).map(tuple))
def test_the_laws_of_not_all_and_any(several: tuple[Condition, ...]) -> None:
    none_of = All(tuple(Not(each) for each in several))
    assert holds(Not(AnyOf(several)), FACTS) is holds(none_of, FACTS)
    assert holds(Not(Not(several[0])), FACTS) is holds(several[0], FACTS)


ANY_VALUE = st.one_of(*VALUES.values())


@for_all(ANY_VALUE, ANY_VALUE)
def test_equal_and_different_are_opposites_and_nothing_raises(one: Value, other: Value) -> None:
    assert compare(one, Operator.EQUAL, other) is not compare(one, Operator.NOT_EQUAL, other)
    for operator in Operator:
        if operator is not Operator.EXISTS and not isinstance(one, Attachment):
            compare(one, operator, other)


def test_the_parts_of_a_condition_can_be_listed() -> None:
    derived = Derived("salt", Operator.LESS, Decimal(1))
    state = StateIs("s", AnswerState.DECLINED)
    condition = All((YES, AnyOf((Not(NO), derived)), state))
    assert list(leaves(condition)) == [YES, NO, derived, state]
    assert questions_in(condition) == {"yes", "no", "s"}
    assert derived_names(condition) == {"salt"}


def test_days_between_are_whole_days() -> None:
    assert days_between(date(2026, 11, 14), date(2026, 11, 21)) == 7
    assert days_between(date(2026, 11, 21), date(2026, 11, 14)) == -7
