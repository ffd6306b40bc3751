"""The four views of the scalp and what of each counts: our own outlines, not traced.

Every view is a square of 1000 units. Points are whole numbers, and so is every step from them
to a percentage, so that a drawing gives the same numbers on every machine.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cache
from itertools import pairwise

Point = tuple[int, int]
Cubic = tuple[Point, Point, Point, Point]

SIDE = 1000
"""Units of a view in each direction."""
CELL = 4
CELLS = SIDE // CELL
"""A view is counted in cells; one is about 0.003 % of a region."""
STEPS = 24
"""Straight pieces in which one curve is drawn and counted."""
REGIONS_VERSION = 1
"""Of the outlines below: a drawing keeps the number, because its percentages rest on them."""


class View(StrEnum):
    """From where one looks at the head; left and right are the patient's."""

    TOP = "top"
    RIGHT = "right"
    LEFT = "left"
    BACK = "back"


WEIGHTS: Mapping[View, Decimal] = {
    View.TOP: Decimal("0.40"),
    View.RIGHT: Decimal("0.18"),
    View.LEFT: Decimal("0.18"),
    View.BACK: Decimal("0.24"),
}
"""Of the Severity of Alopecia Tool; https://dermapp.in/salt, http://dermatopics.dk/salt-score/."""

_TOP: tuple[Cubic, ...] = (
    ((500, 196), (600, 184), (690, 214), (742, 292)),
    ((742, 292), (800, 380), (822, 500), (812, 610)),
    ((812, 610), (796, 790), (660, 912), (500, 912)),
    ((500, 912), (340, 912), (204, 790), (188, 610)),
    ((188, 610), (178, 500), (200, 380), (258, 292)),
    ((258, 292), (310, 214), (400, 184), (500, 196)),
)
_LEFT: tuple[Cubic, ...] = (
    ((262, 262), (330, 226), (420, 206), (520, 212)),
    ((520, 212), (660, 220), (770, 280), (836, 372)),
    ((836, 372), (822, 470), (778, 560), (706, 632)),
    ((706, 632), (664, 640), (636, 634), (614, 620)),
    ((614, 620), (622, 560), (600, 498), (548, 490)),
    ((548, 490), (500, 484), (468, 510), (462, 556)),
    ((462, 556), (446, 566), (430, 562), (424, 544)),
    ((424, 544), (424, 486), (400, 440), (352, 420)),
    ((352, 420), (308, 404), (268, 340), (262, 262)),
)
_BACK: tuple[Cubic, ...] = (
    ((244, 330), (330, 268), (420, 244), (500, 244)),
    ((500, 244), (580, 244), (670, 268), (756, 330)),
    ((756, 330), (774, 410), (774, 500), (752, 580)),
    ((752, 580), (726, 660), (690, 716), (640, 752)),
    ((640, 752), (596, 770), (548, 776), (500, 776)),
    ((500, 776), (452, 776), (404, 770), (360, 752)),
    ((360, 752), (310, 716), (274, 660), (248, 580)),
    ((248, 580), (226, 500), (226, 410), (244, 330)),
)


def mirrored(outline: tuple[Cubic, ...]) -> tuple[Cubic, ...]:
    """The same outline seen in a mirror."""
    return tuple((_across(a), _across(b), _across(c), _across(d)) for a, b, c, d in outline)


def _across(point: Point) -> Point:
    return SIDE - point[0], point[1]


OUTLINES: Mapping[View, tuple[Cubic, ...]] = {
    View.TOP: _TOP,
    View.RIGHT: mirrored(_LEFT),
    View.LEFT: _LEFT,
    View.BACK: _BACK,
}
"""What of each view belongs to the scalp; each view's is counted as 100 %."""


@cache
def polygon(view: View) -> tuple[Point, ...]:
    """The outline of a view's scalp in straight pieces; the last point is the first."""
    return tuple(_points(OUTLINES[view]))


@cache
def region(view: View) -> tuple[int, ...]:
    """The cells of a view that count, row by row; bit n of a row is its cell n."""
    edges = list(pairwise(polygon(view)))
    return tuple(_row(edges, row * CELL + CELL // 2) for row in range(CELLS))


@cache
def region_size(view: View) -> int:
    """How many cells count."""
    return sum(row.bit_count() for row in region(view))


def span(first: int, last: int) -> int:
    """A row in which the cells from ``first`` to ``last`` are set, as far as there are any."""
    first, last = max(first, 0), min(last, CELLS - 1)
    return ((1 << (last - first + 1)) - 1) << first if first <= last else 0


def _points(outline: tuple[Cubic, ...]) -> Iterator[Point]:
    yield outline[0][0]
    for cubic in outline:
        for step in range(1, STEPS + 1):
            yield _on(cubic, step)


def _on(cubic: Cubic, step: int) -> Point:
    """The point of a curve that is ``step`` of STEPS along, in whole units."""
    rest = STEPS - step
    parts = (rest**3, 3 * rest**2 * step, 3 * rest * step**2, step**3)
    half = STEPS**3 // 2
    x, y = (
        (sum(part * point[axis] for part, point in zip(parts, cubic, strict=True)) + half)
        // STEPS**3
        for axis in (0, 1)
    )
    return x, y


def _row(edges: list[tuple[Point, Point]], y: int) -> int:
    """The cells whose middle lies inside, at one height."""
    crossings = sorted(
        x0 + (y - y0) * (x1 - x0) // (y1 - y0)
        for (x0, y0), (x1, y1) in edges
        if (y0 <= y) != (y1 <= y)
    )
    cells = 0
    for left, right in zip(crossings[::2], crossings[1::2], strict=True):
        cells |= span(-(-(left - CELL // 2) // CELL), (right - CELL // 2) // CELL)
    return cells
