"""From what a person types to an answer value, and back to words."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from decimal import Decimal, InvalidOperation

from intake_app.domain.dates import PartialDate, not_understood, parse_typed, quoted
from intake_app.domain.errors import IntakeError, ValueRefused
from intake_app.domain.form.questionnaire import Item, ItemType
from intake_app.domain.values import Attachment, Coding, Moment, Quantity, Value

_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2})(?:[:.](\d{2}))?)?\s*(am|pm)?", re.IGNORECASE)
_MOMENT = re.compile(
    r"(.+?)(?:T|,?\s+)(\d{1,2}:\d{2}(?::\d{2})?\s*(?:am|pm)?|\d{1,2}\s*(?:am|pm))", re.IGNORECASE
)
"""A day and a time; a time beside a day needs its colon or its am or pm to be told apart."""
_NUMBER = re.compile(r"[+-]?(?:\d+[.,]?\d*|[.,]\d+)")
_LONGEST_NUMBER = 30
"""Characters; more than any measurement has."""

_YEARS_AHEAD = 10
"""How far ahead a year of two digits is understood: 3.2.27 typed in 2026 is a plan."""

LINE_BREAK = "\x1e"
"""Stands between the answers typed to one repeating question: ASCII's record separator."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How typed dates and times are read: the clinic's day order, its today and its zone."""

    today: date
    zone: tzinfo
    day_first: bool = True


def read_typed(item: Item, text: str, reading: Reading) -> Value:
    """Turn typed text into a value of the item's type.

    Raises:
        IntakeError: When the text is not (yet) such a value; the sentence says what it could be.
    """
    reader = _READERS.get(item.type)
    return text.strip() if reader is None else reader(item, text.strip(), reading)


def read_lines(item: Item, text: str, reading: Reading) -> tuple[Value, ...]:
    """Like read_typed; a repeating question takes a value from each line that is not blank.

    Raises:
        IntakeError: When any of them is not (yet) a value.
    """
    lines = text.split(LINE_BREAK) if item.takes_several else [text]
    return tuple(read_typed(item, line, reading) for line in lines if line.strip())


def value_text(value: Value, *, zone: tzinfo | None = None) -> str:
    """A value in words that ``read_typed`` reads back: ISO days, plain numbers."""
    match value:
        case bool():
            return "Yes" if value else "No"
        case Coding():
            return value.display or value.code
        case Quantity():
            return f"{_plain(value.value)} {value.unit or value.code}".strip()
        case Decimal():
            return _plain(value)
        case time():
            return _clock_text(value)
        case Moment():
            return _moment_text(value, zone)
        case Attachment():
            return value.title or value.url or value.content_type
        case _:
            return str(value)


def _moment_text(moment: Moment, zone: tzinfo | None) -> str:
    if moment.at is None:
        return str(moment.day)
    at = moment.at.astimezone(zone) if zone else moment.at
    return f"{at.date()} {_clock_text(at.time())}"


def _clock_text(at: time) -> str:
    return at.isoformat("seconds" if at.second else "minutes")


def _refused(what: str, text: str, reason: str) -> IntakeError:
    return ValueRefused(name=what, value=quoted(text), reason=reason)


def _integer(_item: Item, text: str, _reading: Reading) -> int:
    number = _number(text)
    if number != number.to_integral_value():
        raise _refused("This number", text, "it must be a whole number")
    return int(number)


def _decimal(_item: Item, text: str, _reading: Reading) -> Decimal:
    return _number(text)


def _number(text: str) -> Decimal:
    if not _NUMBER.fullmatch(text) or len(text) > _LONGEST_NUMBER:
        raise _refused("This number", text, "write digits only, like 12 or 12.5")
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation:  # pragma: no cover - the pattern lets only numbers through
        raise _refused("This number", text, "write digits only, like 12 or 12.5") from None


def _quantity(item: Item, text: str, _reading: Reading) -> Quantity:
    match = re.match(_NUMBER, text)
    if match is None:
        raise _refused("This amount", text, "write a number first, like 12.5")
    unit = _unit(item, text[match.end() :].strip())
    amount = _number(match[0])
    if unit is None:
        return Quantity(amount)
    return Quantity(amount, unit.display or unit.code, unit.system, unit.code)


def _unit(item: Item, typed: str) -> Coding | None:
    if not typed:
        return item.units[0] if item.units else None
    for unit in item.units:
        if typed.casefold() in (unit.display.casefold(), unit.code.casefold()):
            return unit
    if item.units:
        known = ", ".join(unit.display or unit.code for unit in item.units)
        raise _refused("This unit", typed, f"it must be one of: {known}")
    return Coding("", typed)


def _day(_item: Item, text: str, reading: Reading) -> PartialDate:
    horizon = date(reading.today.year + _YEARS_AHEAD, 1, 1)
    return parse_typed(text, day_first=reading.day_first, today=horizon)


def _moment(item: Item, text: str, reading: Reading) -> Moment:
    match = _MOMENT.fullmatch(text)
    if match is None:
        return Moment(_day(item, text, reading))
    day = _day(item, match[1], reading)
    if not day.is_full:
        raise not_understood(text, day_first=reading.day_first)
    return moment_on(day.first_day, _clock(match[2]), reading.zone)


def moment_on(day: date, at: time, zone: tzinfo) -> Moment:
    """The given wall-clock time on a day in a zone."""
    return Moment(PartialDate.from_day(day), datetime.combine(day, at, zone))


def _time(_item: Item, text: str, _reading: Reading) -> time:
    return _clock(text)


def _clock(text: str) -> time:
    match = _TIME.fullmatch(text)
    if match is not None:
        hour, minute, second = (int(part or 0) for part in match.groups()[:3])
        half = (match[4] or "").lower()
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half == "pm" else 0)
        elif half:
            hour = 99
        if hour < 24 and minute < 60 and second < 60:
            return time(hour, minute, second)
    raise _refused("This time", text, "write it like 14:30")


def _boolean(_item: Item, text: str, _reading: Reading) -> bool:
    word = text.casefold()
    if word in ("yes", "y", "true", "1"):
        return True
    if word in ("no", "n", "false", "0"):
        return False
    raise _refused("This answer", text, "write yes or no")


def _choice(item: Item, text: str, _reading: Reading) -> Value:
    for option in item.options:
        if text.casefold() == option.text.casefold():
            return option.value
    if item.type is ItemType.OPEN_CHOICE:
        return text
    if not item.options:  # they stand in a value set that is not in the file
        return Coding("", text)
    raise _refused("This choice", text, "pick one from the list")


def _plain(number: Decimal) -> str:
    return f"{number:f}"


_READERS: Mapping[ItemType, Callable[[Item, str, Reading], Value]] = {
    ItemType.INTEGER: _integer,
    ItemType.DECIMAL: _decimal,
    ItemType.QUANTITY: _quantity,
    ItemType.DATE: _day,
    ItemType.DATE_TIME: _moment,
    ItemType.TIME: _time,
    ItemType.BOOLEAN: _boolean,
    ItemType.CHOICE: _choice,
    ItemType.OPEN_CHOICE: _choice,
}
