"""The two answers that every clinical question takes: unknown and declined; and none again."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from intake_app.domain.form.answers import DECLINED, UNKNOWN, Answer


class StateButtons(QWidget):
    """Small buttons for the mouse; the keyboard has Alt+U and Alt+D in the field itself.

    Signals:
        chosen: An Answer, or None: it was taken back.
    """

    chosen = Signal(object)

    def __init__(
        self,
        *,
        has_states: bool,
        can_be_cleared: bool,
        parent: QWidget | None = None,
    ) -> None:
        """Offer unknown and declined only where the question has these states."""
        super().__init__(parent)
        self._answer: Answer | None = None
        self._can_be_cleared = can_be_cleared
        self.clear = self._button(
            self.tr("Clear"), self.tr("Take the answer back: not asked (Alt+N)")
        )
        self.unknown = self._button(
            self.tr("Unknown"), self.tr("Asked, but the patient does not know (Alt+U)")
        )
        self.declined = self._button(
            self.tr("Declined"), self.tr("Asked, but the patient would rather not say (Alt+D)")
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for button in (self.clear, self.unknown, self.declined):
            row.addWidget(button)
        for button in (self.unknown, self.declined):
            button.setCheckable(True)
            if not has_states:
                button.hide()
        self.show_answer(None)

        self.clear.clicked.connect(lambda: self.chosen.emit(None))
        self.unknown.clicked.connect(lambda: self.toggle(UNKNOWN))
        self.declined.clicked.connect(lambda: self.toggle(DECLINED))

    def toggle(self, state: Answer) -> None:
        """Say unknown or declined, or take just that back."""
        self.chosen.emit(None if self._answer == state else state)

    def show_answer(self, answer: Answer | None) -> None:
        self._answer = answer
        self.unknown.setChecked(answer is not None and answer.says_the_same(UNKNOWN))
        self.declined.setChecked(answer is not None and answer.says_the_same(DECLINED))
        given = answer is not None and bool(answer.values)
        self.clear.setVisible(self._can_be_cleared and given)

    def shorten(self, *, short: bool) -> None:
        """Show signs instead of words where there is no room; they stay named for a reader."""
        for button, words, sign in (
            (self.clear, self.tr("Clear"), "⌫"),
            (self.unknown, self.tr("Unknown"), "?"),
            (self.declined, self.tr("Declined"), "✕"),
        ):
            button.setText(sign if short else words)
            button.setAccessibleName(words)

    def _button(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("role", "state")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setToolTip(tip)
        return button
