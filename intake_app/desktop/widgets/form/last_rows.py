"""The rows of the last visit, each of which can be taken over when it still holds."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from intake_app.desktop.shown import shown_date
from intake_app.desktop.widgets.form.answer_words import row_words
from intake_app.desktop.widgets.group_block import form_label
from intake_app.domain.form.questionnaire import Item
from intake_app.domain.form.typed_text import Reading
from intake_app.domain.visit.following_up import LastRows, Row, not_yet_confirmed, said_in


class LastRowsBox(QWidget):
    """Above the rows of today; a row goes from here once it stands there.

    Signals:
        confirmed: This row still holds (a Row).
    """

    confirmed = Signal(object)

    def __init__(self, group: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = group
        self._shown: tuple[Row, ...] = ()
        self.buttons: list[QPushButton] = []
        self._lines: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.hide()

    def show_last(
        self, last: LastRows | None, now: Sequence[Row], reading: Reading, *, is_open: bool
    ) -> None:
        """Show what is not among today's rows yet."""
        rows = not_yet_confirmed(last, now) if last is not None and is_open else ()
        self.setVisible(bool(rows))
        if last is None or rows == self._shown:
            return
        had_focus = any(button.hasFocus() for button in self.buttons)
        self._clear()
        self._shown = rows
        for row in rows:
            self._add(row, shown_date(last.day), reading)
        if had_focus and self.buttons:
            self.buttons[0].setFocus(Qt.FocusReason.TabFocusReason)

    def confirm_first(self) -> None:
        """Say of the first row that it holds."""
        if self.buttons and self.isVisible():
            self.buttons[0].click()

    def _clear(self) -> None:
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines, self.buttons = [], []

    def _add(self, row: Row, day: str, reading: Reading) -> None:
        said = row_words(said_in(self._group, row), reading)
        words = self.tr("Last time, {day}: {said}").format(day=day, said=said)
        line = QFrame()
        beside = QHBoxLayout(line)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(12)
        beside.addWidget(form_label(words, "muted"), 1)
        if self._group.stable:
            button = QPushButton(self.tr("Still true"))
            button.setToolTip(self.tr("Take over this one row (Alt+S)"))
            button.setAccessibleDescription(words)
            button.clicked.connect(lambda: self.confirmed.emit(row))
            beside.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            self.buttons.append(button)
        self._lines.append(line)
        self._column.addWidget(line)
