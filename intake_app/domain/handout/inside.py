"""What a composed value has in it, however deep."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import TypeVar

Part = TypeVar("Part")
_MANY = (list, tuple)


def all_inside(value: object, kind: type[Part], *, but: tuple[type, ...] = ()) -> Iterator[Part]:
    """Every ``kind`` in a value, in its order; into those of ``but`` nobody looks."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, but):
            continue
        if isinstance(each, kind):
            yield each
        elif isinstance(each, _MANY):
            waiting += each[::-1]
        elif is_dataclass(each):
            waiting += [getattr(each, field.name) for field in fields(each)[::-1]]
