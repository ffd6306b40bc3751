"""The newest photographs of a patient in a row, and the way to all of them."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from intake_app.desktop.widgets.file_row import SmallPicture
from intake_app.desktop.widgets.group_block import form_label

MOST = 5


class PhotographStrip(QFrame):
    """Not there at all for a patient without photographs.

    Signals:
        all_wanted: All of them are to be seen.
    """

    all_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.pictures = [SmallPicture() for _ in range(MOST)]
        self.words = form_label("", "muted")
        self.button = QPushButton(self.tr("Photo&graphs"))
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 8, 20, 8)
        row.setSpacing(12)
        for picture in self.pictures:
            picture.setFixedSize(96, 72)
            row.addWidget(picture)
            picture.hide()
        row.addWidget(self.words, 1)
        row.addWidget(self.button)
        self.hide()
        self.button.clicked.connect(self.all_wanted)

    def show_photographs(self, newest: Sequence[QImage], words: str) -> None:
        """Show the newest; with nothing to say there is no strip."""
        for place, picture in enumerate(self.pictures):
            picture.show_image(newest[place] if place < len(newest) else None)
            picture.setVisible(place < len(newest))
        self.words.setText(words)
        self.button.setVisible(bool(newest))
        self.setVisible(bool(words))
