"""Marks round a text that is filled into a sentence and may run the other way.

They are noncharacters, which Unicode keeps for use inside a program: nobody can have typed them,
so what people type never turns the sentence round it. The renderer makes isolates of them.
"""

ISOLATE, END_ISOLATE = "\ufdd0", "\ufdd1"
_TYPED = str.maketrans("", "", ISOLATE + END_ISOLATE)


def isolated(value: object) -> str:
    """The value as a text that keeps its direction to itself."""
    return f"{ISOLATE}{str(value).translate(_TYPED)}{END_ISOLATE}"
