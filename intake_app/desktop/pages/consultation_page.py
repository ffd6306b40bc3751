"""The screen on which a consultation is recorded, reviewed and, once completed, read."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from intake_app.desktop.messages import Message
from intake_app.desktop.models.form_state import FormState
from intake_app.desktop.pages.form_view import FormView
from intake_app.desktop.pages.review_page import ReviewPage
from intake_app.desktop.widgets.form.section_list import SectionList
from intake_app.desktop.widgets.notice import Notice
from intake_app.desktop.widgets.page import Page
from intake_app.desktop.widgets.patient.patient_banner import PatientBanner
from intake_app.desktop.widgets.patient.patient_questions import ask_discard
from intake_app.desktop.widgets.patient.picture_viewer import show_picture
from intake_app.desktop.widgets.visit.amendment_words import amending_words
from intake_app.desktop.widgets.visit.consultation_actions import ConsultationActions
from intake_app.desktop.widgets.visit.consultation_footer import ConsultationFooter
from intake_app.desktop.widgets.visit.consultation_questions import ask_override
from intake_app.desktop.widgets.visit.findings_strip import FindingsStrip
from intake_app.desktop.widgets.visit.workbench import Workbench
from intake_app.domain.form.answers import DECLINED, UNKNOWN, Place
from intake_app.domain.visit.drafting import SetOverride

LOW = 520
"""Pixels of height from which less is spent on what stands around the questions."""


class ConsultationPage(Page):
    """Sections on the left, questions in the middle, findings beside them.

    Signals:
        edited: The person changed something (an Edit).
        field_left: The keyboard left a question (its Place).
        section_shown: Another section is in sight (its key).
        undo_requested, redo_requested: One step back, one step forward again.
        review_requested: The answers are to be read back.
        completion_requested: It is finished.
        override_given: Past a finding (rule id, reason, name).
        discard_confirmed: What is being written is given up.
        amendment_wanted: The completed one is to be amended (the reason).
        handout_wanted: The handout of the completed one.
    """

    edited = Signal(object)
    field_left = Signal(object)
    section_shown = Signal(str)
    undo_requested = Signal()
    redo_requested = Signal()
    review_requested = Signal()
    completion_requested = Signal()
    override_given = Signal(str, str, str)
    discard_confirmed = Signal()
    amendment_wanted = Signal(str)
    handout_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state: FormState | None = None
        self.banner = PatientBanner()
        self.notice = Notice()
        self.sections = SectionList()
        self.form = FormView(self.sections)
        self.files = self.form.files
        self.review = ReviewPage()
        self.findings = FindingsStrip()
        self.wishes = ConsultationActions(self)
        self._footer = ConsultationFooter(self.wishes.menu())
        self.mark = self._footer.mark
        self.undo_button = self._footer.undo_button
        self.review_button = self._footer.review_button
        self._stack = QStackedWidget()
        self._stack.addWidget(self.form)
        self._stack.addWidget(self.review)
        self._bench = Workbench(self.sections, self._stack, self.findings)
        self._lay_out()
        self._connect()
        self._connect_actions()

    def focus_start(self) -> None:
        if self._stack.currentWidget() is self.review:
            self.review.focus_start()
        elif self.form.current:
            self.form.show_section(self.form.current, with_focus=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        low = self.height() < LOW
        self.banner.shorten(short=low)
        self._footer.arrange(low=low)
        self.review.shorten(short=low)

    def show_state(self, state: FormState, *, put_back: bool = False) -> None:
        """Show the answers and what was found in them.

        Args:
            state: Everything, as it is now.
            put_back: It was undone or redone, so that the field being typed in follows.
        """
        before, self.state = self.state, state
        is_open = state.consultation.is_open
        self.banner.show_patient(state.heading, about=amending_words(state))
        self.form.show_state(state, put_back=put_back)
        self.findings.show_state(state)
        for widget in (self._footer, self.sections):
            widget.setVisible(is_open)
        if not is_open:
            self.show_review()
        elif before is not None and not before.consultation.is_open:
            self._show_section(self.form.current, with_focus=True)
        elif self._stack.currentWidget() is self.review:
            self.review.show_state(state)
        else:
            self._put_up(self.form)
        self._bench.arrange()
        if before is None and self.isVisible():
            self.focus_start()

    def show_review(self) -> None:
        """Read the answers back; from now on every field says what is missing."""
        if self.state is None:
            return
        self.form.check_all()
        self.review.show_state(self.state)
        if self._stack.currentWidget() is not self.review:
            self._put_up(self.review)
        self.review.focus_start()  # also when it is up: Enter must not meet what had the focus

    def show_message(self, message: Message | None) -> None:
        """Say something about the whole consultation, above it."""
        self.notice.show_message(message)

    def show_undo(self, *, can_undo: bool, can_redo: bool) -> None:
        self.wishes.undo.setEnabled(can_undo)
        self.wishes.redo.setEnabled(can_redo)
        self.undo_button.setEnabled(can_undo)

    def go_to(self, place: Place) -> None:
        """Put the keyboard into the field at this place."""
        self._put_up(self.form)
        self.form.go_to(place)

    def _show_section(self, key: str, *, with_focus: bool = False) -> None:
        self._put_up(self.form)
        self.form.show_section(key, with_focus=with_focus)

    def _put_up(self, part: QWidget) -> None:
        """Show the form or the review; the list of sections marks one only in the form."""
        self._stack.setCurrentWidget(part)
        self.review_button.setVisible(part is self.form)
        current = self.form.current if part is self.form else ""
        self.sections.show_sections(self.form.sections, current)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.banner)
        layout.addWidget(self.notice)
        layout.addWidget(self._bench, 1)
        layout.addWidget(self._footer)

    def _connect(self) -> None:
        self.form.edited.connect(self.edited)
        self.files.picture_come.connect(
            lambda words, content: show_picture(self, self.state, words, content)
        )
        self.form.field_left.connect(self.field_left)
        self.form.end_reached.connect(self.review_requested)
        self.form.section_shown.connect(self.section_shown)
        self.form.section_shown.connect(
            lambda key: self.sections.show_sections(self.form.sections, key)
        )
        self.sections.section_chosen.connect(self._show_section)
        self.sections.itemActivated.connect(
            lambda: self._show_section(self.form.current, with_focus=True)
        )
        self.findings.override_wanted.connect(
            lambda rule_id: ask_override(self, self.state, rule_id, then=self.override_given.emit)
        )
        self.findings.override_withdrawn.connect(
            lambda rule_id: self.edited.emit(SetOverride(rule_id, None))
        )
        self.findings.field_wanted.connect(self.go_to)
        self.review.place_wanted.connect(self.go_to)
        self.review.form_wanted.connect(
            lambda: self._show_section(self.form.current, with_focus=True)
        )
        self.review.completion_requested.connect(self.completion_requested)
        self.review.amendment_wanted.connect(self.amendment_wanted)
        self.review.handout_wanted.connect(self.handout_wanted)

    def _connect_actions(self) -> None:
        wishes = self.wishes
        self.undo_button.clicked.connect(self.undo_requested)
        self.review_button.clicked.connect(self.review_requested)
        wishes.undo.triggered.connect(self.undo_requested)
        wishes.redo.triggered.connect(self.redo_requested)
        wishes.unknown.triggered.connect(lambda: self.form.mark(UNKNOWN))
        wishes.declined.triggered.connect(lambda: self.form.mark(DECLINED))
        wishes.not_asked.triggered.connect(lambda: self.form.mark(None))
        wishes.still_true.triggered.connect(self.form.confirm_last)
        wishes.previous.triggered.connect(lambda: self.form.step(-1))
        wishes.next.triggered.connect(lambda: self.form.step(1))
        wishes.findings.triggered.connect(self.findings.take_focus)
        wishes.review.triggered.connect(self.review_requested)
        wishes.discard.triggered.connect(
            lambda: ask_discard(self, then=lambda _reason: self.discard_confirmed.emit())
        )
        for section, action in enumerate(wishes.sections):
            action.triggered.connect(lambda *_, n=section: self._show_numbered(n))

    def _show_numbered(self, number: int) -> None:
        if number < len(self.form.sections):
            self._show_section(self.form.sections[number].key, with_focus=True)
