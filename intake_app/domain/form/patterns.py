r"""A form's own regular expressions, kept from hanging the program: docs/decisions/0040.

A clinic may load a form that nobody here wrote, and a pattern such as ``(a|aa)+$`` takes longer
than the universe has existed on forty letters. Every match has a limit of time.
"""

import re
from enum import Enum, auto
from functools import lru_cache

LONGEST_MATCH = 0.05
"""Seconds."""
LARGEST = 20_000
"""Steps of a pattern once its counted repeats are written out, as compiling it does."""

_PARTS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{(\d*),?(\d*)\}|[()]|.", re.DOTALL)


class Fit(Enum):
    """What holding a text against a pattern gives."""

    YES = auto()
    NO = auto()
    TOO_SLOW = auto()


def pattern_problem(pattern: str) -> str:
    """Why a pattern cannot be used, for the end of a sentence; empty when it can."""
    import regex  # noqa: PLC0415 - start-up time: few forms have a pattern

    if _written_out(pattern) > LARGEST:
        return "its repeats make it too large"
    try:
        regex.compile(pattern)
    except (regex.error, OverflowError, RecursionError, MemoryError) as broken:
        return str(broken)
    return ""


@lru_cache(maxsize=64)  # a screen asks again at every key about all that stands on it
def fit_of(pattern: str, text: str) -> Fit:
    """Whether the whole text has the form; a pattern that cannot be used fits nothing."""
    import regex  # noqa: PLC0415 - start-up time: few forms have a pattern

    if pattern_problem(pattern):
        return Fit.NO
    try:
        found = regex.fullmatch(pattern, text, timeout=LONGEST_MATCH)
    except TimeoutError:
        return Fit.TOO_SLOW
    return Fit.YES if found else Fit.NO


def _written_out(pattern: str) -> int:
    """How many steps a pattern has when every counted repeat is written out, roughly."""
    sums, last = [0], 0
    for part in _PARTS.finditer(pattern):
        match part[0][0]:
            case "(":
                sums.append(0)
                last = 0
            case ")" if len(sums) > 1:
                last = sums.pop()
                sums[-1] += last
            case "{" if part[1] or part[2]:
                times = min(max(int(part[1] or 0), int(part[2] or 0), 1), LARGEST + 1)
                sums[-1] += last * (times - 1)
                last *= times
            case _:
                last = 1
                sums[-1] += 1
    return sum(sums)
