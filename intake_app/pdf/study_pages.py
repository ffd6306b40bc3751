"""The second layer of evidence: fact boxes, the table of choices, the list of studies."""

from collections.abc import Hashable, Sequence

from intake_app.domain.evidence.statements import Statement
from intake_app.domain.handout.blocks import (
    ChoiceRow,
    ChoiceTable,
    FactBox,
    FactBoxes,
    FactRow,
    StudyEntry,
    StudyList,
)
from intake_app.domain.handout.handout import Block
from intake_app.domain.isolates import isolated
from intake_app.pdf.citing import cited, cited_in_a_row, full_stop
from intake_app.pdf.flowables import Flowable, Placed, Stack
from intake_app.pdf.narrow import piled_row, piled_table
from intake_app.pdf.people import PeoplePicture
from intake_app.pdf.press import BETWEEN, Press, Words, stacked
from intake_app.pdf.setting import Run
from intake_app.pdf.structure import GROUP
from intake_app.pdf.tables import Box, Cell, Hanging, Row, Table
from intake_app.pdf.theme import (
    ACCENT,
    BODY,
    FIGURE,
    GAP,
    ON_DARK,
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
    TINT,
)

_PAD = 8.0
_ROW_PAD = 1.5
_FACT_EDGES = (_PAD, 106.0, 172.0, 238.0, 338.0)
_FACT_WIDTHS = (90.0, 58.0, 58.0, 92.0)
"""Left edges and widths of the columns, where the page is wide enough for them; the last one
has what is left."""

_COST_BLANKS = 16
_PICTURE, _PICTURE_LEAD = 150.0, 150.0
_MARK = 190.0
_LIMITS = 344.0
"""About 70 small letters."""

_WHOLE_BOX = 400.0
_STUDY_INDENT = 20.0


def set_block(block: Block, press: Press) -> list[Placed] | None:
    """The block as it is set; None for blocks of other pages."""
    match block:
        case FactBoxes():
            boxes = [
                Placed(_fact_box(box, press), GAP if i else SMALL_GAP)
                for i, box in enumerate(block.boxes)
            ]
            return [*press.opening(block.heading, block.lead), *boxes]
        case ChoiceTable():
            table = Placed(_choices(block, press), SMALL_GAP)
            return [*press.opening(block.heading, block.lead), table]
        case StudyList():
            entries = [Placed(entry, 2.0) for entry in _studies(block, press)]
            return [*press.opening(block.heading, block.lead), *entries]
    return None


def _fact_box(box: FactBox, press: Press) -> Flowable:
    """One study in a frame: its title and mark, the table, what limits it."""
    column = press.look.column
    table = _narrow_facts(box, press) if press.look.is_narrow else _facts(box, press)
    parts = [
        Placed(Box(_fact_head(box, press), column, (0, 0), ground=TINT, keep_with_next=True)),
        Placed(table),
        *([Placed(_people(box, press))] if box.pictures else []),
        Placed(Box(_fact_foot(box, press), column, (_PAD, 1.0))),
    ]
    whole = Stack(parts, whole=0 if press.look.is_narrow else press.look.whole(_WHOLE_BOX))
    return Box(whole, column, (0, 0), frame=THIN, frame_colour=RULE)


def _people(box: FactBox, press: Press) -> Flowable:
    """The groups of the main outcome as pictures of one size, side by side."""
    inner = press.look.column - 2 * _PAD
    lead = press.text(box.picture_lead, SMALL, inner if press.look.is_narrow else _PICTURE_LEAD)
    pictures = [
        PeoplePicture(
            each.of_100,
            f"{each.words}. {box.picture_lead}",
            press.text(each.words, SMALL_STRONG, _PICTURE, role=GROUP),
        )
        for each in box.pictures
    ]
    if press.look.is_narrow:
        parts = [Placed(each, SMALL_GAP) for each in (lead, *pictures)]
        told: Flowable = Stack(parts, whole=press.look.whole(_WHOLE_BOX))
    else:
        edges = (_PICTURE_LEAD + GAP, _PICTURE_LEAD + GAP + _PICTURE + 2 * GAP)
        cells = [Cell(each, edge) for each, edge in zip(pictures, edges, strict=True)]
        told = Row([Cell(lead, 0), *cells], role="Div")
    return Box(told, press.look.column, (_PAD, 2.0))


def _fact_head(box: FactBox, press: Press) -> Flowable:
    """What was studied, and beside it how good the study is."""
    edge = press.look.column - _MARK
    mark = press.text(box.strength_words, SMALL_STRONG, _MARK - _PAD, role="P")
    title = press.text(box.title, SUBHEADING, edge - 2 * _PAD, role="H3")
    return Row([Cell(title, _PAD), Cell(mark, edge)], pad=_ROW_PAD, role="Div")


def _fact_foot(box: FactBox, press: Press) -> Flowable:
    """What limits the study, and beside it what was read of it, in lines that are not too long."""
    inner = press.look.column - 2 * _PAD
    if press.look.is_narrow:
        parts = (cited(box.limits), box.seen)
        return stacked((press.text(each, SMALL, inner) for each in parts), 0)
    limits = press.text(cited(box.limits), SMALL, _LIMITS, role="P")
    edge = _LIMITS + 2 * _PAD
    seen = press.text(box.seen, SMALL, inner - edge, role="P")
    return Row([Cell(limits, 0), Cell(seen, edge)], role="Div")


def _facts(box: FactBox, press: Press) -> Table:
    heads = [
        Cell(press.text(words, SMALL_STRONG, width, role="TH"), edge)
        for words, edge, width in zip(box.heads, _FACT_EDGES, _fact_widths(press), strict=True)
    ]
    rows = [_fact_row(row, box if i == 0 else None, press) for i, row in enumerate(box.rows)]
    return Table(Row(heads, pad=1.0), rows, press.look.column)


def _narrow_facts(box: FactBox, press: Press) -> Table:
    """The same figures behind their heads; who it is about stands with the first outcome."""
    _, control, treated, others, who = box.heads
    rows = []
    for row in box.rows:
        figures = ((control, row.control), (treated, row.treated), (others, row.others))
        cells: list[tuple[str, Words]] = [("", row.silence)] if row.silence else [*figures]
        if row is box.rows[0]:
            cells.append((who, cited(Statement(text=box.who, studies=box.limits.studies))))
        rows.append(piled_row(row.outcome, cells, press))
    return piled_table(rows, press)


def _fact_widths(press: Press) -> Sequence[float]:
    return (*_FACT_WIDTHS, press.look.column - _FACT_EDGES[-1] - _PAD)


def _fact_row(row: FactRow, box: FactBox | None, press: Press) -> Row:
    """One outcome; who it is about stands beside the first one, for all of them.

    To a reader the words beside a silence reach to the end of the row, below who it is about:
    cells that stand in one row only are followed by every screen reader.
    """
    outcome, control, treated, others, who = _FACT_EDGES
    widths = dict(zip(_FACT_EDGES, _fact_widths(press), strict=True))
    cells = [Cell(press.text(row.outcome, BODY, widths[outcome], role="TH"), outcome)]
    if row.silence:
        room = (who if box else press.look.column) - control - _PAD
        opening, colon, rest = row.silence.partition(":")
        words = [Run(opening + colon, bold=True), Run(rest)]
        cells.append(Cell(press.text(words, BODY, room, role="TD"), control, span=3))
    else:
        figures = ((row.control, FIGURE, control), (row.treated, FIGURE, treated))
        for text, style, edge in (*figures, (row.others, BODY, others)):
            cells.append(Cell(press.text(text, style, widths[edge], role="TD"), edge))
    if box is not None:
        source = cited(Statement(text=box.who, studies=box.limits.studies))
        told = press.text(source, SMALL, widths[who], role="TD")
        cells.append(Cell(told, who))
    return Row(cells, pad=_ROW_PAD)


def _choices(block: ChoiceTable, press: Press) -> Flowable:
    """All choices under one head: two cells side by side, and below each of them one more."""
    how, helped, harms, time, cost, stop = block.labels
    if press.look.is_narrow:
        rows = [_narrow_choice(row, block.labels[1:], press) for row in block.rows]
        return piled_table(rows, press)
    cells = [
        press.text(words, style, press.look.column / 2 - 2 * _PAD, role="TH")
        for words, style in (
            (helped, ON_DARK),
            (harms, ON_DARK),
            (f"{time}{BETWEEN}{cost}", ON_DARK_SMALL),
            (stop, ON_DARK_SMALL),
        )
    ]
    key = object()
    corner = Placed(Row([Cell(Stack(()), 0)], key=key))
    heads = Stack([corner, Placed(_choice_cells(cells, key, press))])
    head = Box(heads, press.look.column, (0, _ROW_PAD), ground=ACCENT)
    wide = [_choice(row, (how, time, cost, stop), press) for row in block.rows]
    return Table(head, wide, press.look.column, line=0)


def _choice_cells(cells: Sequence[Flowable], key: Hashable, press: Press) -> Row:
    """Two cells side by side, one below each; of the row of ``key``, behind its name."""
    half = press.look.column / 2
    edges, under = (_PAD, half + _PAD), ((), (), (0,), (1,))
    return Row(
        [Cell(each, edges[i % 2], under=under[i]) for i, each in enumerate(cells)],
        first=1,
        key=key,
    )


def _narrow_choice(row: ChoiceRow, labels: Sequence[str], press: Press) -> Stack:
    how, *others = row.cells
    cells = [
        (label, cited_in_a_row(cell) or "_" * _COST_BLANKS)
        for label, cell in zip(labels, others, strict=True)
    ]
    return piled_row(_named(row.name, how), cells, press)


def _named(name: str, how: Sequence[Statement]) -> list[Run]:
    return [Run(f"{name}  ", bold=True), *cited_in_a_row(how)]


def _choice(row: ChoiceRow, labels: Sequence[str], press: Press) -> Flowable:
    """One choice under its name and what it is."""
    how, helped, harms, *rest = row.cells
    column, key = press.look.column, object()
    name = press.text(_named(row.name, how), BODY, column - 2 * _PAD, role="TH")
    band = Box(Row([Cell(name, _PAD)], key=key), column, (0, 2.0), ground=TINT)
    width = column / 2 - 2 * _PAD
    sides = [
        stacked((press.text(cited(each), BODY, width) for each in cell), 0, role="TD")
        for cell in (helped, harms)
    ]
    time, cost, stop = map(_labelled, labels[1:], rest)
    below = [press.text(each, SMALL_INK, width, role="TD") for each in ([*time, *cost], stop)]
    cells = Box(_choice_cells([*sides, *below], key, press), column, (0, 2.0))
    return Stack([Placed(band), Placed(cells)], whole=press.look.whole(_WHOLE_BOX))


def _labelled(label: str, cell: Sequence[Statement]) -> list[Run]:
    """A small cell behind its label; an empty one is a line to write on."""
    if not cell:
        return [Run(f"{label}:\u00a0", bold=True), Run("_" * _COST_BLANKS), Run("   ")]
    return [Run(f"{label}: ", bold=True), *cited_in_a_row(cell), Run("   ")]


def _studies(block: StudyList, press: Press) -> list[Flowable]:
    """A line for each; one paragraph of all where short ones have to share lines."""
    if not press.grouped:
        return [_study(entry, press) for entry in block.entries]
    words: list[Run] = []
    for entry in block.entries:
        words += [Run(f"S{entry.number}\u00a0", bold=True), *_cited(entry, press), Run("  ")]
    return [press.text(words, REFERENCE, press.look.column)]


def _cited(entry: StudyEntry, press: Press) -> list[Run]:
    """Design first, then where to find it and what was seen of it."""
    title = f"{entry.design}{full_stop(entry.design)} "
    design = [Run(title, bold=True)] if entry.design else []
    told = isolated(entry.citation) if press.right_to_left else entry.citation
    citation = Run(told, language=entry.language)
    return [*design, citation, Run(f" {entry.details}".rstrip())]


def _study(entry: StudyEntry, press: Press) -> Hanging:
    """A study beside its number, in small type."""
    indent = _STUDY_INDENT * press.look.of(REFERENCE).size / REFERENCE.size
    body = press.text(_cited(entry, press), REFERENCE, press.look.column - indent, role="LBody")
    number = press.text(f"S{entry.number}", REFERENCE_STRONG, indent, role="Lbl")
    return Hanging(number, body, indent)
