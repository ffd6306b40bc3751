"""The scalp map: four heads side by side, each with what was painted on it and its number.

In a column of the short edition they stand two by two, each beside its name.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.domain.handout.blocks import ScalpMap, ScalpView
from intake_app.domain.handout.handout import Block
from intake_app.domain.scalp.views import OUTLINES, SIDE, View
from intake_app.pdf.canvas import Sheet
from intake_app.pdf.drawings import SIDE as DRAWING_SIDE
from intake_app.pdf.flowables import Flowable, Placed, Stack
from intake_app.pdf.press import Press, stacked
from intake_app.pdf.setting import Run
from intake_app.pdf.structure import GROUP
from intake_app.pdf.tables import Cell, Row, Table
from intake_app.pdf.theme import BLACK, BODY, INK, SHADE, SMALL_GAP, STRONG, TINT, WHITE

if TYPE_CHECKING:  # start-up time: most papers are drawn without a map of the scalp
    from intake_app.domain.scalp.map import Stroke

_HEAD, _NARROW_HEAD, _DENSE_HEAD = 100.0, 78.0, 44.0
"""Sides of a picture: usual, in large print (where all is drawn larger), in the short edition."""

_GAP = 10.0
_ABREAST = 2
"""How many heads stand in one line of a column."""

_FACE_LINE, _EDGE_LINE = 0.35, 9.0
_VIEW_SCALE = DRAWING_SIDE / SIDE


@dataclass(frozen=True, eq=False)
class ScalpPicture(Flowable):
    """One head: thin lines, the scalp on it light, and dark where hair was missing.

    It is never mirrored: the patient's left side is theirs on every page.
    """

    view: ScalpView
    face: str
    size: float
    role: str = "Figure"

    @property
    def height(self) -> float:
        return self.size

    def paint(self, sheet: Sheet, left: float, top: float) -> None:
        sheet.picture(left, top, (self.size, self.size), self.view.words)
        operators = " ".join(_painted(self.view.view, self.face, self.view.strokes))
        place = (sheet.mirror.left_of(left, self.size), top)
        sheet.paths(operators, place, self.size / DRAWING_SIDE, BLACK)


def set_block(block: Block, press: Press) -> list[Placed] | None:
    """The map in its place; None for other blocks."""
    if not isinstance(block, ScalpMap):
        return None
    lines = stacked((press.text(line, BODY, press.look.measure) for line in block.lines), 0)
    heads = _pairs(block, press) if press.look.dense else _heads(block, press)
    together = Stack([Placed(heads), Placed(lines, SMALL_GAP)], whole=press.look.height)
    return [*press.opening(block.heading, block.lead), Placed(together, press.look.gaps.small)]


def _heads(block: ScalpMap, press: Press) -> Table:
    """A column for each view: its name, its picture where there is one, its number."""
    step = press.look.column / len(block.views)
    names = [press.text(each.name, STRONG, step - _GAP, role="TH") for each in block.views]
    cells = [_seen(each, press, step - _GAP) for each in block.views]
    head, row = (
        Row([Cell(body, i * step) for i, body in enumerate(bodies)], whole=press.look.height)
        for bodies in (names, cells)
    )
    return Table(head, [row], press.look.column, line=0, whole=press.look.height)


def _pairs(block: ScalpMap, press: Press) -> Table:
    """A row for each view, two of them in one line: the picture, and beside it name and number."""
    step = press.look.column / _ABREAST
    views = [_beside(each, press, step - SMALL_GAP) for each in block.views]
    lines = [
        Row(
            [Cell(view, i * step) for i, view in enumerate(views[start : start + _ABREAST])],
            role=GROUP,
            whole=press.look.height,
        )
        for start in range(0, len(views), _ABREAST)
    ]
    return Table(Stack(()), lines, press.look.column, line=0, whole=press.look.height)


def _beside(view: ScalpView, press: Press, width: float) -> Row:
    indent = _DENSE_HEAD + SMALL_GAP
    name = press.text(view.name, STRONG, width - indent, role="TH")
    share = press.text([Run(view.share)], BODY, width - indent)
    told = [Cell(Stack([Placed(Stack(())), Placed(share, name.height)]), indent)]
    if view.words:
        told.insert(0, Cell(_picture(view, press, _DENSE_HEAD), 0))
    seen = Stack([Placed(Row(told, role=GROUP))], role="TD")
    return Row([Cell(name, indent), Cell(seen, 0)], whole=press.look.height)


def _seen(view: ScalpView, press: Press, width: float) -> Flowable:
    share = press.text([Run(view.share)], BODY, width)
    if not view.words:
        return Stack([Placed(share)], role="TD")
    return stacked([_picture(view, press, min(_side(press), width)), share], 0, role="TD")


def _picture(view: ScalpView, press: Press, size: float) -> ScalpPicture:
    face = press.drawings.drawing(f"head-{view.view}", DRAWING_SIDE).strokes
    return ScalpPicture(view, face, size)


def _side(press: Press) -> float:
    return _NARROW_HEAD if press.look.is_narrow else _HEAD


def _painted(view: View, face: str, strokes: "Sequence[Stroke]") -> Iterator[str]:
    """The head, the scalp on it, and the strokes that were made there, one over the other."""
    yield f"{WHITE} rg {_FACE_LINE:g} w {face.replace(' S', ' B')}"
    yield f"q {_VIEW_SCALE:g} 0 0 {_VIEW_SCALE:g} 0 0 cm"
    outline = _outline(view)
    yield f"q {outline} W n {TINT} rg {outline} f"
    for stroke in strokes:
        colour = TINT if stroke.erases else INK
        yield f"{colour} RG {2 * stroke.size} w {_path(stroke)} S"
    yield f"Q {SHADE} RG {_EDGE_LINE:g} w {outline} S Q"


def _outline(view: View) -> str:
    cubics = OUTLINES[view]
    (x, y), *_ = cubics[0]
    curves = (" ".join(f"{x} {y}" for x, y in cubic[1:]) + " c" for cubic in cubics)
    return f"{x} {y} m {' '.join(curves)} h"


def _path(stroke: "Stroke") -> str:
    (x, y), *others = stroke.points
    return f"{x} {y} m " + " ".join(f"{x} {y} l" for x, y in others or [(x, y)])
