"""Rules of the bidirectional algorithm that work on one isolating run sequence (W, N, I)."""

from collections.abc import Sequence
from unicodedata import normalize

_NEIGHBOURS = (
    *((0x0F3A, 0x0F3C), (0x169B, 0x169B), (0x2045, 0x2045), (0x207D, 0x207D), (0x208D, 0x208D)),
    *((0x2308, 0x230A), (0x2329, 0x2329), (0x2768, 0x2774), (0x27C5, 0x27C5), (0x27E6, 0x27EE)),
    *((0x2983, 0x298B), (0x2991, 0x2997), (0x29D8, 0x29DA), (0x29FC, 0x29FC), (0x2E22, 0x2E28)),
    *((0x2E55, 0x2E5B), (0x3008, 0x3010), (0x3014, 0x301A), (0xFE59, 0xFE5D), (0xFF08, 0xFF08)),
    *((0xFF5F, 0xFF5F), (0xFF62, 0xFF62), (0x0028, 0x0028)),
)
"""First and last opening bracket of rows in which each is followed by its closing one."""

_CLOSING = {
    **{chr(c): chr(c + 1) for first, last in _NEIGHBOURS for c in range(first, last + 1, 2)},
    "[": "]",
    "{": "}",
    "［": "］",
    "｛": "｝",
    "\u298d": "\u2990",
    "\u298f": "\u298e",
}
_CLOSERS = frozenset(_CLOSING.values())
_DEEPEST_BRACKETS = 63
_STRONG_AS = {"L": "L", "R": "R", "EN": "R", "AN": "R"}
_NEUTRAL = frozenset({"B", "S", "WS", "ON", "LRI", "RLI", "FSI", "PDI"})


class IsolatingRun:
    """One isolating run sequence: its types are worn down, rule by rule, to levels."""

    def __init__(self, types: list[str], level: int, *, sos: str, eos: str) -> None:
        self._types = types
        self._level = level
        self._embedding = "R" if level % 2 else "L"
        self._sos = sos
        self._eos = eos

    def resolved_levels(self, characters: Sequence[str]) -> list[int]:
        """The level of each character of the run; ``characters`` are needed for brackets."""
        marks = [kind == "NSM" for kind in self._types]
        self._attach_marks()
        self._settle_numbers()
        self._settle_separators()
        self._numbers_after_latin()
        self._settle_brackets(characters, marks)
        self._settle_neutrals()
        return [self._implicit(kind) for kind in self._types]

    def _attach_marks(self) -> None:
        """W1: a mark takes the type of what it stands on."""
        previous = self._sos
        for i, kind in enumerate(self._types):
            if kind == "NSM":
                self._types[i] = "ON" if previous in {"LRI", "RLI", "FSI", "PDI"} else previous
            previous = self._types[i]

    def _settle_numbers(self) -> None:
        """W2 and W3: European numbers after Arabic letters; Arabic letters become R."""
        strong = self._sos
        for i, kind in enumerate(self._types):
            if kind in {"L", "R", "AL"}:
                strong = kind
            elif kind == "EN" and strong == "AL":
                self._types[i] = "AN"
        self._types = ["R" if kind == "AL" else kind for kind in self._types]

    def _settle_separators(self) -> None:
        """W4 to W6: separators and terminators join the numbers beside them or go neutral."""
        types = self._types
        for i in range(1, len(types) - 1):
            before, kind, after = types[i - 1 : i + 2]
            if before == after and (
                (before == "EN" and kind in {"ES", "CS"}) or (before == "AN" and kind == "CS")
            ):
                types[i] = before
        self._join_terminators(range(len(types)))
        self._join_terminators(range(len(types) - 1, -1, -1))
        self._types = ["ON" if kind in {"ES", "ET", "CS"} else kind for kind in types]

    def _join_terminators(self, positions: range) -> None:
        """W5 in one direction: terminators that follow a European number become one."""
        after_number = False
        for i in positions:
            if self._types[i] == "ET" and after_number:
                self._types[i] = "EN"
            after_number = self._types[i] == "EN"

    def _numbers_after_latin(self) -> None:
        """W7: a European number after a left-to-right letter counts as one."""
        strong = self._sos
        for i, kind in enumerate(self._types):
            if kind in {"L", "R"}:
                strong = kind
            elif kind == "EN" and strong == "L":
                self._types[i] = "L"

    def _settle_brackets(self, characters: Sequence[str], marks: Sequence[bool]) -> None:
        """N0: a pair of brackets takes the direction of what it encloses or follows."""
        for opening, closing in self._bracket_pairs(characters):
            inside = {_STRONG_AS.get(kind) for kind in self._types[opening + 1 : closing]}
            if self._embedding in inside:
                found = self._embedding
            elif inside & {"L", "R"}:
                found = self._strong_before(opening)
            else:
                continue
            for position in (opening, closing):
                self._types[position] = found
                self._carry_to_marks(position, marks)

    def _bracket_pairs(self, characters: Sequence[str]) -> list[tuple[int, int]]:
        """BD16, sorted by where they open."""
        waiting: list[tuple[str, int]] = []
        pairs = []
        for i, kind in enumerate(self._types):
            if kind != "ON":
                continue
            char = normalize("NFC", characters[i])
            if char in _CLOSING:
                if len(waiting) == _DEEPEST_BRACKETS:
                    break
                waiting.append((_CLOSING[char], i))
            elif char in _CLOSERS:
                depth = next((d for d in range(len(waiting)) if waiting[-1 - d][0] == char), None)
                if depth is not None:
                    pairs.append((waiting[-1 - depth][1], i))
                    del waiting[-1 - depth :]
        return sorted(pairs)

    def _strong_before(self, opening: int) -> str:
        for position in range(opening - 1, -1, -1):
            if (kind := self._types[position]) in _STRONG_AS:
                return _STRONG_AS[kind]
        return self._sos

    def _carry_to_marks(self, bracket: int, marks: Sequence[bool]) -> None:
        i = bracket + 1
        while i < len(marks) and marks[i]:
            self._types[i] = self._types[bracket]
            i += 1

    def _settle_neutrals(self) -> None:
        """N1 and N2: neutrals between equal directions follow them, others the embedding."""
        start = 0
        while start < len(self._types):
            if self._types[start] not in _NEUTRAL:
                start += 1
                continue
            end = start
            while end < len(self._types) and self._types[end] in _NEUTRAL:
                end += 1
            before = _STRONG_AS[self._types[start - 1]] if start else self._sos
            after = _STRONG_AS[self._types[end]] if end < len(self._types) else self._eos
            found = before if before == after else self._embedding
            self._types[start:end] = [found] * (end - start)
            start = end

    def _implicit(self, kind: str) -> int:
        """I1 and I2."""
        if self._level % 2:
            return self._level + (kind != "R")
        return self._level + {"L": 0, "R": 1}.get(kind, 2)
