"""The handout as a value: what is printed, in order, before anybody draws it.

Every text in here is final: translated, filled in, in the words of the edition. A renderer
chooses type and place, never words. ``compose_handout`` (domain/handout/composing.py) makes it.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from intake_app.domain.evidence.statements import Statement
from intake_app.domain.handout.blocks import PersonalBlock


class Edition(StrEnum):
    """The forms a handout comes in."""

    STANDARD = "standard"
    LARGE = "large"
    SHORT = "short"


class Paper(StrEnum):
    A4 = "A4"
    LETTER = "Letter"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoutOptions:
    """What is asked for when a handout is composed."""

    edition: Edition = Edition.STANDARD
    language: str = "en"
    paper: Paper = Paper.A4
    scalp_map: bool = False
    """Whether the map of the scalp goes on the paper, where the visit has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningHead:
    """What stands on every page, and the labels to say it in.

    ``page_template`` holds ``{page}`` and ``{pages}``, ``square_template`` the ``{id}`` that the
    code to scan says; ``blank_words`` are what a line to write on says.
    """

    patient_name: str
    patient_born: str
    record_number: str
    content_version: str
    page_template: str
    document_label: str
    version_label: str
    square_template: str
    blank_words: str
    demonstration: str = ""
    """A sentence that marks made-up patients; empty for real ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One labelled line of the first page's head, e.g. "Session" and its date."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleBlock:
    """Top of page 1: the clinic, the title, who and when."""

    clinic_name: str
    clinic_lines: tuple[str, ...]
    title: str
    facts: tuple[Fact, ...]


class CardLevel(StrEnum):
    USUAL = "usual"
    RING = "ring"
    EMERGENCY = "emergency"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallCard:
    """One of the three cards. The heading is the act and, where there is one, the number."""

    level: CardLevel
    heading: str
    number: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallCards:
    """Whom to call and when, the most urgent first."""

    heading: str
    cards: tuple[CallCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StripDay:
    """One day of the strip.

    ``off`` names what is still off at the end of that day, ``allowed`` what is allowed from
    some time that day on.
    """

    weekday: str
    day: str
    note: str
    off: tuple[str, ...]
    allowed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayStrip:
    """What is left of the first 14 days; ``days`` is empty when no session date is known."""

    heading: str
    lead: str
    off_label: str
    allowed_label: str
    days: tuple[StripDay, ...]
    appointments: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointments:
    """When the patient is seen again, where there is no strip of days to say it under."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarRow:
    """One aftercare window: the act, its limit in words, why, and where this comes from.

    In brief there is no reason. ``drawing`` names a picture of the act, which says no more.
    """

    what: str
    limit: str
    mandatory: bool
    why: str = ""
    origin: str = ""
    drawing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarTable:
    """Every window of the aftercare, from the first to end to the last."""

    heading: str
    lead: str
    heads: tuple[str, str, str, str]
    rows: tuple[CalendarRow, ...]

    @property
    def is_brief(self) -> bool:
        """Whether no row gives a reason."""
        return not any(row.why for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """A headed list of sentences; ``marked`` lines carry a warning sign before them."""

    heading: str
    lead: str
    lines: tuple[str, ...]
    marked: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Free text written by a person, printed whole and as it stands."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonRow:
    """One question of the reader; what stands for it, what stands against or is unsure.

    ``figures`` lists each source's own figure where they disagree; never averaged.
    """

    question: str
    favour: tuple[Statement, ...]
    against: tuple[Statement, ...]
    figures: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The questions of the reader, each with both of its sides under the same two heads."""

    heading: str
    lead: str
    favour_head: str
    against_head: str
    rows: tuple[ComparisonRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknowns:
    """What is not known. Each line begins with one of the four fixed wordings for silence."""

    heading: str
    lead: str
    lines: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry:
    """One of the five articles: its number on the paper, and what it is."""

    number: int
    title: str
    details: tuple[Fact, ...]
    language: str = ""
    """What the title is written in, where that is not the language of the paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceList:
    """The five articles, in the order of their numbers."""

    heading: str
    lead: str
    entries: tuple[SourceEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """The foot of the handout: who wrote it, version, review, approval, how to report."""

    heading: str
    lines: tuple[str, ...]


Block = (
    TitleBlock
    | CallCards
    | DayStrip
    | Appointments
    | CalendarTable
    | Lines
    | Note
    | Comparison
    | Unknowns
    | SourceList
    | Imprint
    | PersonalBlock
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handout:
    """Everything that is printed, in reading order.

    The blocks of page 1 come first: TitleBlock, CallCards, DayStrip. ``document_id`` is a
    digest of all the rest, so the same input always gives the same id. ``language`` is what
    the reader of a file is told (BCP 47); its pages are mirrored where it runs right to left.
    ``first_day`` is that of the strip.
    """

    language: str
    title: str
    edition: Edition
    paper: Paper
    head: RunningHead
    blocks: tuple[Block, ...]
    first_day: date | None = None
    right_to_left: bool = False
    document_id: str = ""
