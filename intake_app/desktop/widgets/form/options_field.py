"""A choice whose options all stand in sight: one of them, or as many as hold."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from intake_app.desktop.widgets.form.field_editor import FieldEditor
from intake_app.desktop.widgets.form.inputs import LineInput
from intake_app.desktop.widgets.form.option_button import CheckOption, OptionButton, RadioOption
from intake_app.desktop.widgets.tile_grid import TileGrid
from intake_app.domain.form.answers import Answer, given
from intake_app.domain.form.checks import is_option
from intake_app.domain.form.questionnaire import Item, ItemType, Option
from intake_app.domain.form.typed_text import Reading
from intake_app.domain.values import Value


class OptionsField(FieldEditor):
    """Radio buttons, or check boxes where the question repeats.

    One stop for Tab; arrows go on, Space picks, the keys 1-9 pick at once, Delete takes the
    answer back. An open choice has a line for words of one's own.
    """

    grid: type[TileGrid] = TileGrid

    def __init__(
        self,
        item: Item,
        reading: Reading,
        captioned: Sequence[tuple[str, Option]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Build the options of the item, or those given with their words."""
        super().__init__(item, reading, parent)
        if captioned is None:
            captioned = [(option.text, option) for option in item.options]
        self._options = tuple(option for _words, option in captioned)
        self._foreign: tuple[Value, ...] = ()
        self._told: Answer | None = None
        self._group = QButtonGroup(self)
        self._group.setExclusive(not item.takes_several)
        self.own_words = LineInput()
        words = item.open_label or self.tr("Something else, in own words")
        self.own_words.show_hint(item.entry_format or words)
        self.own_words.setAccessibleName(words)
        self.buttons = [self._button(n, words) for n, (words, _) in enumerate(captioned)]
        for number, button in enumerate(self.buttons):
            self._group.addButton(button, number)
        self.tiles = self.grid(self.buttons)
        if item.stands_upright:
            self.tiles.columns = (1,)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tiles)
        if item.type is ItemType.OPEN_CHOICE:
            layout.addWidget(self.own_words)

        self._group.idClicked.connect(self._take_click)
        self.own_words.textEdited.connect(self._take_words)
        self._move_tab_stop(0)

    @property
    def inputs(self) -> list[QWidget]:
        own = [self.own_words] if self.item.type is ItemType.OPEN_CHOICE else []
        return [*self.buttons, *own]

    @property
    def keys(self) -> str:
        return self.tr("Arrows go on, Space picks, Delete takes the answer back")

    @property
    def can_be_cleared(self) -> bool:
        return True

    @property
    def is_being_typed_in(self) -> bool:
        return self.own_words.hasFocus()

    def show_answer(self, answer: Answer | None, unfinished: str | None) -> None:
        del unfinished  # what is picked is a value at once
        if answer != self._told:
            self.aside = ""
        values = answer.values if answer is not None else ()
        self._group.setExclusive(False)  # otherwise the last one cannot be taken back
        for button, option in zip(self.buttons, self._options, strict=True):
            button.setChecked(any(is_option(option.value, value) for value in values))
        self._group.setExclusive(not self.item.takes_several)
        rest = tuple(v for v in values if not any(is_option(o.value, v) for o in self._options))
        words = next((v for v in rest if isinstance(v, str)), "")
        if self.item.type is ItemType.OPEN_CHOICE:
            self.own_words.show_text(words)
            rest = tuple(v for v in rest if v is not words)
        self._foreign = rest
        if not self.holds_focus():
            checked = (n for n, button in enumerate(self.buttons) if button.isChecked())
            self._move_tab_stop(next(checked, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that the options themselves have no use for."""
        number = event.key() - Qt.Key.Key_1
        if 0 <= number < min(9, len(self.buttons)) and not event.modifiers():
            self.buttons[number].setFocus()
            self.buttons[number].click()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.chosen.emit(None)
        else:
            super().keyPressEvent(event)

    def show_keys(self, *, shown: bool) -> None:
        """Show beside each option which key picks it."""
        for button in self.buttons:
            button.setProperty("shows_key", shown)
            button.update()

    def _button(self, number: int, words: str) -> OptionButton:
        key = str(number + 1) if number < 9 else ""
        button = CheckOption(words, key) if self.item.takes_several else RadioOption(words, key)
        button.focused.connect(lambda: self._move_tab_stop(number))
        return button

    def _move_tab_stop(self, stop: int) -> None:
        for number, button in enumerate(self.buttons):
            policy = Qt.FocusPolicy.StrongFocus if number == stop else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)

    def _take_click(self, clicked: int) -> None:
        self.aside = ""
        if self.item.takes_several and self.buttons[clicked].isChecked():
            alone = self._options[clicked].exclusive
            taken = [
                number
                for number, option in enumerate(self._options)
                if number != clicked and (alone or option.exclusive)
            ]
            self._untick(taken, own_words=alone)
        if not self.item.takes_several or self._options[clicked].exclusive:
            self.own_words.clear()
            self._foreign = ()
        self._move_tab_stop(clicked)
        self._tell()

    def _take_words(self, words: str) -> None:
        self.aside = ""
        if words.strip() and self.item.takes_several:
            self._untick([n for n, option in enumerate(self._options) if option.exclusive])
        if words.strip() and not self.item.takes_several:
            self._group.setExclusive(False)
            for button in self.buttons:
                button.setChecked(False)
            self._group.setExclusive(True)
        self._tell()

    def _untick(self, numbers: Sequence[int], *, own_words: bool = False) -> None:
        """Take back what cannot stand beside the new answer, and say so."""
        ticked = [number for number in numbers if self.buttons[number].isChecked()]
        lost = [self.buttons[number].accessibleName() for number in ticked]
        if own_words and (typed := self.own_words.text().strip()):
            lost.append(typed)
        for number in ticked:
            self.buttons[number].setChecked(False)
        if lost:
            words = self.tr("Taken back, because it cannot stand beside this: {answers}.")
            self.aside = words.format(answers=", ".join(lost))

    def _tell(self) -> None:
        values = [
            option.value
            for button, option in zip(self.buttons, self._options, strict=True)
            if button.isChecked()
        ]
        values += self._foreign
        if words := self.own_words.text().strip():
            values.append(words)
        self._told = given(*values) if values else None
        self.chosen.emit(self._told)
