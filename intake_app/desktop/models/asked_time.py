"""A time that a person is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedTime:
    """A time to be set; ``units`` are codes, words and the largest number of each."""

    what: str
    detail: str
    value: int
    unit: str
    units: Sequence[tuple[str, str, int]]
