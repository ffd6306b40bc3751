"""A label that wraps anywhere: no name or path is so long that it widens the window."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolTip


class WrappingLabel(QLabel):
    """Plain text, between words where it can be, inside a word where it must be.

    Args:
        role: What the style sheet knows it by.
        text: What it says first.
        most_lines: What goes beyond is marked by dots; a screen reader still gets all of it,
            and so does whoever rests the pointer on it.
    """

    def __init__(self, role: str, text: str = "", *, most_lines: int = 12) -> None:
        super().__init__()
        self._most_lines = most_lines
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = sum(1 for _ in self._lines(width))
        return max(1, lines) * self.fontMetrics().lineSpacing()

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.fontMetrics().lineSpacing())

    def sizeHint(self) -> QSize:
        wanted = min(self.fontMetrics().horizontalAdvance(self.text()) + 4, 640)
        return QSize(wanted, self.heightForWidth(wanted))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self.is_cut:
            QToolTip.showText(event.globalPos(), self.text(), self)
            return True
        return super().event(event)

    @property
    def is_cut(self) -> bool:
        """Whether there are more words than are seen."""
        return len(self._starts(self.width())) > self._most_lines

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        height = self.fontMetrics().lineSpacing()
        lines = list(self._lines(self.width()))
        top = max(0, self.height() - len(lines) * height) // 2
        if self.alignment() & Qt.AlignmentFlag.AlignTop:
            top = 0
        across = self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask
        for place, line in enumerate(lines):
            rect = self.rect().adjusted(0, top + place * height, 0, 0)
            flags = across | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextSingleLine
            painter.drawText(rect, flags, line)
        painter.end()

    def _starts(self, width: int) -> list[int]:
        """Where in the text its lines begin at this width."""
        text = self.text().replace("\n", "\u2028")
        layout = QTextLayout(text, self.font(), self)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        starts = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0, 0))
            starts.append(line.textStart())
        layout.endLayout()
        return starts

    def _lines(self, width: int) -> Iterator[str]:
        """The lines of the text at this width, the last one elided if there are too many."""
        text, starts = self.text().replace("\n", "\u2028"), self._starts(width)
        for place, start in enumerate(starts[: self._most_lines]):
            is_last = place == self._most_lines - 1 and len(starts) > self._most_lines
            end = starts[place + 1] if place + 1 < len(starts) else len(text)
            part = text[start:] if is_last else text[start:end]
            yield self._elided(part, width) if is_last else part.strip("\u2028 ")

    def _elided(self, text: str, width: int) -> str:
        return self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)
