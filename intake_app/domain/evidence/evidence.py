"""What the sources say: sources, claims, topics and the disagreements between them.

A claim is what a source says, not what is true. Every printed statement that rests on the
articles names the claims it rests on, and through them its sources.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from intake_app.domain.evidence.studies import Study


class Stance(StrEnum):
    FAVOURABLE = "favourable"
    UNFAVOURABLE = "unfavourable"
    NEUTRAL = "neutral"
    CAUTION = "caution"


class Certainty(StrEnum):
    """How the source itself puts the claim."""

    ASSERTED = "asserted"
    HEDGED = "hedged"
    ANECDOTAL = "anecdotal"
    IMPLIED = "implied"
    UNSOURCED = "unsourced"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One article, as far as its text gives a citation.

    Attributes:
        review_due: The last day on which it may be printed unless it is looked at again.
        withdrawn: Why it may not be printed any more; empty while it may.
    """

    id: str
    title: str
    author: str
    date: str
    kind: str
    interest: str
    references_given: str
    review_due: dt.date
    withdrawn: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that a claim gives; either end may be open."""

    minimum: Decimal | None
    maximum: Decimal | None
    unit: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    id: str
    source_id: str
    location: str
    topics: tuple[str, ...]
    paraphrase: str
    figure: Figure | None
    stance: Stance
    certainty: Certainty
    disagreements: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    id: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One position in a disagreement; without claims it is a silence."""

    text: str
    claim_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    id: str
    title: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All of it, by id. Sources and studies are numbered from 1 in the order given here."""

    sources: Mapping[str, Source]
    topics: Mapping[str, Topic]
    claims: Mapping[str, Claim]
    disagreements: Mapping[str, Disagreement]
    studies: Mapping[str, Study] = field(default_factory=dict)

    @property
    def dated(self) -> tuple[Source | Study, ...]:
        """All that has a day until which it may be printed."""
        return (*self.sources.values(), *self.studies.values())

    def source_number(self, source_id: str) -> int:
        return list(self.sources).index(source_id) + 1

    def source_numbers(self, claim_ids: Iterable[str]) -> tuple[int, ...]:
        """The numbers of the sources that these claims come from, each once, ascending."""
        found = {self.source_number(self.claims[claim_id].source_id) for claim_id in claim_ids}
        return tuple(sorted(found))

    def study_number(self, study_id: str) -> int:
        return list(self.studies).index(study_id) + 1

    def study_numbers(self, study_ids: Iterable[str]) -> tuple[int, ...]:
        """The numbers of these studies, ascending; the same on every paper."""
        return tuple(sorted({self.study_number(study_id) for study_id in study_ids}))
