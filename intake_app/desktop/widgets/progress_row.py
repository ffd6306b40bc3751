"""How far something has got, with a button to stop it; not there while nothing is done."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

_STEPS = 1000


class ProgressRow(QWidget):
    """Signals: stopped: Stop was pressed."""

    stopped = Signal()

    def __init__(self, doing: str, stop: str) -> None:
        """``doing`` stands beside the bar, ``stop`` on the button."""
        super().__init__()
        self._doing = QLabel(doing)
        self.bar = QProgressBar()
        self.bar.setRange(0, _STEPS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(doing)
        self.percentage = QLabel()
        self.percentage.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.percentage.setMinimumWidth(self.percentage.fontMetrics().horizontalAdvance("100 %"))
        self.stop_button = QPushButton(stop)
        self.stop_button.clicked.connect(self._stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._doing)
        row.addWidget(self.bar, 1)
        row.addWidget(self.percentage)
        row.addWidget(self.stop_button)
        self.hide()

    def show_done(self, done: float) -> None:
        """From 0 to 1."""
        if self.isHidden():
            self.stop_button.setEnabled(True)
            self.show()
        self.bar.setValue(round(done * _STEPS))
        self.percentage.setText(self.tr("{done} %").format(done=int(done * 100)))

    def _stop(self) -> None:
        self.stop_button.setEnabled(False)
        self.stopped.emit()


class WorkRow(ProgressRow):
    """Stands in for the buttons that began the work: they wait until it has ended."""

    def __init__(self, doing: str, stop: str, *, buttons: Sequence[QPushButton]) -> None:
        super().__init__(doing, stop)
        self._buttons = buttons

    def show_work(self, done: float | None) -> None:
        """How much is done; None when it has ended. The keyboard goes to what can be done."""
        ended = done is None
        held = any(button.hasFocus() for button in self._buttons)
        stopping = self.isAncestorOf(self.focusWidget())
        for button in self._buttons:
            button.setEnabled(ended)
        if done is None:
            self.hide()
        else:
            self.show_done(done)
        if ended and stopping:
            self._buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        elif held and not ended:
            self.stop_button.setFocus(Qt.FocusReason.OtherFocusReason)
