"""Who speaks the language of a text and has read it: said, recorded, taken back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from intake_app.desktop.widgets.decision import Decision, Question
from intake_app.desktop.widgets.wrapping_label import WrappingLabel


class ReviewStrip(QWidget):
    """One line of words and one button.

    Signals:
        reviewed: Somebody has read it (the clinician's name).
        taken_back: Nobody has, after all.
    """

    reviewed = Signal(str)
    taken_back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = WrappingLabel("body")
        self.record_button = QPushButton(self.tr("&Read by a clinician…"))
        self.take_back_button = QPushButton(self.tr("&Not read, after all"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.words, 1)
        row.addWidget(self.record_button)
        row.addWidget(self.take_back_button)
        self.offer(can_record=False, can_take_back=False)
        self.record_button.clicked.connect(self._ask)
        self.take_back_button.clicked.connect(self.taken_back)

    def show_words(self, words: str) -> None:
        self.words.setText(words)

    def offer(self, *, can_record: bool, can_take_back: bool) -> None:
        """What may be said now; the keyboard goes on to what takes a button's place."""
        held = self.record_button.hasFocus() or self.take_back_button.hasFocus()
        self.record_button.setVisible(can_record)
        self.take_back_button.setVisible(can_take_back)
        if held:
            (self.record_button if can_record else self.take_back_button).setFocus()

    def _ask(self) -> None:
        question = Question(
            text=self.tr("Who has read this text?"),
            detail=self.tr(
                "A clinician who speaks this language, and has read all of it. The name and "
                "today's date are printed at the foot of every handout in this language, in "
                "place of the sentence that nobody has. It is no approval: that is apart."
            ),
            accept=self.tr("Keep the name"),
            reason_label=self.tr("Name of the clinician"),
        )
        Decision.ask(self, question, then=self.reviewed.emit)
