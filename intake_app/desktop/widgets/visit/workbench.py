"""Three places side by side; where the window is narrow, the third goes below the second."""

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QWidget

from intake_app.desktop.widgets.visit.findings_strip import FindingsStrip

WIDE = 900
"""Pixels from which there is room for all three."""
ROOMY = 1100
UNBOUND = 16_777_215
LEAST_UNFOLDED = 260
"""Pixels for findings to be read in, as far as the window is high enough."""


class Workbench(QWidget):
    """The list, the work, and the findings, which never lie over the work.

    Below the work the findings are folded to a few lines. Unfolded they take room from the work,
    so they fold again as soon as the keyboard is back there.
    """

    def __init__(
        self,
        contents: QWidget,
        work: QWidget,
        findings: FindingsStrip,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._contents, self._work, self._findings = contents, work, findings
        self._pair = QBoxLayout(QBoxLayout.Direction.TopToBottom)  # or a window is made too wide
        self._pair.setSpacing(0)
        self._pair.addWidget(work, 1)
        self._pair.addWidget(findings)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(contents)
        row.addLayout(self._pair, 1)
        findings.unfolded.connect(self.arrange)
        findings.left.connect(self._return_to_work)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._fold)

    def arrange(self) -> None:
        """Give each its room, for the width there is and for what was found."""
        wide = self.width() >= WIDE
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._pair.setDirection(direction)
        self._contents.setFixedWidth(_beside(self.width()))
        self._findings.setMinimumWidth(min(300, self.width() // 3) if wide else 0)
        self._findings.stand(below=not wide)
        self._findings.setMaximumSize(self._most(wide=wide))

    def minimumSizeHint(self) -> QSize:
        """What stands below each other takes, or a wide window could not become narrow."""
        least = super().minimumSizeHint()
        parts = (self._work.minimumSizeHint(), self._findings.minimumSizeHint())
        narrow = _beside(0) + max(part.width() for part in parts)
        return QSize(min(least.width(), narrow), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def _most(self, *, wide: bool) -> QSize:
        if wide:
            return QSize(320 if self.width() >= ROOMY else 280, UNBOUND)
        high = self.height()
        return QSize(UNBOUND, max(high * 2 // 5, min(high * 3 // 4, LEAST_UNFOLDED)))

    def _fold(self, _old: QObject | None, new: QObject | None) -> None:
        if isinstance(new, QWidget) and self._work.isAncestorOf(new):
            self._findings.head.fold()

    def _return_to_work(self) -> None:
        left = self._work.focusWidget()
        if left is not None:
            left.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _beside(width: int) -> int:
    """How wide the list is."""
    if width >= ROOMY:
        return 232
    return 184 if width >= WIDE else max(152, width // 5)
