"""Refusals become sentences; bugs pass through to the crash hook."""

import re
import string
from collections.abc import Iterator

import pytest

from intake_app.desktop.errors import sentence
from intake_app.domain.errors import IntakeError, NameTooLong


def kinds(base: type[IntakeError] = IntakeError) -> Iterator[type[IntakeError]]:
    """Every kind of refusal there is."""
    for kind in base.__subclasses__():
        yield kind
        yield from kinds(kind)


def refusal(kind: type[IntakeError]) -> IntakeError:
    """One of that kind, made with what its sentence needs."""
    names = [name for _, name, _, _ in string.Formatter().parse(kind.sentence) if name]
    error = kind.__new__(kind)
    IntakeError.__init__(error, **{name: f"‹{name}›" for name in names})
    return error


@pytest.mark.parametrize("kind", list(dict.fromkeys(kinds())))
def test_every_refusal_has_a_sentence_filled_in(kind: type[IntakeError]) -> None:
    words = sentence(refusal(kind))

    assert re.search(r"[.?]$", words)
    assert "{" not in words
    assert "--" not in words, "the window has no command line options"
    assert "intake-app" not in words, "the window has no commands"


def test_a_sentence_is_made_from_the_data() -> None:
    assert "501 characters" in sentence(NameTooLong(length=501, limit=500))


def test_a_bug_is_not_made_into_a_sentence() -> None:
    with pytest.raises(ZeroDivisionError):
        sentence(ZeroDivisionError())
