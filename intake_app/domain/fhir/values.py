"""FHIR value[x] to answer values and back."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any

from intake_app.domain.dates import PartialDate, parse_iso
from intake_app.domain.errors import DateNotUnderstood
from intake_app.domain.fhir_json import JsonObject
from intake_app.domain.form.checks import LARGEST_INTEGER
from intake_app.domain.form.questionnaire import ItemType
from intake_app.domain.values import Attachment, Coding, Moment, Quantity, Value

ANSWER_KINDS: Mapping[ItemType, tuple[str, ...]] = {
    ItemType.BOOLEAN: ("Boolean",),
    ItemType.DECIMAL: ("Decimal", "Integer"),
    ItemType.INTEGER: ("Integer",),
    ItemType.DATE: ("Date",),
    ItemType.DATE_TIME: ("DateTime",),
    ItemType.TIME: ("Time",),
    ItemType.STRING: ("String",),
    ItemType.TEXT: ("String",),
    ItemType.URL: ("Uri",),
    ItemType.CHOICE: ("Coding", "String", "Integer", "Date", "Time"),
    ItemType.OPEN_CHOICE: ("Coding", "String", "Integer", "Date", "Time"),
    ItemType.QUANTITY: ("Quantity",),
    ItemType.ATTACHMENT: ("Attachment",),
}
"""Which value[x] an answer to each type of question may be; the first is the usual one."""

_TIME = re.compile(r"(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?", re.ASCII)
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})T([\d:.]+)(Z|[+-]\d{2}:\d{2})", re.ASCII)


class ValueWrong(ValueError):
    """A value[x] that cannot be read; the text finishes the sentence "… is not right: "."""


class ValueNotTaken(ValueWrong):
    """A value[x] that FHIR allows and this program cannot keep."""


def sole_value(data: JsonObject, stem: str) -> tuple[str, object]:
    """The kind and the content of ``valueDate`` and the like, of which there must be one.

    Raises:
        ValueWrong: None, or several.
    """
    found = [key for key in data if key.startswith(stem) and key[len(stem) :] in _READERS]
    if len(found) != 1:
        raise ValueWrong(f"it needs one {stem}[x], and has {len(found) or 'none'}")
    return found[0][len(stem) :], data[found[0]]


def names_of_values(stem: str) -> frozenset[str]:
    """What a value[x] may be called that this program reads."""
    return frozenset(stem + kind for kind in _READERS)


def value_from(kind: str, data: object) -> Value:
    """Read the content of a value[x], e.g. kind ``Date`` and ``"2026-01-31"``.

    Raises:
        ValueWrong: It is not such a value.
    """
    return _READERS[kind](data)


def answer_value(item_type: ItemType, kind: str, data: object) -> Value:
    """Read a value[x] as an answer to a question of this type.

    Raises:
        ValueWrong: A value of another kind, or not a value at all.
    """
    allowed = ANSWER_KINDS.get(item_type, ())
    if kind not in allowed:
        wanted = " or ".join(f"value{each}" for each in allowed) or "no value"
        raise ValueWrong(f"a question of type {item_type.value} takes {wanted}, not value{kind}")
    return value_from("Decimal" if item_type is ItemType.DECIMAL else kind, data)


def kind_of(value: Value) -> str:
    """What FHIR calls such a value, e.g. ``String``."""
    return _writer_of(value)[0]


def _writer_of(value: Value) -> tuple[str, Callable[[Any], object]]:
    return next((kind, to) for python, kind, to in _WRITERS if isinstance(value, python))


def value_to_json(value: Value, item_type: ItemType, stem: str = "value") -> JsonObject:
    """Write a value as the one entry of an answer, e.g. ``{"valueDate": "2026-01-31"}``."""
    own, write = _writer_of(value)
    special = _SPECIAL_KINDS.get(item_type)
    kind = special[1] if special and own == special[0] else own
    return {f"{stem}{kind}": write(value)}


def moment_text(moment: Moment) -> str:
    """A FHIR dateTime."""
    return str(moment.day) if moment.at is None else moment.at.isoformat()


def instant_text(at: datetime) -> str:
    """An aware time as a FHIR dateTime."""
    return moment_text(Moment(PartialDate.from_day(at.date()), at))


def text_from(data: object) -> str:
    """A FHIR string: not empty.

    Raises:
        ValueWrong: It is not.
    """
    if not isinstance(data, str):
        raise ValueWrong("it must be text")
    if not data.strip():
        raise ValueWrong("it must not be empty")
    return data


def decimal_from(data: object) -> Decimal:
    """A FHIR decimal.

    Raises:
        ValueWrong: It is not a number.
    """
    if isinstance(data, bool) or not isinstance(data, int | float | Decimal):
        raise ValueWrong("it must be a number")
    number = Decimal(repr(data)) if isinstance(data, float) else Decimal(data)
    if not number.is_finite() or not -60 < number.adjusted() < 60:
        raise ValueWrong("it is too large or too small to reckon with")
    return number


def integer_from(data: object) -> int:
    """A FHIR integer.

    Raises:
        ValueWrong: It is not a whole number of 32 bits.
    """
    if isinstance(data, bool) or not isinstance(data, int):
        raise ValueWrong("it must be a whole number")
    if abs(data) > LARGEST_INTEGER:
        raise ValueWrong(f"it must lie between -{LARGEST_INTEGER} and {LARGEST_INTEGER}")
    return data


def boolean_from(data: object) -> bool:
    """A FHIR boolean.

    Raises:
        ValueWrong: It is not.
    """
    if not isinstance(data, bool):
        raise ValueWrong("it must be true or false")
    return data


def coding_from(data: object) -> Coding:
    """A FHIR Coding with a code or at least words.

    Raises:
        ValueWrong: It is not.
    """
    code, display, system = _texts(data, ("code", "display", "system"))
    if not code and not display:
        raise ValueWrong("a Coding needs a code")
    return Coding(code, display, system)


def moment_from(data: object) -> Moment:
    """A FHIR dateTime.

    Raises:
        ValueWrong: It is not.
    """
    text = text_from(data)
    match = _MOMENT.fullmatch(text)
    if match is None:
        return Moment(_date(text, "write it like 2026-01-31 or 2026-01-31T14:30:00+01:00"))
    day = _date(match[1]).first_day
    at = datetime.combine(day, _time(match[2]), _zone(match[3]))
    return Moment(PartialDate.from_day(day), at)


def _date(data: object, hint: str = "write it like 2026-01-31, 2026-01 or 2026") -> PartialDate:
    try:
        return parse_iso(text_from(data))
    except DateNotUnderstood:
        raise ValueWrong(f"it is not a day: {hint}") from None


def _time(data: object) -> time:
    match = _TIME.fullmatch(text_from(data))
    if match is not None:
        hour, minute, second = (int(part or 0) for part in match.groups()[:3])
        if hour < 24 and minute < 60 and second < 60:
            return time(hour, minute, second, int((match[4] or "")[:6].ljust(6, "0")))
    raise ValueWrong("it is not a time of day: write it like 14:30:00")


def _zone(text: str) -> timezone:
    if text == "Z":
        return UTC
    offset = timedelta(hours=int(text[1:3]), minutes=int(text[4:]))
    if offset > timedelta(hours=14) or int(text[4:]) > 59:
        raise ValueWrong("it is not a time: its distance from UTC cannot be right")
    return timezone(-offset if text[0] == "-" else offset)


def _quantity(data: object) -> Quantity:
    unit, system, code = _texts(data, ("unit", "system", "code"))
    content = data if isinstance(data, dict) else {}
    if "comparator" in content:
        raise ValueNotTaken("an amount “less than” or “more than” cannot be taken")
    return Quantity(decimal_from(content.get("value")), unit, system, code)


def _attachment(data: object) -> Attachment:
    keys = ("contentType", "title", "data", "url", "hash", "language")
    kind, title, content, url, digest, language = _texts(data, keys)
    if not content and not url and not title:
        raise ValueWrong("the attachment is empty")
    others = data if isinstance(data, dict) else {}
    size = integer_from(others["size"]) if "size" in others else None
    if size is not None and size < 0:
        raise ValueWrong("its size must not be negative")
    creation = moment_from(others["creation"]) if "creation" in others else None
    return Attachment(kind, title, content, url, size, digest, creation, language)


def _texts(data: object, keys: tuple[str, ...]) -> list[str]:
    if not isinstance(data, dict):
        raise ValueWrong("it must be an object")
    return [text_from(data[key]) if key in data else "" for key in keys]


def _named(value: object, names: Sequence[str]) -> JsonObject:
    return {name: getattr(value, name) for name in names if getattr(value, name)}


def _quantity_json(quantity: Quantity) -> JsonObject:
    return {"value": quantity.value, **_named(quantity, ("unit", "system", "code"))}


def _attachment_json(attachment: Attachment) -> JsonObject:
    kind = {"contentType": attachment.content_type} if attachment.content_type else {}
    size = {} if attachment.size is None else {"size": attachment.size}
    made = {} if attachment.creation is None else {"creation": moment_text(attachment.creation)}
    texts = _named(attachment, ("language", "title", "data", "url", "hash"))
    return {**kind, **texts, **size, **made}


_READERS: Mapping[str, Callable[[object], Value]] = {
    "Boolean": boolean_from,
    "Decimal": decimal_from,
    "Integer": integer_from,
    "Date": _date,
    "DateTime": moment_from,
    "Time": _time,
    "String": text_from,
    "Uri": text_from,
    "Code": text_from,
    "Coding": coding_from,
    "Quantity": _quantity,
    "Attachment": _attachment,
}

_WRITERS: tuple[tuple[type, str, Callable[[Any], object]], ...] = (
    (bool, "Boolean", bool),
    (int, "Integer", int),
    (Decimal, "Decimal", Decimal),
    (str, "String", str),
    (time, "Time", time.isoformat),
    (PartialDate, "Date", str),
    (Moment, "DateTime", moment_text),
    (Coding, "Coding", lambda coding: _named(coding, ("system", "code", "display"))),
    (Quantity, "Quantity", _quantity_json),
    (Attachment, "Attachment", _attachment_json),
)
"""Each Python type with its kind and its JSON; bool stands before int, which it is one of."""

_SPECIAL_KINDS: Mapping[ItemType, tuple[str, str]] = {
    ItemType.DECIMAL: ("Integer", "Decimal"),
    ItemType.URL: ("String", "Uri"),
}
"""Where the type of the question decides: what would be the first is written as the second."""
