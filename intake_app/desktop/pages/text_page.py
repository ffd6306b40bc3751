"""The text of the handout, to be read and answered for."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from intake_app.desktop.messages import Message
from intake_app.desktop.models.shown_text import ShownChapter
from intake_app.desktop.widgets.decision import Decision, Question
from intake_app.desktop.widgets.handout.passages_view import PassagesView
from intake_app.desktop.widgets.handout.review_strip import ReviewStrip
from intake_app.desktop.widgets.notice import Notice
from intake_app.desktop.widgets.page import Page, column
from intake_app.desktop.widgets.wrapping_label import WrappingLabel

_FEWEST_LETTERS = 16
"""Of a language and what is said beside it."""
_LEAST_HEIGHT = 260
"""Pixels of text that can be read; a page with less room scrolls."""


class TextPage(Page):
    """How the text stands, the text, and below it what can be said of it.

    Signals:
        language_chosen: Another language is to be read (its code).
        changes_chosen: Only what is not as approved is to be shown, or everything.
        approved: She has read it and answers for it.
        taken_back: Nobody is to answer for it any longer.
    """

    language_chosen = Signal(str)
    changes_chosen = Signal(bool)
    approved = Signal()
    taken_back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.languages = QComboBox()
        self.languages.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.languages.setMinimumContentsLength(_FEWEST_LETTERS)
        self.standing = WrappingLabel("body")
        self.review = ReviewStrip()
        self.only_changes = QCheckBox(self.tr("&Only what is not as approved"))
        self.notice = Notice()
        self.text = PassagesView(self.tr("Text of the handout"))
        self.approve_button = QPushButton(self.tr("&Approve this text…"))
        self.approve_button.setProperty("role", "primary")
        self.take_back_button = QPushButton(self.tr("&Take the approval back…"))
        self._lay_out()
        self.languages.activated.connect(
            lambda _place: self.language_chosen.emit(str(self.languages.currentData()))
        )
        self.only_changes.toggled.connect(self.changes_chosen)
        self.approve_button.clicked.connect(self._ask_to_approve)
        self.take_back_button.clicked.connect(self._ask_to_take_back)
        self.offer(can_approve=False, can_take_back=False)

    def focus_start(self) -> None:
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_languages(self, languages: Sequence[tuple[str, str]], now: str) -> None:
        """The languages to choose from, as codes and words, and the one that is read."""
        self.languages.clear()
        for code, words in languages:
            self.languages.addItem(words, code)
        self.languages.setCurrentIndex(self.languages.findData(now))

    def show_standing(self, words: str) -> None:
        self.standing.setText(words)

    def show_only_changes(self, *, only: bool, possible: bool) -> None:
        """Which part is shown; nothing is told by it."""
        was_blocked = self.only_changes.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.only_changes.setChecked(only)
        self.only_changes.setVisible(possible)
        self.only_changes.blockSignals(was_blocked)

    def show_chapters(self, chapters: Sequence[ShownChapter]) -> None:
        self.text.show_chapters(chapters)

    def offer(self, *, can_approve: bool, can_take_back: bool) -> None:
        held = self.approve_button.hasFocus() or self.take_back_button.hasFocus()
        self.approve_button.setVisible(can_approve)
        self.take_back_button.setVisible(can_take_back)
        if held:
            self.focus_start()

    def show_message(self, message: Message | None) -> None:
        self.notice.show_message(message)

    def _ask_to_approve(self) -> None:
        question = Question(
            text=self.tr("Do you approve this text for your clinic?"),
            detail=self.tr(
                "Your name and today's date are printed at the foot of every handout in this "
                "language from now on. When the text or an aftercare time changes, the paper "
                "says again that nobody approved it, until you have read what is new."
            ),
            accept=self.tr("Approve"),
        )
        Decision.ask(self, question, then=lambda _reason: self.approved.emit())

    def _ask_to_take_back(self) -> None:
        question = Question(
            text=self.tr("Take the approval back?"),
            detail=self.tr(
                "New handouts will say that nobody in this clinic approved the text. Papers "
                "that were issued stay as they are."
            ),
            accept=self.tr("Take back"),
        )
        Decision.ask(self, question, then=lambda _reason: self.taken_back.emit())

    def _bed(self) -> QWidget:
        """What keeps the text as high as it has to be; the style says that of the text itself."""
        bed = QWidget()
        bed.setMinimumHeight(_LEAST_HEIGHT)
        around = QVBoxLayout(bed)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self.text)
        return bed

    def _lay_out(self) -> None:
        title = QLabel(self.tr("Text of the handout"))
        title.setProperty("role", "title")
        label = QLabel(self.tr("&Language"))
        label.setProperty("role", "muted")
        label.setBuddy(self.languages)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(title, 1)
        head.addWidget(label)
        head.addWidget(self.languages)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.approve_button)
        below.addWidget(self.take_back_button)
        below.addStretch(1)
        outer, inner = column(880)
        inner.addLayout(head)
        inner.addWidget(self.standing)
        inner.addWidget(self.review)
        inner.addWidget(self.only_changes)
        inner.addWidget(self.notice)
        inner.addWidget(self._bed(), 1)
        inner.addWidget(
            WrappingLabel(
                "small",
                self.tr("What stands in {braces} is filled in when a handout is printed."),
            )
        )
        inner.addLayout(below)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(outer)
        stops = (
            *(self.languages, self.review.record_button, self.review.take_back_button),
            *(self.only_changes, self.text),
            *(self.approve_button, self.take_back_button),
        )
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)
