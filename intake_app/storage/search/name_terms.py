"""Full-text expressions for names in which the words stand as they are typed."""

from collections.abc import Callable, Iterable, Iterator

from intake_app.storage.search.characters import is_character, with_all_of
from intake_app.storage.search.index import INDEXED_LETTERS
from intake_app.storage.search.name_fit import MOST_INITIALS
from intake_app.storage.search.sources import any_of
from intake_app.storage.search.vocabulary import Vocabulary

TELLING_LENGTH = 4
"""Letters from which on a single word says something about who is meant."""

_MOST_JOINED = 4

_MOST_COMPLETIONS = 60


class NameTerms:
    """All words go in folded; the last may be unfinished."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def begun(self, words: Iterable[str]) -> str:
        """A word of the name begins with each of ``words``."""
        return _every(words, self._beginning)

    def nobody_has(self, words: Iterable[str]) -> bool:
        """Whether there is one of ``words`` with which no word of any name begins."""
        return not all(map(self._vocabulary.beginning_with, words))

    def stricter(self, words: tuple[str, ...]) -> Iterator[str]:
        """All words whole; then the last begun."""
        *head, last = words
        # A single letter is a word to nobody who types it, but the beginning of one.
        if head or len(last) > 1:
            yield _every(words, whole)
        if head and not is_character(last):
            yield f"{_every(head, whole)} AND {self._beginning(last)}"

    def joined(self, words: tuple[str, ...]) -> Iterator[str]:
        """Several words, which are written as one, if any word begins so."""
        together = "".join(words)
        if 1 < len(words) <= _MOST_JOINED and self._vocabulary.beginning_with(together):
            yield self._beginning(together)

    def partial(self, words: tuple[str, ...]) -> Iterator[str]:
        """As initials, or with one word left out."""
        if len(words) == 1 and 1 < len(words[0]) <= MOST_INITIALS:
            yield self.begun(words[0])
        yield from map(self.begun, telling_rests(words))

    def _beginning(self, word: str) -> str:
        """The words that begin so, when they are few: their lists of patients need no sorting.

        A beginning of few letters has such a list of its own, whatever follows.
        """
        most = 1 if len(word) <= INDEXED_LETTERS else _MOST_COMPLETIONS
        known = self._vocabulary.beginning_with(word)
        return any_of(map(whole, known or [word])) if len(known) <= most else f'"{word}"*'


def telling_rests(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """All words but one, where that still says something about who is meant."""
    for place in range(len(words)):
        rest = words[:place] + words[place + 1 :]
        if any(len(word) >= TELLING_LENGTH or not word.isascii() for word in rest):
            yield rest


def whole(word: str) -> str:
    """A full-text expression: it is a word of the name."""
    return f'"{word}"'


def _every(words: Iterable[str], term: Callable[[str], str]) -> str:
    """An expression for the names to which each of ``words`` applies, as ``term`` has it."""
    words = list(words)
    characters = filter(is_character, words)
    others = (term(word) for word in words if not is_character(word))
    return " AND ".join((*with_all_of(characters), *others))
