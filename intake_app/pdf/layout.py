"""Which blocks have the page to themselves, and which stand in two columns beside others.

Page 1 holds its three blocks. Tables want the whole width; sentences are easier to read, and take
less paper, in columns. Large print has one column throughout.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from intake_app.domain.handout.blocks import ScalpMap, StatementList, StudyList
from intake_app.domain.handout.handout import (
    Appointments,
    Block,
    CalendarTable,
    CallCards,
    DayStrip,
    Edition,
    Handout,
    Imprint,
    Lines,
    Note,
    SourceList,
    TitleBlock,
    Unknowns,
)
from intake_app.pdf import (
    care_pages,
    evidence_pages,
    first_page,
    personal_pages,
    scalp_page,
    study_pages,
)
from intake_app.pdf.columns import Columns
from intake_app.pdf.flowables import Flowable, Placed, Stack
from intake_app.pdf.pages import cut_into_pages
from intake_app.pdf.press import Press

_ONE_SHEET = 2
_HALF = 0.7
"""How high columns may be, of one column, before it is asked whether they are of use."""
_FULL = 0.75
"""From how much of it on page 1 is left to itself; without the strip of days there is room."""
_PAGE_ONE = (TitleBlock, CallCards, DayStrip, Appointments)
_SENTENCES = (Lines, StatementList, Unknowns, SourceList, StudyList, Imprint)
_LONGEST_NOTE, _MOST_LINES = 1_000, 20
"""Letters and lines of a note that still stands in a column."""

_ROOMS = (
    first_page.set_block,
    care_pages.set_block,
    personal_pages.set_block,
    evidence_pages.set_block,
    study_pages.set_block,
    scalp_page.set_block,
)


def set_pages(handout: Handout, press: Press, room: float) -> list[Flowable]:
    """Page 1 and the pages behind it; a full page 1 is set again with less space in it.

    In large print page 1 has no room for all of its blocks, so that what follows goes on where
    they end. So it does in the short edition, whose lines move closer together where that makes
    it one sheet, and where page 1 has room left because no day is set.
    """
    first = [block for block in handout.blocks if isinstance(block, _PAGE_ONE)]
    others = [block for block in handout.blocks if not isinstance(block, _PAGE_ONE)]
    if handout.edition is Edition.SHORT:
        return _one_sheet(first, others, press, room)
    if press.look.is_narrow:
        return _running_on(first, others, press, room)
    page_one = _page_one(first, press, room)
    has_room = page_one.height < _FULL * room and not _has_days(first)
    if has_room or page_one.height > room:
        return cut_into_pages(Stack([*page_one.parts, *_behind(others, press)]), room)
    pages = [page_one] if first else []
    behind = Stack(_behind(others, press))
    return pages + (cut_into_pages(behind, room) if others else [])


def _has_days(blocks: Iterable[Block]) -> bool:
    return any(isinstance(block, DayStrip) and block.days for block in blocks)


def _page_one(blocks: Sequence[Block], press: Press, room: float) -> Stack:
    """Its blocks with as much space between them, and between their lines, as fits a page."""
    dense = replace(press.look, dense=True)
    steps = (
        press,
        replace(press, tight=True),
        replace(press, tight=True, look=dense),
        replace(press, tight=True, grouped=True, look=dense),
        replace(press, tight=True, grouped=True, look=replace(dense, densest=True)),
    )
    stacks = (Stack(_placed(blocks, step)) for step in steps)
    set_as = next(stacks)
    while set_as.height > room and (closer := next(stacks, None)) is not None:
        set_as = closer
    return set_as


def _one_sheet(
    first: Sequence[Block], others: Sequence[Block], press: Press, room: float
) -> list[Flowable]:
    """The short edition in the first of its settings that makes it one sheet, if any does."""
    closest = replace(press.look, densest=True)
    steps = (
        press,
        replace(press, grouped=True),
        replace(press, look=closest),
        replace(press, grouped=True, look=closest),
    )
    settings = (_running_on(first, others, step, room) for step in steps)
    pages = next(settings)
    if len(pages) <= _ONE_SHEET:
        return pages
    return next((each for each in settings if len(each) <= _ONE_SHEET), pages)


def _running_on(
    first: Sequence[Block], others: Sequence[Block], press: Press, room: float
) -> list[Flowable]:
    closer = replace(press, tight=True)
    if press.look.is_narrow:
        begun = first_page.large_page_one(first, closer, room)
    else:
        begun = _placed(first, closer)
    return cut_into_pages(Stack([*begun, *_behind(others, press)]), room)


def _behind(blocks: Iterable[Block], press: Press) -> list[Placed]:
    if press.look.is_narrow:
        return _placed(blocks, press)
    half = replace(press, look=press.look.half)
    placed: list[Placed] = []
    for in_columns, group in groupby(blocks, lambda block: _is_brief(block, press)):
        if in_columns:
            placed.append(Placed(_in_columns(tuple(group), press, half), press.look.gaps.section))
        else:
            placed += _placed(group, press)
    return placed


def _in_columns(blocks: Sequence[Block], press: Press, half: Press) -> Flowable:
    """Side by side; a short block that stands alone may be lower across the page."""
    body = Stack(_placed(blocks, half))
    columns = Columns(body, half.look.column, press.look.gaps.gutter)
    if len(blocks) == 1 and columns.height > _HALF * body.height:
        across = Stack(_placed(blocks, press))
        return across if across.height < columns.height else columns
    return columns


def _is_brief(block: Block, press: Press) -> bool:
    if isinstance(block, ScalpMap):
        return press.look.dense
    if isinstance(block, Note):
        return len(block.text) <= _LONGEST_NOTE and block.text.count("\n") <= _MOST_LINES
    if isinstance(block, CalendarTable):
        return block.is_brief
    return isinstance(block, _SENTENCES)


def _placed(blocks: Iterable[Block], press: Press) -> list[Placed]:
    return [placed for block in blocks for placed in _set_block(block, press)]


def _set_block(block: Block, press: Press) -> list[Placed]:
    for set_block in _ROOMS:
        placed = set_block(block, press)
        if placed is not None:
            return placed
    raise TypeError(type(block).__name__)
