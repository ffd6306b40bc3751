"""The handout as it will print: choose, look, print, save."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
)

from intake_app.desktop.messages import Level, Message
from intake_app.desktop.models.paper import Chooser, PaperWords
from intake_app.desktop.pdf_pages import PageSize
from intake_app.desktop.shown import PatientHeading
from intake_app.desktop.widgets.handout.paper_choices import PaperChoices
from intake_app.desktop.widgets.handout.paper_dialogs import ask_for_place, ask_for_printer
from intake_app.desktop.widgets.handout.pdf_view import PdfView
from intake_app.desktop.widgets.handout.view_bar import ViewBar
from intake_app.desktop.widgets.notice import Notice
from intake_app.desktop.widgets.page import Page
from intake_app.desktop.widgets.patient.patient_banner import PatientBanner

LOW = 520
"""Pixels of height from which less is spent on what stands around the pages."""


class HandoutPage(Page):
    """Nothing is stored by looking; printing and saving issue the document.

    Signals:
        picture_wanted: A page is in sight (its place, its width in device pixels).
        option_chosen: Another edition, language or paper was chosen.
        printer_chosen: Print there (the QPrinter).
        place_chosen: Save there (the file's path).
        giving_said: The patient has it now, or has it not after all.
        action_chosen: A button of the message was pressed (its id).
    """

    picture_wanted = Signal(int, int)
    option_chosen = Signal()
    printer_chosen = Signal(object)
    place_chosen = Signal(str)
    giving_said = Signal(bool)
    action_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.banner = PatientBanner()
        self.banner.hide()
        self.notice = Notice(across=True)
        self.view = PdfView()
        self.view_bar = ViewBar(self.view)
        self.print_button = QPushButton(self.tr("P&rint…"))
        self.print_button.setProperty("role", "primary")
        self.save_button = QPushButton(self.tr("&Save as PDF…"))
        self.given_button = QPushButton()
        self._words = PaperWords(document_id="", state="")
        self._sizes: Sequence[PageSize] = ()
        self._document = _label("heading")
        self._state = _label("muted")
        self._state.setWordWrap(True)
        self._choices = PaperChoices()
        self.choosers: Mapping[str, QComboBox] = self._choices.boxes
        self._lay_out()
        self._connect()
        self.show_words(self._words)

    def focus_start(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_patient(self, heading: PatientHeading) -> None:
        self.banner.show_patient(heading)
        self.banner.show()

    def show_words(self, words: PaperWords) -> None:
        """Which document this is; without one nothing can be printed."""
        self._words = words
        self._document.setText(words.document_id)
        self._document.setVisible(bool(words.document_id))
        self._state.setText(words.state)
        for button in (self.print_button, self.save_button):
            button.setEnabled(bool(words.document_id))
        self.given_button.setVisible(words.given is not None)
        self.given_button.setText(
            self.tr("Not &given after all") if words.given else self.tr("&Given to the patient")
        )

    @property
    def words(self) -> PaperWords:
        """Which document this is; whether it is issued, when and by whom."""
        return self._words

    def show_choosers(self, choosers: Sequence[Chooser]) -> None:
        self._choices.show_choosers(choosers)

    def chosen(self, name: str, otherwise: str) -> str:
        """What is chosen there; ``otherwise`` where there is nothing to choose."""
        box = self.choosers.get(name)
        return str(box.currentData()) if box is not None else otherwise

    def show_pages(self, sizes: Sequence[PageSize]) -> None:
        self._sizes = sizes
        self.view.show_pages(sizes)
        self.view_bar.show_pages(len(sizes))

    def show_picture(self, place: int, picture: QImage, text: str) -> None:
        self.view.show_picture(place, picture, text)

    def show_message(self, message: Message | None) -> None:
        self.notice.show_message(message)
        if message is not None and message.actions and message.level is Level.STOP:
            self.notice.focus_action()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        low = self.height() < LOW
        self.banner.shorten(short=low)
        self._rows.setContentsMargins(24, 4 if low else 10, 24, 4 if low else 10)
        self._rows.setSpacing(4 if low else 8)

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.setContentsMargins(24, 0, 24, 0)
        below.addStretch(1)
        below.addWidget(self.view_bar)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self._bar())
        column.addWidget(self.notice)
        column.addWidget(self.view, 1)
        column.addLayout(below)

    def _bar(self) -> QFrame:
        """Which document, and what can be done with it; below both, what there is to choose."""
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._document)
        words.addWidget(self._state)
        bar = QFrame()
        bar.setProperty("role", "bar")
        self._rows = QVBoxLayout(bar)
        row = QHBoxLayout()
        row.setSpacing(12)
        self._rows.addLayout(row)
        self._rows.addWidget(self._choices)
        row.addLayout(words, 1)
        row.addWidget(self.given_button)
        row.addWidget(self.save_button)
        row.addWidget(self.print_button)
        return bar

    def _connect(self) -> None:
        self.print_button.clicked.connect(
            lambda: ask_for_printer(
                self,
                self._words.document_id,
                sizes=self._sizes,
                then=self.printer_chosen.emit,
            )
        )
        self.save_button.clicked.connect(
            lambda: ask_for_place(self, self._words.document_id, self.place_chosen.emit)
        )
        self.given_button.clicked.connect(lambda: self.giving_said.emit(not self._words.given))
        self._choices.option_chosen.connect(self.option_chosen)
        self.view.picture_wanted.connect(self.picture_wanted)
        self.notice.action_chosen.connect(self.action_chosen)
        for keys, button in (
            (QKeySequence.StandardKey.Print, self.print_button),
            (QKeySequence.StandardKey.Save, self.save_button),
        ):
            QShortcut(QKeySequence(keys), self, button.click)


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
