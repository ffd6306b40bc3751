"""That a clinician who speaks a language has read the text in it, told apart from the approval.

An approval says that the clinic answers for what is said; a review, that a language says it. Who
approves need not speak the language, and who reads a translation need not work here.
"""

from dataclasses import dataclass
from datetime import datetime

from intake_app.domain.errors import ValueRefused
from intake_app.domain.handout.printed_text import Passages, digest_of
from intake_app.domain.values import checked_storable

LONGEST_NAME = 120
_OF_A_WINDOW = frozenset({"what", "strip", "why", "spread"})
"""The words of an aftercare window; its number and who set it are no words of a language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextReview:
    """Who has read the text of one language.

    Attributes:
        digest: Of the words that were read.
        holds: False when it was taken back.
        clinician: Who speaks the language and has read it.
        by: Who recorded it.
    """

    language: str
    content_version: str
    digest: str
    holds: bool
    clinician: str
    by: str
    at: datetime


def words_digest(passages: Passages) -> str:
    """The same as long as the words are, whatever times the clinic sets."""
    return digest_of({key: text for key, text in passages.items() if _is_words(key)})


def checked_name(text: str) -> str:
    """The clinician's name on one line.

    Raises:
        ValueRefused: There is none, or it is too long for the foot of the paper.
    """
    name = " ".join(checked_storable("The clinician's name", text).split())
    if not 1 <= len(name) <= LONGEST_NAME:
        reason = f"write 1 to {LONGEST_NAME} characters"
        raise ValueRefused(name="The clinician's name", value="kept", reason=reason)
    return name


def _is_words(key: str) -> bool:
    first, *others = key.split(".")
    return first != "window" or others[-1] in _OF_A_WINDOW
