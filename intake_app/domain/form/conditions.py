"""The one condition language: form logic, screening rules and handout blocks.

FHIR enableWhen is its flat subset. Without an answer only ``exists = false``, a state and
``not`` can hold, as FHIR says for enableWhen; a repeated question holds when any value does.
"""

import operator as relation
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol

from intake_app.domain.dates import PartialDate
from intake_app.domain.values import AnswerState, Coding, Moment, Quantity, Value


class Operator(StrEnum):
    """The enableWhen operators of FHIR R4."""

    EXISTS = "exists"
    EQUAL = "="
    NOT_EQUAL = "!="
    GREATER = ">"
    LESS = "<"
    AT_LEAST = ">="
    AT_MOST = "<="


@dataclass(frozen=True, slots=True)
class Test:
    """A question compared with a value."""

    __test__ = False  # not a test case, whatever its name says to pytest

    question: str
    operator: Operator
    answer: Value


@dataclass(frozen=True, slots=True)
class StateIs:
    question: str
    state: AnswerState


@dataclass(frozen=True, slots=True)
class Derived:
    """A named value worked out from the visit, e.g. ``age_at_visit``."""

    name: str
    operator: Operator
    answer: Decimal


@dataclass(frozen=True, slots=True)
class All:
    conditions: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    conditions: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    condition: "Condition"


Condition = Test | StateIs | Derived | All | AnyOf | Not


class Facts(Protocol):
    """What a condition can ask about, seen from where it stands."""

    def values(self, question: str) -> Sequence[Value]: ...

    def states(self, question: str) -> frozenset[AnswerState]: ...

    def derived(self, name: str) -> Decimal | None: ...


_RELATIONS: Mapping[Operator, Callable[[Any, Any], Any]] = {
    Operator.EQUAL: relation.eq,
    Operator.NOT_EQUAL: relation.ne,
    Operator.GREATER: relation.gt,
    Operator.LESS: relation.lt,
    Operator.AT_LEAST: relation.ge,
    Operator.AT_MOST: relation.le,
}
"""Over two values of one kind, which ``_ordered`` makes sure of."""


def holds(condition: Condition, facts: Facts) -> bool:
    """Whether the condition is true of these facts."""
    match condition:
        case All(conditions):
            return all(holds(each, facts) for each in conditions)
        case AnyOf(conditions):
            return any(holds(each, facts) for each in conditions)
        case Not(inner):
            return not holds(inner, facts)
        case StateIs(question, state):
            return state in facts.states(question)
        case Derived(name, operator, answer):
            value = facts.derived(name)
            return value is not None and compare(value, operator, answer)
        case Test(question, Operator.EXISTS, answer):
            return bool(facts.values(question)) is bool(answer)
        case Test(question, operator, answer):
            return any(compare(value, operator, answer) for value in facts.values(question))


def leaves(condition: Condition) -> Iterator[Test | StateIs | Derived]:
    """The single tests that a condition is made of."""
    match condition:
        case All(conditions) | AnyOf(conditions):
            for each in conditions:
                yield from leaves(each)
        case Not(inner):
            yield from leaves(inner)
        case _:
            yield condition


def questions_in(condition: Condition) -> frozenset[str]:
    """The linkIds that a condition asks about."""
    return frozenset(
        leaf.question for leaf in leaves(condition) if isinstance(leaf, Test | StateIs)
    )


def derived_names(condition: Condition) -> frozenset[str]:
    """The derived values that a condition asks about."""
    return frozenset(leaf.name for leaf in leaves(condition) if isinstance(leaf, Derived))


def compare(value: Value, operator: Operator, answer: Value) -> bool:
    """Whether ``value`` stands in this relation to ``answer``; unlike kinds never compare."""
    if isinstance(value, Coding) or isinstance(answer, Coding):
        same = _same_choice(value, answer)
        return same if operator is Operator.EQUAL else operator is Operator.NOT_EQUAL and not same
    by_day = not (_has_time(value) and _has_time(answer))
    left, right = _ordered(value, by_day=by_day), _ordered(answer, by_day=by_day)
    if type(left) is not type(right) or _other_units(value, answer):
        return operator is Operator.NOT_EQUAL
    return bool(_RELATIONS[operator](left, right))


def _same_choice(value: Value, answer: Value) -> bool:
    """A choice against a choice, or against a bare code as rules write it."""
    if isinstance(value, Coding) and isinstance(answer, Coding):
        return value.same_as(answer)
    if isinstance(value, Coding):
        return isinstance(answer, str) and answer in (value.code, value.display)
    return isinstance(answer, Coding) and value in (answer.code, answer.display)


def _has_time(value: Value) -> bool:
    return isinstance(value, Moment) and value.at is not None


def _other_units(value: Value, answer: Value) -> bool:
    """Whether two amounts cannot be compared; an amount without a unit goes with any."""
    if not isinstance(value, Quantity) or not isinstance(answer, Quantity):
        return False
    mine, theirs = (each.code or each.unit for each in (value, answer))
    return bool(mine and theirs and mine != theirs)


def _ordered(value: Value, *, by_day: bool) -> object:
    """A form that compares: numbers as Decimal, days as dates, booleans apart.

    Where only one side has a time of day, ``by_day`` has both compared as days.
    """
    match value:
        case bool() | str():
            return value
        case int():
            return Decimal(value)
        case Quantity(value=amount):
            return amount
        case PartialDate():
            return value.first_day
        case Moment(day=day, at=at):
            return day.first_day if by_day else at
        case _:
            return value


def days_between(start: date, end: date) -> Decimal:
    return Decimal((end - start).days)
