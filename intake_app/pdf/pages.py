"""Blocks become pages: the column is cut where pages end, then head and foot are drawn."""

from bisect import bisect_right
from dataclasses import dataclass

from intake_app.domain.handout.handout import RunningHead
from intake_app.pdf.canvas import Sheet
from intake_app.pdf.flowables import SLACK, Flowable, Stack, Text
from intake_app.pdf.press import Press
from intake_app.pdf.setting import Run
from intake_app.pdf.theme import (
    FOOT,
    GAP,
    HAIR,
    RULE,
    RUNNING,
    SMALL_GAP,
)

_WIDEST = "000"
"""Stands for every page number where room is kept for them."""
_MOST_LINES = 2
_CUT = "…"
_LEAST_ON_LAST = 72.0
"""The least that a last page holds; about five lines."""
_SMALLEST_COLUMN = 120.0
"""Where a very long name leaves less, the page is too small for it."""


def cut_into_pages(column: Stack, room: float) -> list[Flowable]:
    """The column in stretches that fit ``room``.

    Raises:
        RuntimeError: Something in it is higher than a page and cannot be split. It is not drawn
            over the edge, where it would be lost without a word.
    """
    room = max(room, _SMALLEST_COLUMN)
    pages: list[Flowable] = []
    rest = column
    while rest.height > room + SLACK:
        cut = rest.split(room) or rest.split(room, anyhow=True)
        if cut is None:
            raise RuntimeError("a part of the handout is higher than a page and not splittable")
        if cut[1].height < _LEAST_ON_LAST:
            cut = _with_more_behind(rest, room) or cut
        pages.append(cut[0])
        rest = cut[1]
    return [*pages, rest]


def _with_more_behind(last: Stack, room: float) -> tuple[Stack, Stack] | None:
    """The last two pages so that the last one is not only a line or two, where that can be."""
    cut = last.split(room - _LEAST_ON_LAST)
    return cut if cut is not None and _LEAST_ON_LAST <= cut[1].height <= room else None


@dataclass(frozen=True, slots=True, eq=False)
class Surround:
    """What stands on every page round the column: whose paper it is, and which."""

    person: Text
    mark: Text | None
    foot: Text
    page_template: str
    press: Press

    @classmethod
    def of(cls, head: RunningHead, document_id: str, press: Press) -> "Surround":
        look = press.look
        label = press.text(
            head.page_template.format(page=_WIDEST, pages=_WIDEST), RUNNING, look.column
        )
        width = look.column - label.set_width - GAP
        foot = [
            Run(f"{head.document_label} "),
            Run(document_id, isolated=True),
            Run(f"   ·   {head.version_label} "),
            Run(head.content_version, isolated=True),
            Run("   ·   "),
            Run(head.record_number, isolated=True),
        ]
        mark = press.text([Run(head.demonstration, bold=True)], RUNNING, look.column)
        return cls(
            person=_person(head, press, width),
            mark=mark if head.demonstration else None,
            foot=press.text(foot, FOOT, look.column, role="Artifact"),
            page_template=head.page_template,
            press=press,
        )

    @property
    def column_top(self) -> float:
        look, mark = self.press.look, self.mark.height if self.mark else 0
        return look.head_top + self.person.height + mark + SMALL_GAP + look.head_gap

    @property
    def room(self) -> float:
        """The height of the column on a page."""
        return self.press.look.room(self.column_top, self.foot.height)

    def draw_head(self, sheet: Sheet, page: int, pages: int) -> None:
        look = self.press.look
        self.person.draw(sheet, look.side, look.head_top)
        words = self.page_template.format(page=page, pages=pages)
        number = self.press.text(words, RUNNING, look.column, role="Artifact")
        number.draw(
            sheet,
            look.side + look.column - number.set_width,
            look.head_top + self.person.lead_in - number.lead_in,
        )
        top = look.head_top + self.person.height
        if self.mark is not None:
            with sheet.structure.once(self.mark.key):
                self.mark.draw(sheet, look.side, top)
            top += self.mark.height
        sheet.box(look.side, top + SMALL_GAP, (look.column, HAIR), RULE)

    def draw_foot(self, sheet: Sheet) -> None:
        look = self.press.look
        top = look.foot_top(self.foot.height)
        sheet.box(look.side, top - SMALL_GAP, (look.column, HAIR), RULE)
        self.foot.draw(sheet, look.side, top)


def _person(head: RunningHead, press: Press, width: float) -> Text:
    """Name and date of birth; a name too long for two lines is cut, and shows that it is.

    The whole name stands on page 1.
    """

    def named(name: str) -> Text:
        words = [Run(name, bold=True, isolated=True), Run(f"  ·  {head.patient_born}")]
        return press.text(words, RUNNING, width, role="Artifact")

    whole = named(head.patient_name)
    if len(whole.lines) <= _MOST_LINES:
        return whole
    short = bisect_right(
        range(1, len(head.patient_name)),
        _MOST_LINES,
        key=lambda letters: len(named(head.patient_name[:letters] + _CUT).lines),
    )
    return named(head.patient_name[:short] + _CUT)
