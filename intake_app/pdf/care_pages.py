"""The calendar with its reasons, the patient's own dates, notes and other plain lists."""

from collections.abc import Sequence
from dataclasses import replace

from intake_app.domain.handout.handout import (
    Block,
    CalendarRow,
    CalendarTable,
    Imprint,
    Lines,
    Note,
)
from intake_app.pdf.drawings import Drawing, Illustrated
from intake_app.pdf.flowables import Flowable, Placed, Stack, Text
from intake_app.pdf.languages import paragraphs_of
from intake_app.pdf.narrow import piled_row, piled_table
from intake_app.pdf.press import BULLET, Press, stacked
from intake_app.pdf.qr_code import QrCode
from intake_app.pdf.setting import Run
from intake_app.pdf.tables import Box, Cell, Row, Table
from intake_app.pdf.theme import (
    ACCENT,
    BODY,
    GAP,
    ON_DARK,
    ON_DARK_SMALL,
    REFERENCE,
    SMALL,
    SMALL_GAP,
    STRONG,
    Style,
)

_WARNING = "▲"
_PAD, _INSET = 1.0, 6.0
_DRAWING, _PICTURE_EDGE, _SMALL_INDENT = 24.0, 4.0, 21.0
_WHAT = 34.0
_WHEN_AND_WHY = ((152.0, 304.0), (152.0, 284.0), (160.0, 304.0), (140.0, 332.0))
"""The calendar's columns by their left edges: the first, or those that make it lowest."""

_WITH_ROOM = 0.75
"""Of the height of a page: its heading, head and foot take the rest."""

_HEADS = ((ON_DARK, "TH"), (ON_DARK, "TH"), (ON_DARK, "TH"), (ON_DARK_SMALL, "TH"))
_CELLS = ((STRONG, "TH"), (STRONG, "TD"), (BODY, "TD"), (SMALL, "TD"))
"""The type of its cells and what they are; the last one stands below the two before it."""

_SHORT_LIST = 132.0
"""Lists up to this height stay on one page."""

_CODE = 64.0
"""Side of the code with the document id: 3 points a square, read from a hand away."""

_NOTE_CHUNK = 40
"""Lines of a note that are set as one flowable; a long note is many of them."""


def set_block(block: Block, press: Press) -> list[Placed] | None:
    """The block as it is set; None for blocks of other pages."""
    match block:
        case CalendarTable():
            return _calendar_table(block, press)
        case Lines():
            return _lines(block, press)
        case Note():
            return _note(block, press)
        case Imprint():
            return _imprint(block, press)
    return None


def _calendar_table(block: CalendarTable, press: Press) -> list[Placed]:
    """What - not before or until when - why - where this comes from."""
    if block.is_brief:
        return [*press.opening(block.heading, block.lead), *_by_limit(block, press)]
    if press.look.is_narrow:
        rows = [_narrow_row(row, block, press) for row in block.rows]
        table = piled_table(rows, press)
        return [*press.opening(block.heading, block.lead), Placed(table, SMALL_GAP)]
    table = _lowest_calendar(block, press)
    return [*press.opening(block.heading, block.lead), Placed(table, SMALL_GAP)]


def _lowest_calendar(block: CalendarTable, press: Press) -> Table:
    """The lowest of some; where the first has room on a page the others are not set."""
    first, *others = _WHEN_AND_WHY
    table = _calendar(block, first, press)
    if table.height <= _WITH_ROOM * press.look.height:
        return table
    tables = (table, *(_calendar(block, each, press) for each in others))
    return min(tables, key=lambda each: each.height)


def _calendar(block: CalendarTable, edges: tuple[float, float], press: Press) -> Table:
    """The table with when and why at their left edges."""
    column = press.look.column
    when, why = edges
    widths = (when - _WHAT - GAP, why - when - GAP, column - why - _INSET, column - when - _INSET)

    def row(
        words: Sequence[str], kinds: Sequence[tuple[Style, str]], drawing: Drawing | None = None
    ) -> Row:
        what, *beside, origin = (
            press.text(each, style, width, role=role)
            for each, (style, role), width in zip(words, kinds, widths, strict=True)
        )
        cells = [Cell(Illustrated(drawing, what, _WHAT - _PICTURE_EDGE), _PICTURE_EDGE)]
        cells += map(Cell, beside, edges)
        return Row([*cells, Cell(origin, when, under=(1, 2))], pad=_PAD)

    head = Box(row(block.heads, _HEADS), column, (0, 4.0), ground=ACCENT)
    rows = [
        row(
            (each.what, each.limit, each.why, each.origin),
            _CELLS,
            press.drawings.drawing(each.drawing, _DRAWING) if each.drawing else None,
        )
        for each in block.rows
    ]
    return Table(head, rows, column)


def _by_limit(block: CalendarTable, press: Press) -> list[Placed]:
    """What has the same limit stands together under it."""
    limits = dict.fromkeys(row.limit for row in block.rows)
    column = press.look.column
    groups = []
    for limit in limits:
        when = press.text(limit, STRONG, column, role="TH")
        acts = [_act(row, press) for row in block.rows if row.limit == limit]
        cells = [Cell(when, 0), Cell(stacked(acts, 0, role="TD"), 0, under=(0,))]
        groups.append(Row(cells, pad=1.0))
    return [Placed(Table(Stack(()), groups, column), press.look.gaps.small)]


def _act(row: CalendarRow, press: Press) -> Flowable:
    """What to wait with beside its drawing, and in small type who set that, if not all of it."""
    width = press.look.column - _SMALL_INDENT
    told = [press.text(row.what, BODY, width)]
    told += [press.text(row.origin, SMALL, width)] if row.origin else []
    body = told[0] if len(told) == 1 else stacked(told, 0)
    return Illustrated(_small_drawing(row, press), body, _SMALL_INDENT)


def _small_drawing(row: CalendarRow, press: Press) -> Drawing | None:
    """A drawing as high as a line of text."""
    if not row.drawing:
        return None
    return press.drawings.drawing(row.drawing, press.look.of(BODY).leading)


def _narrow_row(row: CalendarRow, block: CalendarTable, press: Press) -> Stack:
    _, _, why, origin = block.heads
    cells = (("", [Run(row.limit, bold=True)]), (why, row.why), (origin, row.origin))
    drawing = _small_drawing(row, press)
    return piled_row(row.what, cells, press, drawing=drawing)


def _lines(block: Lines, press: Press) -> list[Placed]:
    """A list; lines that warn carry a sign and are bold."""
    items = [
        press.hanging(
            _WARNING if i in block.marked else BULLET,
            [Run(line, bold=i in block.marked)],
            BODY,
            (press.look.gaps.indent, press.look.measure),
        )
        for i, line in enumerate(block.lines)
    ]
    listed = Stack(
        [Placed(item, press.look.gaps.item) for item in items],
        role="L",
        whole=press.look.whole(_SHORT_LIST),
    )
    return [*press.opening(block.heading, block.lead), Placed(listed, press.look.gaps.small)]


def _note(block: Note, press: Press) -> list[Placed]:
    """A person's own words: every line and blank line as it stands, in its own direction.

    Lines in another language than those before them are a paragraph of their own.
    """
    paragraphs = [
        press.text([Run(words, language=language)], BODY, press.look.measure, own_way=True)
        for language, words in paragraphs_of(block.text, press.script)
    ]
    chunks: list[Flowable] = [
        replace(each, lines=each.lines[start : start + _NOTE_CHUNK])
        for each in map(_said_in_chunks, paragraphs)
        for start in range(0, len(each.lines), _NOTE_CHUNK)
    ]
    if sum(each.height for each in chunks) <= press.look.whole(_SHORT_LIST):
        chunks = [Stack([Placed(each) for each in chunks], whole=_SHORT_LIST)]
    if block.heading:
        chunks.insert(0, press.heading(block.heading))
    first, *rest = chunks
    return [
        Placed(first, press.look.gaps.section),
        *(Placed(part, SMALL_GAP if i == 0 else 0) for i, part in enumerate(rest)),
    ]


def _said_in_chunks(paragraph: Text) -> Text:
    """A paragraph of many chunks, each of which says its own share of it."""
    if paragraph.said and len(paragraph.lines) > _NOTE_CHUNK:
        return paragraph.shared_out()
    return paragraph


def _imprint(block: Imprint, press: Press) -> list[Placed]:
    """The foot of the handout, in small type, with the document id as a code to scan.

    The first lines stand beside the code, as many as are as high as it is.
    """
    placed = [Placed(press.heading(block.heading), press.look.gaps.section)]
    lines = block.lines
    if press.document_id:
        beside = min(_beside_code(lines, press), len(lines))
        told = _small_lines(lines[:beside], press.look.column - _CODE - GAP, press)
        code = QrCode(press.document_id, _CODE, press.document_words)
        cells = [Cell(told, 0), Cell(code, press.look.column - _CODE)]
        row = Row(cells, role="Div", keep_with_next=True)
        placed, lines = [*placed, Placed(row, press.look.gaps.small)], lines[beside:]
    return [*placed, Placed(_small_lines(lines, press.look.column, press))] if lines else placed


def _beside_code(lines: Sequence[str], press: Press) -> int:
    """How many of the lines it takes to reach the foot of the code."""
    width = press.look.column - _CODE - GAP
    for count in range(1, len(lines)):
        if _small_lines(lines[:count], width, press).height >= _CODE:
            return count
    return len(lines)


def _small_lines(lines: Sequence[str], width: float, press: Press) -> Stack:
    said = [" ".join(lines)] if press.look.dense else lines
    return stacked((press.text(line, REFERENCE, width) for line in said), 0)
