"""Finding patients by the words of a name: strictly first, then ever more loosely."""

from collections.abc import Iterable
from itertools import islice

from intake_app.storage.search.meanings import Meanings, all_meant, one_otherwise
from intake_app.storage.search.name_terms import TELLING_LENGTH, NameTerms, telling_rests
from intake_app.storage.search.ranking import PatientRow
from intake_app.storage.search.sources import PatientSources, both_of
from intake_app.storage.search.vocabulary import Vocabulary

_POOL = 60
"""Patients who are judged in one step."""

_FEWER = 30
"""The same where others were found as they were typed: they are meant, as a rule."""

_Steps = Iterable[list[PatientRow]]


class NameSearch:
    """Goes on to looser ways only as long as the stricter ones have not found enough."""

    def __init__(self, sources: PatientSources, vocabulary: Vocabulary) -> None:
        self._sources = sources
        self._terms = NameTerms(vocabulary)
        self._meanings = Meanings(vocabulary, self._terms)

    def begun(self, words: tuple[str, ...]) -> str:
        """What is asked of the names of patients who are found by something else too."""
        return self._terms.begun(words) if words else ""

    def patients(self, words: tuple[str, ...], limit: int) -> list[PatientRow]:
        """Patients who may be meant by ``words``, folded, the last perhaps unfinished.

        There may be more than ``limit``, so that the best of them can be chosen.
        """
        found: dict[int, PatientRow] = {}
        _gather(found, self._strict(words, limit), limit)
        if not found or max(map(len, words)) >= TELLING_LENGTH:
            pool = _FEWER if found else _POOL
            _gather(found, self._loose(words, limit, pool), limit)
        if not found:
            _gather(found, self._partial(words, limit), limit)
        return list(found.values())

    def born(self, words: tuple[str, ...], births: str, limit: int) -> list[PatientRow]:
        """The same among those to whom ``births``, a full-text expression, applies."""
        found: dict[int, PatientRow] = {}
        mistyped = self._mistyped(words, limit, births=births)
        for steps in (self._strict(words, limit, births), mistyped):
            if not found:
                _gather(found, steps, limit)
        return list(found.values())

    def _strict(self, words: tuple[str, ...], limit: int, births: str = "") -> _Steps:
        """The whole name; all words whole; then the last begun; all begun; written as one word.

        Who has all of them begun is asked first: where these are few, nobody else has them whole.
        """
        pool = max(_POOL, limit)
        begun = self._terms.begun(words)
        found: list[int] = []
        if not self._terms.nobody_has(words):
            found = self._sources.seqs_of(both_of(begun, births), pool)
        if len(found) >= pool:
            if not births:
                yield [
                    row for order in _orders(words) for row in self._sources.named(order, limit)
                ]
            stricter = (one for one in self._terms.stricter(words) if one != begun)
            yield from (self._sources.matching(both_of(one, births), pool) for one in stricter)
        yield self._sources.with_seqs(found)
        for joined in self._terms.joined(words):
            yield self._sources.matching(both_of(joined, births), pool)

    def _mistyped(
        self, words: tuple[str, ...], limit: int, pool: int = _POOL, *, births: str = ""
    ) -> _Steps:
        """One word meant as something else; then several of them."""
        pool = max(pool, limit)
        meant = self._meanings.of(words)
        doubtful = sum(bool(word.otherwise) for word in meant)
        if not doubtful:
            return
        one = both_of(one_otherwise(meant), births)
        if doubtful == 1:
            yield self._sources.matching(one, pool)
            return
        rows = self._sources.matching(both_of(all_meant(meant), births), pool)
        if len(rows) >= pool and len(_nearly_begun(rows, words, limit)) < limit:
            yield self._sources.matching(one, pool)
        yield rows

    def _loose(self, words: tuple[str, ...], limit: int, pool: int) -> _Steps:
        if len(words) > 1:
            yield from self._mistyped(words, limit, pool)
            return
        for expression in self._meanings.likeliest(words[0], limit):
            yield self._sources.matching(expression, max(_POOL, limit))

    def _partial(self, words: tuple[str, ...], limit: int) -> _Steps:
        pool = max(_POOL, limit)
        for expression in self._terms.partial(words):
            yield self._sources.matching(expression, pool)
        if any(map(str.isdecimal, "".join(words))):
            return  # the id of a document is no mistyped name
        for rest in telling_rests(words):
            yield self._sources.matching(all_meant(self._meanings.of(rest)), pool)


def _gather(found: dict[int, PatientRow], steps: _Steps, limit: int) -> None:
    """Take step after step until there are enough."""
    if len(found) >= limit:
        return
    for rows in steps:
        found.update((row.seq, row) for row in rows)
        if len(found) >= limit:
            return


def _nearly_begun(
    patients: list[PatientRow], words: tuple[str, ...], enough: int
) -> list[PatientRow]:
    """Those with a word of the name begun by each of ``words``, but for one perhaps."""
    begun = [f" {word}" for word in words]
    most = len(begun) - 1
    nearly = (
        row for row in patients if sum([one in f" {row.name_folded}" for one in begun]) >= most
    )
    return list(islice(nearly, enough))


def _orders(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """As typed, and with the family name moved to the other end."""
    return list(dict.fromkeys((words, words[-1:] + words[:-1], words[1:] + words[:1])))
