"""What is known: the articles side by side, what nobody knows, and the sources."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from intake_app.domain.evidence.statements import Statement
from intake_app.domain.handout.handout import (
    Block,
    Comparison,
    ComparisonRow,
    SourceEntry,
    SourceList,
    Unknowns,
)
from intake_app.pdf.citing import cited, full_stop
from intake_app.pdf.columns import Columns
from intake_app.pdf.flowables import Flowable, Placed, Stack
from intake_app.pdf.press import Press, stacked
from intake_app.pdf.setting import Run
from intake_app.pdf.structure import GROUP
from intake_app.pdf.tables import WHOLE_ROW, Box, Cell, Hanging, Row, Table
from intake_app.pdf.theme import (
    ACCENT,
    BODY,
    ON_DARK,
    REFERENCE,
    REFERENCE_STRONG,
    SMALL_GAP,
    SUBHEADING,
    THIN,
    TINT,
)

_PAD = 8.0
_ROW_PAD, _SIDE_PAD = 2.0, 1.5
_HEAD_PAD = 3.0
_NOTHING_SAID = "–"
_LONGEST_OPENING = 40
_SOURCE_INDENT = 16.0
_NUMBER = 20.0
_STATEMENT_GAP = 2.0
_WHOLE_QUESTION = 130.0
"""A question with its sides and figures up to this height stays on one page."""


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

    Both sides are exactly equal: width, type, tone. A heavy line parts one question from the next,
    a thin one the two sides; the sources' own figures stand on a tint below both.
    """
    half = press.look.column / 2
    heads = [
        Cell(press.text(words, ON_DARK, half - 2 * _PAD, role="TH"), edge)
        for words, edge in ((block.favour_head, _PAD), (block.against_head, half + _PAD))
    ]
    head = Box(Row([Cell(Stack(()), 0), *heads]), press.look.column, (0, _HEAD_PAD), ground=ACCENT)
    rows = [_question(row, press) for row in block.rows]
    table = Table(head, rows, press.look.column, line=THIN, line_colour=ACCENT)
    return [*press.opening(block.heading, block.lead), Placed(table, SMALL_GAP)]


def _question(row: ComparisonRow, press: Press) -> Flowable:
    """One question over its two sides, which is said again after a break.

    To a reader it is the head of its row, or of both: that of the sides, and that of the figures.
    """
    column, key = press.look.column, object()
    name = press.text(row.question, SUBHEADING, column - 2 * _PAD, role="TH")
    heads = Cell(name, _PAD, rows=2 if row.figures else 1)
    question = Row([heads], pad=_ROW_PAD, key=key)
    half = column / 2
    sides = [
        Cell(_side(statements, press), edge)
        for statements, edge in ((row.favour, _PAD), (row.against, half + _PAD))
    ]
    parts: list[Flowable] = [
        Row(
            sides,
            pad=_SIDE_PAD,
            dividers=(half,),
            whole=press.look.whole(WHOLE_ROW),
            first=1,
            key=key,
        )
    ]
    if row.figures:
        parts.append(_figures(row.figures, press))
    whole = press.look.whole(_WHOLE_QUESTION)
    return Table(question, parts, column, line=0, whole=whole, role=GROUP)


def _side(statements: Sequence[Statement], press: Press) -> Stack:
    """What one side says, a paragraph for each statement."""
    width = press.look.column / 2 - 2 * _PAD
    said = [cited(each) for each in statements] or [[Run(_NOTHING_SAID)]]
    return stacked((press.text(each, BODY, width) for each in said), _STATEMENT_GAP)


def _figures(figures: Sequence[Statement], press: Press) -> Flowable:
    """Each source's own figure behind its number, below both sides, never averaged."""
    column = press.look.column
    width = column / 2 - 2 * _PAD
    if len(figures) == 1:
        words = press.text(cited(figures[0]), BODY, column - 2 * _PAD, role="TD")
        return Box(words, column, (_PAD, 2.0), ground=TINT)
    if press.look.is_narrow:
        width = column - 2 * _PAD
    said = stacked((_figure(each, width, press) for each in figures), 0)
    body = said if press.look.is_narrow else Columns(said, width, 2 * _PAD)
    return Box(Stack([Placed(body)], role="TD"), column, (_PAD, 2.0), ground=TINT)


def _figure(figure: Statement, width: float, press: Press) -> Flowable:
    """The figure of one source hangs beside its number; that of several stands before them."""
    if len(figure.sources) != 1 or figure.studies:
        return press.text(cited(figure), BODY, width)
    name = [Run(f"[{figure.sources[0]}]", bold=True)]
    number = press.text(name, BODY, _NUMBER, role=GROUP)
    text = press.text(figure.text, BODY, width - _NUMBER, role=GROUP)
    return Hanging(number, text, _NUMBER, role="P")


def _unknowns(block: Unknowns, press: Press) -> list[Placed]:
    """What is not known; the wording that opens each line stands out."""
    opened = [_opened(each) for each in block.lines]
    placed = press.opening(block.heading, block.lead)
    if press.look.dense:
        listed = press.bullets(opened, BODY, press.look.measure)
        return [*placed, Placed(listed, press.look.gaps.small)]
    for wording, lines in groupby(opened, lambda runs: runs[0] if runs[0].bold else None):
        items = [runs[1:] if wording else runs for runs in lines]
        if wording:
            name = press.text([wording], BODY, press.look.measure)
            placed.append(Placed(replace(name, keep_with_next=True), SMALL_GAP))
        placed.append(Placed(press.bullets(items, BODY, press.look.measure)))
    return placed


def _opened(statement: Statement) -> list[Run]:
    words, *numbers = cited(statement)
    opening, colon, rest = words.text.partition(": ")
    if not colon or len(opening) > _LONGEST_OPENING:
        return [words, *numbers]
    return [Run(opening + colon, bold=True), Run(rest), *numbers]


def _source_list(block: SourceList, press: Press) -> list[Placed]:
    """The sources by their numbers, each with what is known of who wrote it and why."""
    placed = press.opening(block.heading, block.lead)
    if press.grouped:
        told = [run for entry in block.entries for run in _run_in(entry)]
        return [*placed, Placed(press.text(told, REFERENCE, press.look.column), 2.0)]
    return [*placed, *(Placed(_source(entry, press), 2.0) for entry in block.entries)]


def _run_in(entry: SourceEntry) -> list[Run]:
    """A source behind its number, where sources share lines."""
    return [Run(f"{entry.number}\u00a0", bold=True), *_told(entry), Run("  ")]


def _source(entry: SourceEntry, press: Press) -> Hanging:
    """An article beside its number, in small type."""
    body = press.text(_told(entry), REFERENCE, press.look.column - _SOURCE_INDENT, role="LBody")
    number = press.text(str(entry.number), REFERENCE_STRONG, _SOURCE_INDENT, role="Lbl")
    return Hanging(number, body, _SOURCE_INDENT)


def _told(entry: SourceEntry) -> list[Run]:
    """Its title, and what is known of who wrote it."""
    end = Run(f"{full_stop(entry.title)} ", bold=True)
    words = [Run(entry.title, bold=True, isolated=True, language=entry.language), end]
    for fact in entry.details:
        told = fact.value.rstrip(".")
        words += [Run(f"{fact.label}: "), Run(told, isolated=True), Run(f"{full_stop(told)} ")]
    return words
