"""The newest photographs of a patient in a row, and the way to all of them."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from intake_app.desktop.widgets.file_row import SmallPicture
from intake_app.desktop.widgets.group_block import form_label

MOST = 5
_SIZE = QSize(96, 72)
_GAP = 12


class PhotographStrip(QFrame):
    """Not there at all for a patient without photographs.

    Signals:
        all_wanted: All of them are to be seen.
    """

    all_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._row = _Row()
        self.words = form_label("", "muted")
        self.button = QPushButton(self.tr("Photo&graphs"))
        below = QHBoxLayout()
        below.setSpacing(_GAP)
        below.addWidget(self.words, 1)
        below.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 12)
        column.setSpacing(8)
        column.addWidget(self._row)
        column.addLayout(below)
        self.hide()
        self.button.clicked.connect(self.all_wanted)

    @property
    def pictures(self) -> list[SmallPicture]:
        return self._row.pictures

    def show_photographs(self, newest: Sequence[QImage], words: str) -> None:
        """Show the newest; with nothing to say there is no strip."""
        self._row.show_images(newest)
        self.words.setText(words)
        self.button.setVisible(bool(newest))
        self.setVisible(bool(words))


class _Row(QWidget):
    """As many pictures as there is room for, none of them cut."""

    def __init__(self) -> None:
        super().__init__()
        self.pictures = [SmallPicture(self) for _ in range(MOST)]
        for place, picture in enumerate(self.pictures):
            picture.setFixedSize(_SIZE)
            picture.move(place * (_SIZE.width() + _GAP), 0)
        self.setMinimumWidth(_SIZE.width())
        self.setFixedHeight(_SIZE.height())

    def show_images(self, images: Sequence[QImage]) -> None:
        for place, picture in enumerate(self.pictures):
            picture.show_image(images[place] if place < len(images) else None)
        self.setVisible(bool(images))
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        for picture in self.pictures:
            picture.setVisible(picture.is_there and picture.geometry().right() < self.width())
