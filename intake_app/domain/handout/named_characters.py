"""Characters named where they cannot be shown."""

import unicodedata
from collections.abc import Sequence

_MOST_NAMED = 2


def named_character(char: str) -> str:
    """A character by its number and, where Unicode has one, its name."""
    name = unicodedata.name(char, "") if len(char) == 1 else ""
    numbers = " ".join(f"U+{ord(each):04X}" for each in char)
    return f"{numbers} ({name})" if name else numbers


def named_characters(characters: Sequence[str]) -> str:
    """The first few, and how many more there are."""
    named = ", ".join(named_character(char) for char in characters[:_MOST_NAMED])
    more = len(characters) - _MOST_NAMED
    return f"{named} and {more} more" if more > 0 else named
