"""Files given as an answer: added from the disk, looked at, removed."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from intake_app.desktop.file_wishes import FileWishes
from intake_app.desktop.models.form_state import FormState
from intake_app.desktop.small_pictures import can_be_shown
from intake_app.desktop.widgets.file_dialog import FileDialog
from intake_app.desktop.widgets.file_row import FileRow
from intake_app.desktop.widgets.form.field_editor import FieldEditor
from intake_app.desktop.widgets.group_block import form_label
from intake_app.desktop.widgets.progress_row import ProgressRow
from intake_app.domain.form.answers import Answer, Place, given
from intake_app.domain.form.questionnaire import Item
from intake_app.domain.form.typed_text import Reading
from intake_app.domain.values import Attachment
from intake_app.domain.visit.photographs import PHOTOGRAPH


class AttachmentField(FieldEditor):
    """Shows what was added; files can be dropped on it."""

    def __init__(self, item: Item, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(item, reading, parent)
        self.rows: list[FileRow] = []
        self.button = QPushButton()
        self.agreement_button = QPushButton(self.tr("Go to that question"))
        self.note = form_label("", "error")
        self.withheld = form_label("", "warning")
        self.progress = ProgressRow(self.tr("Reading…"), self.tr("Stop"))
        self._wishes: FileWishes | None = None
        self._place = Place("")
        self._files: tuple[Attachment, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        for widget in (self.button, self.agreement_button):
            self._column.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
        for words in (self.progress, self.note, self.withheld):
            self._column.insertWidget(self._column.count() - 1, words)
        self.setAcceptDrops(True)
        self.agreement_button.hide()
        self._name_button()

        self.button.clicked.connect(self._choose)

    @property
    def inputs(self) -> list[QWidget]:
        own = [each for each in (self.button, self.agreement_button) if not each.isHidden()]
        return [*(stop for row in self.rows for stop in row.stops), *(own or [self.button])]

    @property
    def can_be_cleared(self) -> bool:
        return False

    def connect_files(self, wishes: FileWishes, place: Place) -> None:
        """Where wishes go to; a field that nobody listens to shows files and takes none."""
        self._wishes, self._place = wishes, place
        self.progress.stopped.connect(lambda: wishes.stopped.emit(place))
        self.agreement_button.clicked.connect(lambda: wishes.agreement_wanted.emit(place))

    def show_answer(self, answer: Answer | None, unfinished: str | None) -> None:
        values = answer.values if answer is not None else ()
        files = tuple(value for value in values if isinstance(value, Attachment))
        before, self._files = self._files, files
        if [_named(file) for file in files] == [_named(file) for file in before]:
            for row, file in zip(self.rows, files, strict=True):
                row.file = file  # the same, perhaps kept meanwhile
            return
        had_focus = self.holds_focus()
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = [self._made_row(file) for file in files]
        for number, row in enumerate(self.rows):
            self._column.insertWidget(number, row)
        self._name_button()
        if had_focus:
            self.button.setFocus()

    def show_around(self, state: FormState, place: Place) -> None:
        needed = state.agreement_needed(place)
        words = self.tr(
            "Nothing is kept or shown here before the patient agrees: "
            "answer “{question}” with yes."
        )
        _say(self.withheld, words.format(question=needed) if needed else "")
        self.button.setVisible(not needed and not self.item.read_only)
        self.agreement_button.setVisible(bool(needed))
        for row in self.rows:
            row.picture.show_image(None if needed else state.files.picture(row.file))
            row.open_button.setEnabled(not needed)
            row.copy_button.setEnabled(not needed)
            comparable = self.item.control == PHOTOGRAPH and _can_be_compared(row.file, state)
            row.compare_button.setVisible(comparable and not needed)
        note = state.files.notes.get(place)
        _say(self.note, f"⚠ {note.text}" if note and note.progress is None else "")
        if note is None or note.progress is None:
            self.progress.hide()
        else:
            self.progress.show_done(note.progress)

    def forbid_changes(self) -> None:
        self.button.hide()
        self.setAcceptDrops(False)

    def take_files(self, paths: Sequence[Path]) -> None:
        """Ask for files to be kept as the answer."""
        if paths and self._wishes is not None:
            self._wishes.added.emit(self._place, tuple(paths))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _paths(event) and not self.button.isHidden():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.take_files(_paths(event))
        event.acceptProposedAction()

    @property
    def _takes_several(self) -> bool:
        """A photograph stands in a row of its own, so several make several rows."""
        return self.item.repeats or self.item.control == PHOTOGRAPH

    def _made_row(self, file: Attachment) -> FileRow:
        row = FileRow(file, self)
        row.remove_button.setVisible(not self.item.read_only)
        row.removed.connect(lambda: self._remove(row))
        if (wishes := self._wishes) is not None:
            row.opened.connect(lambda: wishes.opened.emit(row.file))
            row.compared.connect(lambda: wishes.compared.emit(row.file))
            row.copied.connect(lambda path: wishes.copied.emit(row.file, Path(path)))
        return row

    def _remove(self, row: FileRow) -> None:
        left = tuple(each.file for each in self.rows if each is not row)
        self.chosen.emit(given(*left) if left else None)

    def _name_button(self) -> None:
        if self._files and not self.item.repeats:
            words = self.tr("Replace…")
        elif self._takes_several:
            words = self.tr("Add files…")
        else:
            words = self.tr("Add file…")
        self.button.setText(words)
        self.button.setAccessibleName(f"{words} {self.item.text}")
        self.button.setToolTip(self.tr("Or drop files here"))

    def _choose(self) -> None:
        dialog = FileDialog(self, self.tr("Choose a file"))
        several, one = FileDialog.FileMode.ExistingFiles, FileDialog.FileMode.ExistingFile
        dialog.setFileMode(several if self._takes_several else one)
        if self.item.control == PHOTOGRAPH:
            kinds = "*.jpg *.jpeg *.png *.heic *.heif *.webp *.tif *.tiff *.bmp *.gif"
            upper = kinds.upper()
            names = self.tr("Pictures ({kinds})").format(kinds=f"{kinds} {upper}")
            dialog.setNameFilters([names, self.tr("All files (*)")])
        dialog.filesSelected.connect(lambda chosen: self.take_files([Path(p) for p in chosen]))
        dialog.open()


def _can_be_compared(file: Attachment, state: FormState) -> bool:
    """Whether a photograph can be shown, and is of somebody who was here before."""
    can_be = can_be_shown(file.content_type) and bool(file.hash)
    return can_be and bool(state.story.earlier.visits)


def _named(file: Attachment) -> tuple[str, ...]:
    return file.title, file.content_type, file.hash, file.url if not file.hash else ""


def _paths(event: QDropEvent) -> list[Path]:
    urls = event.mimeData().urls()
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]


def _say(label: QWidget, text: str) -> None:
    label.setProperty("text", text)
    label.setVisible(bool(text))
