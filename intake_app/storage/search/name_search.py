"""Finding patients by the words of a name: strictly first, then ever more loosely."""

from collections.abc import Iterable

from intake_app.storage.search.name_terms import TELLING_LENGTH, NameTerms
from intake_app.storage.search.ranking import PatientRow
from intake_app.storage.search.sources import Begun, PatientSources
from intake_app.storage.search.vocabulary import Vocabulary

_POOL = 60
_LOOSE_POOL = 120

_Steps = Iterable[list[PatientRow]]


class NameSearch:
    """Goes on to looser ways only as long as the stricter ones have not found enough."""

    def __init__(self, sources: PatientSources, vocabulary: Vocabulary) -> None:
        self._sources = sources
        self._terms = NameTerms(vocabulary)

    def begun(self, words: tuple[str, ...]) -> Begun:
        """What is asked of the names of patients who are found by something else."""
        return Begun(words, self._terms.begun(words))

    def patients(self, words: tuple[str, ...], limit: int) -> list[PatientRow]:
        """Patients who may be meant by ``words``, folded, the last perhaps unfinished.

        There may be more than ``limit``, so that the best of them can be chosen.
        """
        found: dict[int, PatientRow] = {}
        for order in _orders(words):
            found.update((row.seq, row) for row in self._sources.named(order, limit))
        _gather(found, self._strict(words, limit), limit)
        if not found or max(map(len, words)) >= TELLING_LENGTH:
            _gather(found, self._loose(words, limit), limit)
        if not found:
            _gather(found, self._partial(words, limit), limit)
        return list(found.values())

    def born(self, words: tuple[str, ...], births: str, limit: int) -> list[PatientRow]:
        """The same among those to whom ``births``, a full-text expression, applies."""
        found: dict[int, PatientRow] = {}
        for steps in (self._strict(words, limit, births), self._mistyped(words, limit, births)):
            if not found:
                _gather(found, steps, limit)
        return list(found.values())

    def _strict(self, words: tuple[str, ...], limit: int, births: str = "") -> _Steps:
        """All words whole; then the last begun; then all begun; then written as one word.

        Who has all of them begun is asked first: where these are few, nobody else has them whole.
        """
        pool = max(_POOL, limit)
        begun = self._terms.begun(words)
        rows = self._matching(begun, births, pool)
        if len(rows) >= pool:
            stricter = self._terms.stricter(words)
            yield from (self._matching(one, births, pool) for one in stricter if one != begun)
        yield rows
        yield from (self._matching(one, births, pool) for one in self._terms.joined(words))

    def _mistyped(self, words: tuple[str, ...], limit: int, births: str = "") -> _Steps:
        yield self._matching(self._terms.mistyped(words), births, max(_LOOSE_POOL, limit))

    def _loose(self, words: tuple[str, ...], limit: int) -> _Steps:
        if len(words) > 1:
            yield from self._mistyped(words, limit)
            return
        for expression in self._terms.likeliest(words[0], limit):
            yield self._sources.matching(expression, max(_POOL, limit))

    def _partial(self, words: tuple[str, ...], limit: int) -> _Steps:
        for expression in self._terms.partial(words):
            yield self._sources.matching(expression, max(_POOL, limit))

    def _matching(self, expression: str, births: str, most: int) -> list[PatientRow]:
        if births:
            expression = f"({expression}) AND {births}"
        return self._sources.matching(expression, most)


def _gather(found: dict[int, PatientRow], steps: _Steps, limit: int) -> None:
    """Take step after step until there are enough."""
    if len(found) >= limit:
        return
    for rows in steps:
        found.update((row.seq, row) for row in rows)
        if len(found) >= limit:
            return


def _orders(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """As typed, and with the family name moved to the other end."""
    return list(dict.fromkeys((words, words[-1:] + words[:-1], words[1:] + words[:1])))
