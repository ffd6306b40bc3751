"""One patient: who it is, the visits, and the paper that was given."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from intake_app.desktop.messages import Message
from intake_app.desktop.models.lines import Line
from intake_app.desktop.models.visit_detail import VisitDetail
from intake_app.desktop.shown import PatientHeading
from intake_app.desktop.widgets.notice import Notice
from intake_app.desktop.widgets.page import Page, scrolled
from intake_app.desktop.widgets.patient.documents_card import documents_card
from intake_app.desktop.widgets.patient.merged_strip import MergedStrip
from intake_app.desktop.widgets.patient.patient_banner import PatientBanner
from intake_app.desktop.widgets.patient.patient_questions import (
    ask_amend,
    ask_discard,
    ask_move,
    ask_reinstate,
    ask_void,
    ask_whose,
)
from intake_app.desktop.widgets.patient.photograph_strip import PhotographStrip
from intake_app.desktop.widgets.patient.who_dialog import WhoDialog
from intake_app.desktop.widgets.visit.story_panel import StoryPanel
from intake_app.desktop.widgets.visit.visits_card import VisitsCard
from intake_app.domain.form.typed_text import Reading
from intake_app.domain.visit.patient_story import PatientOverview

_ROOM_FOR_TWO = 920
"""Below this width the cards stand below one another."""
_STORY = 300


class PatientPage(Page):
    """The banner on top; consultations and documents; photographs and what is known of visits.

    Signals:
        consultation_begun: A new one is wanted (its kind; empty for the usual one).
        consultation_opened: To be continued or looked at (consultation id).
        amendment_wanted: A completed one is to be amended (consultation id, reason).
        discard_confirmed: A draft or an amendment is given up (consultation id).
        handout_wanted: The handout of a completed one (consultation id).
        document_opened: One that was issued (document id).
        correction_wanted: The patient's details are to be corrected.
        void_confirmed: A completed one is void (consultation id, reason).
        reinstate_confirmed: The voiding is taken back (consultation id, reason).
        target_named: It is to be moved (consultation id, what was typed of a patient).
        target_chosen: To this one of those who were found (consultation id, patient id).
        move_confirmed: To that patient (consultation id, patient id, reason).
        patient_wanted: Somebody else, to whom a visit was moved (patient id).
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
    target_chosen = Signal(str, str)
    reinstate_confirmed = Signal(str, str)
    move_confirmed = Signal(str, str, str)
    patient_wanted = Signal(str)

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
        self.consultations = VisitsCard()
        self.documents = documents_card()
        self.story = StoryPanel()
        self.photographs = PhotographStrip()
        buttons = (self.begin_button, self.other_button, self.correct_button)
        self._ways_on: list[QPushButton | QAction] = [*buttons, *self.actions()]
        for way in self._ways_on:
            way.setEnabled(False)  # until the banner says whom it is about
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self.begin_button.clicked.connect(lambda: self.consultation_begun.emit(""))
        self.correct_button.clicked.connect(self.correction_wanted)
        self.merged.unmerge_confirmed.connect(self.unmerge_confirmed)
        self.consultations.act_chosen.connect(self._act)
        self.consultations.patient_wanted.connect(self.patient_wanted)
        self.documents.act_chosen.connect(lambda _act, id_: self.document_opened.emit(id_))

    def focus_start(self) -> None:
        table = self.consultations.table
        start = table if table.current_line() is not None else self.begin_button
        start.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_patient(self, heading: PatientHeading) -> None:
        self.banner.show_patient(heading)

    def show_lines(self, consultations: Sequence[Line], documents: Sequence[Line]) -> None:
        """Show the visits and the papers; the keyboard goes to the visits."""
        for way in self._ways_on:
            way.setEnabled(True)
        self.consultations.show_lines(consultations)
        self.documents.show_lines(documents)
        self.focus_start()

    def show_details(self, details: Sequence[VisitDetail], reading: Reading) -> None:
        """What there is to say of each of the visits."""
        self.consultations.show_details(details, reading)

    def show_overview(self, overview: PatientOverview, reading: Reading) -> None:
        """What is known from the visits."""
        self.story.show_overview(overview, reading)

    def show_merged(self, lines: Sequence[Line]) -> None:
        """Who else is shown as this patient."""
        self.merged.show_lines(lines)

    def show_message(self, message: Message | None) -> None:
        self.notice.show_message(message)

    def _lay_out(self) -> None:
        for button in (self.correct_button, self.other_button, self.begin_button):
            self.consultations.head.addWidget(button)
        self.story.setMinimumHeight(_STORY)
        body = QWidget()
        around = QVBoxLayout(body)
        around.setContentsMargins(32, 20, 32, 24)
        around.setSpacing(16)
        around.addWidget(self.notice)
        around.addWidget(self.merged)
        left, right = QVBoxLayout(), QVBoxLayout()
        for side, cards in (
            (left, (self.consultations, self.documents)),
            (right, (self.photographs, self.story)),
        ):
            side.setSpacing(16)
            for card in cards:
                side.addWidget(card)
        left.addStretch(1)
        self._columns.setSpacing(16)
        self._columns.addLayout(left, 5)
        self._columns.addLayout(right, 3)
        around.addLayout(self._columns, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(scrolled(body), 1)
        order = (
            self.correct_button,
            self.other_button,
            self.begin_button,
            *self.consultations.stops,
            *self.documents.stops,
            self.photographs.button,
            self.story.words,
        )
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room for it."""
        side_by_side = self.width() >= _ROOM_FOR_TWO
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(across if side_by_side else down)
        super().resizeEvent(event)

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
        elif act == "reinstate":
            ask_reinstate(self, then=lambda reason: self.reinstate_confirmed.emit(id_, reason))
        elif act == "move":
            ask_whose(self, then=lambda number: self.target_named.emit(id_, number))

    def ask_which(self, consultation_id: str, lines: Sequence[Line]) -> None:
        """Ask to whom of several people it goes."""
        WhoDialog.ask(
            self, lines, then=lambda chosen: self.target_chosen.emit(consultation_id, chosen)
        )

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
