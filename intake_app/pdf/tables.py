"""Flowables that stand side by side or in a frame: list items, boxes, rows, tables."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from intake_app.pdf.canvas import Sheet
from intake_app.pdf.flowables import SLACK, Flowable, Stack, Text
from intake_app.pdf.structure import GROUP, PICTURE, Told
from intake_app.pdf.theme import HAIR, RULE

_BESIDE = {"LI": "LBody", "TR": "TD"}
"""What the text beside a label is, by what both are together."""

_BAND_PAD = 3.0
WHOLE_ROW, WHOLE_ITEM = 300.0, 64.0
"""Rows and list items up to this height move to the next page whole; longer ones are split."""


@dataclass(frozen=True, eq=False)
class Hanging(Flowable):
    """A mark or a number with text hanging beside it; the mark stands once."""

    label: Text | None
    body: Flowable
    indent: float
    role: str = "LI"
    whole: float = WHOLE_ITEM
    """Up to this height it is not split."""

    @cached_property
    def height(self) -> float:
        return max(self.body.height, self.label.height if self.label else 0)

    def split(self, room: float, *, anyhow: bool = False) -> "tuple[Hanging, Hanging] | None":
        kept = self.height <= self.whole and not anyhow
        cut = None if kept else self.body.split(room, anyhow=anyhow)
        if cut is None:
            return None
        first, rest = cut
        return replace(self, body=first), replace(self, body=rest, label=None)

    def paint(self, sheet: Sheet, left: float, top: float) -> None:
        if self.label is not None:
            self.label.draw(sheet, left, top)
        role = _BESIDE.get(self.role, GROUP)
        told = self.body.told if self.body.role == role else Told()
        with sheet.structure.element(role, (self.key, "body"), told):
            draw_inside(self.body, role, sheet, (left + self.indent, top))


@dataclass(frozen=True, eq=False)
class Box(Flowable):
    """A body with space round it, on a ground, in a frame."""

    body: Flowable
    width: float
    pad: tuple[float, float]
    ground: str = ""
    frame: float = 0.0
    frame_colour: str = RULE
    least: float = 0.0
    band: Flowable | None = None
    """A head in white on a solid band of the frame's colour."""
    role: str = GROUP
    keep_with_next: bool = False

    @property
    def height(self) -> float:
        return max(self._band_height + self.body.height + 2 * self.pad[1], self.least)

    @property
    def _band_height(self) -> float:
        return self.band.height + _BAND_PAD * 2 if self.band else 0.0

    def split(self, room: float, *, anyhow: bool = False) -> "tuple[Box, Flowable] | None":
        whole = replace(self, least=0.0)
        if self.least and whole.height <= room + SLACK:  # only what was to fill it is too much
            return whole, Stack(())
        cut = self.body.split(room - 2 * self.pad[1] - self._band_height, anyhow=anyhow)
        if cut is None:
            return None
        return replace(whole, body=cut[0]), replace(whole, body=cut[1], band=None)

    def paint(self, sheet: Sheet, left: float, top: float) -> None:
        size = (self.width, self.height)
        if self.ground:
            sheet.box(left, top, size, self.ground)
        if self.frame:
            sheet.frame(left, top, size, (self.frame, self.frame_colour))
        if self.band is not None:
            sheet.box(left, top, (self.width, self._band_height), self.frame_colour)
            self.band.draw(sheet, left + self.pad[0], top + _BAND_PAD)
        self.body.draw(sheet, left + self.pad[0], top + self._band_height + self.pad[1])


class Cell(NamedTuple):
    """A flowable in a row, at its distance from the row's left edge."""

    body: Flowable
    left: float
    span: int = 1
    """How many columns it stands in."""
    rows: int = 1
    """And how many rows."""
    under: tuple[int, ...] = ()
    """The cells of its row, by their numbers, that it stands below instead of beside."""


@dataclass(frozen=True, eq=False)
class Row(Flowable):
    """Cells side by side, with thin lines between them where asked for."""

    cells: Sequence[Cell]
    pad: float = 0.0
    dividers: Sequence[float] = ()
    role: str = "TR"
    keep_with_next: bool = False
    whole: float = WHOLE_ROW
    """Up to this height it is not split."""
    first: int = 0
    """The number of its first cell, where others of its key stand before it."""

    @cached_property
    def height(self) -> float:
        return max(self._top(cell) + cell.body.height for cell in self.cells) + 2 * self.pad

    def _top(self, cell: Cell) -> float:
        """How far below the top of the row a cell begins."""
        return max((self.cells[i].body.height for i in cell.under), default=0.0)

    def split(self, room: float, *, anyhow: bool = False) -> "tuple[Row, Row] | None":
        if self.height <= self.whole and not anyhow:
            return None
        room -= 2 * self.pad
        cuts = [_cut(cell.body, room - self._top(cell), anyhow=anyhow) for cell in self.cells]
        if all(first.height == 0 for first, _ in cuts):
            return None
        firsts = [self.cells[i]._replace(body=first) for i, (first, _) in enumerate(cuts)]
        rests = [self.cells[i]._replace(body=rest) for i, (_, rest) in enumerate(cuts)]
        return replace(self, cells=firsts), replace(self, cells=rests)

    def paint(self, sheet: Sheet, left: float, top: float) -> None:
        for offset in self.dividers:
            sheet.box(left + offset, top, (HAIR, self.height), RULE)
        for i, cell in enumerate(self.cells):
            role = self._role_of(cell)
            key, span = (self.key, self.first + i), (cell.span, cell.rows)
            with sheet.structure.element(role, key, cell.body.told, span=span):
                place = (left + cell.left, top + self.pad + self._top(cell))
                draw_inside(cell.body, role, sheet, place)

    def _role_of(self, cell: Cell) -> str:
        if self.role != "TR":
            return GROUP
        return "TH" if cell.body.role == "TH" else "TD"


@dataclass(frozen=True, eq=False)
class Table(Flowable):
    """Rows under a head that is said again on every page.

    A thin line, a space or neither stands after each row.
    """

    head: Flowable
    rows: Sequence[Flowable]
    width: float
    line: float = HAIR
    line_colour: str = RULE
    gap: float = 0.0
    whole: float = 0.0
    """Up to this height it is not split."""
    role: str = "Table"

    @cached_property
    def height(self) -> float:
        gap = self.gap if self.rows else 0.0
        return self.head.height + sum(row.height + self._after for row in self.rows) - gap

    @property
    def _after(self) -> float:
        return self.line + self.gap

    def split(self, room: float, *, anyhow: bool = False) -> "tuple[Table, Table] | None":
        if self.height <= self.whole and not anyhow:
            return None
        used = self.head.height
        for i, row in enumerate(self.rows):
            if used + row.height + self.line > room + SLACK:
                cut = row.split(room - used - self.line, anyhow=anyhow)
                if cut is None:
                    return self._apart(self.rows[:i], self.rows[i:]) if i else None
                return self._apart([*self.rows[:i], cut[0]], [cut[1], *self.rows[i + 1 :]])
            used += row.height + self._after
        return None

    def _apart(self, first: Sequence[Flowable], rest: Sequence[Flowable]) -> "tuple[Table, Table]":
        return replace(self, rows=first), replace(self, rows=rest)

    def paint(self, sheet: Sheet, left: float, top: float) -> None:
        structure = sheet.structure
        head, body = ("THead", "TBody") if self.role == "Table" else (GROUP, GROUP)
        if self.head.height:
            key = (self.key, "head")
            with structure.once(key), structure.element(head, key):
                self.head.draw(sheet, left, top)
            top += self.head.height
        for row in self.rows:
            with structure.element(body, (self.key, "body")):
                row.draw(sheet, left, top)
            top += row.height
            if self.line:
                sheet.box(left, top, (self.width, self.line), self.line_colour)
            top += self._after


def draw_inside(body: Flowable, role: str, sheet: Sheet, place: tuple[float, float]) -> None:
    """Draw what is all there is in an element of ``role``, and so may be that element."""
    (body.paint if body.role == role else body.draw)(sheet, *place)


def _cut(body: Flowable, room: float, *, anyhow: bool) -> tuple[Flowable, Flowable]:
    """What of a cell fits into ``room``, and what is left over; either may be nothing."""
    nothing = Stack((), role=GROUP if body.role == PICTURE else body.role)
    if body.height <= room + SLACK:
        return body, nothing
    return body.split(room, anyhow=anyhow) or (nothing, body)
