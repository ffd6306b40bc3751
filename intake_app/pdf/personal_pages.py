"""What is about the person: sentences, small tables, lines to write on, boxes to tick."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import inf

from intake_app.domain.handout.blocks import TICK_HERE, WRITE_HERE, Grid, StatementList
from intake_app.domain.handout.handout import Block
from intake_app.pdf.canvas import Sheet
from intake_app.pdf.citing import ENDS, cited
from intake_app.pdf.flowables import Flowable, Placed, Stack
from intake_app.pdf.narrow import piled_row, piled_table
from intake_app.pdf.press import BETWEEN, BULLET, Press
from intake_app.pdf.setting import Run
from intake_app.pdf.structure import GROUP, PICTURE
from intake_app.pdf.tables import Box, Cell, Row, Table
from intake_app.pdf.theme import (
    ACCENT,
    BODY,
    GAP,
    HAIR,
    ON_DARK_SMALL,
    QUIET,
    SMALL_GAP,
    TICK,
)

_WARNING = "▲"
_PAD = 2.0
_WRITING_HEIGHT = 18.0
_SHORT_LIST = 64.0
"""Lists up to this height stay on one page."""
_WHOLE_GRID = 100.0
_LONGEST_NAME = 80
_MOST_IN_NARROW, _BLANKS = 5, 16
_NUMBER_INDENT = BODY.size * 1.6


@dataclass(frozen=True, eq=False)
class WritingLines(Flowable):
    """Room to write by hand, over thin lines; with ``words`` a picture that they tell."""

    width: float
    count: int = 1
    words: str = ""
    role: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "role", PICTURE if self.words else GROUP)

    @property
    def height(self) -> float:
        return _WRITING_HEIGHT * self.count

    def paint(self, sheet: Sheet, left: float, top: float) -> None:
        if self.words:
            sheet.picture(left, top, (self.width, self.height), self.words)
        for i in range(1, self.count + 1):
            line = top + _WRITING_HEIGHT * i - 2 * HAIR
            sheet.box(left, line, (self.width, HAIR), QUIET)


def set_block(block: Block, press: Press) -> list[Placed] | None:
    """The block as it is set; None for blocks of other pages."""
    match block:
        case StatementList():
            return _statement_list(block, press)
        case Grid():
            return _grid(block, press)
    return None


def opening(heading: str, lead: str, level: int, press: Press) -> list[Placed]:
    """The heading of a section or of a part of one, and its lead."""
    if level == 1:
        return press.opening(heading, lead)
    parts = [Placed(press.heading(heading, level=level), press.look.gaps.section - GAP)]
    if lead:
        parts.append(
            Placed(replace(press.text(lead, BODY, press.look.measure), keep_with_next=True), 2.0)
        )
    return parts


def _statement_list(block: StatementList, press: Press) -> list[Placed]:
    if press.grouped and _is_names(block):
        names = BETWEEN.join(line.text for line in block.lines)
        said = press.text(names, BODY, press.look.measure)
        head = opening(block.heading, block.lead, block.level, press)
        return [*head, Placed(said, press.look.gaps.small)]
    items = [Placed(item, press.look.gaps.item) for item in _items(block, press)]
    listed = Stack(items, role="L", whole=press.look.whole(_SHORT_LIST))
    parts = opening(block.heading, block.lead, block.level, press)
    parts.append(Placed(listed, press.look.gaps.small))
    if block.blanks:
        lines = WritingLines(press.look.measure, block.blanks, press.blank_words)
        parts.append(Placed(lines))
    return parts


def _is_names(block: StatementList) -> bool:
    """Whether the lines are names, not sentences."""
    return not (block.numbered or block.marked or block.blanks) and all(
        len(line.text) <= _LONGEST_NAME and not line.sources and not line.text.endswith(ENDS)
        for line in block.lines
    )


def _items(block: StatementList, press: Press) -> Iterator[Flowable]:
    for i, line in enumerate(block.lines):
        runs = cited(line)
        mark, indent = BULLET, press.look.gaps.indent
        if block.numbered:
            mark, indent = f"{i + 1}.", _NUMBER_INDENT
        if i in block.marked:
            mark, runs = _WARNING, [Run(run.text, bold=True) for run in runs]
        yield press.hanging(mark, runs, BODY, (indent, press.look.measure))


def _grid(block: Grid, press: Press) -> list[Placed]:
    if press.look.is_narrow and len(block.heads) > _MOST_IN_NARROW:
        rows = [_narrow_row(row, block.heads, press) for row in block.rows]
        table: Flowable = piled_table(rows, press)
        return [*opening(block.heading, block.lead, block.level, press), Placed(table, SMALL_GAP)]
    least = _longest_words(block.heads, press)
    edges, widths = columns(block.widths, press.look.column, least)
    heads = _cells(block.heads, edges, widths, press, head=True)
    head = Box(Row(heads), press.look.column, (0, _PAD), ground=ACCENT)
    rows = [Row(_cells(row, edges, widths, press), pad=_PAD) for row in block.rows]
    table = Stack(
        [Placed(Table(head, rows, press.look.column))], whole=press.look.whole(_WHOLE_GRID)
    )
    return [*opening(block.heading, block.lead, block.level, press), Placed(table, SMALL_GAP)]


def _narrow_row(row: Sequence[str], heads: Sequence[str], press: Press) -> Flowable:
    """The cells behind their heads; what is to be filled in is a line to write on."""
    filled = [cell if cell != WRITE_HERE else "_" * _BLANKS for cell in row]
    (first, name), *others = zip(heads, filled, strict=True)
    return piled_row(f"{first}: {name}", others, press)


def columns(
    shares: Sequence[int], room: float, least: Sequence[float]
) -> tuple[list[float], list[float]]:
    """Left edges and inner widths of columns that share ``room``; none is below its ``least``."""
    whole = sum(shares)
    outer = [room * share / whole for share in shares]
    lacking = [
        max(0.0, need + 2 * _PAD + HAIR - width) for need, width in zip(least, outer, strict=True)
    ]
    spare = [0.0 if lack else width for lack, width in zip(lacking, outer, strict=True)]
    taken = sum(lacking) / sum(spare) if sum(spare) else 0.0
    edges, widths = list[float](), list[float]()
    left = 0.0
    for width, lack, part in zip(outer, lacking, spare, strict=True):
        edges.append(left + _PAD)
        widths.append(width + lack - part * taken - 2 * _PAD)
        left += width + lack - part * taken
    return edges, widths


def _longest_words(heads: Sequence[str], press: Press) -> list[float]:
    """How wide each head has to be so that none of its words is cut."""
    return [
        max((press.text(word, ON_DARK_SMALL, inf).set_width for word in head.split()), default=0.0)
        for head in heads
    ]


def _cells(
    texts: Sequence[str],
    edges: Sequence[float],
    widths: Sequence[float],
    press: Press,
    *,
    head: bool = False,
) -> list[Cell]:
    cells: list[Cell] = []
    for text, edge, width in zip(texts, edges, widths, strict=True):
        if head:
            role = "TH" if text else "TD"
            body: Flowable = press.text(text, ON_DARK_SMALL, width, role=role)
        elif text == WRITE_HERE:
            body = WritingLines(width)
        else:
            style = TICK if text == TICK_HERE else BODY
            role = "TD" if cells else "TH"
            body = press.text([Run(text, isolated=True)], style, width, role=role)
        cells.append(Cell(body, edge))
    return cells
