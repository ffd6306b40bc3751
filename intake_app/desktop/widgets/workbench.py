"""Three places side by side; where the window is narrow, the third goes below the second."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from intake_app.desktop.widgets.findings_strip import FindingsStrip

WIDE = 1000
"""Pixels from which there is room for all three."""
UNBOUND = 16_777_215


class Workbench(QWidget):
    """The list, the work, and the findings, which never lie over the work."""

    def __init__(
        self,
        contents: QWidget,
        work: QWidget,
        findings: FindingsStrip,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._contents, self._findings = contents, findings
        self._pair = QBoxLayout(QBoxLayout.Direction.TopToBottom)  # or a window is made too wide
        self._pair.setSpacing(0)
        self._pair.addWidget(work, 1)
        self._pair.addWidget(findings)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(contents)
        row.addLayout(self._pair, 1)

    def arrange(self) -> None:
        """Give each its room, for the width there is and for what was found."""
        wide = self.width() >= WIDE
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._pair.setDirection(direction)
        self._contents.setFixedWidth(232 if wide else max(140, self.width() // 5))
        self._findings.setMinimumWidth(300 if wide else 0)
        self._findings.setMaximumSize(_most(self.size(), wide=wide))
        self._findings.show_cards(shown=wide or not self._findings.is_empty)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()


def _most(size: QSize, *, wide: bool) -> QSize:
    return QSize(320, UNBOUND) if wide else QSize(UNBOUND, size.height() * 2 // 5)
