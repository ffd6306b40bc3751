"""The standard library's dataclass, with frozen classes that are made in a fifth of the time.

Of a frozen class the library writes six methods as text and compiles each. Only the first of
them has to be: the others are here once, for all classes. The program has some three hundred
such classes, and no window opens and no handout is drawn before its own are made
(docs/decisions/0054).
"""

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import MISSING, Field, FrozenInstanceError
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NoReturn

__all__ = ["dataclass"]


def _dataclass(
    *,
    frozen: bool = False,
    slots: bool = False,
    kw_only: bool = False,
    eq: bool = True,
    repr: bool = True,  # noqa: A002 - as the library calls it
) -> Callable[[type], type]:
    """As ``dataclasses.dataclass``, of whose arguments it takes these."""
    if not frozen:
        return dataclasses.dataclass(slots=slots, kw_only=kw_only, eq=eq, repr=repr)
    return partial(_frozen, slots=slots, kw_only=kw_only, eq=eq, shown=repr)


if TYPE_CHECKING:  # to a reader of types it is the library's own
    from dataclasses import dataclass
else:
    dataclass = _dataclass


def _frozen(cls: type, *, slots: bool, kw_only: bool, eq: bool, shown: bool) -> type:
    own = {name for name, value in vars(cls).items() if value is not None}
    if cls.__doc__ is None:
        cls.__doc__ = cls.__name__  # the library would work out a signature
    collected = dataclasses.dataclass(
        init=False, repr=False, eq=False, slots=slots, kw_only=kw_only
    )
    made: type = collected(cls)
    fields = dataclasses.fields(made)
    methods: dict[str, object] = {"__setattr__": _refuse_to_set, "__delattr__": _refuse_to_delete}
    methods["__init__"] = _constructor_when_needed(made, fields, slots=slots)
    if slots:
        methods |= {"__getstate__": _state, "__setstate__": _restore}
    if shown:
        methods["__repr__"] = _shown
    if eq:
        methods |= _comparison([each.name for each in fields if each.compare])
    for name in methods.keys() - own:
        setattr(made, name, methods[name])
    return made


def _constructor_when_needed(made: Any, fields: Sequence[Field[Any]], *, slots: bool) -> object:
    """``__init__`` that is compiled for the first value: of many classes a process makes none."""

    def first(self: object, *values: object, **named: object) -> None:
        made.__init__ = _constructor(made, fields, slots=slots)
        made.__init__(self, *values, **named)

    return first


def _constructor(made: type, fields: Sequence[Field[Any]], *, slots: bool) -> object:
    """``__init__``, written out for these fields: unlike the others it is called very often."""
    known: dict[str, Any] = {"__name__": made.__module__, "_none": MISSING, "_set": _set}
    given: list[str] = ["self"]
    keywords: list[str] = []
    body: list[str] = []
    for number, each in enumerate(fields):
        parameter, value = _taken(each, number, known)
        if parameter:
            (keywords if each.kw_only else given).append(parameter)
        if slots and value:
            known[f"_set{number}"] = getattr(made, each.name).__set__
            body.append(f"_set{number}(self, {value})")
        elif value:
            body.append(f"_set(self, {each.name!r}, {value})")
    if hasattr(made, "__post_init__"):
        body.append("self.__post_init__()")
    parameters = ", ".join([*given, *(["*", *keywords] if keywords else [])])
    lines = "\n ".join(body or ["pass"])
    # The names are those of our own classes, as in the library; nothing comes from outside.
    exec(f"def __init__({parameters}):\n {lines}", known)  # noqa: S102
    known["__init__"].__qualname__ = f"{made.__qualname__}.__init__"
    return known["__init__"]


def _taken(each: Field[Any], number: int, known: dict[str, Any]) -> tuple[str, str]:
    """How the constructor takes a field, and what it sets it to; empty where it does not."""
    name, ready = each.name, f"_ready{number}"
    if each.default_factory is not MISSING:
        known[ready] = each.default_factory
        if each.init:
            return f"{name}=_none", f"{ready}() if {name} is _none else {name}"
        return "", f"{ready}()"
    if each.default is not MISSING:
        known[ready] = each.default
        return (f"{name}={ready}", name) if each.init else ("", ready)
    return (name, name) if each.init else ("", "")


_set = object.__setattr__


def _refuse_to_set(self: object, name: str, value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _comparison(names: Sequence[str]) -> dict[str, object]:
    """Equal, and of one hash, when all of these are; only within one class."""
    compared: Callable[[object], object] = attrgetter(*names) if names else bool

    def equal(self: object, other: object) -> bool:
        if other.__class__ is self.__class__:
            return bool(compared(self) == compared(other))
        return NotImplemented  # type: ignore[no-any-return]

    def hashed(self: object) -> int:
        return hash(compared(self))

    return {"__eq__": equal, "__hash__": hashed}


def _shown(self: Any) -> str:
    values = (
        f"{each.name}={getattr(self, each.name)!r}"
        for each in dataclasses.fields(self)
        if each.repr
    )
    return f"{type(self).__qualname__}({', '.join(values)})"


def _state(self: Any) -> list[object]:
    """What is pickled: without it, unpickling would set what may not be set."""
    return [getattr(self, each.name) for each in dataclasses.fields(self)]


def _restore(self: Any, state: list[object]) -> None:
    for each, value in zip(dataclasses.fields(self), state, strict=True):
        _set(self, each.name, value)
