"""One patient: who it is, the visits, and the paper that was given."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from intake_app.desktop.messages import Message
from intake_app.desktop.models.lines import Line
from intake_app.desktop.shown import PatientHeading
from intake_app.desktop.widgets.empty_state import EmptyState
from intake_app.desktop.widgets.line_table import LineTable
from intake_app.desktop.widgets.lines_card import LinesCard
from intake_app.desktop.widgets.merged_strip import MergedStrip
from intake_app.desktop.widgets.notice import Notice
from intake_app.desktop.widgets.page import Page
from intake_app.desktop.widgets.patient_banner import PatientBanner
from intake_app.desktop.widgets.patient_questions import (
    ask_amend,
    ask_discard,
    ask_move,
    ask_void,
    ask_whose,
)
from intake_app.desktop.widgets.photograph_strip import PhotographStrip
from intake_app.desktop.widgets.story_panel import StoryPanel
from intake_app.domain.form.typed_text import Reading
from intake_app.domain.visit.patient_story import PatientOverview


class PatientPage(Page):
    """The banner on top, consultations and documents below.

    Signals:
        consultation_begun: A new one is wanted (its kind; empty for the usual one).
        consultation_opened: To be continued or looked at (consultation id).
        amendment_wanted: A completed one is to be amended (consultation id, reason).
        discard_confirmed: A draft or an amendment is given up (consultation id).
        handout_wanted: The handout of a completed one (consultation id).
        document_opened: One that was issued (document id).
        correction_wanted: The patient's details are to be corrected.
        void_confirmed: A completed one is void (consultation id, reason).
        target_named: It is to be moved (consultation id, record number as it was typed).
        move_confirmed: To that patient (consultation id, patient id, reason).
        unmerge_confirmed: A patient who is shown here is one of their own (patient id).
    """

    consultation_begun = Signal(str)
    consultation_opened = Signal(str)
    amendment_wanted = Signal(str, str)
    discard_confirmed = Signal(str)
    handout_wanted = Signal(str)
    document_opened = Signal(str)
    correction_wanted = Signal()
    unmerge_confirmed = Signal(str)
    void_confirmed = Signal(str, str)
    target_named = Signal(str, str)
    move_confirmed = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.banner = PatientBanner()
        self.notice = Notice()
        self.merged = MergedStrip()
        self.begin_button = QPushButton(self.tr("&New consultation"))
        self.begin_button.setProperty("role", "primary")
        self.other_button = QPushButton(self.tr("Other"))
        self.other_button.setAccessibleName(self.tr("Other kinds of visits"))
        self.other_button.setMenu(self._other_visits())
        self.correct_button = QPushButton(self.tr("Correct &details"))
        self.consultations = self._consultations_card()
        self.documents = self._documents_card()
        self.story = StoryPanel()
        self.photographs = PhotographStrip()
        self._lay_out()
        self.begin_button.clicked.connect(lambda: self.consultation_begun.emit(""))
        self.correct_button.clicked.connect(self.correction_wanted)
        self.merged.unmerge_confirmed.connect(self.unmerge_confirmed)
        self.consultations.act_chosen.connect(self._act)
        self.documents.act_chosen.connect(lambda _act, id_: self.document_opened.emit(id_))

    def focus_start(self) -> None:
        table = self.consultations.table
        start = table if table.current_line() is not None else self.begin_button
        start.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_patient(self, heading: PatientHeading) -> None:
        self.banner.show_patient(heading)

    def show_lines(self, consultations: Sequence[Line], documents: Sequence[Line]) -> None:
        """Show the visits and the papers; the keyboard goes to the visits."""
        self.consultations.show_lines(consultations)
        self.documents.show_lines(documents)
        self.focus_start()

    def show_overview(self, overview: PatientOverview, reading: Reading) -> None:
        """What is known from the visits."""
        self.story.show_overview(overview, reading)

    def show_merged(self, lines: Sequence[Line]) -> None:
        """Who else is shown as this patient."""
        self.merged.show_lines(lines)

    def show_message(self, message: Message | None) -> None:
        self.notice.show_message(message)

    def _consultations_card(self) -> LinesCard:
        heads = (self.tr("Visit"), self.tr("State"), self.tr("By"), self.tr("Last step"))
        empty = EmptyState("pencil")
        empty.say(self.tr("No consultation yet"), self.tr("Begin one with Alt+N."))
        card = LinesCard(
            self.tr("Consultations"), LineTable(self.tr("Consultations"), heads, wide=2), empty
        )
        card.head.addWidget(self.other_button)
        card.head.addWidget(self.begin_button)
        card.offer(
            {
                "continue": self.tr("C&ontinue"),
                "open": self.tr("&Open"),
                "handout": self.tr("Hando&ut"),
                "amend": self.tr("&Amend"),
                "move": self.tr("Move to anothe&r…"),
                "void": self.tr("Mar&k as void…"),
                "discard": self.tr("Di&scard draft"),
            },
            grave="discard",
        )
        return card

    def _documents_card(self) -> LinesCard:
        heads = (
            self.tr("Document"),
            self.tr("Issued"),
            self.tr("By"),
            self.tr("Pages"),
            self.tr("State"),
        )
        empty = EmptyState("document")
        empty.say(
            self.tr("No handout yet"),
            self.tr("A handout is issued when it is printed or saved."),
        )
        table = LineTable(self.tr("Documents"), heads, wide=2)
        card = LinesCard(self.tr("Documents"), table, empty)
        card.offer({"show": self.tr("Open as &issued")})
        return card

    def _lay_out(self) -> None:
        self.consultations.head.insertWidget(1, self.correct_button)
        body = QVBoxLayout()
        body.setContentsMargins(32, 20, 32, 24)
        body.setSpacing(16)
        body.addWidget(self.notice)
        body.addWidget(self.merged)
        body.addWidget(self.consultations, 3)
        body.addWidget(self.photographs)
        below = QHBoxLayout()
        below.setSpacing(16)
        below.addWidget(self.documents, 3)
        below.addWidget(self.story, 2)
        body.addLayout(below, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addLayout(body, 1)
        order = (
            self.correct_button,
            self.other_button,
            self.begin_button,
            *self.consultations.stops,
            self.photographs.button,
            self.documents.table,
            self.story.words,
            *self.documents.stops[1:],
        )
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _act(self, act: str, id_: str) -> None:
        if act in ("continue", "open"):
            self.consultation_opened.emit(id_)
        elif act == "handout":
            self.handout_wanted.emit(id_)
        elif act == "amend":
            ask_amend(self, then=lambda reason: self.amendment_wanted.emit(id_, reason))
        elif act == "discard":
            ask_discard(self, then=lambda _reason: self.discard_confirmed.emit(id_))
        elif act == "void":
            ask_void(self, then=lambda reason: self.void_confirmed.emit(id_, reason))
        elif act == "move":
            ask_whose(self, then=lambda number: self.target_named.emit(id_, number))

    def ask_to_move(self, consultation_id: str, patient_id: str, words: str) -> None:
        """Ask for the reason, now that it is known to whom it goes; ``words`` say who that is."""
        ask_move(
            self,
            words,
            then=lambda reason: self.move_confirmed.emit(consultation_id, patient_id, reason),
        )

    def _other_visits(self) -> QMenu:
        """The kinds of visits that are begun less often, with keys of their own."""
        menu = QMenu(self)
        kinds = {
            "treatment-session": (self.tr("Treatment session"), "Alt+T"),
            "after-treatment-check": (self.tr("Unwanted effect, check or phone call"), "Alt+E"),
        }
        for kind, (words, keys) in kinds.items():
            action = QAction(words, self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutVisibleInContextMenu(True)
            action.triggered.connect(lambda *_, kind=kind: self.consultation_begun.emit(kind))
            self.addAction(action)
            menu.addAction(action)
        return menu
