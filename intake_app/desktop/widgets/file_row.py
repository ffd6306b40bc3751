"""One file that was given as an answer: a small picture, its name, what can be done with it."""

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from intake_app.desktop.small_pictures import can_be_shown
from intake_app.desktop.widgets.file_dialog import FileDialog
from intake_app.desktop.widgets.group_block import form_label
from intake_app.domain.values import Attachment

SMALL = QSize(160, 120)


class SmallPicture(QWidget):
    """A picture, made to fit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self.setFixedSize(SMALL)

    @property
    def is_there(self) -> bool:
        return not self._image.isNull()

    def show_image(self, image: QImage | None) -> None:
        self._image = image or QImage()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._image.isNull():
            painter.setPen(self.palette().placeholderText().color())
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.tr("…"))
            return
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = self.rect()
        place.setSize(size)
        place.moveTop((self.height() - size.height()) // 2)
        painter.drawImage(place, self._image)


class FileRow(QWidget):
    """What can be done depends on what the file is.

    Signals:
        opened: It is to be looked at.
        compared: It is to be laid beside an earlier one.
        copied: A copy is to be written to this Path.
        removed: It is not wanted any more.
    """

    opened = Signal()
    compared = Signal()
    copied = Signal(str)
    removed = Signal()

    def __init__(self, file: Attachment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.file = file
        self.picture = SmallPicture()
        name = file.title or file.url or self.tr("A file without a name")
        self.name = form_label(name, "label")
        self.facts = form_label(self._facts(), "muted")
        self.open_button = QPushButton(self.tr("Open"))
        self.open_button.setAccessibleName(self.tr("Open {file}").format(file=name))
        self.compare_button = QPushButton(self.tr("Compare…"))
        self.compare_button.setAccessibleName(
            self.tr("Compare {file} with an earlier visit").format(file=name)
        )
        self.compare_button.setToolTip(self.tr("Beside a photograph of an earlier visit"))
        self.compare_button.hide()
        self.copy_button = QPushButton(self.tr("Save a copy…"))
        self.copy_button.setAccessibleName(self.tr("Save a copy of {file}").format(file=name))
        self.copy_button.setToolTip(self.tr("The copy leaves the records and their protection"))
        self.remove_button = QPushButton(self.tr("Remove"))
        self.remove_button.setProperty("role", "plain")
        self.remove_button.setAccessibleName(self.tr("Remove {file}").format(file=name))
        self.remove_button.setToolTip(self.tr("Ctrl+Z puts it back"))
        self._lay_out()
        if not can_be_shown(file.content_type):
            self.picture.hide()
            self.open_button.hide()
        if not file.size:
            self.copy_button.hide()

        self.open_button.clicked.connect(self.opened)
        self.compare_button.clicked.connect(self.compared)
        self.copy_button.clicked.connect(self._ask_where)
        self.remove_button.clicked.connect(self.removed)

    @property
    def stops(self) -> list[QWidget]:
        return [button for button in self._buttons() if not button.isHidden()]

    def _buttons(self) -> tuple[QPushButton, ...]:
        return (self.open_button, self.compare_button, self.copy_button, self.remove_button)

    def _facts(self) -> str:
        kind = self.file.content_type
        if self.file.size is None:
            return kind
        size = QLocale().formattedDataSize(self.file.size)
        return self.tr("{kind}, {size}").format(kind=kind, size=size)

    def _ask_where(self) -> None:
        dialog = FileDialog(self, self.tr("Save a copy"))
        dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(self.file.title)
        dialog.fileSelected.connect(self.copied)
        dialog.open()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in self._buttons():
            buttons.addWidget(button)
        buttons.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.name)
        words.addWidget(self.facts)
        words.addLayout(buttons)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        for label in (self.name, self.facts):
            label.setTextFormat(Qt.TextFormat.PlainText)
