"""Two patients who may be one person, in words, for showing them side by side."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSide:
    """One of the two; ``facts`` are the same kinds of facts in the same order on both sides."""

    patient_id: str
    record_number: str
    name: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPair:
    """``heads`` name the facts."""

    id: str
    score: str
    reasons: str
    heads: tuple[str, ...]
    one: ShownSide
    other: ShownSide
