"""What may be asked: a FHIR R4 Questionnaire as values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from graphlib import CycleError, TopologicalSorter
from types import MappingProxyType

from intake_app.domain.form.conditions import Condition, questions_in
from intake_app.domain.form.expressions import NO_EXPRESSIONS, ItemExpressions, Variable
from intake_app.domain.values import Attachment, Coding, Value


class ItemType(StrEnum):
    """The item types of FHIR R4 that the program renders."""

    GROUP = "group"
    DISPLAY = "display"
    BOOLEAN = "boolean"
    DECIMAL = "decimal"
    INTEGER = "integer"
    DATE = "date"
    DATE_TIME = "dateTime"
    TIME = "time"
    STRING = "string"
    TEXT = "text"
    URL = "url"
    CHOICE = "choice"
    OPEN_CHOICE = "open-choice"
    QUANTITY = "quantity"
    ATTACHMENT = "attachment"


NOT_QUESTIONS = frozenset({ItemType.GROUP, ItemType.DISPLAY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One allowed answer of a choice.

    Attributes:
        picture: What it looks like; its title says the same in one plain line.
    """

    value: Value
    exclusive: bool = False
    selected: bool = False
    ordinal: Decimal | None = None
    picture: Attachment | None = None

    @property
    def text(self) -> str:
        if isinstance(self.value, Coding):
            return self.value.display or self.value.code
        return str(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a value of this item must keep to."""

    minimum: Value | None = None
    maximum: Value | None = None
    min_occurs: int = 0
    max_occurs: int | None = None
    min_length: int = 0
    max_length: int | None = None
    max_decimals: int | None = None
    pattern: str = ""
    mime_types: tuple[str, ...] = ()
    max_megabytes: Decimal | None = None
    not_more_than: str = ""
    """The linkId of a question beside it whose number this one cannot exceed."""

    @property
    def of_files(self) -> tuple[str, ...]:
        """The names of the limits given that only a file can keep to."""
        said = {"mimeType": bool(self.mime_types), "maxSize": self.max_megabytes is not None}
        return tuple(name for name, is_said in said.items() if is_said)


@dataclass(frozen=True, slots=True)
class Instrument:
    """Something of the program's own that an item shows: see domain/fhir/instruments.py.

    Attributes:
        parts: For each part of it the linkId of the question that holds it.
    """

    name: str
    parts: tuple[tuple[str, str], ...]

    def part(self, name: str) -> str:
        """The linkId of a part; empty when the form names none."""
        return dict(self.parts).get(name, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One node of the form.

    Attributes:
        control: The itemControl code, e.g. ``radio-button``, or one of our own (``photograph``,
            ``signature``); empty when the form leaves it open.
        always_answered: An administrative question that cannot be unknown or declined.
        stable: Its answer mostly stays: the last one may be confirmed at the next visit.
        needs_agreement: The question that has to be answered with yes before anything is kept
            here; empty when there is none.
        reason: Why it is asked: a claim id or a URL.
        help: Lines of help, from child display items marked as help.
        ends: What the lowest and the highest number mean.
        open_label: What the line for words of one's own is called.
        stands_upright: Its choices stand one below the other.
    """

    link_id: str
    type: ItemType
    text: str = ""
    prefix: str = ""
    required: bool = False
    repeats: bool = False
    read_only: bool = False
    hidden: bool = False
    always_answered: bool = False
    stable: bool = False
    control: str = ""
    needs_agreement: str = ""
    entry_format: str = ""
    help: str = ""
    ends: tuple[str, str] = ("", "")
    open_label: str = ""
    stands_upright: bool = False
    reason: str = ""
    initial: tuple[Value, ...] = ()
    options: tuple[Option, ...] = ()
    units: tuple[Coding, ...] = ()
    slider_step: Decimal | None = None
    instrument: Instrument | None = None
    limits: Limits = Limits()
    enable_when: Condition | None = None
    expressions: ItemExpressions = NO_EXPRESSIONS
    items: tuple["Item", ...] = ()

    @property
    def is_question(self) -> bool:
        return self.type not in NOT_QUESTIONS

    @property
    def is_row_group(self) -> bool:
        """A group that a person adds rows to."""
        return self.type is ItemType.GROUP and self.repeats

    @property
    def has_rows(self) -> bool:
        """A group that repeats; or a question whose every answer has questions of its own."""
        inside = (item.type is not ItemType.DISPLAY for item in self.items)
        return self.repeats and (self.type is ItemType.GROUP or any(inside))

    @property
    def fewest_rows(self) -> int:
        """The rows that are shown before anybody adds one: a question is there to be answered."""
        return 1 if self.has_rows and self.is_question else 0

    @property
    def takes_several(self) -> bool:
        """Whether one answer holds several values."""
        return self.repeats and not self.has_rows

    @property
    def is_required(self) -> bool:
        return self.required or self.limits.min_occurs > 0

    def walk(self) -> Iterator["Item"]:
        """This item and everything inside it, in the order of the form."""
        yield self
        for child in self.items:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class FormRef:
    """Which form, in which version; what a QuestionnaireResponse names."""

    url: str
    version: str

    def __str__(self) -> str:
        return f"{self.url}|{self.version}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    """A form. linkIds are unique; every condition asks about a question that is there."""

    ref: FormRef
    title: str
    items: tuple[Item, ...]
    variables: tuple[Variable, ...] = ()
    by_link_id: Mapping[str, Item] = field(init=False, repr=False, compare=False)
    row_groups_above: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)
    """For each linkId what has rows around it, outermost first, without itself."""
    parents: Mapping[str, str] = field(init=False, repr=False, compare=False)
    """For each linkId that of the item which it stands directly inside."""
    asking_order: tuple[str, ...] = field(init=False, repr=False, compare=False)
    """The linkIds, each behind those that decide whether it is asked."""

    def __post_init__(self) -> None:
        by_link_id: dict[str, Item] = {}
        above: dict[str, tuple[str, ...]] = {}
        pending = [(item, ()) for item in reversed(self.items)]
        stack: list[tuple[Item, tuple[str, ...]]] = list(pending)
        while stack:
            item, groups = stack.pop()
            by_link_id[item.link_id] = item
            above[item.link_id] = groups
            inner = (*groups, item.link_id) if item.has_rows else groups
            stack.extend((child, inner) for child in reversed(item.items))
        object.__setattr__(self, "by_link_id", MappingProxyType(by_link_id))
        object.__setattr__(self, "row_groups_above", MappingProxyType(above))
        parents = {child.link_id: one for one in by_link_id for child in by_link_id[one].items}
        object.__setattr__(self, "parents", MappingProxyType(parents))
        object.__setattr__(self, "asking_order", _asking_order(by_link_id))

    @property
    def sections(self) -> tuple[Item, ...]:
        """The top-level groups, which the screen shows one at a time."""
        return tuple(item for item in self.items if item.type is ItemType.GROUP)

    def find(self, link_id: str) -> Item | None:
        return self.by_link_id.get(link_id)

    def rows_around_answer(self, link_id: str) -> tuple[str, ...]:
        """What has rows around an answer: for a question with a row for each answer, itself too.

        As many as an answer's place has rows.
        """
        above, item = self.row_groups_above[link_id], self.by_link_id[link_id]
        return (*above, link_id) if item.is_question and item.has_rows else above


def _asking_order(by_link_id: Mapping[str, Item]) -> tuple[str, ...]:
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for link_id, item in by_link_id.items():
        asked = questions_in(item.enable_when) if item.enable_when else frozenset()
        sorter.add(link_id, *sorted(asked))
        for child in item.items:
            sorter.add(child.link_id, link_id)
    try:
        return tuple(link_id for link_id in sorter.static_order() if link_id in by_link_id)
    except CycleError:
        return tuple(by_link_id)  # such a form is never used: a loop is refused on loading
