"""Blocks of the handout for the person and for what is known beyond the five articles."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from intake_app.domain.evidence.statements import Statement
from intake_app.domain.scalp.views import View

if TYPE_CHECKING:  # start-up time: most papers are drawn without a map of the scalp
    from intake_app.domain.scalp.map import Stroke

WRITE_HERE = ""
"""A grid cell that is a line to write on."""
TICK_HERE = "☐"
"""A grid cell that is a box to tick."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementList:
    """Headed sentences with their sources; ``marked`` ones carry a warning sign.

    ``blanks`` lines to write on follow the last sentence; ``numbered`` sentences count from 1.
    """

    heading: str
    lead: str
    lines: tuple[Statement, ...]
    marked: frozenset[int] = frozenset()
    blanks: int = 0
    numbered: bool = False
    level: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A plain table. ``widths`` are shares of the column; see ``WRITE_HERE``, ``TICK_HERE``."""

    heading: str
    lead: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    level: int = 1


class Strength(StrEnum):
    """How good a study is, in words with a shape."""

    TESTED_WELL = "tested-well"
    FEW_PEOPLE = "few-people"
    NOT_COMPARED = "not-compared"
    ONE_REPORT = "one-report"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow:
    """One outcome, good or bad, of 100 people on either side; or a wording for a silence.

    Where ``silence`` stands, nobody counted and it takes the place of the three figures.
    """

    outcome: str
    control: str = ""
    treated: str = ""
    others: str = ""
    silence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """So many of 100 people as a picture, and the same in words."""

    of_100: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactBox:
    """One study as a table: who, how many, when; each outcome; its limits; what was read of it.

    ``pictures`` show the groups of the main outcome, with what they mean in ``picture_lead``.
    """

    title: str
    who: str
    strength: Strength
    strength_words: str
    heads: tuple[str, str, str, str, str]
    rows: tuple[FactRow, ...]
    limits: Statement
    seen: str
    picture_lead: str = ""
    pictures: tuple[People, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FactBoxes:
    """The studies that are told as tables, one below the other."""

    heading: str
    lead: str
    boxes: tuple[FactBox, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceRow:
    """One choice; ``cells`` follow the labels of the table, the same for every choice."""

    name: str
    cells: tuple[tuple[Statement, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceTable:
    """All choices with the same cells; a cell without sentences is a line to write on."""

    heading: str
    lead: str
    labels: tuple[str, ...]
    rows: tuple[ChoiceRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyEntry:
    """One study in the list: its number on the paper, what kind it is, where to find it."""

    number: int
    design: str
    citation: str
    details: str
    language: str = ""
    """What the citation is written in, where that is not the language of the paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyList:
    """Every study that the paper names, in the order of their numbers."""

    heading: str
    lead: str
    entries: tuple[StudyEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScalpView:
    """One view of the scalp: its name, how much of it lacks hair, and what was painted on it.

    ``words`` say what a picture of it shows; where they are empty there is none.
    """

    view: View
    name: str
    share: str
    words: str
    strokes: "tuple[Stroke, ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScalpMap:
    """What was seen of the scalp at the visit; ``lines`` speak of all views together."""

    heading: str
    lead: str
    views: tuple[ScalpView, ...]
    lines: tuple[str, ...]


PersonalBlock = StatementList | Grid | ScalpMap | FactBoxes | ChoiceTable | StudyList
