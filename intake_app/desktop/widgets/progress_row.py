"""How far something has got, with a button to stop it; not there while nothing is done."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

_STEPS = 1000


class ProgressRow(QWidget):
    """Signals: stopped: Stop was pressed."""

    stopped = Signal()

    def __init__(self, doing: str, stop: str) -> None:
        """``doing`` stands beside the bar, ``stop`` on the button."""
        super().__init__()
        self.bar = QProgressBar()
        self.bar.setRange(0, _STEPS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(doing)
        self.stop_button = QPushButton(stop)
        self.stop_button.clicked.connect(self._stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(QLabel(doing))
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop_button)
        self.hide()

    def show_done(self, done: float) -> None:
        """From 0 to 1."""
        if self.isHidden():
            self.stop_button.setEnabled(True)
            self.show()
        self.bar.setValue(round(done * _STEPS))

    def _stop(self) -> None:
        self.stop_button.setEnabled(False)
        self.stopped.emit()
