"""What stands where a list would be when there is nothing in it: why, and what to do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intake_app.desktop.widgets.line_icon import LineIcon
from intake_app.desktop.widgets.wrapping_label import WrappingLabel


class EmptyState(QWidget):
    """A drawing, a short title and one sentence.

    Args:
        icon: The drawing's name.
        waits: Whether nothing is said before ``reveal``: nobody knows yet that there is nothing.
    """

    def __init__(self, icon: str, *, waits: bool = False) -> None:
        super().__init__()
        self._title = WrappingLabel("heading", most_lines=2)
        self._sentence = WrappingLabel("muted")
        drawing = LineIcon(icon, 40)
        self._parts = (drawing, self._title, self._sentence)
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addStretch(2)
        layout.addWidget(drawing, 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self._title, self._sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(label)
        layout.addStretch(3)
        for part in self._parts:
            part.setHidden(waits)

    def reveal(self) -> None:
        """It is known now that there is nothing."""
        for part in self._parts:
            part.show()

    def say(self, title: str, sentence: str) -> None:
        self._title.setText(title)
        self._sentence.setText(sentence)
        self.setAccessibleName(f"{title}. {sentence}")
