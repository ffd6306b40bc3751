"""Finding patients by the words of a name: strictly first, then ever more loosely."""

from collections.abc import Iterable, Iterator

from intake_app.storage.search.ranking import MOST_INITIALS, PatientRow
from intake_app.storage.search.sources import PatientSources, any_of
from intake_app.storage.search.vocabulary import Vocabulary

_POOL = 60
_LOOSE_POOL = 120

_TELLING_LENGTH = 4
"""Letters from which on a single word says something about who is meant."""

_MOST_JOINED = 4

_INDEXED_LETTERS = 6
"""Beginnings up to this length have lists of patients of their own (``prefix``)."""

_MOST_COMPLETIONS = 60


class NameSearch:
    """Goes on to looser ways only as long as the stricter ones have not found enough."""

    def __init__(self, sources: PatientSources, vocabulary: Vocabulary) -> None:
        self._sources = sources
        self._vocabulary = vocabulary

    def patients(self, words: tuple[str, ...], limit: int) -> list[PatientRow]:
        """Patients who may be meant by ``words``, folded, the last perhaps unfinished.

        There may be more than ``limit``, so that the best of them can be chosen.
        """
        found: dict[int, PatientRow] = {}
        for order in _orders(words):
            found.update((row.seq, row) for row in self._sources.named(order, limit))
        self._gather(found, self._strict(words), limit, pool=_POOL)
        if not found or max(map(len, words)) >= _TELLING_LENGTH:
            self._gather(found, self._mistyped(words), limit, pool=_LOOSE_POOL)
        if not found:
            self._gather(found, self._partial(words), limit, pool=_POOL)
        return list(found.values())

    def born(self, words: tuple[str, ...], births: str, limit: int) -> list[PatientRow]:
        """The same among those to whom ``births``, a full-text expression, applies."""
        found: dict[int, PatientRow] = {}
        for steps in (self._strict(words), self._mistyped(words)):
            if not found:
                dated = (f"({step}) AND {births}" for step in steps)
                self._gather(found, dated, limit, pool=_POOL)
        return list(found.values())

    def _gather(
        self, found: dict[int, PatientRow], steps: Iterable[str], limit: int, *, pool: int
    ) -> None:
        if len(found) >= limit:
            return
        asked: set[str] = set()
        for expression in steps:
            if expression in asked:
                continue
            asked.add(expression)
            rows = self._sources.matching(expression, max(pool, limit))
            found.update((row.seq, row) for row in rows)
            if len(found) >= limit:
                return

    def _mistyped(self, words: tuple[str, ...]) -> Iterator[str]:
        """Every word, or what it may have been meant as: misspelt, a part, several in one."""
        last = len(words) - 1
        choices = []
        for place, word in enumerate(words):
            near = self._vocabulary.near(word, unfinished=place == last)
            meant = dict.fromkeys((*near, *self._vocabulary.around(word)))
            choice = [self._beginning(word)]
            choice += (_whole(known) for known in meant if not known.startswith(word))
            if pieces := self._vocabulary.pieces(word):
                choice.append(f"({' AND '.join(map(_whole, pieces))})")
            choices.append(f"({' OR '.join(choice)})")
        yield " AND ".join(choices)

    def beginnings(self, words: Iterable[str]) -> str:
        """A full-text expression: a word of the name begins with each of ``words``."""
        return " AND ".join(map(self._beginning, words))

    def _beginning(self, word: str) -> str:
        """The words that begin so, when they are few: their lists of patients need no sorting.

        A beginning of few letters has such a list of its own, whatever follows.
        """
        most = 1 if len(word) <= _INDEXED_LETTERS else _MOST_COMPLETIONS
        known = self._vocabulary.beginning_with(word, most + 1)
        return any_of(known or [word]) if len(known) <= most else f'"{word}"*'

    def _strict(self, words: tuple[str, ...]) -> Iterator[str]:
        """All words whole; then the last begun; then all begun; then written as one word."""
        *head, last = words
        # A single letter is a word to nobody who types it, but the beginning of one.
        if head or len(last) > 1:
            yield " AND ".join(map(_whole, words))
        yield " AND ".join((*map(_whole, head), self._beginning(last)))
        if head:
            yield self.beginnings(words)
        if head and len(words) <= _MOST_JOINED:
            yield self._beginning("".join(words))

    def _partial(self, words: tuple[str, ...]) -> Iterator[str]:
        """As initials, or with one word left out."""
        if len(words) == 1 and 1 < len(words[0]) <= MOST_INITIALS:
            yield self.beginnings(words[0])
        for place in range(len(words)):
            rest = words[:place] + words[place + 1 :]
            if any(len(word) >= _TELLING_LENGTH or not word.isascii() for word in rest):
                yield self.beginnings(rest)


def _whole(word: str) -> str:
    return f'"{word}"'


def _orders(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """As typed, and with the family name moved to the other end."""
    return list(dict.fromkeys((words, words[-1:] + words[:-1], words[1:] + words[:1])))
