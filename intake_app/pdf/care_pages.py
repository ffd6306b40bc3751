"""The calendar with its reasons, the patient's own dates, notes and other plain lists."""

from dataclasses import replace

from intake_app.domain.handout import Block, CalendarRow, CalendarTable, Imprint, Lines, Note
from intake_app.pdf.flowables import Placed, Stack
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
    SECTION_GAP,
    SMALL,
    SMALL_GAP,
    TIGHT_BODY,
    TIGHT_STRONG,
    Style,
)

_WARNING = "▲"
_PAD = 2.0
_EDGES = (8.0, 108.0, 250.0, 386.0)
_WIDTHS = (94.0, 136.0, 130.0, 109.0)
"""Left edges and widths of the calendar's four columns."""

_SHORT_LIST = 120.0
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
    if press.look.is_narrow:
        rows = [_narrow_row(row, block, press) for row in block.rows]
        table = piled_table(rows, press)
        return [*press.opening(block.heading, block.lead), Placed(table, GAP)]
    cells = [
        Cell(press.text(head, ON_DARK, width, role="TH"), edge)
        for head, edge, width in zip(block.heads, _EDGES, _WIDTHS, strict=True)
    ]
    head = Box(Row(cells), press.look.column, (0, 4.0), ground=ACCENT)
    table = Table(head, [_calendar_row(row, press) for row in block.rows], press.look.column)
    return [*press.opening(block.heading, block.lead), Placed(table, GAP)]


def _narrow_row(row: CalendarRow, block: CalendarTable, press: Press) -> Stack:
    _, _, why, origin = block.heads
    cells = (("", [Run(row.limit, bold=True)]), (why, row.why), (origin, row.origin))
    return piled_row(row.what, cells, press)


def _calendar_row(row: CalendarRow, press: Press) -> Row:
    columns: tuple[tuple[str, Style, str], ...] = (
        (row.what, TIGHT_STRONG, "TH"),
        (row.limit, TIGHT_STRONG, "TD"),
        (row.why, TIGHT_BODY, "TD"),
        (row.origin, SMALL, "TD"),
    )
    cells = [
        Cell(press.text(words, style, width, role=role), edge)
        for (words, style, role), edge, width in zip(columns, _EDGES, _WIDTHS, strict=True)
    ]
    return Row(cells, pad=_PAD)


def _lines(block: Lines, press: Press) -> list[Placed]:
    """A list; lines that warn carry a sign and are bold."""
    items = [
        press.hanging(
            _WARNING if i in block.marked else BULLET,
            [Run(line, bold=i in block.marked)],
            BODY,
            (BODY.size * 1.25, press.look.measure),
        )
        for i, line in enumerate(block.lines)
    ]
    listed = Stack([Placed(item, SMALL_GAP) for item in items], role="L", whole=_SHORT_LIST)
    return [*press.opening(block.heading, block.lead), Placed(listed, SMALL_GAP)]


def _note(block: Note, press: Press) -> list[Placed]:
    """A person's own words: every line and blank line as it stands, in its own direction."""
    whole = press.text(block.text, BODY, press.look.measure, base=None)
    chunks = [
        replace(whole, lines=whole.lines[start : start + _NOTE_CHUNK])
        for start in range(0, len(whole.lines), _NOTE_CHUNK)
    ]
    placed = [press.heading(block.heading)] if block.heading else []
    first, *rest = [*placed, *chunks]
    return [
        Placed(first, SECTION_GAP),
        *(Placed(part, SMALL_GAP if i == 0 else 0) for i, part in enumerate(rest)),
    ]


def _imprint(block: Imprint, press: Press) -> list[Placed]:
    """The foot of the handout, in small type, with the document id as a code to scan."""
    heading = press.heading(block.heading)
    column = press.look.column
    width = column - _CODE - 2 * GAP
    lines = stacked((press.text(line, SMALL, width) for line in block.lines), 0)
    if not press.document_id:
        return [Placed(heading, SECTION_GAP), Placed(lines, SMALL_GAP)]
    code = QrCode(press.document_id, _CODE)
    foot = Row([Cell(lines, 0), Cell(code, column - _CODE)], role="Div")
    return [Placed(heading, SECTION_GAP), Placed(foot, SMALL_GAP)]
