"""Two columns of words to read: the keys, or what this program is."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QGridLayout, QLabel, QWidget

from intake_app.desktop.widgets.dialog_frame import DialogFrame


class InfoDialog(DialogFrame):
    """Closes with Escape or Enter."""

    def __init__(self, title: str, rows: Sequence[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(title, parent, width=600)
        self.add_words(title, "heading")
        grid = QGridLayout()
        grid.setHorizontalSpacing(32)
        grid.setVerticalSpacing(10)
        for place, (left, right) in enumerate(rows):
            grid.addWidget(_words(left, "label"), place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_words(right, "body"), place, 1)
        grid.setColumnStretch(1, 1)
        self.body.addLayout(grid)
        self.box.addButton(QDialogButtonBox.StandardButton.Close).setFocus()


def _words(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(role != "label")
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
