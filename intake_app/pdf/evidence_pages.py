"""What is known: the articles side by side, what nobody knows, and the sources."""

from collections.abc import Iterable, Sequence

from intake_app.domain.handout import (
    Block,
    Comparison,
    ComparisonRow,
    SourceEntry,
    SourceList,
    Statement,
    Unknowns,
)
from intake_app.pdf.flowables import Flowable, Placed, Stack
from intake_app.pdf.press import BULLET, Press
from intake_app.pdf.setting import Run
from intake_app.pdf.tables import Box, Cell, Hanging, Row, Table
from intake_app.pdf.theme import (
    ACCENT,
    BODY,
    COLUMN,
    GAP,
    LABEL,
    MEASURE,
    ON_DARK,
    SMALL_GAP,
    STRONG,
    SUBHEADING,
    TINT,
    UNIT,
)

_PAD = 8.0
_HALF = COLUMN / 2
_SIDE_WIDTH = _HALF - 2 * _PAD
"""Both sides of the comparison are exactly equal: width, type, tone."""

_NOTHING_SAID = "–"
_INDENT = 15.0
_SOURCE_INDENT = 24.0
_DETAIL_LABEL = 96.0


def set_block(block: Block, press: Press) -> list[Placed] | None:
    """The block as it is set; None for blocks of other pages."""
    match block:
        case Comparison():
            return _comparison(block, press)
        case Unknowns():
            return _unknowns(block, press)
        case SourceList():
            return _source_list(block, press)
    return None


def _cited(statement: Statement) -> list[Run]:
    """A statement and the numbers of its sources, which never stand alone on a line."""
    if not statement.sources:
        return [Run(statement.text)]
    numbers = ",\u00a0".join(map(str, statement.sources))
    return [Run(statement.text), Run(f"\u00a0[{numbers}]", bold=True)]


def _comparison(block: Comparison, press: Press) -> list[Placed]:
    """Each question of the reader, with what stands on either side of it."""
    heads = [
        Cell(press.text(words, ON_DARK, _SIDE_WIDTH, role="TH"), edge)
        for words, edge in ((block.favour_head, _PAD), (block.against_head, _HALF + _PAD))
    ]
    head = Box(Row(heads), COLUMN, (0, 6.0), ground=ACCENT)
    rows = [_question(row, block.figures_label, press) for row in block.rows]
    table = Table(head, rows, COLUMN, line=0)
    return [*press.opening(block.heading, block.lead), Placed(table, GAP)]


def _question(row: ComparisonRow, figures_label: str, press: Press) -> Flowable:
    """One question as a table of its own, so that a break says the question again."""
    width = COLUMN - 2 * _PAD
    question = Box(
        press.text(row.question, SUBHEADING, width, role="TH"), COLUMN, (_PAD, 5.0), ground=TINT
    )
    sides = [
        Cell(_side(statements, press), edge)
        for statements, edge in ((row.favour, _PAD), (row.against, _HALF + _PAD))
    ]
    parts: list[Flowable] = [Row(sides, pad=_PAD, dividers=(_HALF,))]
    if row.figures:
        parts.append(_figures(row.figures, figures_label, press))
    return Table(question, parts, COLUMN, role="TR")


def _side(statements: Sequence[Statement], press: Press) -> Stack:
    if not statements:
        return Stack([Placed(press.text(_NOTHING_SAID, BODY, _SIDE_WIDTH, role="TD"))])
    return _listed(statements, press, _SIDE_WIDTH)


def _listed(statements: Iterable[Statement], press: Press, width: float) -> Stack:
    items = [
        Placed(press.hanging(BULLET, _cited(each), BODY, (_INDENT, width)), UNIT)
        for each in statements
    ]
    return Stack(items, role="L")


def _figures(figures: Sequence[Statement], label: str, press: Press) -> Flowable:
    """Each source's own figure, across both sides."""
    width = COLUMN - 2 * _PAD
    body = Stack(
        [
            Placed(press.text(label, STRONG, width, role="TH")),
            Placed(_listed(figures, press, width), UNIT),
        ]
    )
    return Box(body, COLUMN, (_PAD, _PAD), role="TD")


def _unknowns(block: Unknowns, press: Press) -> list[Placed]:
    """What is not known, in the four wordings."""
    listed = _listed(block.lines, press, MEASURE)
    return [*press.opening(block.heading, block.lead), Placed(listed, SMALL_GAP)]


def _source_list(block: SourceList, press: Press) -> list[Placed]:
    """The sources by their numbers, each with what is known of who wrote it and why."""
    placed = press.opening(block.heading, block.lead)
    return [*placed, *(Placed(_source(entry, press), GAP) for entry in block.entries)]


def _source(entry: SourceEntry, press: Press) -> Hanging:
    width = COLUMN - _SOURCE_INDENT
    details = [
        Placed(
            Hanging(
                press.text(fact.label, LABEL, _DETAIL_LABEL - UNIT),
                press.text(fact.value, BODY, width - _DETAIL_LABEL),
                _DETAIL_LABEL,
                "P",
            )
        )
        for fact in entry.details
    ]
    title = press.text(entry.title, STRONG, width)
    body = Stack([Placed(title), *details])
    number = press.text(str(entry.number), STRONG, _SOURCE_INDENT, role="Lbl")
    return Hanging(number, body, _SOURCE_INDENT)
