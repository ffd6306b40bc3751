"""What was answered last, and saying with one key that it is still true."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from intake_app.desktop.shown import shown_date
from intake_app.desktop.widgets.form.answer_words import answer_words
from intake_app.desktop.widgets.group_block import form_label
from intake_app.domain.form.answers import Answer
from intake_app.domain.form.typed_text import Reading
from intake_app.domain.visit.following_up import LastAnswer


class LastAnswerLine(QWidget):
    """One line between a question and its field; the keyboard has Alt+S in the field itself.

    Signals:
        confirmed: The last answer still holds (the Answer).
    """

    confirmed = Signal(object)

    def __init__(self, *, can_confirm: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._can_confirm = can_confirm
        self._last: LastAnswer | None = None
        self.words = form_label("", "muted")
        self.button = QPushButton(self.tr("Still true"))
        self.button.setProperty("role", "state")
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.setToolTip(self.tr("Take over this one answer (Alt+S)"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.words, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

        self.button.clicked.connect(self.confirm)

    def show_last(
        self, last: LastAnswer | None, now: Answer | None, reading: Reading, *, is_open: bool
    ) -> None:
        """Show the last answer beside what stands today; a confirmed one says so."""
        self._last = last
        if last is None:
            self.hide()
            return
        self.words.setText(self._words(last, now, reading))
        self.button.setVisible(self._can_confirm and is_open and not _is_same(last, now))
        self.show()

    def confirm(self) -> None:
        """Say that the last answer holds, where it can be said."""
        if self._last is not None and not self.button.isHidden():
            self.confirmed.emit(self._last.confirmed)

    def _words(self, last: LastAnswer, now: Answer | None, reading: Reading) -> str:
        said, day = answer_words(last.answer, reading), shown_date(last.day)
        if now is not None and now.confirmed is not None and now.says_the_same(last.answer):
            return self.tr("✓ Still true, as on {day}.").format(day=day)
        return self.tr("Last answer, {day}: {said}").format(day=day, said=said)


def _is_same(last: LastAnswer, now: Answer | None) -> bool:
    return now is not None and now.says_the_same(last.answer)
