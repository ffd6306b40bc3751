"""What can be chosen about a paper, side by side as far as there is room."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QLabel, QWidget

from intake_app.desktop.models.paper import Chooser

_FEWEST_LETTERS = 8
"""What a chooser shows at least; a long choice is shown whole where there is room."""

_ROUND_A_CHOICE = 40
"""Round the words in the opened list, in which all of them are read."""

_IN_ONE_LINE, _ROOM_FOR_ALL = 3, 860
"""Choices, and pixels, from which on more than those stand in one line."""

_GAP = 8

_BEFORE_ROOM_IS_LEFT = 100
"""How much sooner than the empty room beside it the longest choice grows to its whole words."""


class PaperChoices(QWidget):
    """One drop-down list for each choice; of what there is only one there is nothing to choose.

    Signals:
        option_chosen: Something else was chosen.
    """

    option_chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.boxes: dict[str, QComboBox] = {}
        self._pairs = [QHBoxLayout(), QHBoxLayout()]
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(_GAP)
        for pair in self._pairs:
            pair.setSpacing(_GAP)
            self._line.addLayout(pair)

    def show_choosers(self, choosers: Sequence[Chooser]) -> None:
        widest = max(choosers, key=_length)
        for number, chooser in enumerate(choosers):
            beside = self._pairs[min(number // 2, 1)]
            label = QLabel(chooser.label)
            label.setProperty("role", "muted")
            beside.addWidget(label)
            if len(chooser.options) < 2:
                label.setText(f"{chooser.label.replace('&', '')}: {chooser.options[0][1]}")
                continue
            box = self._box(chooser, gives_way=chooser is widest)
            label.setBuddy(box)
            self.boxes[chooser.name] = box
            beside.addWidget(box, _BEFORE_ROOM_IS_LEFT if chooser is widest else 0)
        self._pairs[0].addStretch(1)
        self._line.setStretch(0, 1)
        self._make_room(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room(event.size().width())

    def _make_room(self, width: int) -> None:
        """More choices than a narrow window has room for stand in two lines."""
        is_narrow = len(self.boxes) > _IN_ONE_LINE and width < _ROOM_FOR_ALL
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._line.setDirection(down if is_narrow else across)

    def _box(self, chooser: Chooser, *, gives_way: bool) -> QComboBox:
        """All its words are seen, but of the one that gives way where there is no room."""
        box = QComboBox()
        policies = QComboBox.SizeAdjustPolicy
        box.setSizeAdjustPolicy(
            policies.AdjustToMinimumContentsLengthWithIcon
            if gives_way
            else policies.AdjustToContents
        )
        box.setMinimumContentsLength(_FEWEST_LETTERS if gives_way else 0)
        for value, words in chooser.options:
            box.addItem(words, value)
        whole = box.view().sizeHintForColumn(0) + _ROUND_A_CHOICE
        box.view().setMinimumWidth(whole)
        if gives_way:
            box.setMaximumWidth(whole + _ROUND_A_CHOICE)
        box.setCurrentIndex(max(box.findData(chooser.first), 0))
        box.activated.connect(self.option_chosen)
        return box


def _length(chooser: Chooser) -> int:
    return max(len(words) for _, words in chooser.options)
