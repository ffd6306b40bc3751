"""The result of an expression becomes an answer to its question."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from intake_app.domain.fhir.values import ValueWrong, answer_value
from intake_app.domain.form.answers import Answer, given
from intake_app.domain.form.checks import structure_problem
from intake_app.domain.form.expressions import ExpressionFailed
from intake_app.domain.form.questionnaire import Item, ItemType
from intake_app.domain.values import Coding, Value

DIGITS = 6
"""After the point, where the form sets no limit: a quotient may have no end."""

_KIND_OF_TEXT = {
    ItemType.DATE: "Date",
    ItemType.DATE_TIME: "DateTime",
    ItemType.TIME: "Time",
    ItemType.URL: "Uri",
}
_CHOICES = frozenset({ItemType.CHOICE, ItemType.OPEN_CHOICE})


def answer_from(item: Item, values: Sequence[tuple[str, object]]) -> Answer | None:
    """The answer that the values are, or None when there are none.

    Raises:
        ExpressionFailed: They are no answer to this question.
    """
    if not values:
        return None
    if len(values) > 1 and not item.takes_several:
        raise ExpressionFailed("it gives several results, and only one answer can be given")
    try:
        answer = given(*(_value(item, kind, data) for kind, data in values))
    except ValueWrong as wrong:
        raise ExpressionFailed(f"its result cannot be the answer: {wrong}") from None
    if structure_problem(item, answer):
        raise ExpressionFailed("its result is not an answer to this question")
    return answer


def _value(item: Item, kind: str, data: object) -> Value:
    if item.type in _CHOICES:
        return _option(item, kind, data)
    if kind == "String":
        kind = _KIND_OF_TEXT.get(item.type, kind)
    if isinstance(data, Decimal):
        data = _rounded(item, data)
        if item.type is ItemType.INTEGER and data == data.to_integral_value():
            kind, data = "Integer", int(data)
    if item.type is ItemType.QUANTITY and kind in ("Decimal", "Integer"):
        return answer_value(item.type, "Quantity", _amount(item, data))
    return answer_value(item.type, kind, data)


def _amount(item: Item, number: object) -> dict[str, object]:
    """A bare number is in the unit that the form gives, where there is just one."""
    if len(item.units) != 1:
        return {"value": number}
    unit = item.units[0]
    named = {"unit": unit.display or unit.code, "system": unit.system, "code": unit.code}
    return {"value": number, **{name: text for name, text in named.items() if text}}


def _option(item: Item, kind: str, data: object) -> Value:
    """The choice as the form offers it, named by its Coding or its code alone."""
    if kind == "Coding" and isinstance(data, dict):
        data = {name: data[name] for name in ("system", "code", "display") if name in data}
    for option in item.options:
        if isinstance(option.value, Coding) and data in (option.value.code, _coding(option.value)):
            return option.value
    return answer_value(item.type, kind, data)


def _coding(coding: Coding) -> dict[str, str]:
    named = {"system": coding.system, "code": coding.code, "display": coding.display}
    return {name: text for name, text in named.items() if text}


def _rounded(item: Item, number: Decimal) -> Decimal:
    exponent = number.as_tuple().exponent
    digits = item.limits.max_decimals if item.limits.max_decimals is not None else DIGITS
    if not isinstance(exponent, int) or -exponent <= digits:
        return number
    rounded = number.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    return rounded if item.limits.max_decimals is not None else rounded.normalize() + 0
