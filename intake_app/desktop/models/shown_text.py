"""The text of the handout as its screen shows it: passage by passage, with what was approved."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPassage:
    """One passage; ``mark`` says in a word how it is not as it was approved, or nothing.

    ``key`` is what a translator finds it by; ``what`` says what it is, where it does not itself.
    """

    key: str
    what: str
    now: str
    before: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownChapter:
    title: str
    passages: Sequence[ShownPassage]
