"""The {names} in a text that the program fills in."""

import string


def placeholders(text: str) -> set[str]:
    """Every name in braces.

    Raises:
        ValueError: A brace stands alone.
    """
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
