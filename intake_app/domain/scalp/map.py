"""A drawing of where hair is missing: what was painted, and what share of each view it is.

The marks are kept as they were made, so that a drawing reopens exactly and the last one can
still be taken back. The cells they cover follow from them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import IntEnum
from functools import cache
from itertools import pairwise
from math import isqrt
from types import MappingProxyType

from intake_app.domain.scalp.views import (
    CELL,
    CELLS,
    SIDE,
    Point,
    View,
    region,
    region_size,
)

Cells = tuple[int, ...]
"""The painted cells of a view, row by row."""

NOTHING: Cells = (0,) * CELLS
LONGEST = 4000
"""Points of one stroke; a longer one goes on as the next."""


class Size(IntEnum):
    """The radius of brush and eraser in units."""

    SMALL = 14
    MEDIUM = 32
    LARGE = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """One movement of the brush or the eraser."""

    view: View
    erases: bool
    size: Size
    points: tuple[Point, ...]

    def __post_init__(self) -> None:
        if not 0 < len(self.points) <= LONGEST:
            raise ValueError("a stroke has points, and not too many")
        if not all(0 <= part <= SIDE for point in self.points for part in point):
            raise ValueError("a stroke stays in its view")


@dataclass(frozen=True, slots=True)
class NoLoss:
    """Looked at, and no hair is missing in these views."""

    views: tuple[View, ...]

    def __post_init__(self) -> None:
        if not self.views or len(set(self.views)) != len(self.views):
            raise ValueError("each view is named once")


@dataclass(frozen=True, slots=True)
class Cleared:
    """Everything was wiped away: no view counts as looked at any more."""


Mark = Stroke | NoLoss | Cleared


@dataclass(frozen=True, slots=True)
class Drawing:
    """All marks so far; a view that was never touched has no percentage, and is not 0 %."""

    marks: tuple[Mark, ...] = ()
    _cells: Mapping[View, Cells] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        cells: dict[View, Cells] = {}
        for mark in self.marks:
            cells = _after(cells, mark)
        object.__setattr__(self, "_cells", MappingProxyType(cells))

    def with_mark(self, mark: Mark) -> "Drawing":
        """The drawing with one mark more."""
        longer = Drawing.__new__(Drawing)
        object.__setattr__(longer, "marks", (*self.marks, mark))
        object.__setattr__(longer, "_cells", MappingProxyType(_after(self._cells, mark)))
        return longer

    def without_last(self) -> "Drawing":
        return Drawing(self.marks[:-1])

    @property
    def is_blank(self) -> bool:
        """Whether no view counts as looked at."""
        return not self._cells

    def is_looked_at(self, view: View) -> bool:
        return view in self._cells

    def cells(self, view: View) -> Cells:
        """What is painted in a view."""
        return self._cells.get(view, NOTHING)

    def percent(self, view: View) -> Decimal | None:
        """How much of a view is painted, to a tenth; None where nobody has looked."""
        return percent_of(view, self._cells[view]) if view in self._cells else None


def standing(drawing: Drawing, view: View) -> tuple[Stroke, ...]:
    """The strokes of a view that still show: those since it was last wiped, or found whole."""
    strokes: list[Stroke] = []
    for mark in drawing.marks:
        if isinstance(mark, Stroke):
            strokes += [mark] if mark.view is view else []
        elif isinstance(mark, Cleared) or view in mark.views:
            strokes.clear()
    return tuple(strokes)


def percent_of(view: View, cells: Cells) -> Decimal:
    """How much of the view's scalp these cells are, to a tenth of a percent.

    A touch of loss is never rounded to none, nor a rest of hair to nothing left.
    """
    whole = region_size(view)
    painted = sum(row.bit_count() for row in cells)
    tenths = (2000 * painted + whole) // (2 * whole)
    if 0 < painted < whole:
        tenths = min(max(tenths, 1), 999)
    return Decimal(tenths) / 10


def stroked(cells: Cells, stroke: Stroke) -> Cells:
    """The cells of a view after a stroke; a single point is a dab.

    A stroke laid on piece by piece covers what the whole of it covers.
    """
    covered: dict[int, int] = {}
    _cover(covered, stroke.points[0], stroke.size)
    for (x0, y0), (x1, y1) in pairwise(stroke.points):
        distance = isqrt((x1 - x0) ** 2 + (y1 - y0) ** 2)
        dabs = max(1, distance * 4 // stroke.size)
        for dab in range(1, dabs + 1):
            place = (x0 + (x1 - x0) * dab // dabs, y0 + (y1 - y0) * dab // dabs)
            _cover(covered, place, stroke.size)
    rows, scalp = list(cells), region(stroke.view)
    for row, over in covered.items():
        rows[row] = rows[row] & ~over if stroke.erases else rows[row] | over & scalp[row]
    return tuple(rows)


def _cover(covered: dict[int, int], centre: Point, radius: int) -> None:
    """Add the cells whose middle lies under a round tip."""
    (column, x), (row, y) = divmod(centre[0], CELL), divmod(centre[1], CELL)
    for down, across, cells in _tip(radius, x, y):
        if 0 <= row + down < CELLS:
            first = column + across
            over = cells << first if first >= 0 else cells >> -first
            covered[row + down] = covered.get(row + down, 0) | over


@cache
def _tip(radius: int, x: int, y: int) -> tuple[tuple[int, int, int], ...]:
    """The cells under a round tip whose middle lies at x, y of a cell.

    For each row: how far down, where the first cell is, and as many bits as there are cells.
    """
    middle = CELL // 2
    rows = []
    for row in range(-(-(y - radius - middle) // CELL), (y + radius - middle) // CELL + 1):
        half = isqrt(radius**2 - (row * CELL + middle - y) ** 2)
        first, last = -(-(x - half - middle) // CELL), (x + half - middle) // CELL
        if first <= last:
            rows.append((row, first, (1 << (last - first + 1)) - 1))
    return tuple(rows)


def _after(cells: Mapping[View, Cells], mark: Mark) -> dict[View, Cells]:
    match mark:
        case Cleared():
            return {}
        case NoLoss(views):
            return {**cells, **dict.fromkeys(views, NOTHING)}
        case Stroke():
            before = cells.get(mark.view, NOTHING)
            return {**cells, mark.view: stroked(before, mark)}


@dataclass(frozen=True, slots=True)
class Sitting:
    """A drawing that is being made: marks that were taken back can come again."""

    drawing: Drawing = Drawing()
    undone: tuple[Mark, ...] = ()

    def with_mark(self, mark: Mark) -> "Sitting":
        return Sitting(self.drawing.with_mark(mark))

    def back(self) -> "Sitting":
        """Without the last mark."""
        last = self.drawing.marks[-1:]
        return Sitting(self.drawing.without_last(), (*self.undone, *last))

    def forward(self) -> "Sitting":
        """With the mark that was taken back last."""
        if not self.undone:
            return self
        return Sitting(self.drawing.with_mark(self.undone[-1]), self.undone[:-1])

    def turned_to(self, drawing: Drawing) -> "Sitting":
        """Another drawing, from outside: what its undo took back can come again here too."""
        now, then = self.drawing.marks, drawing.marks
        if now[: len(then)] != then:
            return Sitting(drawing)
        return Sitting(drawing, (*self.undone, *reversed(now[len(then) :])))
