"""What the paper and the edition make of the page: its measures, and the type that is too small.

All flowables are set in the points of the standard edition. Large print is the same, drawn half
as large again on a page that has as much less room; so running text of 12 points comes out in
18, and nothing is smaller.
"""

from dataclasses import dataclass, replace
from typing import NamedTuple

from intake_app.domain.handout.handout import Edition, Paper
from intake_app.pdf.theme import HEADING, ITEM_GAP, SECTION_GAP, SMALL_GAP, TITLE, Style

PAGES = {Paper.A4: (595.28, 841.89), Paper.LETTER: (612.0, 792.0)}
"""Width and height in points."""

_SIDE, _SHORT_SIDE = 32.0, 28.0
"""A wider paper has wider columns."""
_LARGE_COLUMN = 523.28


_MEASURE = 450.0
"""Width of running text: about 70 letters of body type."""

_HEAD_ROOM, _FOOT_ROOM, _DENSE_ROOM = 22.0, 21.0, 18.0
_HEAD_GAP, _FOOT_GAP, _DENSE_FRAME_GAP = 8.0, 11.0, 6.0
_LARGE, _LEAST_IN_LARGE = 1.5, 12.0
_LEADING, _DENSE_LEADING, _DENSEST_LEADING = 1.25, 1.15, 1.06
_DENSEST_HEADS = {TITLE: 18.0, HEADING: 12.5}
_HALF_A_PAGE, _QUARTER_OF_A_PAGE = 0.5, 0.25


class Gaps(NamedTuple):
    """Between sections, items of a list, a heading and what it opens; and from side to side."""

    section: float
    item: float
    small: float
    gutter: float = 20.0
    """Between two columns of sentences."""
    indent: float = 15.0
    """How far the items of a list hang."""


_GAPS = Gaps(SECTION_GAP, ITEM_GAP, SMALL_GAP)
_DENSE_GAPS, _DENSEST_GAPS = Gaps(9.0, 1.0, SMALL_GAP), Gaps(2.0, 0.0, 0.0, 12.0, 12.0)


@dataclass(frozen=True, slots=True)
class Look:
    """Measures of one paper and edition, before everything is drawn ``scale`` times as large."""

    page: tuple[float, float]
    column: float
    scale: float = 1.0
    least: float = 0.0
    dense: bool = False
    """Whether lines and sections stand close together."""
    densest: bool = False
    """Whether they stand closer still, because the paper has one sheet."""

    @property
    def height(self) -> float:
        return self.page[1] / self.scale

    @property
    def side(self) -> float:
        return (self.page[0] / self.scale - self.column) / 2

    @property
    def head_top(self) -> float:
        return _DENSE_ROOM if self.dense else _HEAD_ROOM

    @property
    def measure(self) -> float:
        return min(_MEASURE, self.column)

    @property
    def gaps(self) -> Gaps:
        if self.densest:
            return _DENSEST_GAPS
        return _DENSE_GAPS if self.dense else _GAPS

    @property
    def half(self) -> "Look":
        """One of two columns."""
        return replace(self, column=(self.column - self.gaps.gutter) / 2)

    @property
    def is_narrow(self) -> bool:
        """Whether there is too little room for many columns."""
        return self.scale > 1

    @property
    def head_gap(self) -> float:
        """Between the line below the head and the column."""
        return _DENSE_FRAME_GAP if self.dense else _HEAD_GAP

    def foot_top(self, foot: float) -> float:
        """Where a foot of some height begins."""
        return self.height - (_DENSE_ROOM if self.dense else _FOOT_ROOM) - foot

    def room(self, top: float, foot: float) -> float:
        """The height of the column between the head and the foot."""
        gap = _DENSE_FRAME_GAP if self.dense else _FOOT_GAP
        return self.foot_top(foot) - gap - top

    def whole(self, height: float) -> float:
        """Up to what height something may claim to stay on one page or in one column."""
        if self.densest:
            return 0.0
        share = _QUARTER_OF_A_PAGE if self.is_narrow else _HALF_A_PAGE
        return min(height, share * self.height)

    def of(self, style: Style) -> Style:
        """The style as this edition sets it: the reference matter is not smaller than the text."""
        if style.size < self.least:
            leading = max(style.leading, self.least * _LEADING)
            style = style._replace(size=self.least, leading=leading)
        if not self.dense:
            return style
        if self.densest:
            style = style._replace(size=_DENSEST_HEADS.get(style, style.size))
        most = _DENSEST_LEADING if self.densest else _DENSE_LEADING
        return style._replace(leading=min(style.leading, style.size * most))


def look_of(edition: Edition, paper: Paper) -> Look:
    page = PAGES[paper]
    if edition is Edition.LARGE:
        return Look(page, _LARGE_COLUMN / _LARGE, _LARGE, _LEAST_IN_LARGE)
    if edition is Edition.SHORT:
        return Look(page, page[0] - 2 * _SHORT_SIDE, dense=True)
    return Look(page, page[0] - 2 * _SIDE)
