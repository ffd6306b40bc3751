"""The words that names in the records are made of: what a typed word may be meant as."""

import json
from collections.abc import Iterable
from typing import NamedTuple, cast

from intake_app.storage.search.index import INDEXED_LETTERS, SPELLINGS_OF_TYPED
from intake_app.storage.search.reader import SearchReader
from intake_app.storage.search.typing_errors import SHORTEST_FUZZY, typing_distances

_MOST_NEAR = 12
_MOST_AROUND = 12
_MOST_LONG = 61
_AROUND_READ = 200
_SHORTEST_INNER = 3
_SHORTEST_UNFINISHED = 5
_SHORTEST_PIECE = 2
_LONGEST_TOGETHER = 20

# A word that is shorter by more than the errors that are ever allowed is too far away.
_SHARING_A_SPELLING = """
SELECT word, patients FROM search_word WHERE length(word) >= length(?1) - 2 AND id IN (
  SELECT word_id FROM search_misspelling WHERE spelling IN (
    SELECT spelling FROM {spellings} WHERE ?2 OR spelling NOT LIKE '%*'))
""".replace("{spellings}", SPELLINGS_OF_TYPED)
_CONTAINING = (
    "SELECT word, patients FROM search_word WHERE id IN"
    " (SELECT rowid FROM search_word_part WHERE search_word_part MATCH ? LIMIT ?)"
    " AND instr(word, ?) ORDER BY patients DESC, word LIMIT ?"
)
_BEGINNING = "SELECT word FROM search_word WHERE word BETWEEN ? AND ? LIMIT ?"
_AFTER_ALL = "\U0010ffff"
_KNOWN = "SELECT word FROM search_word WHERE word IN (SELECT value FROM json_each(?))"


class KnownWord(NamedTuple):
    """A word of names, and how many patients have it."""

    word: str
    patients: int


class Vocabulary:
    """Asks the word tables of the search; all words go in and come out folded."""

    def __init__(self, reader: SearchReader) -> None:
        self._reader = reader

    def near(self, word: str, *, unfinished: bool) -> list[KnownWord]:
        """Known words a typing error away, the nearest and then the most frequent first.

        None where so many begin with an unfinished word that these are all the nearest.

        Args:
            word: What was typed.
            unfinished: Whether more letters may follow.
        """
        if len(word) < SHORTEST_FUZZY:
            return []
        unfinished = unfinished and len(word) >= _SHORTEST_UNFINISHED
        begun = self.beginning_with(word) if unfinished else []
        if len(begun) >= _MOST_NEAR:
            return []
        # A long word that is known is hardly the beginning of another, mistyped.
        unfinished = unfinished and (len(word) <= _SHORTEST_UNFINISHED or word not in begun)
        rows = self._reader.rows(_SHARING_A_SPELLING, word, unfinished)
        patients = dict(cast("Iterable[tuple[str, int]]", rows))
        distances = typing_distances(word, patients, unfinished=unfinished)
        found = sorted((far, -patients[known], known) for known, far in distances.items())
        return [KnownWord(known, -fewer) for _, fewer, known in found[:_MOST_NEAR]]

    def beginning_with(self, part: str) -> list[str]:
        """Known words that begin so, a dozen of them, or some dozens if it is a long beginning."""
        most = _MOST_NEAR if len(part) <= INDEXED_LETTERS else _MOST_LONG
        rows = self._reader.rows(_BEGINNING, part, part + _AFTER_ALL, most)
        return [str(word) for (word,) in rows]

    def around(self, part: str) -> list[KnownWord]:
        """Known words that contain ``part``, the most frequent first."""
        if len(part) < _SHORTEST_INNER:
            return []
        rows = self._reader.rows(_CONTAINING, _threes(part), _AROUND_READ, part, _MOST_AROUND)
        return [KnownWord(str(word), int(str(patients))) for word, patients in rows]

    def pieces(self, word: str) -> tuple[str, ...]:
        """The fewest known words, at least two, of which ``word`` is made; none if it is not."""
        if not _LONGEST_TOGETHER >= len(word) >= 2 * _SHORTEST_PIECE:
            return ()
        spans = [
            (start, end)
            for end in range(_SHORTEST_PIECE, len(word) + 1)
            for start in range(end - _SHORTEST_PIECE + 1)
            if end - start < len(word)
        ]
        parts = json.dumps([word[start:end] for start, end in spans])
        known = {part for (part,) in self._reader.rows(_KNOWN, parts)}
        made: dict[int, tuple[str, ...]] = {0: ()}
        for start, end in spans:
            if word[start:end] in known and start in made:
                pieces = (*made[start], word[start:end])
                if end not in made or len(pieces) < len(made[end]):
                    made[end] = pieces
        return made.get(len(word), ())


def _threes(part: str) -> str:
    """A full-text expression for words with all letters of ``part``, three at a time."""
    last = len(part) - _SHORTEST_INNER
    places = (*range(0, last, _SHORTEST_INNER), last)
    return " AND ".join(f'"{part[at : at + _SHORTEST_INNER]}"' for at in places)
