"""What a composed value has in it."""

from dataclasses import dataclass

from intake_app.domain.handout.inside import all_inside


@dataclass(frozen=True, slots=True)
class Leaf:
    words: str


@dataclass(frozen=True, slots=True)
class Twig:
    name: str
    leaves: tuple[Leaf, ...]
    count: int = 0


TREE = [Twig("first", (Leaf("a"), Leaf("b"))), (Twig("second", ()), None), "bare"]


def test_everything_of_one_kind_is_found_in_its_order_however_deep() -> None:
    assert list(all_inside(TREE, str)) == ["first", "a", "b", "second", "bare"]
    assert list(all_inside(TREE, Leaf)) == [Leaf("a"), Leaf("b")]
    assert list(all_inside(TREE, int)) == [0, 0]


def test_what_is_not_meant_is_not_looked_into() -> None:
    assert list(all_inside(TREE, str, but=(Leaf,))) == ["first", "second", "bare"]
