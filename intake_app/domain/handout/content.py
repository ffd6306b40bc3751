"""The words of the handout that rest on studies or follow from the person: one language."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from intake_app.domain.evidence.bound_text import BoundText
from intake_app.domain.handout.blocks import Strength

UNSETTLED = "unknown"
"""Stands for every diagnosis that has no words of its own, and for none recorded."""
_INJECTION = "injection"


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagnosisText:
    """What is said of one kind of hair loss.

    Attributes:
        name: What the reader calls it, inside a sentence.
        in_short: The best figure both ways round, the biggest unknown, doing nothing.
        hopes: What is reported for a hope, by the code of the outcome hoped for.
    """

    name: str
    in_short: tuple[BoundText, ...]
    hopes: Mapping[str, BoundText]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxRowText:
    """One outcome of a study; ``counted`` rows take their figures from the study itself."""

    outcome: str
    counted: bool = False
    is_harm: bool = False
    silence: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxText:
    """A study in words that a patient can read."""

    study: str
    title: str
    who: str
    control: str
    treated: str
    strength: Strength
    limits: str
    rows: tuple[BoxRowText, ...]
    diagnoses: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceText:
    """One choice; an empty cell is a line to write on.

    ``instead_of`` names the choice whose place it takes for its diagnoses.
    """

    id: str
    name: str
    cells: tuple[tuple[BoundText, ...], ...]
    diagnoses: frozenset[str]
    instead_of: str

    @property
    def is_injection(self) -> bool:
        """Whether it is what this clinic offers."""
        return _INJECTION in (self.id, self.instead_of)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalTexts:
    """Everything beyond phrases and articles, by id."""

    diagnoses: Mapping[str, DiagnosisText] = field(default_factory=dict)
    boxes: tuple[BoxText, ...] = ()
    studies: Mapping[str, str] = field(default_factory=dict)
    """What each study is, in the reader's words, by its id."""
    choices: tuple[ChoiceText, ...] = ()
    rules: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, str] = field(default_factory=dict)

    def diagnosis(self, code: str) -> DiagnosisText:
        return self.diagnoses[code if code in self.diagnoses else UNSETTLED]
