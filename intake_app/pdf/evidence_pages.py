"""What is known: the articles side by side, what nobody knows, and the sources."""

from collections.abc import Sequence

from intake_app.domain.handout import (
    Block,
    Comparison,
    ComparisonRow,
    SourceEntry,
    SourceList,
    Unknowns,
)
from intake_app.domain.statements import Statement
from intake_app.pdf.citing import cited
from intake_app.pdf.flowables import Flowable, Placed, Stack
from intake_app.pdf.press import Press
from intake_app.pdf.setting import Run
from intake_app.pdf.tables import Box, Cell, Hanging, Row, Table
from intake_app.pdf.theme import (
    ACCENT,
    BODY,
    GAP,
    ON_DARK,
    REFERENCE,
    REFERENCE_STRONG,
    SMALL_GAP,
    SUBHEADING,
    TIGHT_BODY,
    TINT,
)

_PAD = 8.0
_ROW_PAD = 4.0
_NOTHING_SAID = "–"
_LONGEST_OPENING = 40
_SOURCE_INDENT = 24.0


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


def _comparison(block: Comparison, press: Press) -> list[Placed]:
    """Each question of the reader, with what stands on either side of it.

    Both sides are exactly equal: width, type, tone.
    """
    half = press.look.column / 2
    heads = [
        Cell(press.text(words, ON_DARK, half - 2 * _PAD, role="TH"), edge)
        for words, edge in ((block.favour_head, _PAD), (block.against_head, half + _PAD))
    ]
    head = Box(Row(heads), press.look.column, (0, 6.0), ground=ACCENT)
    rows = [_question(row, block.figures_label, press) for row in block.rows]
    table = Table(head, rows, press.look.column, line=0, gap=SMALL_GAP)
    return [*press.opening(block.heading, block.lead), Placed(table, GAP)]


def _question(row: ComparisonRow, figures_label: str, press: Press) -> Flowable:
    """One question as a table of its own, so that a break says the question again."""
    width = press.look.column - 2 * _PAD
    question = Box(
        press.text(row.question, SUBHEADING, width, role="TH"),
        press.look.column,
        (_PAD, 2.0),
        ground=TINT,
    )
    half = press.look.column / 2
    sides = [
        Cell(_side(statements, press), edge)
        for statements, edge in ((row.favour, _PAD), (row.against, half + _PAD))
    ]
    parts: list[Flowable] = [Row(sides, pad=_ROW_PAD, dividers=(half,))]
    if row.figures:
        parts.append(_figures(row.figures, figures_label, press))
    return Table(question, parts, press.look.column, role="TBody")


def _side(statements: Sequence[Statement], press: Press) -> Stack:
    width = press.look.column / 2 - 2 * _PAD
    if not statements:
        return Stack([Placed(press.text(_NOTHING_SAID, BODY, width))])
    return press.bullets([cited(each) for each in statements], TIGHT_BODY, width, gap=2.0)


def _figures(figures: Sequence[Statement], label: str, press: Press) -> Flowable:
    """Each source's own figure behind its number, across both sides, never averaged."""
    runs = [Run(f"{label}:", bold=True)]
    for figure in figures:
        runs.append(Run("   "))
        if len(figure.sources) == 1 and not figure.studies:
            runs += [Run(f"[{figure.sources[0]}]\u00a0", bold=True), Run(figure.text)]
        else:
            runs += cited(figure)
    words = press.text(runs, TIGHT_BODY, press.look.column - 2 * _PAD, role="TD")
    return Box(words, press.look.column, (_PAD, _ROW_PAD))


def _unknowns(block: Unknowns, press: Press) -> list[Placed]:
    """What is not known; the wording that opens each line stands out."""
    lines = [_opened(each) for each in block.lines]
    listed = press.bullets(lines, TIGHT_BODY, press.look.measure)
    return [*press.opening(block.heading, block.lead), Placed(listed, SMALL_GAP)]


def _opened(statement: Statement) -> list[Run]:
    words, *numbers = cited(statement)
    opening, colon, rest = words.text.partition(": ")
    if not colon or len(opening) > _LONGEST_OPENING:
        return [words, *numbers]
    return [Run(opening + colon, bold=True), Run(rest), *numbers]


def _source_list(block: SourceList, press: Press) -> list[Placed]:
    """The sources by their numbers, each with what is known of who wrote it and why."""
    placed = press.opening(block.heading, block.lead)
    return [*placed, *(Placed(_source(entry, press), SMALL_GAP) for entry in block.entries)]


def _source(entry: SourceEntry, press: Press) -> Hanging:
    """An article and what is known of who wrote it, in small type as one paragraph."""
    words = [Run(f"{entry.title}. ", bold=True)]
    for fact in entry.details:
        words += [Run(f"{fact.label}: "), Run(fact.value.rstrip("."), isolated=True), Run(". ")]
    body = press.text(words, REFERENCE, press.look.column - _SOURCE_INDENT, role="LBody")
    number = press.text(str(entry.number), REFERENCE_STRONG, _SOURCE_INDENT, role="Lbl")
    return Hanging(number, body, _SOURCE_INDENT)
