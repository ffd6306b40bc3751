"""Han characters, each a word of its own: how all of several are looked for at once.

Each is borne by a great part of those who have any, and to find who has two by reading both lists
takes longer than all the rest of a search. So the index has a word for every two of a name. Of
names with very many, as hardly anybody has them, it only says that they are such.
"""

from collections.abc import Iterable, Iterator

from intake_app.storage.search.folding import HAN_RANGES

CHARACTER = f"[{''.join(f'{chr(han.start)}-{chr(han.stop - 1)}' for han in HAN_RANGES)}]"
"""A pattern for ``GLOB``."""

MOST_PAIRED = 8
"""Different characters of a name up to which every two are kept, the lesser first."""

MANY_CHARACTERS = "#many"
"""Stands in the index instead of the pairs where there are more."""


def is_character(word: str) -> bool:
    """Whether a folded word is a Han character: it is never the beginning of a longer word."""
    return len(word) == 1 and any(ord(word) in han for han in HAN_RANGES)


def with_all_of(characters: Iterable[str]) -> Iterator[str]:
    """Full-text expressions, all of which apply to the names that have each of ``characters``."""
    asked = list(dict.fromkeys(characters))
    if len(asked) == 1:
        yield f'"{asked[0]}"'
        return
    for place in range(0, len(asked), 2):
        # The last of an odd number goes with the first.
        first, second = sorted((asked[place], asked[(place + 1) % len(asked)]))
        yield f'("{first}#{second}" OR ("{MANY_CHARACTERS}" AND "{first}" AND "{second}"))'
