"""Earlier visits at a glance: a card of titled lines."""

from collections.abc import Sequence
from itertools import takewhile

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from intake_app.desktop.widgets.group_block import form_label
from intake_app.desktop.widgets.visit.story_words import Row, StoryPart


class StoryCard(QFrame):
    """Is not there when there is nothing to tell."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[StoryPart, ...] = ()
        self._labels: list[QWidget] = []
        self.setAccessibleName(self.tr("From earlier visits"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 8, 0, 8)
        self._column.setSpacing(4)
        self.hide()

    @property
    def text(self) -> str:
        """Everything it says."""
        return "\n".join(part.text for part in self._parts)

    def show_parts(self, parts: Sequence[StoryPart]) -> None:
        if tuple(parts) == self._parts:
            return
        self._parts = tuple(parts)
        for label in self._labels:
            label.hide()
            label.deleteLater()
        self._labels = []
        for part in parts:
            self._labels.append(form_label(part.title, "label"))
            self._labels += [form_label(line, "small") for line in part.lines]
            if part.rows:
                self._labels.append(_table(part.rows))
        for label in self._labels:
            self._column.addWidget(label)
        self.setAccessibleDescription(self.text)
        self.setVisible(bool(parts))


def _table(rows: Sequence[Row]) -> QWidget:
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(2)
    top = Qt.AlignmentFlag.AlignTop
    for line, (what, value, day) in enumerate(rows):
        if what:  # a long name stands beside all its values, not above the second one
            more = takewhile(lambda row: not row[0], rows[line + 1 :])
            grid.addWidget(form_label(what, "small"), line, 0, 1 + sum(1 for _ in more), 1, top)
        for place, (words, role) in enumerate(((value, "fact"), (day, "small")), start=1):
            grid.addWidget(form_label(words, role), line, place, top)
    has_days = any(day for _what, _value, day in rows)
    for place, share in enumerate((4, 4, 4 if has_days else 0)):
        grid.setColumnStretch(place, share)
    return table
