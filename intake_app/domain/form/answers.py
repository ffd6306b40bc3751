"""The answers of one consultation: a value or a state at each place of the form.

A place is a question's linkId and, where it stands inside repeating groups, the row of each
of them from the outermost in. Its text form is ``history.treatments.dose[1]``: linkIds of a
foreign form need not contain their parents' names, so the rows stand at the end. A linkId that
ends in a bracket itself is closed by ``[]``.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import NamedTuple

from intake_app.domain.dates import PartialDate
from intake_app.domain.values import AnswerState, Value

_ROWS = re.compile(r"(.*?)((?:\[\d+\])*)", re.DOTALL)


class Place(NamedTuple):
    """Where an answer stands. Rows count from 0.

    A named tuple, because one save looks up hundreds of places and a tuple is hashed in C.
    """

    link_id: str
    rows: tuple[int, ...] = ()

    def __str__(self) -> str:
        closed = "[]" if self.link_id.endswith("]") else ""
        return self.link_id + closed + "".join(f"[{row}]" for row in self.rows)

    def is_below(self, group: "Place") -> bool:
        """Whether this stands in one of the rows of a group's place, going by its own rows."""
        depth = len(group.rows)
        return len(self.rows) > depth and self.rows[:depth] == group.rows

    @classmethod
    def parse(cls, text: str) -> "Place":
        match = _ROWS.fullmatch(text)
        if match is None:  # pragma: no cover - the pattern accepts every text
            raise ValueError(text)
        rows = tuple(int(row) for row in re.findall(r"\d+", match[2]))
        return cls(match[1].removesuffix("[]"), rows)


@dataclass(frozen=True, slots=True)
class Confirmation:
    """An answer of an earlier visit was said to be still true: of which visit, on what day."""

    visit: str
    day: PartialDate


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands at a place: given values, or that it is unknown or declined.

    ``confirmed`` goes with the answer wherever it goes, and with it when it is replaced.
    """

    values: tuple[Value, ...] = ()
    state: AnswerState = AnswerState.GIVEN
    confirmed: Confirmation | None = None

    def __post_init__(self) -> None:
        if (self.state is AnswerState.GIVEN) != bool(self.values):
            raise ValueError("an answer has values exactly when it is given")
        if self.state is AnswerState.NOT_ASKED:
            raise ValueError("a question not asked has no answer")

    def says_the_same(self, other: "Answer") -> bool:
        """Whether both say the same, confirmed or said anew."""
        return (self.state, self.values) == (other.state, other.values)


UNKNOWN = Answer(state=AnswerState.UNKNOWN)
DECLINED = Answer(state=AnswerState.DECLINED)


def given(*values: Value) -> Answer:
    return Answer(tuple(values))


def _empty_answers() -> Mapping[Place, Answer]:
    return MappingProxyType({})


def _empty_rows() -> Mapping[Place, int]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Answers:
    """All answers of a consultation; immutable, a change returns new Answers.

    Attributes:
        at: The answer at each place that has one.
        row_counts: How many rows a repeating group shows, keyed by the group's place without
            its own row; a group that is absent has none.
    """

    at: Mapping[Place, Answer] = field(default_factory=_empty_answers)
    row_counts: Mapping[Place, int] = field(default_factory=_empty_rows)

    def get(self, place: Place) -> Answer | None:
        return self.at.get(place)

    def state(self, place: Place) -> AnswerState:
        answer = self.at.get(place)
        return AnswerState.NOT_ASKED if answer is None else answer.state

    def rows(self, group: Place) -> int:
        return self.row_counts.get(group, 0)

    def anywhere(self, link_id: str) -> Iterator[tuple[Place, Answer]]:
        """Every row's answer to one question, in row order."""
        yield from sorted(
            ((place, answer) for place, answer in self.at.items() if place.link_id == link_id),
            key=lambda pair: pair[0].rows,
        )

    def with_answer(self, place: Place, answer: Answer | None) -> "Answers":
        """Set, replace or (None) take back one answer."""
        changed = dict(self.at)
        if answer is None:
            changed.pop(place, None)
        else:
            changed[place] = answer
        return replace(self, at=MappingProxyType(changed))

    def with_all(self, more: Mapping[Place, Answer]) -> "Answers":
        return replace(self, at=MappingProxyType({**self.at, **more})) if more else self

    def with_row_count(self, group: Place, count: int) -> "Answers":
        counts = {**self.row_counts, group: count}
        if count == 0:
            del counts[group]
        return replace(self, row_counts=MappingProxyType(counts))

    def without_row(self, group: Place, row: int, *, inside: frozenset[str]) -> "Answers":
        """Take out one row of a repeating group; the rows behind it move up.

        Args:
            group: The group's place without its own row.
            row: Which row goes; one that is not there changes nothing.
            inside: The linkIds of everything inside the group.
        """
        depth = len(group.rows)
        if not 0 <= row < self.rows(group):
            return self

        def moved(place: Place) -> Place | None:
            if place.link_id not in inside or not place.is_below(group):
                return place
            own = place.rows[depth]
            if own == row:
                return None
            own -= own > row
            return Place(place.link_id, (*place.rows[:depth], own, *place.rows[depth + 1 :]))

        at = {new: answer for old, answer in self.at.items() if (new := moved(old)) is not None}
        counts = {
            new: count for old, count in self.row_counts.items() if (new := moved(old)) is not None
        }
        count = counts.get(group, 0) - 1
        if count > 0:
            counts[group] = count
        else:
            counts.pop(group, None)
        return Answers(MappingProxyType(at), MappingProxyType(counts))

    def only(self, kept: Iterable[Place]) -> "Answers":
        """The same answers and groups of rows without those outside ``kept``."""
        wanted = frozenset(kept)
        at = {place: answer for place, answer in self.at.items() if place in wanted}
        counts = {group: count for group, count in self.row_counts.items() if group in wanted}
        return Answers(MappingProxyType(at), MappingProxyType(counts))
