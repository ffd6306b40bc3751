"""One question of a table of answers: its words, a button for each answer, and its states."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from intake_app.desktop.widgets.form.field_frame import FieldFrame
from intake_app.desktop.widgets.form.option_button import LOWEST, OptionButton
from intake_app.desktop.widgets.form.options_field import OptionsField
from intake_app.desktop.widgets.tile_grid import GAP, TileGrid

SPACING = 8
LABEL_SHARE = 2
ANSWERS_SHARE = 3
"""How the question and its answers share the width between them."""


class AnswerCells(TileGrid):
    """In one line with the header's columns; or as tiles, where there is no room for that."""

    def __init__(self, tiles: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(tiles, parent)
        self._is_wide = True

    def arrange(self, *, wide: bool) -> None:
        self._is_wide = wide
        self.measure_again()

    def cells_in(self, width: int) -> list[QRect]:
        if not self._is_wide:
            return super().cells_in(width)
        count = len(self.tiles)
        edges = [width * number // count for number in range(count + 1)]
        return [QRect(edges[n], 0, edges[n + 1] - edges[n] - GAP, LOWEST) for n in range(count)]


class MatrixField(OptionsField):
    """The answers without their words, which stand in the header; a screen reader hears them."""

    grid = AnswerCells

    def arrange(self, *, wide: bool) -> None:
        for button in self.buttons:
            _show_words(button, shown=not wide)
        if isinstance(self.tiles, AnswerCells):
            self.tiles.arrange(wide=wide)


class MatrixRow(FieldFrame):
    """A question of a table, side by side with its answers or above them."""

    def arrange(self, *, wide: bool) -> None:
        directions = QBoxLayout.Direction
        self._line.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        self._line.setSpacing(SPACING if wide else 4)
        if isinstance(self.editor, MatrixField):
            self.editor.arrange(wide=wide)

    def column_of(self, widget: QWidget) -> int | None:
        """Which of the answers a button is."""
        inputs = self.editor.inputs
        return inputs.index(widget) if widget in inputs else None

    def go_to(self, column: int) -> bool:
        self.editor.inputs[column].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _lay_out(self) -> None:
        self.states.shorten(short=True)
        for button in (self.states.clear, self.states.unknown, self.states.declined):
            policy = button.sizePolicy()
            policy.setRetainSizeWhenHidden(True)  # so that the columns of all rows are in line
            button.setSizePolicy(policy)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(SPACING)
        for widget, share in ((self.label, LABEL_SHARE), (self.editor, ANSWERS_SHARE)):
            policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            widget.setSizePolicy(policy)
            self._line.addWidget(widget, share, Qt.AlignmentFlag.AlignVCenter)
        self._line.addWidget(self.states, 0, Qt.AlignmentFlag.AlignVCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(self._line)
        if not self.item.help:
            self.help.hide()
        for below in (self.help, self.last, self.said, self.error, self.notice):
            layout.addWidget(below)


def _show_words(button: OptionButton, *, shown: bool) -> None:
    button.words = button.accessibleName() if shown else ""
    button.setMinimumWidth(0 if shown else 1)  # a column may be narrower than a tile
    button.update()
