"""The one condition language as it is written in TOML, held against the form it asks about."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from intake_app.domain.dates import PartialDate
from intake_app.domain.errors import ContentInvalid
from intake_app.domain.form.conditions import (
    All,
    AnyOf,
    Condition,
    Derived,
    Not,
    Operator,
    StateIs,
    Test,
)
from intake_app.domain.form.questionnaire import Item, ItemType, Questionnaire
from intake_app.domain.values import AnswerState, Coding, Value
from intake_app.domain.visit.hair_form import DAYS_TO_SESSION, DERIVED_NAMES

Refuse = Callable[[str, str], ContentInvalid]
"""Makes the refusal from a reason and a text that stands in the line meant."""

_DATED = frozenset({ItemType.DATE, ItemType.DATE_TIME})
_NUMBERS = frozenset({ItemType.INTEGER, ItemType.DECIMAL, ItemType.QUANTITY})
_TEXTS = frozenset({ItemType.STRING, ItemType.TEXT, ItemType.URL})
_ORDERING = frozenset({Operator.GREATER, Operator.LESS, Operator.AT_LEAST, Operator.AT_MOST})


@dataclass(frozen=True, slots=True)
class ConditionReader:
    """Reads conditions about one form.

    Attributes:
        form: The form; a condition may only ask what it asks.
        refuse: Makes the refusal that names the file and the line.
    """

    form: Questionnaire
    refuse: Refuse

    def read(self, data: object) -> Condition:
        """The condition in a table.

        Raises:
            ContentInvalid: It asks about what is not there, or is written wrongly.
        """
        if not isinstance(data, Mapping):
            raise self.refuse("a condition must be a table in { }", "")
        match dict(data):
            case {"all": list() as inner, **rest} if inner and not rest:
                return All(tuple(self.read(each) for each in inner))
            case {"any": list() as inner, **rest} if inner and not rest:
                return AnyOf(tuple(self.read(each) for each in inner))
            case {"not": inner, **rest} if not rest:
                return Not(self.read(inner))
            case {"question": str() as link_id, "state": state, **rest} if not rest:
                return self._state(link_id, state)
            case {"question": str() as link_id, "operator": sign, "answer": answer, **rest} if (
                not rest
            ):
                return self._test(link_id, sign, answer)
            case {"derived": str() as name, "operator": sign, "answer": answer, **rest} if (
                not rest
            ):
                return self._derived(name, sign, answer)
        raise self.refuse(
            f"a condition with the keys {', '.join(map(str, data))} is not understood; it has "
            "all, any, not, question and state, or question or derived with operator and answer",
            "",
        )

    def _state(self, link_id: str, state: object) -> StateIs:
        self._question(link_id)
        try:
            return StateIs(link_id, AnswerState(str(state)))
        except ValueError:
            known = ", ".join(AnswerState)
            raise self.refuse(f"the state “{state}” must be one of: {known}", link_id) from None

    def _test(self, link_id: str, sign: object, answer: object) -> Test:
        item = self._question(link_id)
        operator = self._operator(sign, link_id)
        if operator is Operator.EXISTS:
            if not isinstance(answer, bool):
                raise self.refuse("exists takes true or false as its answer", link_id)
            return Test(link_id, operator, answer)
        value = self._value(item, answer)
        if operator in _ORDERING and isinstance(value, bool | str):
            raise self.refuse(f"answers to “{link_id}” have no order for {operator}", link_id)
        return Test(link_id, operator, value)

    def _derived(self, name: str, sign: object, answer: object) -> Derived:
        about = name.removeprefix(DAYS_TO_SESSION)
        if about != name:
            if self._question(about).type not in _DATED:
                raise self.refuse(f"“{about}” does not ask for a date", name)
        elif name not in DERIVED_NAMES:
            known = ", ".join(sorted(DERIVED_NAMES))
            raise self.refuse(
                f"there is no derived value “{name}”; there are {known} and {DAYS_TO_SESSION}…",
                name,
            )
        number = _number(answer)
        operator = self._operator(sign, name)
        if number is None or operator is Operator.EXISTS:
            raise self.refuse(f"“{name}” is compared with a number", name)
        return Derived(name, operator, number)

    def _question(self, link_id: str) -> Item:
        item = self.form.find(link_id)
        if item is None or not item.is_question:
            raise self.refuse(f"there is no question “{link_id}” in the form", link_id)
        return item

    def _operator(self, sign: object, near: str) -> Operator:
        try:
            return Operator(str(sign))
        except ValueError:
            known = " ".join(Operator)
            raise self.refuse(f"the operator “{sign}” must be one of: {known}", near) from None

    def _value(self, item: Item, answer: object) -> Value:
        """The answer as a value of the kind that the question takes."""
        value = _READERS.get(item.type, _nothing)(answer)
        if value is None:
            raise self.refuse(
                f"“{item.link_id}” is of type {item.type.value} and cannot be “{answer}”",
                item.link_id,
            )
        codes = {each.value.code for each in item.options if isinstance(each.value, Coding)}
        if item.type is ItemType.CHOICE and codes and value not in codes:
            raise self.refuse(
                f"“{item.link_id}” has no choice “{answer}”; it has: {', '.join(sorted(codes))}",
                item.link_id,
            )
        return value


def _number(answer: object) -> Decimal | None:
    if isinstance(answer, bool) or not isinstance(answer, int | float):
        return None
    return Decimal(str(answer))


def _text(answer: object) -> str | None:
    return answer if isinstance(answer, str) else None


def _truth(answer: object) -> bool | None:
    return answer if isinstance(answer, bool) else None


def _day(answer: object) -> PartialDate | None:
    """A TOML day, or the same in quotes."""
    if isinstance(answer, str):
        try:
            answer = date.fromisoformat(answer)
        except ValueError:
            return None
    if not isinstance(answer, date) or isinstance(answer, datetime):
        return None
    return PartialDate.from_day(answer)


def _nothing(_answer: object) -> None:
    """For types that no rule can ask about."""


_READERS: Mapping[ItemType, Callable[[object], Value | None]] = {
    ItemType.BOOLEAN: _truth,
    ItemType.CHOICE: _text,
    ItemType.OPEN_CHOICE: _text,
    ItemType.DATE: _day,
    **dict.fromkeys(_NUMBERS, _number),
    **dict.fromkeys(_TEXTS, _text),
}
