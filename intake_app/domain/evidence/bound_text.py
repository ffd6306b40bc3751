"""A text of the handout that names what it rests on."""

from dataclasses import dataclass

SILENCES = ("no-difference", "not-tested", "not-counted", "says-nothing")
"""The four fixed wordings for four different silences, as keys under ``silences``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundText:
    """A statement and the claims and studies it rests on, or one of ``SILENCES``."""

    text: str
    claims: tuple[str, ...] = ()
    silence: str = ""
    studies: tuple[str, ...] = ()
