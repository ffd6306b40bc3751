"""How many letters lie between what was typed and the words that may be meant."""

from collections.abc import Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST_FUZZY = 3
"""Letters from which on a word may hold a typing error."""

UNFINISHED = 0.5
"""Added to the distance to a word of which only the beginning was typed."""


def errors_allowed(word: str) -> int:
    """Typing errors that may lie between ``word`` and the word that is meant."""
    if len(word) < SHORTEST_FUZZY:
        return 0
    return 1 if len(word) < 6 else 2


def typing_distances(typed: str, known: Iterable[str], *, unfinished: bool) -> dict[str, float]:
    """Letters left out, added, changed or swapped, for those ``known`` words that may be meant.

    Args:
        typed: What was typed.
        known: Words of names, which may go on after what was typed; any number of them at once.
        unfinished: Whether as many errors are allowed in the beginning of a longer word.
    """
    limit, size = errors_allowed(typed), len(typed)
    words = list(known)
    longer = [one for one in words if len(one) >= size]
    begun = [one[:end] for end in (size - 1, size, size + 1) for one in longer]
    reached = _within(typed, begun, limit if unfinished else limit - 1)
    # The nearest come first, so that of several beginnings of a word the nearest is put in last.
    distances = {
        longer[place % len(longer)]: distance + UNFINISHED
        for _, distance, place in reversed(reached)
    }
    for _, distance, place in _within(typed, words, limit):
        distances[words[place]] = distance
    return distances


def _within(typed: str, words: Sequence[str], most: int) -> list[tuple[str, int, int]]:
    """The words no farther than ``most``, with how far they are, and their places."""
    if most < 0:
        return []
    return process.extract(typed, words, scorer=OSA.distance, score_cutoff=most, limit=None)
