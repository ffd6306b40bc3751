"""What is known: the articles side by side, what nobody knows, and the sources."""

from collections.abc import Sequence
from dataclasses import replace

from intake_app.domain.handout import (
    Block,
    Comparison,
    ComparisonRow,
    Fact,
    SourceEntry,
    SourceList,
    Statement,
    Unknowns,
)
from intake_app.pdf.flowables import Flowable, Placed, Stack
from intake_app.pdf.press import BULLET, Press, stacked
from intake_app.pdf.setting import Run
from intake_app.pdf.tables import Box, Cell, Hanging, Row, Table
from intake_app.pdf.theme import (
    ACCENT,
    BODY,
    COLUMN,
    FACT,
    GAP,
    MEASURE,
    ON_DARK,
    SMALL_GAP,
    STRONG,
    SUBHEADING,
    TINT,
)

_PAD = 8.0
_ROW_PAD = 5.0
_HALF = COLUMN / 2
_SIDE_WIDTH = _HALF - 2 * _PAD
"""Both sides of the comparison are exactly equal: width, type, tone."""

_NOTHING_SAID = "–"
_FIGURES_LABEL = 96.0
_FIGURE_GAP = 2.0
_NUMBER_INDENT = 26.0
_LONGEST_OPENING = 40
_SOURCE_INDENT = 24.0
_DETAIL_LABEL = 86.0


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
    table = Table(head, rows, COLUMN, line=0, gap=GAP)
    return [*press.opening(block.heading, block.lead), Placed(table, GAP)]


def _question(row: ComparisonRow, figures_label: str, press: Press) -> Flowable:
    """One question as a table of its own, so that a break says the question again."""
    width = COLUMN - 2 * _PAD
    question = Box(
        press.text(row.question, SUBHEADING, width, role="TH"), COLUMN, (_PAD, 4.0), ground=TINT
    )
    sides = [
        Cell(_side(statements, press), edge)
        for statements, edge in ((row.favour, _PAD), (row.against, _HALF + _PAD))
    ]
    parts: list[Flowable] = [Row(sides, pad=_ROW_PAD, dividers=(_HALF,))]
    if row.figures:
        parts.append(_figures(row.figures, figures_label, press))
    return Table(question, parts, COLUMN, role="TBody")


def _side(statements: Sequence[Statement], press: Press) -> Stack:
    if not statements:
        return Stack([Placed(press.text(_NOTHING_SAID, BODY, _SIDE_WIDTH))])
    return press.bullets([_cited(each) for each in statements], BODY, _SIDE_WIDTH)


def _figures(figures: Sequence[Statement], label: str, press: Press) -> Flowable:
    """Each source's own figure under the others, across both sides, behind its number."""
    width = COLUMN - 2 * _PAD - _FIGURES_LABEL
    items = stacked((_figure(each, press, width) for each in figures), _FIGURE_GAP)
    name = press.text(label, STRONG, _FIGURES_LABEL - GAP, role="TH")
    body = Hanging(name, items, _FIGURES_LABEL, "TR")
    return Box(body, COLUMN, (_PAD, _ROW_PAD))


def _figure(figure: Statement, press: Press, width: float) -> Hanging:
    mark, words = f"[{figure.sources[0]}]" if figure.sources else BULLET, [Run(figure.text)]
    if len(figure.sources) > 1:
        mark, words = BULLET, _cited(figure)
    item = press.hanging(mark, words, BODY, (_NUMBER_INDENT, width))
    if mark is BULLET:
        return item
    return replace(item, label=press.text(mark, STRONG, _NUMBER_INDENT, role="Lbl"))


def _unknowns(block: Unknowns, press: Press) -> list[Placed]:
    """What is not known; the wording that opens each line stands out."""
    lines = [_opened(each) for each in block.lines]
    listed = press.bullets(lines, BODY, MEASURE)
    return [*press.opening(block.heading, block.lead), Placed(listed, SMALL_GAP)]


def _opened(statement: Statement) -> list[Run]:
    words, *numbers = _cited(statement)
    opening, colon, rest = words.text.partition(": ")
    if not colon or len(opening) > _LONGEST_OPENING:
        return [words, *numbers]
    return [Run(opening + colon, bold=True), Run(rest), *numbers]


def _source_list(block: SourceList, press: Press) -> list[Placed]:
    """The sources by their numbers, each with what is known of who wrote it and why."""
    placed = press.opening(block.heading, block.lead)
    return [*placed, *(Placed(_source(entry, press), GAP) for entry in block.entries)]


def _source(entry: SourceEntry, press: Press) -> Hanging:
    width = COLUMN - _SOURCE_INDENT
    title = press.text(entry.title, STRONG, width)
    body = stacked([title, *_details(entry.details, press, width)], 0)
    number = press.text(str(entry.number), STRONG, _SOURCE_INDENT, role="Lbl")
    return Hanging(number, body, _SOURCE_INDENT)


def _details(facts: Sequence[Fact], press: Press, width: float) -> list[Flowable]:
    """The facts one below the other; two that need little room stand side by side."""
    half = (width - GAP) / 2
    rows: list[Flowable] = []
    waiting: Hanging | None = None
    for fact in facts:
        narrow = press.fact(fact, half, label_width=_DETAIL_LABEL)
        is_short = narrow.height <= FACT.leading
        if is_short and waiting is not None:
            rows[-1] = Row([Cell(waiting, 0), Cell(narrow, half + GAP)], role="Div")
            waiting = None
        else:
            rows.append(press.fact(fact, width, label_width=_DETAIL_LABEL))
            waiting = narrow if is_short else None
    return rows
