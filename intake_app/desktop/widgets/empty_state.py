"""What stands where a list would be when there is nothing in it: why, and what to do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intake_app.desktop.widgets.line_icon import LineIcon
from intake_app.desktop.widgets.wrapping_label import WrappingLabel


class EmptyState(QWidget):
    """A drawing, a short title and one sentence."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = WrappingLabel("heading", most_lines=2)
        self._sentence = WrappingLabel("muted")
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addStretch(2)
        layout.addWidget(LineIcon(icon, 40), 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self._title, self._sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(label)
        layout.addStretch(3)

    def say(self, title: str, sentence: str) -> None:
        self._title.setText(title)
        self._sentence.setText(sentence)
        self.setAccessibleName(f"{title}. {sentence}")
