"""Conditions as they are written in data files: the TOML or JSON form of the one language.

``{ all = [..] }``, ``{ any = [..] }``, ``{ not = {..} }``, a question with an operator and an
answer, a question with a state, or a derived value with an operator and a number.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal

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
from intake_app.domain.dates import PartialDate, parse_iso, quoted
from intake_app.domain.errors import DateNotUnderstood
from intake_app.domain.fhir_values import ValueWrong, decimal_from
from intake_app.domain.hair_form import DAYS_TO_SESSION, DERIVED_NAMES
from intake_app.domain.values import AnswerState, Value

DEEPEST = 50

_DAYS = re.compile(re.escape(DAYS_TO_SESSION) + ".+")
_FULL_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_ORDERING = frozenset({Operator.GREATER, Operator.LESS, Operator.AT_LEAST, Operator.AT_MOST})


class ConditionWrong(ValueError):
    """A condition that cannot be read; ``str()`` says where and why."""


def condition_from(data: object, where: str) -> Condition:
    """Read a condition.

    Args:
        data: Parsed TOML or JSON.
        where: What it belongs to, for the reason, e.g. ``rule pregnant``.

    Raises:
        ConditionWrong: Something in it is unknown, missing or of the wrong kind.
    """
    return _condition(data, where, 0)


def _condition(data: object, where: str, depth: int) -> Condition:
    if not isinstance(data, Mapping) or not data:
        raise ConditionWrong(f"{where}: a condition must be a table, not {_kind(data)}")
    if depth > DEEPEST:
        raise ConditionWrong(f"{where}: conditions are nested more than {DEEPEST} levels deep")
    keys = frozenset(data)
    if keys in ({"all"}, {"any"}):
        inner = _several(data, where, depth)
        return All(inner) if "all" in keys else AnyOf(inner)
    if keys == {"not"}:
        return Not(_condition(data["not"], f"{where}: not", depth + 1))
    if keys in _LEAVES:
        return _LEAVES[keys](data, where)
    shown = ", ".join(sorted(str(key) for key in keys))
    raise ConditionWrong(
        f"{where}: {shown} is not a condition; write all, any or not, or question with operator "
        "and answer, or question with state, or derived with operator and answer"
    )


def _several(data: Mapping[str, object], where: str, depth: int) -> tuple[Condition, ...]:
    ((key, inner),) = data.items()
    if not isinstance(inner, list) or not inner:
        raise ConditionWrong(f"{where}: {key} needs a list of conditions, not {_kind(inner)}")
    return tuple(
        _condition(each, f"{where}: {key} {number}", depth + 1)
        for number, each in enumerate(inner, start=1)
    )


def _test(data: Mapping[str, object], where: str) -> Condition:
    question, operator = _name(data, "question", where), _operator(data, where)
    here = f"{where}: {question}"
    answer = _answer(data["answer"], here)
    if operator is Operator.EXISTS and not isinstance(answer, bool):
        raise ConditionWrong(f"{here}: exists takes true or false")
    if operator in _ORDERING and isinstance(answer, bool | str):
        raise ConditionWrong(f"{here}: {operator} takes a number or a day like 2026-01-31")
    return Test(question, operator, answer)


def _state(data: Mapping[str, object], where: str) -> Condition:
    question, state = _name(data, "question", where), _name(data, "state", where)
    try:
        return StateIs(question, AnswerState(state))
    except ValueError:
        known = ", ".join(AnswerState)
        reason = f"the state {quoted(state)} is unknown; it must be one of: {known}"
        raise ConditionWrong(f"{where}: {question}: {reason}") from None


def _derived(data: Mapping[str, object], where: str) -> Condition:
    name, operator = _name(data, "derived", where), _operator(data, where)
    if name not in DERIVED_NAMES and not _DAYS.fullmatch(name):
        known = ", ".join([*DERIVED_NAMES, f"{DAYS_TO_SESSION}<linkId>"])
        raise ConditionWrong(f"{where}: {quoted(name)} is not a derived value; there are: {known}")
    if operator is Operator.EXISTS:
        raise ConditionWrong(f"{where}: {name}: exists is not asked of a derived value")
    try:
        return Derived(name, operator, decimal_from(data["answer"]))
    except ValueWrong as reason:
        raise ConditionWrong(f"{where}: {name}: {reason}") from None


_LEAVES: Mapping[frozenset[str], Callable[[Mapping[str, object], str], Condition]] = {
    frozenset({"question", "operator", "answer"}): _test,
    frozenset({"question", "state"}): _state,
    frozenset({"derived", "operator", "answer"}): _derived,
}


def _name(data: Mapping[str, object], key: str, where: str) -> str:
    value = data[key]
    if isinstance(value, str) and value.strip():
        return value
    raise ConditionWrong(f"{where}: {key} must be a name")


def _operator(data: Mapping[str, object], where: str) -> Operator:
    value = data["operator"]
    for operator in Operator:
        if value == operator.value:
            return operator
    raise ConditionWrong(f"{where}: the operator must be one of: {' '.join(Operator)}")


def _answer(data: object, where: str) -> Value:
    match data:
        case bool():
            return data
        case str() if _FULL_DAY.fullmatch(data):
            return _day(data, where)
        case str() if data.strip():
            return data
        case int() | float() | Decimal():
            return _number(data, where)
        case date() if not isinstance(data, datetime):
            return PartialDate.from_day(data)
    raise ConditionWrong(
        f"{where}: the answer must be a code, true or false, a number or a day, not {_kind(data)}"
    )


def _number(data: float | Decimal, where: str) -> Value:
    try:
        return decimal_from(data)
    except ValueWrong as reason:
        raise ConditionWrong(f"{where}: the answer: {reason}") from None


def _day(text: str, where: str) -> PartialDate:
    try:
        return parse_iso(text)
    except DateNotUnderstood:
        raise ConditionWrong(f"{where}: there is no day {text}") from None


def _kind(data: object) -> str:
    if data is None:
        return "nothing"
    if isinstance(data, str | list | Mapping) and not data:
        return "an empty one"
    return f"a {type(data).__name__}"
