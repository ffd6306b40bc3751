"""The strip of the first days: a row for each act, a column for each day.

A cross on grey says "still off", a tick or a time in a frame "allowed from then on", an empty
cell "allowed". The days stand at the head, the months above the first day and above each 1st.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from intake_app.domain.handout.handout import DayStrip, StripDay
from intake_app.pdf.canvas import Sheet
from intake_app.pdf.flowables import Flowable, Text
from intake_app.pdf.press import BETWEEN, Press
from intake_app.pdf.structure import Told
from intake_app.pdf.theme import (
    ACCENT,
    GRID,
    GRID_CELL,
    GRID_HEAD,
    GRID_SMALL,
    HAIR,
    RULE,
    SHADE,
    SMALL,
    SMALL_GAP,
)

OFF = "✕"
FROM_NOW = "✓"

_DAY_WIDTH, _WIDE_DAY = 28.5, 36.0
_OVERHANG = 4.0
"""How much wider a weekday may be than its column before it is broken; others are narrower."""

_WEEK = 7
_INSET, _TIGHT_INSET = 1.0, 0.5
"""Between a cell and the lines of the grid."""


class _Act(NamedTuple):
    label: Text
    cells: tuple[Text | None, ...]
    off: frozenset[int]
    inset: float

    @property
    def height(self) -> float:
        return self.label.height + 2 * self.inset


@dataclass(frozen=True, eq=False)
class DayGrid(Flowable):
    """Heads, acts and the key below; heads and key are said again when it is split."""

    months: Sequence[tuple[int, Text]]
    heads: Sequence[tuple[Text, Text]]
    acts: Sequence[_Act]
    legend: Text | None
    """What the marks mean; it stands below the last days."""
    width: float
    day_width: float

    @property
    def height(self) -> float:
        return self._frame_height + sum(act.height for act in self.acts)

    @property
    def _heads_height(self) -> float:
        weekday, day = self.heads[0]
        return weekday.height * 2 + day.height

    @property
    def _frame_height(self) -> float:
        legend = self.legend.height + SMALL_GAP if self.legend else 0.0
        return self._heads_height + HAIR + legend

    def split(self, room: float, *, anyhow: bool = False) -> "tuple[DayGrid, DayGrid] | None":
        used = self._frame_height
        for i, act in enumerate(self.acts):
            used += act.height
            if used > room:
                if i == 0:
                    return None
                return replace(self, acts=self.acts[:i]), replace(self, acts=self.acts[i:])
        return None

    def paint(self, sheet: Sheet, left: float, top: float) -> None:
        first = left + self.width - self.day_width * len(self.heads)
        structure = sheet.structure
        with structure.element("Table", self.key):
            heads = (self.key, "heads")
            with structure.once(heads), structure.element("THead", heads):
                self._paint_heads(sheet, first, top)
            top += self._heads_height
            with structure.element("TBody", (self.key, "acts")):
                for act in self.acts:
                    sheet.box(left, top, (self.width, HAIR), RULE)
                    with structure.element("TR", (act.label.key, "row")):
                        _paint_act(sheet, act, (left, first, self.day_width), top)
                    top += act.height
        sheet.box(left, top, (self.width, HAIR), RULE)
        if self.legend is not None:
            with structure.once(self.legend.key):
                self.legend.draw(sheet, left, top + SMALL_GAP)

    def _paint_heads(self, sheet: Sheet, first: float, top: float) -> None:
        """A cell for each day, which says its month where a month begins."""
        structure, months = sheet.structure, dict(self.months)
        with structure.element("TR", (self.key, "days")):
            with structure.element("TD", (self.key, "corner")):
                pass
            for i, (weekday, day) in enumerate(self.heads):
                start = first + i * self.day_width
                with structure.element("TH", (self.key, i), Told(weekday.said)):
                    if i in months:
                        apart = SMALL_GAP * 2 if 1 in months else 0
                        lead = self.day_width - months[i].set_width - apart if i == 0 else 0
                        most = first + self.day_width * len(self.heads) - months[i].set_width
                        months[i].paint(sheet, min(start + lead, most), top)
                    height = weekday.height
                    _centred(sheet, weekday, (start, top + height), self.day_width)
                    _centred(sheet, day, (start, top + height * 2), self.day_width)


def day_grids(block: DayStrip, press: Press, first_day: date) -> list[DayGrid]:
    """The strip of ``block`` from its first day; a week at a time where there is less room."""
    length = _WEEK if press.look.is_narrow else len(block.days)
    acts = _acts(block.days)
    if press.grouped:
        acts = _together(acts)
    return [
        _grid(block, acts, slice(start, start + length), (press, first_day))
        for start in range(0, len(block.days), length)
    ]


def _grid(
    block: DayStrip,
    acts: Sequence[tuple[str, list[str]]],
    part: slice,
    setting: tuple[Press, date],
) -> DayGrid:
    """Some days of the strip, with the acts that there is something to say of in them."""
    press, first_day = setting
    days, column = block.days[part], press.look.column
    width = _WIDE_DAY if press.look.is_narrow else _DAY_WIDTH
    dates = [first_day + timedelta(days=part.start + i) for i in range(len(days))]
    heads = [
        (
            replace(press.text(day.weekday, GRID_SMALL, width + _OVERHANG), said=day.day),
            press.text(str(when.day), GRID_HEAD, width),
        )
        for day, when in zip(days, dates, strict=True)
    ]
    label_width = column - width * len(days) - SMALL_GAP
    rows = [
        _Act(
            press.text(name, GRID, label_width, role="TH"),
            tuple(_cell(cell, block, press) if cell else None for cell in cells[part]),
            frozenset(i for i, cell in enumerate(cells[part]) if cell == OFF),
            _TIGHT_INSET if press.tight else _INSET,
        )
        for name, cells in acts
        if any(cells[part])
    ]
    months = [(i, press.text(days[i].day, GRID_SMALL, column)) for i in _month_starts(dates)]
    is_last = part.stop >= len(block.days)
    legend = press.text(_legend(block), SMALL, column) if is_last else None
    return DayGrid(months, heads, rows, legend, column, width)


def _acts(days: Sequence[StripDay]) -> list[tuple[str, list[str]]]:
    """Each act with its cell for every day, those allowed soonest first."""
    names = list(dict.fromkeys(name for day in days for name in day.off))
    rows: dict[str, list[str]] = {name: [""] * len(days) for name in names}
    for i, day in enumerate(days):
        for name in day.off:
            rows[name][i] = OFF
        for allowed in day.allowed:
            name = _named_in(allowed, names) or allowed
            time = allowed[len(name) :].strip()
            rows.setdefault(name, [""] * len(days))[i] = time or FROM_NOW
    return sorted(rows.items(), key=lambda row: row[1].count(OFF))


def _together(acts: Sequence[tuple[str, list[str]]]) -> list[tuple[str, list[str]]]:
    """The acts with the same cells as one, under all of their names."""
    rows: dict[tuple[str, ...], list[str]] = {}
    for name, cells in acts:
        rows.setdefault(tuple(cells), []).append(name)
    return [(BETWEEN.join(names), list(cells)) for cells, names in rows.items()]


def _named_in(allowed: str, names: Sequence[str]) -> str | None:
    """The act that ``allowed`` speaks of; a time may follow its name."""
    found = [name for name in names if allowed == name or allowed.startswith(f"{name} ")]
    return max(found, key=len, default=None)


def _month_starts(dates: Sequence[date]) -> list[int]:
    """The columns to write the whole date above: the first, and each first of a month."""
    return [i for i, when in enumerate(dates) if i == 0 or when.day == 1]


def _legend(block: DayStrip) -> str:
    notes = [f"{day.day}: {day.note}" for day in block.days if day.note]
    return "   ·   ".join(
        [f"{OFF} {block.off_label}", f"{FROM_NOW} {block.allowed_label}", *notes]
    )


def _cell(cell: str, block: DayStrip, press: Press) -> Text:
    """A mark or a time, and what it says to those who cannot see it."""
    meaning = block.off_label if cell == OFF else block.allowed_label
    said = meaning if cell in {OFF, FROM_NOW} else f"{meaning} {cell}"
    return replace(press.text(cell, GRID_CELL, press.look.column), said=said)


def _paint_act(sheet: Sheet, act: _Act, columns: tuple[float, float, float], top: float) -> None:
    """The name of the act on the left, its days side by side from the first one on."""
    left, first, width = columns
    act.label.draw(sheet, left, top + act.inset)
    for i, cell in enumerate(act.cells):
        said = cell.said if cell is not None else ""
        with sheet.structure.element("TD", (act.label.key, "day", i), Told(said)):
            if cell is not None:
                place = (first + i * width + _INSET, top + act.inset)
                size = (width - 2 * _INSET, act.label.height)
                _paint_cell(sheet, cell, place, size, is_off=i in act.off)


def _centred(sheet: Sheet, text: Text, place: tuple[float, float], width: float) -> None:
    left, top = place
    text.paint(sheet, left + (width - text.set_width) / 2, top)


def _paint_cell(
    sheet: Sheet,
    cell: Text,
    place: tuple[float, float],
    size: tuple[float, float],
    *,
    is_off: bool,
) -> None:
    left, top = place
    if is_off:
        sheet.box(left, top, size, SHADE)
    else:
        sheet.frame(left, top, size, (HAIR, ACCENT))
    _centred(sheet, cell, (left, top + (size[1] - cell.height) / 2), size[0])
