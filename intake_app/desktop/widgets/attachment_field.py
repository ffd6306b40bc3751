"""A file given as an answer."""

import base64
import mimetypes
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QWidget

from intake_app.desktop.widgets.field_editor import FieldEditor
from intake_app.desktop.widgets.field_text import typed_form
from intake_app.domain.answers import Answer, given
from intake_app.domain.questionnaire import Item
from intake_app.domain.typed_text import Reading
from intake_app.domain.values import Attachment

LARGEST = 5_000_000
"""Bytes; it is kept inside the record."""


class AttachmentField(FieldEditor):
    """Names the file that was taken, and takes another."""

    def __init__(self, item: Item, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(item, reading, parent)
        self.button = QPushButton(self.tr("Choose a file…"))
        self.name = QLabel()
        self.name.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.button)
        row.addWidget(self.name, 1)

        self.button.clicked.connect(self._choose)

    @property
    def inputs(self) -> list[QWidget]:
        return [self.button]

    @property
    def can_be_cleared(self) -> bool:
        return True

    def show_answer(self, answer: Answer | None, unfinished: str | None) -> None:
        self.name.setText(typed_form(answer, unfinished, self.reading))

    def take_file(self, path: Path) -> None:
        """Keep the content of a file as the answer, or say why it cannot be kept."""
        try:
            content = path.read_bytes()
        except OSError as error:
            reason = error.strerror or self.tr("unknown reason")
            self.name.setText(self.tr("⚠ It cannot be read: {reason}.").format(reason=reason))
            return
        if len(content) > LARGEST:
            text = self.tr("⚠ It is larger than {limit} MB. Choose a smaller file.")
            self.name.setText(text.format(limit=LARGEST // 1_000_000))
            return
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        data = base64.b64encode(content).decode("ascii")
        self.chosen.emit(given(Attachment(content_type=kind, title=path.name, data=data)))

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose a file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: self.take_file(Path(chosen)))
        dialog.open()
