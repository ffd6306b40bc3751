"""A choice from a long list; the first letters find an entry."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QWidget

from intake_app.desktop.widgets.drop_down import DropDown
from intake_app.desktop.widgets.form.field_editor import FieldEditor
from intake_app.desktop.widgets.form.field_text import typed_form
from intake_app.desktop.widgets.form.inputs import LineInput
from intake_app.domain.form.answers import Answer, given
from intake_app.domain.form.checks import is_option
from intake_app.domain.form.questionnaire import Item, ItemType
from intake_app.domain.form.typed_text import Reading


class DropDownField(FieldEditor):
    """A closed list; nothing is chosen until somebody has chosen."""

    def __init__(self, item: Item, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(item, reading, parent)
        self.list = DropDown()
        self.list.addItems([option.text for option in item.options])
        self.list.setPlaceholderText(self.tr("Choose…"))
        self.list.setCurrentIndex(-1)
        self.list.setMaxVisibleItems(14)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list)
        layout.addStretch(1)

        self.list.activated.connect(self._take)

    @property
    def inputs(self) -> list[QWidget]:
        return [self.list]

    @property
    def can_be_cleared(self) -> bool:
        return True

    def show_answer(self, answer: Answer | None, unfinished: str | None) -> None:
        del unfinished  # what is chosen is a value at once
        values = answer.values if answer is not None else ()
        chosen = (
            number
            for number, option in enumerate(self.item.options)
            if any(is_option(option.value, value) for value in values)
        )
        self.list.setCurrentIndex(next(chosen, -1))

    def _take(self, index: int) -> None:
        self.chosen.emit(given(self.item.options[index].value))


class SearchableField(FieldEditor):
    """A list that is searched by typing; words of one's own where the form allows them."""

    def __init__(self, item: Item, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(item, reading, parent)
        self.list = DropDown()
        self.list.setEditable(True)
        self.line = LineInput()
        self.list.setLineEdit(self.line)
        self.list.addItems([option.text for option in item.options])
        self.list.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.list.setCurrentIndex(-1)
        open_choice = item.type is ItemType.OPEN_CHOICE
        words = (
            self.tr("Choose, or type something else") if open_choice else self.tr("Type to search")
        )
        self.line.show_hint(item.entry_format or words)
        completer = self.list.completer()
        if isinstance(completer, QCompleter):
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            completer.activated.connect(self.typed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list, 1)

        self.line.textEdited.connect(self.typed)
        self.list.textActivated.connect(self.typed)

    @property
    def inputs(self) -> list[QWidget]:
        return [self.list]

    @property
    def is_being_typed_in(self) -> bool:
        return self.line.hasFocus()

    def show_answer(self, answer: Answer | None, unfinished: str | None) -> None:
        text = typed_form(answer, unfinished, self.reading)
        if text != self.line.text():
            self.list.setCurrentIndex(self.list.findText(text, Qt.MatchFlag.MatchExactly))
            self.list.setEditText(text)

    def settle(self) -> None:
        self.line.settle()
