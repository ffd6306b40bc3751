"""Whether an answer keeps to what its question allows."""

from collections.abc import Callable, Iterable, Sequence
from datetime import time
from decimal import Decimal

from intake_app.domain.dates import PartialDate
from intake_app.domain.form.answers import Answer
from intake_app.domain.form.conditions import Operator, compare
from intake_app.domain.form.file_kinds import fits
from intake_app.domain.form.patterns import Fit, fit_of
from intake_app.domain.form.questionnaire import Item, ItemType
from intake_app.domain.form.typed_text import value_text
from intake_app.domain.values import (
    AnswerState,
    Attachment,
    Coding,
    Moment,
    Quantity,
    Value,
    is_storable,
)

LARGEST_INTEGER = 2**31 - 1
"""A FHIR integer has 32 bits."""

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
    ItemType.CHOICE: (Coding, str, int, PartialDate, time),
    ItemType.OPEN_CHOICE: (Coding, str, int, PartialDate, time),
}


def answer_problem(item: Item, answer: Answer) -> str | None:
    """A sentence saying why this answer cannot stand, or None.

    The value's type, the options, the limits and the number of answers are looked at.
    """
    if answer.state is not AnswerState.GIVEN:
        return "This question must be answered." if item.always_answered else None
    if problem := structure_problem(item, answer):
        return problem
    count = len(answer.values)
    if item.limits.max_occurs is not None and count > item.limits.max_occurs:
        return f"At most {item.limits.max_occurs} answers can be given."
    return exclusive_problem(item, answer.values) or _first_problem(_LIMITS, item, answer)


def exclusive_problem(item: Item, values: Sequence[Value]) -> str | None:
    """A sentence when one of several values is a choice that stands alone, or None."""
    if len(values) < 2:
        return None
    for option in item.options:
        if option.exclusive and any(is_option(option.value, value) for value in values):
            return f"“{option.text}” cannot be combined with another answer."
    return None


def structure_problem(item: Item, answer: Answer) -> str | None:
    """A sentence saying why this cannot be an answer to the question at all, or None.

    What passes can be kept in a draft and read back, even when it does not keep to the limits.
    """
    if not item.is_question:
        return f"An item of the type {item.type.value} takes no answer."
    if len(answer.values) > 1 and not item.takes_several:
        return "Only one answer can be given."
    return _first_problem(_STRUCTURE, item, answer)


def _first_problem(
    checks: Iterable[Callable[[Item, Value], str | None]], item: Item, answer: Answer
) -> str | None:
    found = (check(item, value) for check in checks for value in answer.values)
    return next((problem for problem in found if problem), None)


def type_problem(item: Item, value: Value) -> str | None:
    """A sentence when the value is of a kind that this type of question does not take."""
    kinds = _KINDS.get(item.type, ())
    right = isinstance(value, kinds) and (
        isinstance(value, bool) == (item.type is ItemType.BOOLEAN)
    )
    return None if right else f"An answer of the type {item.type.value} is expected here."


def _option_problem(item: Item, value: Value) -> str | None:
    if item.type not in (ItemType.CHOICE, ItemType.OPEN_CHOICE) or not item.options:
        return None
    if any(is_option(option.value, value) for option in item.options):
        return None
    if item.type is ItemType.OPEN_CHOICE and isinstance(value, str):
        return None
    return f"“{value_text(value)[:40]}” is not one of the choices."


def is_option(option: Value, value: Value) -> bool:
    """Whether a value is this option."""
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
    if isinstance(value, str) and len(value) < item.limits.min_length:
        return f"At least {item.limits.min_length} characters are wanted; these are {len(value)}."
    decimals = item.limits.max_decimals
    number = value.value if isinstance(value, Quantity) else value
    if decimals is not None and isinstance(number, Decimal):
        exponent = number.as_tuple().exponent
        if isinstance(exponent, int) and -exponent > decimals:
            return f"At most {decimals} digits after the point."
    return None


def _pattern_problem(item: Item, value: Value) -> str | None:
    if not item.limits.pattern or not isinstance(value, str):
        return None
    fit = fit_of(item.limits.pattern, value)
    if fit is Fit.YES:
        return None
    if fit is Fit.TOO_SLOW:
        return "The form's own pattern takes too long to check this. Shorten it, or mend the form."
    wanted = f": {item.entry_format}" if item.entry_format else ""
    return f"This does not have the expected form{wanted}."


def _file_problem(item: Item, value: Value) -> str | None:
    if not isinstance(value, Attachment):
        return None
    kinds, most = item.limits.mime_types, item.limits.max_megabytes
    if kinds and not any(fits(value.content_type, each) for each in kinds):
        said = value.content_type or "of no known kind"
        return f"The file “{value.title}” is {said}; wanted is: {', '.join(kinds)}."
    if most is not None and value.size is not None and value.size > most * 1_000_000:
        return f"The file “{value.title}” is larger than {value_text(most)} MB."
    return None


def _storable_problem(_item: Item, value: Value) -> str | None:
    match value:
        case str():
            return _text_problem(value) if value.strip() else "It is empty."
        case Quantity():
            unit = _text_problem(value.unit + value.code + value.system)
            return unit or (None if value.value.is_finite() else "It is not a number.")
        case Decimal():
            return None if value.is_finite() else "It is not a number."
        case Attachment():
            return _text_problem(value.title + value.content_type + value.url)
        case int():
            return None if abs(value) <= LARGEST_INTEGER else "This number is too large."
        case _:
            return None


def _text_problem(text: str) -> str | None:
    if not is_storable(text):
        return "It holds a character that cannot be stored. Type it again."
    return None


_STRUCTURE = (type_problem, _option_problem, _storable_problem)
_LIMITS = (_range_problem, _length_problem, _pattern_problem, _file_problem)
