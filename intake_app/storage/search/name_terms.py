"""Full-text expressions for the words of a name, from the strictest to the loosest."""

from collections.abc import Callable, Iterable, Iterator

from intake_app.storage.search.characters import is_character, with_all_of
from intake_app.storage.search.ranking import MOST_INITIALS, Fit, fit
from intake_app.storage.search.sources import any_of
from intake_app.storage.search.vocabulary import KnownWord, Vocabulary

TELLING_LENGTH = 4
"""Letters from which on a single word says something about who is meant."""

_MOST_JOINED = 4

_INDEXED_LETTERS = 6
"""Beginnings up to this length have lists of patients of their own (``prefix``)."""

_MOST_COMPLETIONS = 60


class NameTerms:
    """All words go in folded; the last may be unfinished."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def begun(self, words: Iterable[str]) -> str:
        """A word of the name begins with each of ``words``."""
        return _every(words, self._beginning)

    def stricter(self, words: tuple[str, ...]) -> Iterator[str]:
        """All words whole; then the last begun."""
        *head, last = words
        # A single letter is a word to nobody who types it, but the beginning of one.
        if head or len(last) > 1:
            yield _every(words, _whole)
        if head and not is_character(last):
            yield f"{_every(head, _whole)} AND {self._beginning(last)}"

    def joined(self, words: tuple[str, ...]) -> Iterator[str]:
        """Several words, which are written as one."""
        if 1 < len(words) <= _MOST_JOINED:
            yield self._beginning("".join(words))

    def mistyped(self, words: tuple[str, ...]) -> str:
        """Every word, or what it may have been meant as: misspelt, a part, several in one."""
        unfinished = words[-1]
        return _every(words, lambda word: self._meant(word, unfinished=word is unfinished))

    def likeliest(self, word: str, enough: int) -> Iterator[str]:
        """What ``word`` may have been meant as, the likeliest first, for ``enough`` patients each.

        Without the words that begin so. What is as likely as another is asked for beside it.
        """
        group = list(self._in_pieces(word))
        patients, last = 0, None
        for likely, known in sorted(self._likely(word), reverse=True):
            if patients >= enough and likely != last:
                yield any_of(group)
                group, patients = [], 0
            group.append(_whole(known.word))
            patients, last = patients + known.patients, likely
        if group:
            yield any_of(group)

    def partial(self, words: tuple[str, ...]) -> Iterator[str]:
        """As initials, or with one word left out."""
        if len(words) == 1 and 1 < len(words[0]) <= MOST_INITIALS:
            yield self.begun(words[0])
        for place in range(len(words)):
            rest = words[:place] + words[place + 1 :]
            if any(len(word) >= TELLING_LENGTH or not word.isascii() for word in rest):
                yield self.begun(rest)

    def _meant(self, word: str, *, unfinished: bool) -> str:
        meant = (_whole(known.word) for known in self._alike(word, unfinished=unfinished))
        return any_of((self._beginning(word), *meant, *self._in_pieces(word)))

    def _likely(self, word: str) -> Iterator[tuple[tuple[Fit, float], KnownWord]]:
        for known in self._alike(word, unfinished=True):
            yield fit(word, known.word), known

    def _alike(self, word: str, *, unfinished: bool) -> list[KnownWord]:
        """Known words that are a typing error away, or have ``word`` within them."""
        near = self._vocabulary.near(word, unfinished=unfinished)
        alike = dict.fromkeys((*near, *self._vocabulary.around(word)))
        return [known for known in alike if not known.word.startswith(word)]

    def _in_pieces(self, word: str) -> Iterator[str]:
        if pieces := self._vocabulary.pieces(word):
            yield f"({' AND '.join(map(_whole, pieces))})"

    def _beginning(self, word: str) -> str:
        """The words that begin so, when they are few: their lists of patients need no sorting.

        A beginning of few letters has such a list of its own, whatever follows.
        """
        most = 1 if len(word) <= _INDEXED_LETTERS else _MOST_COMPLETIONS
        known = self._vocabulary.beginning_with(word, most + 1)
        return any_of(map(_whole, known or [word])) if len(known) <= most else f'"{word}"*'


def _every(words: Iterable[str], term: Callable[[str], str]) -> str:
    """An expression for the names to which each of ``words`` applies, as ``term`` has it."""
    words = list(words)
    characters = filter(is_character, words)
    others = (term(word) for word in words if not is_character(word))
    return " AND ".join((*with_all_of(characters), *others))


def _whole(word: str) -> str:
    return f'"{word}"'
