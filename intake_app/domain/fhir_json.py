"""JSON text in and out without losing a digit: numbers with a point are Decimal both ways."""

import json
import math
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NoReturn

from intake_app.domain.errors import JsonBroken
from intake_app.domain.values import is_storable

JsonObject = dict[str, object]

DEEPEST = 200
"""Levels of objects and arrays; far more than a form of 50 levels has."""

LONGEST_INTEGER = 1024
"""Bits."""

_MARKED_NUMBER = re.compile(r'"\\u0000([^"]*)"')


class _NamedTwice(ValueError):
    """Two values under one name: Python would keep the last one without a word."""


class _NotANumber(ValueError):
    """NaN or Infinity, which Python reads and JSON does not have."""


def from_json_text(text: str | bytes, *, path: str = "The text") -> object:
    """Parse JSON.

    Args:
        text: The document; bytes are UTF-8, with or without a byte order mark.
        path: What to call the document in a refusal.

    Raises:
        JsonBroken: Not JSON: with line, column and reason.
    """
    words = text if isinstance(text, str) else _decoded(text, path)
    words = words.removeprefix("\ufeff")
    try:
        parsed: object = json.loads(
            words,
            parse_float=Decimal,
            parse_constant=_refuse_constant,
            object_pairs_hook=_refuse_twice,
        )
    except json.JSONDecodeError as wrong:
        raise _broken(path, words, wrong.pos, wrong.msg) from None
    except _NamedTwice as wrong:
        name = str(wrong)
        reason = f"the name {name} stands twice in one object, and only one can be kept"
        raise _broken(path, words, max(words.rfind(name), 0), reason) from None
    except _NotANumber as wrong:
        name = str(wrong)
        raise _broken(path, words, words.find(name), f"{name} is not a number") from None
    except RecursionError:
        raise _broken(path, words, 0, "it is nested too deep") from None
    except ValueError:
        raise _broken(path, words, 0, "a whole number has too many digits") from None
    return parsed


def to_json_text(value: object, *, indent: int | None = None) -> str:
    """Write JSON; a Decimal with exactly the digits it has.

    Raises:
        TypeError: For what JSON cannot hold, a Decimal that is no number among it.
    """
    marked = 0

    def plain(each: object) -> object:
        nonlocal marked
        if isinstance(each, Decimal) and each.is_finite():
            marked += 1
            return f"\x00{each}"
        if isinstance(each, Mapping):
            return dict(each)
        raise TypeError(f"JSON cannot hold this {type(each).__name__}")

    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent, default=plain)
    written, numbers = _MARKED_NUMBER.subn(r"\1", text)
    if numbers != marked:
        raise TypeError("a text begins with a character that no file can store")
    return written


def unstorable(document: object) -> str:
    """Why a parsed document cannot be kept, for the end of a sentence; empty when it can."""
    level = [document]
    for _ in range(DEEPEST):
        inner: list[object] = []
        for value in level:
            if isinstance(value, dict):
                inner += value
                inner += value.values()
            elif isinstance(value, list | tuple):
                inner += value
            elif reason := _unstorable_scalar(value):
                return reason
        if not inner:
            return ""
        level = inner
    return f"it is nested more than {DEEPEST} levels deep"


def _unstorable_scalar(value: object) -> str:
    if isinstance(value, str):
        if not is_storable(value):
            return "a text holds a character that no file can store"
    elif isinstance(value, int):
        return "a number is too long" if value.bit_length() > LONGEST_INTEGER else ""
    elif isinstance(value, float | Decimal) and not math.isfinite(value):
        return "it holds something that is not a number"
    return ""


def _decoded(data: bytes, path: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as wrong:
        readable = data[: wrong.start].decode("utf-8")
        raise _broken(path, readable, len(readable), "it is not UTF-8 text") from None


def _broken(path: str, words: str, position: int, reason: str) -> JsonBroken:
    line = words.count("\n", 0, position) + 1
    column = position - words.rfind("\n", 0, position)
    return JsonBroken(path=path, line=line, column=column, reason=reason)


def _refuse_twice(pairs: list[tuple[str, object]]) -> JsonObject:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise _NamedTwice(json.dumps(next(name for name in names if names.count(name) > 1)))
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise _NotANumber(name)
