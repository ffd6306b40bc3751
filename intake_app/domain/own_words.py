"""Marks round what somebody typed, so that nobody takes it for words of the paper's language.

Noncharacters again, as for isolates. The renderer takes them out, and says in which language what
stands between them is, as far as that can be known. A name is told apart from words: it is spoken
by whoever reads the page, as long as it is written in the page's letters.
"""

import re
from collections.abc import Iterator

from intake_app.domain.isolates import END_ISOLATE, ISOLATE

_WORDS, _NAME, _END = "\ufdd2", "\ufdd4", "\ufdd3"
_TYPED = str.maketrans(dict.fromkeys((ISOLATE, END_ISOLATE, _WORDS, _NAME, _END), "\ufffd"))
_MARKED = re.compile(f"([{_WORDS}{_NAME}])([^{_END}]*){_END}")
_MARKS = str.maketrans("", "", ISOLATE + END_ISOLATE + _WORDS + _NAME + _END)


def own_words(text: str) -> str:
    """Words of a person or the clinic, in whatever language; digits alone are of none."""
    return _marked(_WORDS, text)


def own_name(text: str) -> str:
    """The name of somebody or something, in whatever letters."""
    return _marked(_NAME, text)


def as_typed(text: str) -> str:
    """A text without marks that somebody has typed, or pasted; their place is shown."""
    return text.translate(_TYPED)


def bare(text: str) -> str:
    """The text without any mark, for where nothing is set in lines."""
    return text.translate(_MARKS)


def has_own(text: str) -> bool:
    """Whether anything in a text is somebody's own."""
    return _END in text


def stretches(text: str) -> Iterator[tuple[str, bool, bool]]:
    """The text in stretches: each with whether it is somebody's own, and whether a name."""
    start = 0
    for found in _MARKED.finditer(text):
        if start < found.start():
            yield text[start : found.start()], False, False
        yield found[2], True, found[1] == _NAME
        start = found.end()
    if start < len(text):
        yield text[start:], False, False


def _marked(mark: str, text: str) -> str:
    typed = as_typed(text)
    return f"{mark}{typed}{_END}" if any(map(str.isalpha, typed)) else typed
