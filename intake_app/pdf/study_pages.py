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
from intake_app.pdf.press import Press, stacked
from intake_app.pdf.setting import Run
from intake_app.pdf.tables import Box, Cell, Hanging, Row, Table
from intake_app.pdf.theme import (
    ACCENT,
    COLUMN,
    FIGURE,
    GAP,
    ON_DARK_SMALL,
    REFERENCE,
    REFERENCE_STRONG,
    RULE,
    SMALL,
    SMALL_GAP,
    SMALL_INK,
    SMALL_STRONG,
    SUBHEADING,
    THIN,
    TIGHT_BODY,
    TINT,
)

_PAD = 8.0
_ROW_PAD = 4.0
_INNER = COLUMN - 2 * _PAD
_FACT_EDGES = (_PAD, 124.0, 186.0, 252.0, 352.0)
_FACT_WIDTHS = (110.0, 58.0, 62.0, 94.0, COLUMN - 352.0 - _PAD)
_CHOICE_EDGES = (_PAD, 186.0, 344.0)
_CHOICE_WIDTHS = (170.0, 150.0, COLUMN - 344.0 - _PAD)
_COST_BLANKS = 16
_MARK = 150.0
_WHOLE_BOX = 400.0
_STUDY_INDENT = 28.0


def set_block(block: Block, press: Press) -> list[Placed] | None:
    """The block as it is set; None for blocks of other pages."""
    match block:
        case FactBoxes():
            boxes = [Placed(_fact_box(box, press), GAP + SMALL_GAP) for box in block.boxes]
            return [*press.opening(block.heading, block.lead), *boxes]
        case ChoiceTable():
            return [*press.opening(block.heading, block.lead), Placed(_choices(block, press), GAP)]
        case StudyList():
            entries = [Placed(_study(entry, press), 2.0) for entry in block.entries]
            return [*press.opening(block.heading, block.lead), *entries]
    return None


def _fact_box(box: FactBox, press: Press) -> Flowable:
    """One study in a frame: its title and mark, the table, what limits it."""
    mark = press.text(box.strength_words, SMALL_STRONG, _MARK, role="P")
    title = press.text(box.title, SUBHEADING, _INNER - _MARK, role="Caption")
    head = Row([Cell(title, _PAD), Cell(mark, COLUMN - _MARK)], pad=_ROW_PAD, role="Div")
    heads = [
        Cell(press.text(words, SMALL_STRONG, width, role="TH"), edge)
        for words, edge, width in zip(box.heads, _FACT_EDGES, _FACT_WIDTHS, strict=True)
    ]
    rows = [_fact_row(row, box if i == 0 else None, press) for i, row in enumerate(box.rows)]
    table = Table(Row(heads, pad=2.0), rows, COLUMN)
    limits = press.text(cited(box.limits), SMALL, _INNER)
    parts = [
        Placed(Box(head, COLUMN, (0, 0), ground=TINT)),
        Placed(table),
        Placed(Box(limits, COLUMN, (_PAD, 2.0))),
    ]
    return Box(Stack(parts, whole=_WHOLE_BOX), COLUMN, (0, 0), frame=THIN, frame_colour=RULE)


def _fact_row(row: FactRow, box: FactBox | None, press: Press) -> Row:
    """One outcome; who it is about stands beside the first one, for all of them."""
    outcome, control, treated, others, who = _FACT_EDGES
    widths = dict(zip(_FACT_EDGES, _FACT_WIDTHS, strict=True))
    cells = [Cell(press.text(row.outcome, TIGHT_BODY, widths[outcome], role="TH"), outcome)]
    if row.silence:
        room = (who if box else COLUMN) - control - _PAD
        opening, colon, rest = row.silence.partition(":")
        words = [Run(opening + colon, bold=True), Run(rest)]
        cells.append(Cell(press.text(words, TIGHT_BODY, room, role="TD"), control))
    else:
        figures = ((row.control, FIGURE, control), (row.treated, FIGURE, treated))
        for text, style, edge in (*figures, (row.others, TIGHT_BODY, others)):
            cells.append(Cell(press.text(text, style, widths[edge], role="TD"), edge))
    if box is not None:
        source = cited(Statement(text=box.who, studies=box.limits.studies))
        cells.append(Cell(press.text(source, SMALL, widths[who], role="TD"), who))
    return Row(cells, pad=_ROW_PAD)


def _choices(block: ChoiceTable, press: Press) -> Flowable:
    """All choices under one head: two wide cells, and a narrow one of four in small type."""
    how, helped, harms, *rest = block.labels
    labels = (helped, harms, block.other_label)
    cells = [
        Cell(press.text(words, ON_DARK_SMALL, width, role="TH"), edge)
        for words, edge, width in zip(labels, _CHOICE_EDGES, _CHOICE_WIDTHS, strict=True)
    ]
    head = Box(Row(cells), COLUMN, (0, _ROW_PAD), ground=ACCENT)
    rows = [_choice(row, (how, *rest), press) for row in block.rows]
    return Table(head, rows, COLUMN, line=0)


def _choice(row: ChoiceRow, labels: Sequence[str], press: Press) -> Flowable:
    """One choice under its name and what it is."""
    how, helped, harms, *rest = row.cells
    name = [Run(f"{row.name}  ", bold=True), *(run for each in how for run in cited(each))]
    band = Box(press.text(name, TIGHT_BODY, _INNER, role="TH"), COLUMN, (_PAD, 3.0), ground=TINT)
    small = [_labelled(label, cell, press) for label, cell in zip(labels[1:], rest, strict=True)]
    bodies = (
        *(
            stacked((_sentence(each, width, press) for each in cell), 0, role="TD")
            for cell, width in zip((helped, harms), _CHOICE_WIDTHS, strict=False)
        ),
        stacked(small, 0, role="TD"),
    )
    cells = [Cell(body, edge) for body, edge in zip(bodies, _CHOICE_EDGES, strict=True)]
    return Stack([Placed(band), Placed(Row(cells, pad=2.0))], role="TR", whole=_WHOLE_BOX)


def _labelled(label: str, cell: Sequence[Statement], press: Press) -> Flowable:
    """A small cell behind its label; an empty one is a line to write on."""
    width = _CHOICE_WIDTHS[2]
    name = Run(f"{label}: ", bold=True)
    if not cell:
        blank = f"{'_' * _COST_BLANKS}"
        return press.text([name, Run(blank)], SMALL_INK, width)
    return press.text([name, *(run for each in cell for run in cited(each))], SMALL_INK, width)


def _sentence(statement: Statement, width: float, press: Press) -> Flowable:
    return press.text(cited(statement), TIGHT_BODY, width)


def _study(entry: StudyEntry, press: Press) -> Hanging:
    """Design first, then where to find it and what was seen of it, in small type."""
    words = [Run(f"{entry.design}. ", bold=True), Run(f"{entry.citation} {entry.details}")]
    body = press.text(words, REFERENCE, COLUMN - _STUDY_INDENT, role="LBody")
    number = press.text(f"S{entry.number}", REFERENCE_STRONG, _STUDY_INDENT, role="Lbl")
    return Hanging(number, body, _STUDY_INDENT)
