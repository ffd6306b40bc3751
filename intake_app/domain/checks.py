"""Whether an answer keeps to what its question allows."""

import re
from collections.abc import Callable
from datetime import time
from decimal import Decimal

from intake_app.domain.answers import Answer
from intake_app.domain.conditions import Operator, compare
from intake_app.domain.dates import PartialDate
from intake_app.domain.questionnaire import Item, ItemType
from intake_app.domain.typed_text import value_text
from intake_app.domain.values import (
    AnswerState,
    Attachment,
    Coding,
    Moment,
    Quantity,
    Value,
)

_KINDS: dict[ItemType, tuple[type, ...]] = {
    ItemType.BOOLEAN: (bool,),
    ItemType.DECIMAL: (Decimal, int),
    ItemType.INTEGER: (int,),
    ItemType.DATE: (PartialDate,),
    ItemType.DATE_TIME: (Moment,),
    ItemType.TIME: (time,),
    ItemType.STRING: (str,),
    ItemType.TEXT: (str,),
    ItemType.URL: (str,),
    ItemType.QUANTITY: (Quantity,),
    ItemType.ATTACHMENT: (Attachment,),
}


def answer_problem(item: Item, answer: Answer) -> str | None:
    """A sentence saying why this answer cannot stand, or None.

    The value's type, the options, the limits and the number of answers are looked at.
    """
    if answer.state is not AnswerState.GIVEN:
        return "This question must be answered." if item.always_answered else None
    count = len(answer.values)
    if count > 1 and not item.repeats:
        return "Only one answer can be given."
    if item.limits.max_occurs is not None and count > item.limits.max_occurs:
        return f"At most {item.limits.max_occurs} answers can be given."
    exclusive = [option for option in item.options if option.exclusive]
    if count > 1 and any(
        _is_option(option.value, v) for option in exclusive for v in answer.values
    ):
        return f"“{exclusive[0].text}” cannot be combined with another answer."
    for value in answer.values:
        for check in _CHECKS:
            if problem := check(item, value):
                return problem
    return None


def _type_problem(item: Item, value: Value) -> str | None:
    kinds = _KINDS.get(item.type)
    if kinds is None:
        return None
    right = isinstance(value, kinds) and (
        isinstance(value, bool) == (item.type is ItemType.BOOLEAN)
    )
    return None if right else f"A {item.type.value} is expected here."


def _option_problem(item: Item, value: Value) -> str | None:
    if item.type not in (ItemType.CHOICE, ItemType.OPEN_CHOICE) or not item.options:
        return None
    if any(_is_option(option.value, value) for option in item.options):
        return None
    if item.type is ItemType.OPEN_CHOICE and isinstance(value, str):
        return None
    return f"“{value_text(value)[:40]}” is not one of the choices."


def _is_option(option: Value, value: Value) -> bool:
    if isinstance(option, Coding) and isinstance(value, Coding):
        return option.same_as(value)
    return type(option) is type(value) and option == value


def _range_problem(item: Item, value: Value) -> str | None:
    low, high = item.limits.minimum, item.limits.maximum
    if low is not None and compare(value, Operator.LESS, low):
        return f"It must be {value_text(low)} or more."
    if high is not None and compare(value, Operator.GREATER, high):
        return f"It must be {value_text(high)} or less."
    return None


def _length_problem(item: Item, value: Value) -> str | None:
    limit = item.limits.max_length
    if limit is not None and isinstance(value, str) and len(value) > limit:
        return f"At most {limit} characters can be kept; these are {len(value)}."
    decimals = item.limits.max_decimals
    if decimals is not None and isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        if isinstance(exponent, int) and -exponent > decimals:
            return f"At most {decimals} digits after the point."
    return None


def _pattern_problem(item: Item, value: Value) -> str | None:
    if not item.limits.pattern or not isinstance(value, str):
        return None
    if re.fullmatch(item.limits.pattern, value):
        return None
    wanted = f": {item.entry_format}" if item.entry_format else ""
    return f"This does not have the expected form{wanted}."


def _storable_problem(_item: Item, value: Value) -> str | None:
    if isinstance(value, str) and any(c == "\x00" or 0xD800 <= ord(c) <= 0xDFFF for c in value):
        return "It holds a character that cannot be stored. Type it again."
    return None


_CHECKS: tuple[Callable[[Item, Value], str | None], ...] = (
    _type_problem,
    _option_problem,
    _range_problem,
    _length_problem,
    _pattern_problem,
    _storable_problem,
)
