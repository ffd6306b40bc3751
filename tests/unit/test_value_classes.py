"""Our frozen classes behave as the standard library's own."""

import copy
import dataclasses
import inspect
import pickle
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import FrozenInstanceError, field
from typing import Any

import pytest

from intake_app.domain import value_classes

Decorator = Callable[..., Callable[[type], type]]
OURS: Decorator = value_classes.dataclass
LIBRARY: Decorator = dataclasses.dataclass


@value_classes.dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """A made-up value, at the top of the module so that it can be pickled."""

    amount: float
    unit: str = "ml"
    sites: tuple[int, ...] = field(default_factory=tuple)


def dose(decorator: Decorator) -> type:
    """The same class, made by one decorator or the other."""

    @decorator(frozen=True, slots=True)
    class Dose:
        amount: float
        unit: str = "ml"
        sites: list[int] = field(default_factory=list)
        note: str = field(default="", compare=False, repr=False, kw_only=True)
        total: float = field(init=False)
        kind: str = field(init=False, default="dose")

        def __post_init__(self) -> None:
            object.__setattr__(self, "total", self.amount * 2)

    return Dose


@pytest.fixture(params=[OURS, LIBRARY], ids=["ours", "library"])
def made(request: pytest.FixtureRequest) -> Any:
    return dose(request.param)


def test_a_value_is_what_its_fields_say(made: Any) -> None:
    value = made(2.5, "g", note="x")
    assert (value.amount, value.unit, value.sites, value.note) == (2.5, "g", [], "x")
    assert (value.total, value.kind) == (5.0, "dose")
    assert repr(value) == (
        "dose.<locals>.Dose(amount=2.5, unit='g', sites=[], total=5.0, kind='dose')"
    )
    assert dataclasses.asdict(value)["unit"] == "g"
    assert [each.name for each in dataclasses.fields(value)][:2] == ["amount", "unit"]
    assert made.__match_args__ == ("amount", "unit", "sites")
    assert not hasattr(value, "__dict__")


def test_what_a_factory_makes_is_made_for_each_value(made: Any) -> None:
    made(1.0).sites.append(1)
    assert made(1.0).sites == []


def test_nothing_of_a_value_can_be_changed(made: Any) -> None:
    value = made(1.0)
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'amount'"):
        value.amount = 2.0
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'unit'"):
        del value.unit
    assert value == made(1.0)


def test_values_are_equal_by_what_is_compared_and_within_one_class(made: Any) -> None:
    assert made(1.0, note="a") == made(1.0, note="b")
    assert made(1.0) != made(2.0)
    assert made(1.0) != dose(LIBRARY)(1.0)
    assert made(1.0) != 1.0
    other = dataclasses.replace(made(1.0, "g"), sites=(), note="kept")
    assert (other.unit, other.note, other.total) == ("g", "kept", 2.0)
    assert len({other, dataclasses.replace(other)}) == 1


def test_what_is_missing_or_unknown_is_refused_in_the_same_words(made: Any) -> None:
    with pytest.raises(TypeError, match=r"Dose\.__init__\(\) missing 1 required positional"):
        made()
    with pytest.raises(TypeError, match="unexpected keyword argument 'colour'"):
        made(1.0, colour="red")
    with pytest.raises(TypeError):
        made(1.0, "g", [], "a note by its place")


def test_both_take_the_same_arguments() -> None:
    classes = [dose(each) for each in (OURS, LIBRARY)]
    assert all(each(1.0) for each in classes)  # what takes them is written for the first value
    ours, library = map(inspect.signature, classes)
    assert list(ours.parameters) == list(library.parameters)
    kinds = [[each.kind for each in one.parameters.values()] for one in (ours, library)]
    assert kinds[0] == kinds[1]


def test_a_value_is_pickled_and_copied_whole() -> None:
    value = Dose(amount=0.5, sites=(1, 2))
    assert pickle.loads(pickle.dumps(value)) == value
    assert copy.deepcopy(value) == value
    with pytest.raises(FrozenInstanceError):
        copy.copy(value).amount = 1.0  # type: ignore[misc]


@pytest.mark.parametrize("decorator", [OURS, LIBRARY])
def test_a_class_keeps_the_methods_it_has(decorator: Decorator) -> None:
    @decorator(frozen=True, slots=True, repr=False)
    class Key:
        name: str

        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            return 7

        def __str__(self) -> str:
            return "a key"

    assert Key("a") == Key("b")  # type: ignore[call-arg]
    assert hash(Key("a")) == 7  # type: ignore[call-arg]
    assert "a key" in str(Key("a"))  # type: ignore[call-arg]
    assert "name=" not in repr(Key("a"))  # type: ignore[call-arg]


@pytest.mark.parametrize("decorator", [OURS, LIBRARY])
def test_identity_counts_where_equality_is_not_asked_for(decorator: Decorator) -> None:
    @decorator(frozen=True, slots=True, eq=False)
    class Piece:
        width: int = 0

    assert Piece() != Piece()
    assert len({Piece(), Piece()}) == 2


@pytest.mark.parametrize("decorator", [OURS, LIBRARY])
def test_a_class_may_come_from_an_abstract_one_and_add_to_a_value(decorator: Decorator) -> None:
    class Shape(ABC):
        role = "Div"

        @property
        @abstractmethod
        def height(self) -> float: ...

    @decorator(frozen=True)
    class Square(Shape):
        side: float
        role: str = "Figure"
        made_of: str = field(init=False, default="lines")

        @property
        def height(self) -> float:
            return self.side

    @decorator(frozen=True)
    class Named(Square):
        name: str = ""

    value: Any = Named(2.0, name="a")  # type: ignore[call-arg]
    assert (value.height, value.role, value.made_of, value.name) == (2.0, "Figure", "lines", "a")
    with pytest.raises(FrozenInstanceError):
        value.side = 3.0
    with pytest.raises(TypeError, match="abstract"):
        decorator(frozen=True)(type("Hollow", (Shape,), {}))()


def test_a_class_that_is_not_frozen_is_the_librarys_own() -> None:
    @OURS(slots=True)
    class Count:
        number: int = 0

    count: Any = Count()
    count.number += 1
    assert count.number == 1
