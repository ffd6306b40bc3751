"""What the screen of forms shows of a form that somebody thinks of using."""

from dataclasses import dataclass

from intake_app.desktop.models.lines import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFacts:
    """A form in words.

    Attributes:
        title: What it is called, and which version.
        summary: In a sentence or two.
        findings: What is wrong, not understood, lacking or different (level, where, what).
        can_be_used: Whether it can be put in use.
        can_be_shown: Whether it can be looked at.
        consequences: What the question before using it says.
    """

    title: str
    summary: str
    findings: tuple[Line, ...]
    can_be_used: bool
    can_be_shown: bool
    consequences: str
