"""The strip of the first days: a row for each act, a column for each day.

A cross on grey says "still off", a tick or a time in a frame "allowed from then on", an empty
cell "allowed". The days stand at the head, the months above the first day and above each 1st.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from intake_app.domain.handout import DayStrip, StripDay
from intake_app.pdf.canvas import Sheet
from intake_app.pdf.flowables import Flowable, Text
from intake_app.pdf.press import Press
from intake_app.pdf.theme import (
    ACCENT,
    COLUMN,
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

_DAY_WIDTH = 28.5
_INSET = 1.0


@dataclass(frozen=True, slots=True)
class _Act:
    label: Text
    cells: tuple[Text | None, ...]
    off: frozenset[int]

    @property
    def height(self) -> float:
        return max(self.label.height, GRID.leading) + 2 * _INSET


@dataclass(frozen=True)
class DayGrid(Flowable):
    """Heads, acts and the key below; heads and key are said again when it is split."""

    months: Sequence[tuple[int, Text]]
    heads: Sequence[tuple[Text, Text]]
    acts: Sequence[_Act]
    key: Text
    role: str = "Table"

    @classmethod
    def of(cls, block: DayStrip, press: Press, first_day: date) -> "DayGrid":
        """Set the strip of ``block``, whose first day is ``first_day``."""
        label_width = COLUMN - _DAY_WIDTH * len(block.days)
        dates = [first_day + timedelta(days=i) for i in range(len(block.days))]
        heads = [
            (
                press.text(day.weekday, GRID_SMALL, _DAY_WIDTH, role="TH"),
                press.text(str(when.day), GRID_HEAD, _DAY_WIDTH, role="TH"),
            )
            for day, when in zip(block.days, dates, strict=True)
        ]
        months = [
            (i, press.text(block.days[i].day, GRID_SMALL, COLUMN, role="TH"))
            for i in _month_starts(dates)
        ]
        acts = [
            _Act(
                press.text(name, GRID, label_width - SMALL_GAP, role="TH"),
                tuple(press.text(cell, GRID_CELL, COLUMN) if cell else None for cell in cells),
                frozenset(i for i, cell in enumerate(cells) if cell == OFF),
            )
            for name, cells in _acts(block.days)
        ]
        return cls(months, heads, acts, press.text(_key(block), SMALL, COLUMN))

    @property
    def height(self) -> float:
        return self._frame_height + sum(act.height for act in self.acts)

    @property
    def _frame_height(self) -> float:
        return GRID_SMALL.leading * 2 + GRID_HEAD.leading + SMALL_GAP + self.key.height

    def split(self, room: float) -> "tuple[DayGrid, DayGrid] | None":
        used = self._frame_height
        for i, act in enumerate(self.acts):
            used += act.height
            if used > room:
                if i == 0:
                    return None
                return replace(self, acts=self.acts[:i]), replace(self, acts=self.acts[i:])
        return None

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        first = left + COLUMN - _DAY_WIDTH * len(self.heads)
        for i, month in self.months:
            start = first + i * _DAY_WIDTH
            if i == 0:
                start += _DAY_WIDTH - month.set_width
            month.draw(sheet, min(start, left + COLUMN - month.set_width), top)
        top += GRID_SMALL.leading
        for i, (weekday, day) in enumerate(self.heads):
            _centred(sheet, weekday, first + i * _DAY_WIDTH, top)
            _centred(sheet, day, first + i * _DAY_WIDTH, top + GRID_SMALL.leading)
        top += GRID_SMALL.leading + GRID_HEAD.leading
        for act in self.acts:
            sheet.box(left, top, (COLUMN, HAIR), RULE)
            act.label.draw(sheet, left, top + _INSET)
            for i, cell in enumerate(act.cells):
                if cell is not None:
                    place = (first + i * _DAY_WIDTH + _INSET, top + _INSET)
                    _draw_cell(sheet, cell, place, act, is_off=i in act.off)
            top += act.height
        sheet.box(left, top, (COLUMN, HAIR), RULE)
        self.key.draw(sheet, left, top + SMALL_GAP)


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


def _named_in(allowed: str, names: Sequence[str]) -> str | None:
    """The act that ``allowed`` speaks of; a time may follow its name."""
    found = [name for name in names if allowed == name or allowed.startswith(f"{name} ")]
    return max(found, key=len, default=None)


def _month_starts(dates: Sequence[date]) -> list[int]:
    """The columns to write the whole date above: the first, and each first of a month."""
    return [i for i, when in enumerate(dates) if i == 0 or when.day == 1]


def _key(block: DayStrip) -> str:
    notes = [f"{day.day}: {day.note}" for day in block.days if day.note]
    return "   ·   ".join(
        [f"{OFF} {block.off_label}", f"{FROM_NOW} {block.allowed_label}", *notes]
    )


def _centred(sheet: Sheet, text: Text, left: float, top: float, width: float = _DAY_WIDTH) -> None:
    text.draw(sheet, left + (width - text.set_width) / 2, top)


def _draw_cell(
    sheet: Sheet, cell: Text, place: tuple[float, float], act: _Act, *, is_off: bool
) -> None:
    left, top = place
    size = (_DAY_WIDTH - 2 * _INSET, act.height - 2 * _INSET)
    if is_off:
        sheet.box(left, top, size, SHADE)
    else:
        sheet.frame(left, top, size, (HAIR, ACCENT))
    _centred(sheet, cell, left, top + (size[1] - cell.height) / 2, size[0])
