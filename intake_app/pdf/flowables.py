"""Things that are set one below the other on a column, and may be split at its foot.

A flowable has its width from the start and knows its height at once. ``role`` is what it is to
a reader who cannot see it (a heading, a paragraph, a cell), in the words of tagged PDF.
"""

from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from intake_app.pdf.canvas import Sheet
from intake_app.pdf.fonts import UNITS
from intake_app.pdf.lines import Line, shares
from intake_app.pdf.structure import GROUP, Told
from intake_app.pdf.theme import Style

_BASELINE = 0.77
"""From the top of a line down to its baseline, in leadings: sizes side by side stand level."""

SLACK = 0.01
"""Heights are sums of fractions: what is over by less than this fits."""

LONGEST_SAID = 16_000
"""Letters of the longest text said in one piece; an archive's strings end soon after."""

_Span = tuple[str, Hashable, Told]
_FEWEST_LINES = 2
"""A paragraph leaves or takes over at least so many lines at a page's foot."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Flowable(ABC):
    """What every flowable can do."""

    role = GROUP
    key: Hashable = field(default_factory=object, compare=False)
    """Stays the same when a flowable is split: both parts are one thing to a reader."""
    said = ""
    """The text in the order it is read, where what is drawn does not say it."""
    language = ""
    """What it is written in, where that is not the language of the paper."""
    keep_with_next = False

    @property
    @abstractmethod
    def height(self) -> float: ...

    def split(self, room: float, *, anyhow: bool = False) -> "tuple[Flowable, Flowable] | None":
        """The part that fits into ``room`` and the rest; None when nothing sensible fits.

        ``anyhow`` splits what is better kept together, because it fits on no page at all. What
        says nothing of it is always set whole.
        """
        return None

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Draw it as the element that it is."""
        with sheet.structure.element(self.role, self.key, self.told):
            self.paint(sheet, left, top)

    @property
    def told(self) -> Told:
        """What it tells a reader who cannot see it, beside what is drawn."""
        return Told(self.said, self.language)

    @abstractmethod
    def paint(self, sheet: Sheet, left: float, top: float) -> None:
        """Draw it into the element that is open."""


class Bookmark(NamedTuple):
    """An entry in the reader's table of contents."""

    title: str
    key: str
    level: int


@dataclass(frozen=True, eq=False)
class Text(Flowable):
    """Set lines of one style."""

    lines: Sequence[Line]
    style: Style
    width: float
    role: str = "P"
    keep_with_next: bool = False
    bookmark: Bookmark | None = None
    leading: float = 0.0
    line_room: float = 1.0
    """How much more leading the script needs that it stands among."""
    said: str = ""
    language: str = ""
    tongues: Sequence[Told] = ()
    """Where it is in several languages: each stretch of it, by its place, in one of them."""
    in_shares: bool = False
    """Whether it goes on elsewhere, or is too long, so that its lines say what they say."""

    def __post_init__(self) -> None:
        if not self.leading:
            room = max(self.line_room, *(line.line_room for line in self.lines))
            leading = self.style.leading * room
            object.__setattr__(self, "leading", leading)

    @property
    def height(self) -> float:
        return self.leading * len(self.lines)

    @property
    def lead_in(self) -> float:
        """From the top down to the first baseline."""
        return self.leading * _BASELINE

    @property
    def set_width(self) -> float:
        """The width of the widest line as it is set."""
        return max(line.width for line in self.lines) * self.style.size / UNITS

    def split(self, room: float, *, anyhow: bool = False) -> "tuple[Text, Text] | None":
        count = min(int((room + SLACK) / self.leading), len(self.lines))
        fewest = 1 if anyhow else _FEWEST_LINES
        if len(self.lines) - count < fewest:
            count -= 1
        if count < fewest or count >= len(self.lines):
            return None
        both = self.shared_out() if self._is_said else self
        rest = replace(both, lines=self.lines[count:], bookmark=None)
        return replace(both, lines=self.lines[:count]), rest

    def shared_out(self) -> "Text":
        """The same text, every page's share of which says for itself what it says."""
        return replace(self, said="", in_shares=True)

    @property
    def _is_said(self) -> bool:
        return bool(self.said) or any(each.said for each in self.tongues)

    def paint(self, sheet: Sheet, left: float, top: float) -> None:
        if self.bookmark is not None:
            mark = self.bookmark
            sheet.outline(mark.title, mark.key, level=mark.level, top=top)
        for lines, spans in self._shares():
            for span in spans.values():  # in the order they are read, not in that of the drawing
                with sheet.structure.element(*span):
                    pass
            self._paint_lines(sheet, lines, (left, top), spans)
            top += self.leading * len(lines)

    def _shares(self) -> Iterator[tuple[Sequence[Line], Mapping[int, _Span]]]:
        """The lines in stretches, each with the spans that say it, by their places."""
        if not self.in_shares:
            spans = {i: _span((self.key, i), told) for i, told in enumerate(self.tongues)}
            yield self.lines, spans
            return
        for lines, said in shares(self.lines, LONGEST_SAID):
            tongues = self.tongues or [Told()]
            spans = {
                i: _span(object(), tongues[i]._replace(said=text)) for i, text in said.items()
            }
            yield lines, spans

    def _paint_lines(
        self,
        sheet: Sheet,
        lines: Sequence[Line],
        place: tuple[float, float],
        spans: Mapping[int, _Span],
    ) -> None:
        size = self.style.size
        left, baseline = place[0], place[1] + self.lead_in
        for line in lines:
            start = sheet.mirror.left_of(left, self.width)
            if line.right_to_left:
                start += self.width - line.width * size / UNITS
            if spans:
                self._paint_spans(sheet, line, (start, baseline), spans)
            else:
                sheet.text(line.pieces, (start, baseline), size, self.style.colour)
            baseline += self.leading

    def _paint_spans(
        self, sheet: Sheet, line: Line, place: tuple[float, float], spans: Mapping[int, _Span]
    ) -> None:
        """Draw a line's stretches in the order they are read, each where it stands."""
        left, baseline = place
        stretches = list(line.stretches())
        widths = [sum(piece.width for _, piece in pieces) for _, pieces in stretches]
        starts = accumulate(widths, initial=0)
        placed = zip(stretches, starts, widths, strict=False)
        for (number, pieces), start, width in sorted(placed, key=lambda each: each[0][0]):
            span, unit = spans[number], self.style.size / UNITS
            with sheet.structure.element(*span):
                at = (left + start * unit, baseline)
                sheet.text(pieces, at, self.style.size, self.style.colour)
                if target := span[2].link:
                    sheet.link(target, at, (width * unit, self.leading))


def _span(key: Hashable, told: Told) -> _Span:
    """A stretch of a paragraph: all are elements, so that they stand in the order of reading."""
    return ("Link" if told.link else "Span", key, told)


class Placed(NamedTuple):
    """A flowable in a stack, and the space above it that falls away at the top of a page."""

    flowable: Flowable
    above: float = 0.0


@dataclass(frozen=True, eq=False)
class Stack(Flowable):
    """Flowables one below the other; one no higher than ``whole`` is never split."""

    parts: Sequence[Placed]
    role: str = GROUP
    whole: float = 0.0

    @cached_property
    def height(self) -> float:
        above = sum(part.above for part in self.parts[1:])
        return above + sum(part.flowable.height for part in self.parts)

    def split(self, room: float, *, anyhow: bool = False) -> "tuple[Stack, Stack] | None":
        if self.height <= self.whole and not anyhow:
            return None
        used = 0.0
        for i, part in enumerate(self.parts):
            above = part.above if i else 0.0
            if used + above + part.flowable.height > room + SLACK:
                return self._split_at(i, room - used - above, anyhow=anyhow)
            used += above + part.flowable.height
        return None

    def _split_at(self, i: int, room: float, *, anyhow: bool) -> "tuple[Stack, Stack] | None":
        """Cut through part ``i`` if it can be cut, else before it and what is kept with it."""
        part = self.parts[i]
        cut = part.flowable.split(room, anyhow=anyhow) if room > 0 else None
        if cut is not None:
            first, rest = cut
            return (
                self._with([*self.parts[:i], Placed(first, part.above)]),
                self._with([Placed(rest), *self.parts[i + 1 :]]),
            )
        while i and self.parts[i - 1].flowable.keep_with_next and not anyhow:
            i -= 1
        if i == 0:
            return None
        return self._with(self.parts[:i]), self._with(self.parts[i:])

    def _with(self, parts: Sequence[Placed]) -> "Stack":
        return replace(self, parts=parts)

    def paint(self, sheet: Sheet, left: float, top: float) -> None:
        for i, part in enumerate(self.parts):
            top += part.above if i else 0
            part.flowable.draw(sheet, left, top)
            top += part.flowable.height
