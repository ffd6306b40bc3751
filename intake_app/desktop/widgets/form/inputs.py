"""The line and the text box of a form: undo belongs to the form once their own is used up."""

import sys

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

ON_MACOS = sys.platform == "darwin"

LONGEST_LINE = 1_000_000
"""Characters; Qt would cut a pasted text off at 32767 without a word."""


HINT_MARGINS = 24
"""Pixels beside the words in a line."""


class LineInput(QLineEdit):
    """One line. Enter goes on to the next field.

    Signals:
        calendar_wished: Alt+Down or F4 was pressed.
    """

    calendar_wished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(LONGEST_LINE)
        self._hint = ""

    def show_hint(self, hint: str) -> None:
        """Say what may be written here, while nothing is; in a short line as much as it holds."""
        self._hint = hint
        self._fit_hint()

    def show_text(self, text: str) -> None:
        """Show this, forgetting the line's own undo; nothing happens when it stands there."""
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)

    def settle(self) -> None:
        """Forget the line's own undo: from now on the form's counts."""
        position = self.cursorPosition()
        was_blocked = self.blockSignals(True)  # noqa: FBT003 - Qt takes no keyword here
        self.setText(self.text())
        self.setCursorPosition(position)
        self.blockSignals(was_blocked)

    def event(self, event: QEvent) -> bool:
        """Let the form have the undo keys that this line has no use for."""
        if _is_left_to_form(
            event, can_undo=self.isUndoAvailable(), can_redo=self.isRedoAvailable()
        ):
            event.ignore()
            return False
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_hint()

    def _fit_hint(self) -> None:
        """Ways of writing are left out from the end; one that is cut would mislead."""
        ways = self._hint.split(", ")
        shorter = (", ".join(ways[:count]) for count in range(len(ways), 0, -1))
        room = self.width() - HINT_MARGINS
        fitting = (each for each in shorter if self.fontMetrics().horizontalAdvance(each) <= room)
        self.setPlaceholderText(next(fitting, ""))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.focusNextPrevChild(True)  # noqa: FBT003 - Qt takes no keyword here
            return
        with_alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_F4 or (with_alt and event.key() == Qt.Key.Key_Down):
            self.calendar_wished.emit()
        elif _is_missed_shortcut(event):
            event.ignore()
        else:
            super().keyPressEvent(event)


class TextInput(QPlainTextEdit):
    """Several lines; grows with what is written, Tab leaves it.

    Signals:
        text_edited: The person changed the text.
    """

    text_edited = Signal(str)

    FEWEST_LINES = 2
    MOST_LINES = 12

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._showing = False
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._tell)

    def show_text(self, text: str) -> None:
        """Show this, forgetting the box's own undo; nothing happens when it stands there."""
        if text == self.toPlainText():
            return
        self._showing = True
        self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)
        self._showing = False

    def settle(self) -> None:
        """Forget the box's own undo: from now on the form's counts."""
        self.document().clearUndoRedoStacks()

    def event(self, event: QEvent) -> bool:
        """Let the form have the undo keys that this box has no use for."""
        document = self.document()
        if _is_left_to_form(
            event, can_undo=document.isUndoAvailable(), can_redo=document.isRedoAvailable()
        ):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_missed_shortcut(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        lines = max(self.FEWEST_LINES, min(self.MOST_LINES, self._lines()))
        margins = self.contentsMargins()
        around = margins.top() + margins.bottom() + round(2 * self.document().documentMargin())
        spacing = QFontMetrics(self.font()).lineSpacing()
        return QSize(super().sizeHint().width(), lines * spacing + around + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def _lines(self) -> int:
        return round(self.document().size().height())

    def _tell(self) -> None:
        self.updateGeometry()
        if not self._showing:
            self.text_edited.emit(self.toPlainText())


def _is_missed_shortcut(event: QKeyEvent) -> bool:
    """Alt with a letter that is nobody's shortcut: Qt would type it over a selected answer.

    On macOS the same keys write accents.
    """
    with_alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
    return with_alt and event.text().isprintable() and event.text() != "" and not ON_MACOS


def _is_left_to_form(event: QEvent, *, can_undo: bool, can_redo: bool) -> bool:
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if event.matches(QKeySequence.StandardKey.Undo):
        return not can_undo
    return event.matches(QKeySequence.StandardKey.Redo) and not can_redo
