"""Inputs that all read and show their text in the same way."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QPlainTextEdit


class OneLine(QLineEdit):
    """One line of text."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.textEdited.connect(self.changed)

    def show_text(self, text: str) -> None:
        self.setText(text)


class FewLines(QPlainTextEdit):
    """A few lines of text; Tab leaves it."""

    changed = Signal()

    def __init__(self, lines: int) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + 30)
        self.textChanged.connect(self.changed)

    def begin_lines(self, *, at_the_right: bool) -> None:
        """Which side its lines begin at; for text that is shown after this."""
        sides = Qt.AlignmentFlag
        side = sides.AlignRight | sides.AlignAbsolute if at_the_right else sides.AlignLeft
        ways = Qt.LayoutDirection
        option = self.document().defaultTextOption()
        option.setAlignment(side)
        option.setTextDirection(ways.RightToLeft if at_the_right else ways.LeftToRight)
        self.document().setDefaultTextOption(option)

    def text(self) -> str:
        return self.toPlainText()

    def show_text(self, text: str) -> None:
        self.setPlainText(text)


class Choice(QComboBox):
    """One of a few words, each standing for a text."""

    changed = Signal()

    def __init__(self, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        for words, text in choices:
            self.addItem(words, text)
        self.activated.connect(self.changed)

    def text(self) -> str:
        return str(self.currentData())

    def show_text(self, text: str) -> None:
        self.setCurrentIndex(max(0, self.findData(text)))


class OneOfMany(QComboBox):
    """A text of a long list, found by any part of it; anything else can be typed too.

    Signals:
        changed: Something was typed or chosen.
        entered: Enter was pressed while nothing was offered.
    """

    changed = Signal()
    entered = Signal()

    def __init__(self, texts: Sequence[str]) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(12)
        self.addItems(list(texts))
        line = QLineEdit()
        line.returnPressed.connect(self._enter)
        self.setLineEdit(line)
        self.offered = QCompleter(self.model(), self)
        self.offered.setFilterMode(Qt.MatchFlag.MatchContains)
        self.offered.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(self.offered)
        self.editTextChanged.connect(self.changed)

    def _enter(self) -> None:
        """What is offered is taken by Enter; the next one goes on."""
        popup = self.offered.popup()
        if popup is None or not popup.isVisible():
            self.entered.emit()

    def text(self) -> str:
        return self.currentText().strip()

    def show_text(self, text: str) -> None:
        self.setEditText(text)
