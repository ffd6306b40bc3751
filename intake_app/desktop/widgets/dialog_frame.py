"""What all questions and notes in a window of their own have in common."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QDialog,
    QDialogButtonBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from intake_app.desktop.widgets.page import scrolled
from intake_app.desktop.widgets.wrapping_label import WrappingLabel

_WHOLE = 60
"""Lines: what is asked is never cut off, it scrolls."""
_STEPS = {
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
}
_AROUND = 48
"""Pixels of the screen that the window manager takes, or somebody wants to see."""


class DialogFrame(QDialog):
    """As high as its words; on a small screen they scroll, and the buttons stay in sight.

    Escape closes it and changes nothing.
    """

    def __init__(self, title: str, parent: QWidget, *, width: int = 480) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._width = width
        content = QWidget()
        self.body = QVBoxLayout(content)
        self.body.setContentsMargins(24, 24, 24, 8)
        self.body.setSpacing(12)
        self.foot = QVBoxLayout()
        self.foot.setContentsMargins(24, 8, 24, 16)
        self.foot.setSpacing(8)
        self.box = QDialogButtonBox()
        self.box.accepted.connect(self.accept)
        self.box.rejected.connect(self.reject)
        self.foot.addWidget(self.box)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._area = scrolled(content)
        layout.addWidget(self._area, 1)
        layout.addLayout(self.foot)

    def add_words(self, words: str, role: str) -> None:
        self.body.addWidget(WrappingLabel(role, words, most_lines=_WHOLE))

    def add_accept(self, words: str, *, grave: bool = False) -> QPushButton:
        """Add the button that does it; ``grave``: what it does cannot be undone."""
        button = QPushButton(words)
        button.setProperty("role", "danger" if grave else "primary")
        self.box.addButton(button, QDialogButtonBox.ButtonRole.AcceptRole)
        return button

    def add_cancel(self) -> QPushButton:
        return self.box.addButton(QDialogButtonBox.StandardButton.Cancel)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From the buttons, too, the keys move what is read."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._area.verticalScrollBar().triggerAction(step)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the room that the words need, as far as the screen has it.

        They are given as much as they would take beside a scroll bar: one that Qt puts up before
        everything has its place stays, because it makes the words longer.
        """
        if not event.spontaneous():
            room = self.screen().availableGeometry().size()
            width = min(self._width, room.width())
            bar = self._area.verticalScrollBar().sizeHint().width()
            wanted = self._words_height(width - bar) + self.foot.sizeHint().height()
            self.resize(width, min(wanted, room.height() - _AROUND))
        super().showEvent(event)

    def _words_height(self, width: int) -> int:
        if self.body.hasHeightForWidth():
            return self.body.totalHeightForWidth(width)
        return self.body.totalSizeHint().height()
