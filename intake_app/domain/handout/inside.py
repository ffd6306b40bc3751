"""What a composed value has in it, however deep."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import TypeVar

Part = TypeVar("Part")


def all_inside(value: object, kind: type[Part], *, but: tuple[type, ...] = ()) -> Iterator[Part]:
    """Every ``kind`` in a value, in its order; into those of ``but`` nobody looks."""
    if isinstance(value, but):
        return
    if isinstance(value, kind):
        yield value
    elif isinstance(value, list | tuple):
        for each in value:
            yield from all_inside(each, kind, but=but)
    elif is_dataclass(value):
        for field in fields(value):
            yield from all_inside(getattr(value, field.name), kind, but=but)
