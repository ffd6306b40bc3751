"""Days, and days with a time: typed as people write them, or picked from a calendar."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from intake_app.desktop.widgets.form.calendar_popup import CalendarPopup
from intake_app.desktop.widgets.form.field_text import field_text
from intake_app.desktop.widgets.form.text_field import LineField
from intake_app.domain.dates import PartialDate
from intake_app.domain.errors import IntakeError
from intake_app.domain.form.questionnaire import Item, ItemType
from intake_app.domain.form.typed_text import Reading, read_typed
from intake_app.domain.values import Moment

ROOM_AROUND = 40
"""Pixels beside the words in a line."""


class DateField(LineField):
    """A line that understands dates, with a calendar button that the keyboard reaches by F4."""

    def __init__(self, item: Item, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(item, reading, parent)
        self._wanted = self.line.fontMetrics().horizontalAdvance(self.hint) + ROOM_AROUND
        self._is_cell = False
        self.line.setMaximumWidth(max(300, min(self._wanted, 480)))
        self.button = QPushButton(self.tr("Calendar"))
        self.button.setProperty("role", "plain")
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.setToolTip(self.tr("Pick the day from a calendar (F4)"))
        self.row.addWidget(self.button)
        self.row.addStretch(1)
        self.row.setStretch(0, 1000)  # first the line, up to its most; the rest is left free

        self.button.clicked.connect(self._open_calendar)
        self.line.calendar_wished.connect(self._open_calendar)

    @property
    def keys(self) -> str:
        return self.tr("F4 opens a calendar")

    def shorten(self, *, short: bool) -> None:
        self._is_cell = short
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Where the line would get too short for its hint, a sign stands on the button."""
        words = self.tr("Calendar")
        beside = self.button.fontMetrics().horizontalAdvance(words) + ROOM_AROUND
        short = self._is_cell or self.width() < self._wanted + beside
        self.button.setText("▾" if short else words)
        self.button.setAccessibleName(words)
        self.row.setSpacing(0 if short else 8)

    def forbid_changes(self) -> None:
        super().forbid_changes()
        self.button.hide()

    def _open_calendar(self) -> None:
        if self.line.isReadOnly():
            return
        popup = CalendarPopup(self)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.day_picked.connect(self._take_day)
        popup.open_below(self.line, self._typed_day() or self.reading.today)

    def _take_day(self, day: date) -> None:
        time_typed = self.line.text().rpartition(" ")[2] if self._has_time() else ""
        text = field_text(PartialDate.from_day(day), self.reading)
        if time_typed:
            text = f"{text} {time_typed}"
        self.line.setText(text)
        self.line.setFocus()
        self.typed.emit(text)

    def _has_time(self) -> bool:
        return self.item.type is ItemType.DATE_TIME and ":" in self.line.text()

    def _typed_day(self) -> date | None:
        try:
            value = read_typed(self.item, self.line.text(), self.reading)
        except IntakeError:
            return None
        day = value.day if isinstance(value, Moment) else value
        return day.first_day if isinstance(day, PartialDate) else None
