"""What the words of a name may be meant as: misspelt, a part of a word, several words in one."""

from collections.abc import Iterator
from typing import NamedTuple

from intake_app.storage.search.characters import is_character
from intake_app.storage.search.name_fit import nearly
from intake_app.storage.search.name_terms import NameTerms, whole
from intake_app.storage.search.sources import any_of
from intake_app.storage.search.vocabulary import KnownWord, Vocabulary


class Meant(NamedTuple):
    """Full-text expressions: for names that have the word begun, or what else it may be."""

    begun: str
    otherwise: tuple[str, ...]


class Meanings:
    """All words go in folded; the last may be unfinished."""

    def __init__(self, vocabulary: Vocabulary, terms: NameTerms) -> None:
        self._vocabulary = vocabulary
        self._terms = terms

    def of(self, words: tuple[str, ...]) -> list[Meant]:
        """What each of ``words`` may be meant as; Han characters are never mistyped by one."""
        meant = [
            Meant(
                self._terms.begun([word]),
                (
                    *(whole(known.word) for known in self._alike(word, unfinished=more)),
                    *self._in_pieces(word),
                ),
            )
            for word, more in _with_unfinished(words)
            if not is_character(word)
        ]
        if characters := [word for word in words if is_character(word)]:
            meant.append(Meant(f"({self._terms.begun(characters)})", ()))
        return meant

    def likeliest(self, word: str, enough: int) -> Iterator[str]:
        """What ``word`` may be meant as, the likeliest first, for ``enough`` patients each.

        Without the words that begin so. What is as likely as another is asked for beside it.
        """
        alike = {one.word: one for one in self._alike(word, unfinished=True)}
        group = list(self._in_pieces(word))
        patients, last = 0, None
        likeliest = ((how, alike[one]) for one, how in nearly(word, alike).items())
        for likely, known in sorted(likeliest, reverse=True):
            if patients >= enough and likely != last:
                yield any_of(group)
                group, patients = [], 0
            group.append(whole(known.word))
            patients, last = patients + known.patients, likely
        if group:
            yield any_of(group)

    def _alike(self, word: str, *, unfinished: bool) -> list[KnownWord]:
        """Known words that are a typing error away, or have ``word`` within them."""
        near = self._vocabulary.near(word, unfinished=unfinished)
        alike = dict.fromkeys((*near, *self._vocabulary.around(word)))
        return [known for known in alike if not known.word.startswith(word)]

    def _in_pieces(self, word: str) -> Iterator[str]:
        if pieces := self._vocabulary.pieces(word):
            yield f"({' AND '.join(map(whole, pieces))})"


def all_meant(words: list[Meant]) -> str:
    """Each of the words begun, or what else it may be."""
    return " AND ".join(any_of((word.begun, *word.otherwise)) for word in words)


def one_otherwise(words: list[Meant]) -> str:
    """One of the words something else, all others begun."""
    ways = []
    for place, word in enumerate(words):
        if word.otherwise:
            others = (other.begun for other in (*words[:place], *words[place + 1 :]))
            ways.append(f"({' AND '.join((any_of(word.otherwise), *others))})")
    return any_of(ways)


def _with_unfinished(words: tuple[str, ...]) -> Iterator[tuple[str, bool]]:
    last = len(words) - 1
    return ((word, place == last) for place, word in enumerate(words))
