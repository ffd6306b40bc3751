"""A month to pick a day from; arrows move, Enter picks, Escape closes."""

from datetime import date

from PySide6.QtCore import QDate, QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QCalendarWidget, QFrame, QVBoxLayout, QWidget


class CalendarPopup(QFrame):
    """Opens below a field.

    Signals:
        day_picked: The day that was clicked or confirmed (a date).
    """

    day_picked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "card")
        self.calendar = QCalendarWidget()
        self.calendar.setVerticalHeaderFormat(
            QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
        )
        self.calendar.setAccessibleName(self.tr("Calendar"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.calendar)

        self.calendar.clicked.connect(self._pick)
        self.calendar.activated.connect(self._pick)

    def open_below(self, field: QWidget, day: date) -> None:
        """Show the month of ``day`` under ``field``, or above it where there is no room."""
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.adjustSize()
        self.move(self._corner(field))
        self.show()
        self.calendar.setFocus()

    def _corner(self, field: QWidget) -> QPoint:
        below = field.mapToGlobal(QPoint(0, field.height() + 2))
        screen = field.screen()
        room: QRect = screen.availableGeometry()
        if below.y() + self.height() > room.bottom():
            below.setY(field.mapToGlobal(QPoint(0, 0)).y() - self.height() - 2)
        below.setX(max(room.left(), min(below.x(), room.right() - self.width())))
        return below

    def _pick(self, picked: QDate) -> None:
        self.close()
        self.day_picked.emit(date(picked.year(), picked.month(), picked.day()))
