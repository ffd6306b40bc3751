"""A stroke while it is being made: what it covers so far, and whether it changes anything."""

from dataclasses import dataclass, replace
from decimal import Decimal

from intake_app.domain.scalp.map import LONGEST, Cells, Size, Stroke, percent_of, stroked
from intake_app.domain.scalp.views import Point, View

NEAREST = 3
"""Units; a pen that moved less adds no point."""


@dataclass(frozen=True, slots=True)
class Tool:
    """Brush or eraser, and how wide."""

    erases: bool = False
    size: Size = Size.MEDIUM

    def stroke(self, view: View, *points: Point) -> Stroke:
        return Stroke(view=view, erases=self.erases, size=self.size, points=points)


@dataclass(frozen=True, slots=True, kw_only=True)
class StrokeInHand:
    """The pen is down.

    Attributes:
        before: What was painted in the view before.
        cells: What is painted now.
        piece: The last piece of the stroke, to be shown.
    """

    view: View
    tool: Tool
    before: Cells
    cells: Cells
    points: tuple[Point, ...]
    piece: Stroke

    @classmethod
    def begun(cls, view: View, tool: Tool, before: Cells, at: Point) -> "StrokeInHand":
        piece = tool.stroke(view, at)
        cells = stroked(before, piece)
        return cls(view=view, tool=tool, before=before, cells=cells, points=(at,), piece=piece)

    def moved(self, to: Point) -> "StrokeInHand":
        """The stroke drawn on to a point; the same one when that is too near."""
        last = self.points[-1]
        if max(abs(to[0] - last[0]), abs(to[1] - last[1])) < NEAREST or self.is_full:
            return self
        piece = self.tool.stroke(self.view, last, to)
        cells = stroked(self.cells, piece)
        return replace(self, cells=cells, points=(*self.points, to), piece=piece)

    @property
    def is_full(self) -> bool:
        """Whether it has to go on as another stroke."""
        return len(self.points) == LONGEST

    @property
    def percent(self) -> Decimal:
        return percent_of(self.view, self.cells)

    @property
    def finished(self) -> Stroke | None:
        """The whole stroke; None when it changed nothing: beside the scalp, over old paint."""
        if self.cells == self.before:
            return None
        return self.tool.stroke(self.view, *self.points)
