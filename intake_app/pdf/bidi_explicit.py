"""Explicit levels of the bidirectional algorithm: embeddings, overrides, isolates (X1-X8)."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

DEEPEST = 125
"""Highest explicit level (BD2)."""

ISOLATES = frozenset({"LRI", "RLI", "FSI"})
REMOVED = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "BN"})
"""Classes that X9 takes out of all later rules."""


def first_strong(classes: Sequence[str]) -> int:
    """0 or 1 for the first strong character outside isolates, -1 when there is none."""
    depth = 0
    for kind in classes:
        if kind in ISOLATES:
            depth += 1
        elif kind == "PDI":
            depth = max(depth - 1, 0)
        elif depth == 0 and kind in {"L", "R", "AL"}:
            return int(kind != "L")
    return -1


def matching_isolates(classes: Sequence[str]) -> dict[int, int]:
    """BD9: from each isolate initiator that is closed to the PDI that closes it."""
    matching: dict[int, int] = {}
    waiting: list[int] = []
    for position, kind in enumerate(classes):
        if kind in ISOLATES:
            waiting.append(position)
        elif kind == "PDI" and waiting:
            matching[waiting.pop()] = position
        elif kind == "B":
            waiting.clear()
    return matching


class _Status(NamedTuple):
    level: int
    override: str | None = None
    isolate: bool = False


class ExplicitLevels:
    """X1 to X8 over one paragraph.

    Attributes:
        levels: The explicit level of each character.
        classes: The class of each character, overrides applied.
    """

    def __init__(self, original: Sequence[str], matching: Mapping[int, int], base: int) -> None:
        self.levels = [base] * len(original)
        self.classes = list(original)
        self._base = base
        self._original = original
        self._matching = matching
        self._start_over()
        steps: dict[str, Callable[[int], None]] = {
            **dict.fromkeys(("LRE", "RLE", "LRO", "RLO"), self._embed),
            **dict.fromkeys(ISOLATES, self._isolate),
            "PDI": self._end_isolate,
            "PDF": self._end_embedding,
        }
        for position, kind in enumerate(original):
            if kind == "B":
                self._start_over()
            else:
                steps.get(kind, self._place)(position)

    def _start_over(self) -> None:
        self._stack = [_Status(self._base)]
        self._overflow_isolates = 0
        self._overflow_embeddings = 0

    def _place(self, position: int) -> None:
        status = self._stack[-1]
        self.levels[position] = status.level
        if status.override is not None and self._original[position] != "BN":
            self.classes[position] = status.override

    def _embed(self, position: int) -> None:
        kind = self._original[position]
        self.levels[position] = self._stack[-1].level
        if self._overflow_isolates:
            return
        level = self._next_level(odd=kind[0] == "R")
        if level is None:
            self._overflow_embeddings += 1
        else:
            self._stack.append(_Status(level, override=kind[0] if kind[2] == "O" else None))

    def _isolate(self, position: int) -> None:
        self._place(position)
        right_to_left = self._original[position] == "RLI"
        if self._original[position] == "FSI":
            end = self._matching.get(position, len(self._original))
            right_to_left = first_strong(self._original[position + 1 : end]) == 1
        level = self._next_level(odd=right_to_left)
        if level is None:
            self._overflow_isolates += 1
        else:
            self._stack.append(_Status(level, isolate=True))

    def _end_isolate(self, position: int) -> None:
        if self._overflow_isolates:
            self._overflow_isolates -= 1
        elif any(status.isolate for status in self._stack):
            self._overflow_embeddings = 0
            while not self._stack.pop().isolate:
                pass
        self._place(position)

    def _end_embedding(self, position: int) -> None:
        self.levels[position] = self._stack[-1].level
        if self._overflow_isolates:
            return
        if self._overflow_embeddings:
            self._overflow_embeddings -= 1
        elif len(self._stack) > 1 and not self._stack[-1].isolate:
            self._stack.pop()

    def _next_level(self, *, odd: bool) -> int | None:
        """The next higher odd or even level; None when that would be too deep."""
        level = self._stack[-1].level + 1
        level += level % 2 != odd
        too_deep = level > DEEPEST or self._overflow_isolates or self._overflow_embeddings
        return None if too_deep else level
