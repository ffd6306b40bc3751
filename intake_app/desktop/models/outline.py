"""The form as it is shown now: sections, and in them a tree of what is asked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from intake_app.desktop.models.form_state import FormState
from intake_app.domain.form.answers import Place
from intake_app.domain.form.matrix import is_matrix
from intake_app.domain.form.questionnaire import Item, ItemType

TABLES = frozenset({"gtable", "table", "htable"})
"""The itemControls of a group whose rows are shown as a table."""


class Kind(Enum):
    """What a block is shown as."""

    QUESTION = auto()
    GROUP = auto()
    ROWS = auto()
    ROW = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One piece of the form, where it stands.

    Attributes:
        index: Its position among all its siblings, also those that are not asked now, so
            that a block that appears knows where it belongs.
    """

    place: Place
    item: Item
    kind: Kind
    index: int
    children: tuple["Block", ...] = ()

    def walk(self) -> Iterator["Block"]:
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One screenful of the form; ``blocks`` is empty when nothing in it is asked now.

    ``missing`` counts what is required and absent, and what cannot stand as it is.
    """

    key: str
    title: str
    help: str
    blocks: tuple[Block, ...]
    asked: int
    answered: int
    missing: int

    @property
    def is_asked(self) -> bool:
        return bool(self.blocks)

    @property
    def is_done(self) -> bool:
        return self.is_asked and not self.missing and self.answered == self.asked

    def walk(self) -> Iterator[Block]:
        for block in self.blocks:
            yield from block.walk()


def sections_of(state: FormState) -> tuple[Section, ...]:
    """The sections of the form; questions that stand in no group get one of their own."""
    shown = frozenset(spot.place for spot in state.assessment.spots)
    sections: list[Section] = []
    loose: list[Item] = []
    for item in state.questionnaire.items:
        if item.hidden:
            continue
        if item.type is not ItemType.GROUP:
            loose.append(item)
            continue
        if loose:
            sections.append(_loose_section(state, loose, shown))
            loose = []
        sections.append(_group_section(state, item, shown))
    if loose:
        sections.append(_loose_section(state, loose, shown))
    return tuple(sections)


def section_of(sections: Sequence[Section], place: Place) -> Section | None:
    """The section in which a place is shown."""
    return next((s for s in sections if any(b.place == place for b in s.walk())), None)


def _group_section(state: FormState, item: Item, shown: frozenset[Place]) -> Section:
    if item.has_rows:
        blocks = _blocks((item,), (), shown)
    elif is_matrix(item):
        blocks = _blocks((replace(item, text="", prefix="", help=""),), (), shown)
    else:
        here = Place(item.link_id) in shown
        blocks = _blocks(item.items, (), shown) if here else ()
    return _section(state, blocks, key=item.link_id, title=_heading(item), help_text=item.help)


def _loose_section(state: FormState, items: Sequence[Item], shown: frozenset[Place]) -> Section:
    blocks = _blocks(tuple(items), (), shown)
    return _section(state, blocks, key=items[0].link_id, title="", help_text="")


def _section(
    state: FormState, blocks: tuple[Block, ...], *, key: str, title: str, help_text: str
) -> Section:
    every = [each for block in blocks for each in block.walk()]
    questions = [each for each in every if each.kind is Kind.QUESTION]
    absent = {spot.place for spot in state.assessment.missing} | set(state.assessment.problems)
    return Section(
        key=key,
        title=title,
        help=help_text,
        blocks=blocks,
        asked=len(questions),
        answered=sum(state.answer(each.place) is not None for each in questions),
        missing=sum(each.place in absent for each in every if each.kind is not Kind.ROW),
    )


def _blocks(
    items: Sequence[Item], rows: tuple[int, ...], shown: frozenset[Place]
) -> tuple[Block, ...]:
    found = []
    for index, item in enumerate(items):
        place = Place(item.link_id, rows)
        if place not in shown:
            continue
        if item.has_rows:
            kind, children = Kind.ROWS, tuple(_rows(item, rows, shown))
        else:
            kind, children = _kind(item), _blocks(item.items, rows, shown)
        found.append(Block(place=place, item=item, kind=kind, index=index, children=children))
    return tuple(found)


def _rows(item: Item, rows: tuple[int, ...], shown: frozenset[Place]) -> Iterator[Block]:
    row = 0
    while (place := Place(item.link_id, (*rows, row))) in shown:
        inside = _blocks(item.items, place.rows, shown)
        if item.is_question:
            question = Block(place=place, item=item, kind=Kind.QUESTION, index=0, children=inside)
            inside = (question,)
        yield Block(place=place, item=item, kind=Kind.ROW, index=row, children=inside)
        row += 1


def _kind(item: Item) -> Kind:
    if item.type is ItemType.GROUP:
        return Kind.GROUP
    return Kind.QUESTION if item.is_question else Kind.TEXT


def _heading(item: Item) -> str:
    return " ".join(part for part in (item.prefix, item.text) if part)
