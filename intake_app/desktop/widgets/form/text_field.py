"""Questions answered by typing: one line, with its unit beside it, or a box of text."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from intake_app.desktop.widgets.form.field_editor import FieldEditor
from intake_app.desktop.widgets.form.field_text import field_text, typed_form
from intake_app.desktop.widgets.form.inputs import LineInput, TextInput
from intake_app.domain.form.answers import Answer
from intake_app.domain.form.questionnaire import Item, ItemType
from intake_app.domain.form.typed_text import Reading

NARROW = frozenset({ItemType.INTEGER, ItemType.DECIMAL, ItemType.TIME, ItemType.QUANTITY})
"""What never needs a long line."""


class LineField(FieldEditor):
    """One line of text or a number."""

    def __init__(self, item: Item, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(item, reading, parent)
        self.line = LineInput()
        self.line.show_hint(self.hint)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(8)
        self.row.addWidget(self.line, 1)
        if item.type in NARROW:
            self.line.setMaximumWidth(220)
            self.row.addStretch(1)
        if item.units and item.type is not ItemType.QUANTITY:
            unit = QLabel(item.units[0].display or item.units[0].code)
            unit.setProperty("role", "muted")
            self.row.insertWidget(1, unit)

        self.line.textEdited.connect(self.typed)

    @property
    def inputs(self) -> list[QWidget]:
        return [self.line]

    @property
    def is_being_typed_in(self) -> bool:
        return self.line.hasFocus()

    def show_answer(self, answer: Answer | None, unfinished: str | None) -> None:
        self.line.show_text(typed_form(answer, unfinished, self.reading))

    def settle(self) -> None:
        self.line.settle()

    def forbid_changes(self) -> None:
        self.line.setReadOnly(True)

    @property
    def hint(self) -> str:
        """What may be written here, in the form's words or by its limits."""
        if self.item.entry_format:
            return self.item.entry_format
        low, high = self.item.limits.minimum, self.item.limits.maximum
        if low is not None and high is not None:
            return self.tr("{low} to {high}").format(
                low=field_text(low, self.reading), high=field_text(high, self.reading)
            )
        if self.item.type is ItemType.TIME:
            return self.tr("hour:minute")
        return ""


class TextField(FieldEditor):
    """As many lines as it takes."""

    def __init__(self, item: Item, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(item, reading, parent)
        self.box = TextInput()
        self.box.setPlaceholderText(item.entry_format)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box)

        self.box.text_edited.connect(self.typed)

    @property
    def inputs(self) -> list[QWidget]:
        return [self.box]

    @property
    def is_being_typed_in(self) -> bool:
        return self.box.hasFocus()

    def show_answer(self, answer: Answer | None, unfinished: str | None) -> None:
        self.box.show_text(typed_form(answer, unfinished, self.reading))

    def settle(self) -> None:
        self.box.settle()

    def forbid_changes(self) -> None:
        self.box.setReadOnly(True)
