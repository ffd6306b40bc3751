"""A file given as an answer."""

import mimetypes
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QWidget

from intake_app.desktop.widgets.field_editor import FieldEditor
from intake_app.desktop.widgets.field_text import typed_form
from intake_app.domain.answers import Answer, given
from intake_app.domain.attachments import LARGEST, content_problem, new_file
from intake_app.domain.questionnaire import Item
from intake_app.domain.typed_text import Reading


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
            with path.open("rb") as file:
                content = file.read(LARGEST + 1)
        except OSError as error:
            reason = error.strerror or self.tr("unknown reason")
            self.name.setText(self.tr("⚠ It cannot be read: {reason}.").format(reason=reason))
            return
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        if problem := content_problem(content, kind):
            self.name.setText(self.tr("⚠ This file: {problem}.").format(problem=problem))
            return
        self.chosen.emit(given(new_file(content, content_type=kind, title=path.name)))

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose a file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: self.take_file(Path(chosen)))
        dialog.open()
