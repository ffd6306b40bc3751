"""The Unicode bidirectional algorithm (UAX #9): which way each character of a line runs.

Explicit embeddings, overrides and isolates (X1-X8) are in ``bidi_explicit``, the rules that work
on one isolating run sequence (W1-W7, N0-N2, I1-I2) in ``bidi_runs``; here are the paragraph
level, the run sequences, separators (L1) and reordering (L2). Shaping and mirroring (L3, L4) are
HarfBuzz's work. Rule names are those of the standard.
"""

import re
from collections.abc import Mapping, Sequence
from unicodedata import bidirectional

from intake_app.pdf.bidi_explicit import (
    ISOLATES,
    REMOVED,
    ExplicitLevels,
    first_strong,
    matching_isolates,
)
from intake_app.pdf.bidi_runs import IsolatingRun

_MAY_TURN = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_BLANK = ISOLATES | REMOVED | {"WS", "PDI"}


def needs_bidi(text: str) -> bool:
    """Whether ``text`` can hold anything that does not simply run left to right."""
    return _MAY_TURN.search(text) is not None


def paragraph_level(text: str) -> int:
    """P2 and P3: 1 when the first strong character outside isolates runs right to left."""
    if not needs_bidi(text):
        return 0
    return max(first_strong([bidirectional(char) for char in text]), 0)


def embedding_levels(text: str, base: int | None = None) -> list[int]:
    """The resolved level of every character: even runs left to right, odd right to left.

    Args:
        text: One paragraph.
        base: Its level, 0 or 1; taken from the text (P2, P3) when not given.
    """
    if base is None:
        base = paragraph_level(text)
    if base == 0 and not needs_bidi(text):
        return [0] * len(text)
    original = [bidirectional(char) or "L" for char in text]
    matching = matching_isolates(original)
    explicit = ExplicitLevels(original, matching, base)
    levels = explicit.levels
    for chain, before, after in _run_sequences(original, levels, matching, base):
        level = levels[chain[0]]
        types = [explicit.classes[position] for position in chain]
        run = IsolatingRun(types, level, sos=_side(level, before), eos=_side(level, after))
        resolved = run.resolved_levels([text[position] for position in chain])
        for position, found in zip(chain, resolved, strict=True):
            levels[position] = found
    _reset_blanks(levels, original, base)
    return levels


def visual_order(levels: Sequence[int]) -> list[int]:
    """L2: the positions in the order they stand on the line, from left to right."""
    order = list(range(len(levels)))
    odd = [level for level in levels if level % 2]
    if not odd:
        return order
    for level in range(max(levels), min(odd) - 1, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = end + 1
    return order


def _run_sequences(
    original: Sequence[str], levels: Sequence[int], matching: Mapping[int, int], base: int
) -> list[tuple[list[int], int, int]]:
    """X10: each sequence's positions, and the levels just before and just after it."""
    kept = [i for i, kind in enumerate(original) if kind not in REMOVED]
    place = {position: index for index, position in enumerate(kept)}
    runs: list[list[int]] = []
    for position in kept:
        if runs and levels[runs[-1][-1]] == levels[position]:
            runs[-1].append(position)
        else:
            runs.append([position])
    starting = {run[0]: run for run in runs}
    closers = set(matching.values())
    around = [base, *(levels[position] for position in kept), base]
    sequences = []
    for run in runs:
        if run[0] in closers:
            continue
        chain = list(run)
        while (closer := matching.get(chain[-1])) is not None:
            chain += starting[closer]
        # An isolate that nobody closes runs to the end of the paragraph.
        after = base if original[chain[-1]] in ISOLATES else around[place[chain[-1]] + 2]
        sequences.append((chain, around[place[chain[0]]], after))
    return sequences


def _side(level: int, neighbour: int) -> str:
    return "R" if max(level, neighbour) % 2 else "L"


def _reset_blanks(levels: list[int], original: Sequence[str], base: int) -> None:
    """L1: separators, and blanks before them or at the end, get the paragraph's level."""
    trailing = True
    for position in range(len(levels) - 1, -1, -1):
        kind = original[position]
        if kind in {"B", "S"}:
            trailing = True
            levels[position] = base
        elif trailing and kind in _BLANK:
            levels[position] = base
        else:
            trailing = False
