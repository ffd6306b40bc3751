"""A card with a title, a table of lines, and what can be done with the current one."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from intake_app.desktop.models.lines import Line
from intake_app.desktop.widgets.empty_state import EmptyState
from intake_app.desktop.widgets.flow_row import FlowRow
from intake_app.desktop.widgets.line_table import LineTable


class LinesCard(QFrame):
    """Below the table stand the buttons for what the current line can do.

    Signals:
        act_chosen: A button, or Enter on a line (the act's id, the line's id).
    """

    act_chosen = Signal(str, str)

    def __init__(self, title: str, table: LineTable, empty: EmptyState) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.table = table
        self._buttons: dict[str, QPushButton] = {}
        self._empty = empty
        table.hide()
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        words = QLabel(title)
        words.setProperty("role", "heading")
        self.head.addWidget(words, 1)
        self.below = QVBoxLayout()
        self._acts = FlowRow()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addLayout(self.head)
        for either in (empty, table):
            column.addWidget(either, 1)
        column.addLayout(self.below)
        column.addWidget(self._acts)
        table.line_changed.connect(self._refresh)
        table.line_opened.connect(self._open)

    def offer(self, acts: Mapping[str, str], *, grave: str = "") -> None:
        """Put up a button for each act, in order; the first that is possible is Enter's.

        Args:
            acts: Id and words of each act.
            grave: The act that cannot be undone; it stands apart.
        """
        for act, words in acts.items():
            button = QPushButton(words)
            button.setObjectName(act)
            button.clicked.connect(lambda _checked=False, act=act: self._act(act))
            if act == grave:
                button.setProperty("role", "danger")
                self._acts.add_apart(button)
            else:
                self._acts.add(button)
            self._buttons[act] = button
        self._refresh()

    def show_lines(self, lines: Sequence[Line]) -> None:
        self._empty.reveal()
        self._empty.setVisible(not lines)
        self.table.setVisible(bool(lines))
        self.table.show_lines(lines)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where the keyboard stops, in order."""
        return (self.table, *self._buttons.values())

    def button(self, act: str) -> QPushButton:
        return self._buttons[act]

    def _refresh(self) -> None:
        line = self.table.current_line()
        for act, button in self._buttons.items():
            button.setVisible(line is not None and act in line.can)

    def _act(self, act: str) -> None:
        line = self.table.current_line()
        if line is not None and act in line.can:
            self.act_chosen.emit(act, line.id)

    def _open(self, _id: str) -> None:
        line = self.table.current_line()
        possible = [act for act in self._buttons if line is not None and act in line.can]
        if possible:
            self._act(possible[0])
