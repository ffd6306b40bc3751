"""A simple question that takes several answers: one line each, added and taken away."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from intake_app.desktop.widgets.form.field_editor import FieldEditor
from intake_app.desktop.widgets.form.field_text import typed_form
from intake_app.desktop.widgets.form.inputs import LineInput
from intake_app.domain.form.answers import Answer
from intake_app.domain.form.questionnaire import Item
from intake_app.domain.form.typed_text import LINE_BREAK, Reading


class RepeatedField(FieldEditor):
    """Lines of text; together they are typed as one, with a mark between them."""

    def __init__(self, item: Item, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(item, reading, parent)
        self.lines: list[LineInput] = []
        self.remove_buttons: list[QPushButton] = []
        self._boxes: list[QWidget] = []
        self.add_button = QPushButton(self.tr("Add another"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._fit(1)

        self.add_button.clicked.connect(self._add)

    @property
    def inputs(self) -> list[QWidget]:
        return [*self.lines, self.add_button]

    @property
    def is_being_typed_in(self) -> bool:
        return any(line.hasFocus() for line in self.lines)

    def show_answer(self, answer: Answer | None, unfinished: str | None) -> None:
        texts = typed_form(answer, unfinished, self.reading).split(LINE_BREAK)
        self._fit(len(texts) if not self.holds_focus() else max(len(texts), len(self.lines)))
        for number, line in enumerate(self.lines):
            line.show_text(texts[number] if number < len(texts) else "")

    def settle(self) -> None:
        for line in self.lines:
            line.settle()

    def forbid_changes(self) -> None:
        self.add_button.hide()
        for box in self._boxes:
            box.setEnabled(False)

    def _fit(self, count: int) -> None:
        """Have this many lines, at least one."""
        while len(self.lines) > max(1, count):
            self._drop(len(self.lines) - 1)
        while len(self.lines) < max(1, count):
            self._append()

    def _append(self) -> None:
        line = LineInput()
        line.show_hint(self.item.entry_format)
        remove = QPushButton(self.tr("Remove"))
        remove.setProperty("role", "plain")
        remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(line, 1)
        row.addWidget(remove)
        self._column.insertWidget(len(self.lines), box)
        if self.isVisible():
            box.show()  # otherwise it comes with the next turn of the event loop
        self.lines.append(line)
        self.remove_buttons.append(remove)
        self._boxes.append(box)
        line.textEdited.connect(self._tell)
        remove.clicked.connect(lambda: self._remove(line))

    def _add(self) -> None:
        self._append()
        self.lines[-1].setFocus()

    def _remove(self, line: LineInput) -> None:
        self._drop(self.lines.index(line))
        self._fit(1)
        self._tell()

    def _drop(self, number: int) -> None:
        self.lines.pop(number)
        self.remove_buttons.pop(number)
        box = self._boxes.pop(number)
        box.hide()
        box.deleteLater()

    def _tell(self) -> None:
        self.typed.emit(LINE_BREAK.join(line.text() for line in self.lines))
