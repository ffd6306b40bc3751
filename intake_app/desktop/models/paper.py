"""A handout as its screen shows it: what it is, and what can be chosen about it."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chooser:
    """One thing to choose: its name, (value, words) of what exists, and what is chosen first."""

    name: str
    label: str
    options: Sequence[tuple[str, str]]
    first: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperWords:
    """``state`` says whether the document is issued, when and by whom.

    ``given`` says whether the patient has it; None while there is nothing to give.
    """

    document_id: str
    state: str
    given: bool | None = None
