"""The second layer of evidence: fact boxes, the table of choices, the list of studies."""

from collections.abc import Sequence

from intake_app.domain.handout import Block
from intake_app.domain.handout_blocks import (
    ChoiceRow,
    ChoiceTable,
    FactBox,
    FactBoxes,
    FactRow,
    StudyEntry,
    StudyList,
)
from intake_app.domain.statements import Statement
from intake_app.pdf.citing import cited
from intake_app.pdf.flowables import Flowable, Placed, Stack
from intake_app.pdf.personal_pages import WritingLine
from intake_app.pdf.press import Press, stacked
from intake_app.pdf.setting import Run
from intake_app.pdf.tables import Box, Cell, Hanging, Row, Table
from intake_app.pdf.theme import (
    COLUMN,
    FIGURE,
    GAP,
    LABEL,
    RULE,
    SMALL,
    SMALL_GAP,
    SMALL_STRONG,
    SUBHEADING,
    THIN,
    TIGHT_BODY,
    TINT,
)

_PAD = 8.0
_ROW_PAD = 4.0
_INNER = COLUMN - 2 * _PAD
_FACT_EDGES = (_PAD, 138.0, 206.0, 278.0, 380.0)
_FACT_WIDTHS = (122.0, 62.0, 66.0, 96.0, COLUMN - 380.0 - _PAD)
_CHOICE_EDGES = (_PAD, 140.0, 330.0)
_CHOICE_WIDTHS = (122.0, 180.0, COLUMN - 330.0 - _PAD)
_WHOLE_BOX = 400.0
_STUDY_INDENT = 28.0


def set_block(block: Block, press: Press) -> list[Placed] | None:
    """The block as it is set; None for blocks of other pages."""
    match block:
        case FactBoxes():
            boxes = [Placed(_fact_box(box, press), GAP + SMALL_GAP) for box in block.boxes]
            return [*press.opening(block.heading, block.lead), *boxes]
        case ChoiceTable():
            rows = [Placed(_choice(row, block.labels, press), GAP) for row in block.rows]
            return [*press.opening(block.heading, block.lead), *rows]
        case StudyList():
            entries = [Placed(_study(entry, press), SMALL_GAP) for entry in block.entries]
            return [*press.opening(block.heading, block.lead), *entries]
    return None


def _fact_box(box: FactBox, press: Press) -> Flowable:
    """One study in a frame: its title and mark, the table, what limits it."""
    head = [
        Placed(press.text(box.title, SUBHEADING, _INNER, role="Caption")),
        Placed(press.text(box.strength_words, SMALL_STRONG, _INNER)),
    ]
    heads = [
        Cell(press.text(words, SMALL_STRONG, width, role="TH"), edge)
        for words, edge, width in zip(box.heads, _FACT_EDGES, _FACT_WIDTHS, strict=True)
    ]
    rows = [_fact_row(row, box if i == 0 else None, press) for i, row in enumerate(box.rows)]
    table = Table(Row(heads, pad=_ROW_PAD), rows, COLUMN)
    limits = press.text(cited(box.limits), SMALL, _INNER)
    parts = [
        Placed(Box(Stack(head), COLUMN, (_PAD, _ROW_PAD), ground=TINT)),
        Placed(table),
        Placed(Box(limits, COLUMN, (_PAD, _ROW_PAD))),
    ]
    return Box(Stack(parts, whole=_WHOLE_BOX), COLUMN, (0, 0), frame=THIN, frame_colour=RULE)


def _fact_row(row: FactRow, box: FactBox | None, press: Press) -> Row:
    """One outcome; who it is about stands beside the first one, for all of them."""
    outcome, control, treated, others, who = _FACT_EDGES
    widths = dict(zip(_FACT_EDGES, _FACT_WIDTHS, strict=True))
    cells = [Cell(press.text(row.outcome, TIGHT_BODY, widths[outcome], role="TH"), outcome)]
    if row.silence:
        words = [Run(row.silence.rstrip(":"), bold=True)]
        cells.append(Cell(press.text(words, TIGHT_BODY, who - control - _PAD, role="TD"), control))
    else:
        figures = ((row.control, FIGURE, control), (row.treated, FIGURE, treated))
        for text, style, edge in (*figures, (row.others, TIGHT_BODY, others)):
            cells.append(Cell(press.text(text, style, widths[edge], role="TD"), edge))
    if box is not None:
        source = cited(Statement(text=box.who, studies=box.limits.studies))
        cells.append(Cell(press.text(source, SMALL, widths[who], role="TD"), who))
    return Row(cells, pad=_ROW_PAD)


def _choice(row: ChoiceRow, labels: Sequence[str], press: Press) -> Flowable:
    """One choice under its name: six cells in two lines of three."""
    name = Box(
        press.text(row.name, SUBHEADING, _INNER, role="TH"), COLUMN, (_PAD, 3.0), ground=TINT
    )
    cells = [
        _choice_cell(label, cell, width, press)
        for label, cell, width in zip(labels, row.cells, _CHOICE_WIDTHS * 2, strict=True)
    ]
    placed = [Cell(cell, edge) for cell, edge in zip(cells, _CHOICE_EDGES * 2, strict=True)]
    lines = [Row(placed[:3], pad=2.0), Row(placed[3:], pad=2.0)]
    return Stack([Placed(Table(name, lines, COLUMN, line=0))], role="TR", whole=_WHOLE_BOX)


def _choice_cell(label: str, cell: Sequence[Statement], width: float, press: Press) -> Flowable:
    name: Flowable = press.text(label, LABEL, width, role="TH")
    if not cell:
        return stacked([name, WritingLine(width)], 0)
    return stacked([name, *(_sentence(each, width, press) for each in cell)], 0, role="TD")


def _sentence(statement: Statement, width: float, press: Press) -> Flowable:
    return press.text(cited(statement), TIGHT_BODY, width)


def _study(entry: StudyEntry, press: Press) -> Hanging:
    """Design first, then where to find it and what was seen of it, in small type."""
    width = COLUMN - _STUDY_INDENT
    lines = (
        press.text(entry.design, SMALL_STRONG, width),
        press.text(f"{entry.citation} {entry.details}", SMALL, width),
    )
    number = press.text(f"S{entry.number}", SMALL_STRONG, _STUDY_INDENT, role="Lbl")
    return Hanging(number, stacked(lines, 0), _STUDY_INDENT)
