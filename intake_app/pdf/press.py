"""What the blocks are built with: text in a style and a width becomes a flowable."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count, groupby

from intake_app.domain.handout.handout import Fact
from intake_app.domain.own_words import bare
from intake_app.pdf.blanks import with_blanks
from intake_app.pdf.drawings import Drawings
from intake_app.pdf.flowables import LONGEST_SAID, Bookmark, Flowable, Placed, Stack, Text
from intake_app.pdf.fonts import UNITS
from intake_app.pdf.languages import in_languages, placed
from intake_app.pdf.links import with_links
from intake_app.pdf.look import Look
from intake_app.pdf.setting import Run, Setter
from intake_app.pdf.structure import Told
from intake_app.pdf.tables import WHOLE_ITEM, Hanging
from intake_app.pdf.theme import (
    BODY,
    FACT,
    GAP,
    HEADING,
    LABEL,
    SUBHEADING,
    UNIT,
    Style,
)
from intake_app.pdf.visible import END_OF_ISOLATE, FIRST_STRONG_ISOLATE

Words = str | Sequence[Run]
BETWEEN = " · "
"""Parts short things that share a line."""

BULLET = "•"
"""Stands before each line of a list."""


_HANG = 1.1
"""How far list items hang, in type sizes."""


@dataclass(slots=True)
class Press:
    """Sets text for one document, and numbers its bookmarks."""

    setter: Setter
    look: Look
    drawings: Drawings
    first_day: date | None = None
    """The day of the session, from which the strip counts."""
    document_id: str = ""
    """Goes into the code to scan at the foot; without one there is no code."""
    document_words: str = ""
    """What the code says to those who cannot see it."""
    blank_words: str = ""
    """What a line to write on says to them."""
    tight: bool = False
    """Whether page 1 has to save room."""
    grouped: bool = False
    """Whether short things that belong together share a line, because a page is full."""
    right_to_left: bool = False
    """Which way the page runs: all of it is mirrored."""
    line_room: float = 1.0
    """How much more leading its script needs; all lines get it, to stand level side by side."""
    script: str = ""
    """Which script the paper is printed in."""
    _bookmarks: Iterator[int] = field(default_factory=lambda: count(1))

    def text(
        self, words: Words, style: Style, width: float, *, role: str = "P", own_way: bool = False
    ) -> Text:
        """Words in a style, broken to a width.

        Somebody's own words go their ``own_way``, line by line; all else runs with the page,
        and its addresses lead where they say.
        """
        style = self.look.of(style)
        runs: Sequence[Run] = [Run(words)] if isinstance(words, str) else words
        if style.bold:
            runs = [run._replace(bold=True) for run in runs]
        spoken = list(in_languages(runs, self.script))
        if not own_way:
            spoken = list(with_blanks(with_links(spoken), self.blank_words))
        runs = placed(spoken)
        base = None if own_way else int(self.right_to_left)
        lines = self.setter.lines(runs, width * UNITS / style.size, base=base)
        told = self._told(runs, is_shaped=any(line.is_shaped for line in lines))
        whole, tongues = (Told(), told) if told[-1].link or len(told) > 1 else (told[0], ())
        set_text = Text(
            lines,
            style,
            width,
            role,
            line_room=self.line_room,
            said=whole.said,
            language=whole.language,
            tongues=tongues,
        )
        is_long = sum(len(each.said) for each in told) > LONGEST_SAID
        return set_text.shared_out() if is_long else set_text

    def _told(self, runs: Sequence[Run], *, is_shaped: bool) -> list[Told]:
        """The language of each place, and its text as it is read, where the page says another.

        Shaping and direction change what a page says.
        """
        if not runs:
            return [Told()]
        groups = [runs]
        if runs[-1].place:
            groups = [list(group) for _, group in groupby(runs, key=lambda run: run.place)]
        return [
            Told(
                same[0].said or (self._said(same) if is_shaped else ""),
                same[0].language,
                same[0].link,
            )
            for same in groups
        ]

    def _said(self, runs: Iterable[Run]) -> str:
        text = "".join(self.setter.visible.printable(run.text) for run in runs)
        return text.replace(FIRST_STRONG_ISOLATE, "").replace(END_OF_ISOLATE, "")

    def heading(self, words: str, *, level: int = 1) -> Text:
        """A heading with its bookmark; it stays with what follows."""
        set_text = self.text(words, HEADING if level == 1 else SUBHEADING, self.look.measure)
        title = self.setter.visible.printable(bare(words)).replace("\n", " ")
        bookmark = Bookmark(title, f"h{next(self._bookmarks)}", level - 1)
        return replace(set_text, role=f"H{level + 1}", keep_with_next=True, bookmark=bookmark)

    def opening(self, heading: str, lead: str, *, gap: float | None = None) -> list[Placed]:
        """The heading of a section and the sentences that introduce it."""
        parts = [Placed(self.heading(heading), self.look.gaps.section if gap is None else gap)]
        if lead:
            introduction = self.text(lead, BODY, self.look.measure)
            parts.append(Placed(replace(introduction, keep_with_next=True), self.look.gaps.small))
        return parts

    def bullets(
        self, lines: Iterable[Words], style: Style, width: float, *, gap: float | None = None
    ) -> Stack:
        """A list; each line hangs beside its mark."""
        widths = (style.size * _HANG, width)
        items = (self.hanging(BULLET, line, style, widths) for line in lines)
        return stacked(items, self.look.gaps.item if gap is None else gap, role="L")

    def fact(self, fact: Fact, width: float, *, label_width: float) -> Hanging:
        """A label and, beside it, what it names: a blank at least, for a label has a body."""
        words = fact.value if fact.value.strip() else " "
        value = self.text([Run(words, isolated=True)], FACT, width - label_width)
        label = self.text(fact.label, LABEL, label_width - UNIT, role="Lbl")
        return Hanging(label, value, label_width)

    def hanging(
        self, mark: str, words: Words, style: Style, widths: tuple[float, float]
    ) -> Hanging:
        """One list item: ``widths`` are the room for the mark and for the whole."""
        indent, width = widths
        label = self.text(mark, style, indent, role="Lbl")
        text = self.text(words, style, width - indent, role="LBody")
        return Hanging(label, text, indent, whole=self.look.whole(WHOLE_ITEM))


def stacked(flowables: Iterable[Flowable], gap: float = GAP, *, role: str = "Div") -> Stack:
    """Flowables one below the other with one gap between all of them."""
    return Stack([Placed(flowable, gap) for flowable in flowables], role=role)
