"""Marks round what somebody typed, so that nobody takes it for words of the paper's language.

Noncharacters again, as for isolates. The renderer takes them out, and says in which language what
stands between them is, as far as that can be known. A name is told apart from words: it is spoken
by whoever reads the page, as long as it is written in the page's letters.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from intake_app.domain.isolates import END_ISOLATE, ISOLATE

_WORDS, _NAME, _IN, _END = "\ufdd2", "\ufdd4", "\ufdd5", "\ufdd3"
_ALL = ISOLATE + END_ISOLATE + _WORDS + _NAME + _IN + _END
_TYPED = str.maketrans(dict.fromkeys(_ALL, "\ufffd"))
_MARKED = re.compile(f"([{_WORDS}{_NAME}])(?:([^{_IN}{_END}]*){_IN})?([^{_END}]*){_END}")
_MARKS = re.compile(f"[{_WORDS}][^{_IN}{_END}]*{_IN}|[{_ALL}]")


class Stretch(NamedTuple):
    """A part of a text; ``language`` is what is known of somebody's own words."""

    text: str
    is_own: bool = False
    is_name: bool = False
    language: str = ""


def own_words(text: str, language: str = "") -> str:
    """Words of a person or the clinic, in whatever language; digits alone are of none."""
    return _marked(_WORDS + (language + _IN if language else ""), text)


def own_name(text: str) -> str:
    """The name of somebody or something, in whatever letters."""
    return _marked(_NAME, text)


def as_typed(text: str) -> str:
    """A text without marks that somebody has typed, or pasted; their place is shown."""
    return text.translate(_TYPED)


def bare(text: str) -> str:
    """The text without any mark, for where nothing is set in lines."""
    return _MARKS.sub("", text)


def has_own(text: str) -> bool:
    """Whether anything in a text is somebody's own."""
    return _END in text


def stretches(text: str) -> Iterator[Stretch]:
    """The text in stretches, its own words and those of somebody apart."""
    start = 0
    for found in _MARKED.finditer(text):
        if start < found.start():
            yield Stretch(text[start : found.start()])
        yield Stretch(found[3], is_own=True, is_name=found[1] == _NAME, language=found[2] or "")
        start = found.end()
    if start < len(text):
        yield Stretch(text[start:])


def _marked(mark: str, text: str) -> str:
    typed = as_typed(text)
    return f"{mark}{typed}{_END}" if any(map(str.isalpha, typed)) else typed
