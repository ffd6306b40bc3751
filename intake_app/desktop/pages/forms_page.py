"""Consultation form: which one is in use, and how another takes its place."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from intake_app.desktop.messages import Message
from intake_app.desktop.models.form_facts import FormFacts
from intake_app.desktop.models.form_state import FormState
from intake_app.desktop.models.lines import Line
from intake_app.desktop.widgets.clinic.form_card import FormCard
from intake_app.desktop.widgets.clinic.form_preview import FormPreview
from intake_app.desktop.widgets.decision import Decision, Question
from intake_app.desktop.widgets.empty_state import EmptyState
from intake_app.desktop.widgets.file_dialog import FileDialog
from intake_app.desktop.widgets.line_table import LineTable
from intake_app.desktop.widgets.lines_card import LinesCard
from intake_app.desktop.widgets.notice import Notice
from intake_app.desktop.widgets.page import Page, column, scrolled
from intake_app.desktop.widgets.wrapping_label import WrappingLabel


class FormsPage(Page):
    """The form in use on top, then a file that is being looked at, then every form there is.

    Signals:
        file_chosen: A file is to be looked at.
        use_confirmed: What was looked at is to be put in use; it was asked.
        known_use_confirmed: A form that the records have is to be put in use (url|version).
        preview_wanted: What was looked at is to be shown.
        known_preview_wanted: A form that the records have is to be shown (url|version).
    """

    file_chosen = Signal(str)
    use_confirmed = Signal()
    known_use_confirmed = Signal(str)
    preview_wanted = Signal()
    known_preview_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: FormFacts | None = None
        self.in_use = WrappingLabel("body")
        self.rights = WrappingLabel("muted")
        self.rights.hide()
        self.notice = Notice()
        self.load_button = QPushButton(self.tr("&Look at a file…"))
        self.load_button.setProperty("role", "primary")
        self.looked_at = FormCard()
        self.known = self._known_card()
        self._lay_out()
        self._connect()

    def focus_start(self) -> None:
        self.load_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_in_use(self, words: str, lines: Sequence[Line], *, why_not: str) -> None:
        """``why_not`` says why whoever acts may put no other in use; empty when she may."""
        self.in_use.setText(words)
        self.known.show_lines(lines)
        self.rights.setText(why_not)
        self.rights.setVisible(bool(why_not))
        self.load_button.setVisible(not why_not)

    def show_facts(self, facts: FormFacts | None) -> None:
        """What was found in a file; None: there is none to be looked at any more."""
        had_focus = self.looked_at.isAncestorOf(self.focusWidget())
        self._facts = facts
        self.looked_at.show_facts(facts)
        if facts is None and had_focus:
            self.focus_start()
        if facts is not None:  # once it is laid out
            QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(self.looked_at))

    def show_message(self, message: Message | None) -> None:
        self.notice.show_message(message)

    def show_preview(self, state: FormState) -> None:
        FormPreview(state, self).open()

    def _known_card(self) -> LinesCard:
        title = self.tr("Forms in these records")
        heads = (self.tr("Form"), self.tr("Version"), self.tr("Questions"), self.tr("State"))
        empty = EmptyState("document")
        empty.say(self.tr("Looking…"), "")
        table = LineTable(title, heads, wide=0)
        table.wrap_lines()
        card = LinesCard(title, table, empty)
        card.offer({"use": self.tr("Use this &form…"), "show": self.tr("&Show this form")})
        return card

    def _lay_out(self) -> None:
        title = QLabel(self.tr("Consultation form"))
        title.setProperty("role", "title")
        hint = WrappingLabel(
            "muted",
            self.tr(
                "A form is a FHIR R4 Questionnaire in a JSON file. It is checked before anything "
                "is changed; the one in use is never replaced by a broken one."
            ),
        )
        row = QHBoxLayout()
        row.addWidget(self.load_button)
        row.addStretch(1)
        outer, inner = column(880)
        for widget in (title, self.in_use, hint, self.rights):
            inner.addWidget(widget)
        inner.addLayout(row)
        inner.addWidget(self.notice)
        inner.addWidget(self.looked_at)
        self.known.setMinimumHeight(240)
        inner.addWidget(self.known, 1)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        self._area = scrolled(outer)
        around.addWidget(self._area)
        stops = (self.load_button, *self.looked_at.stops, *self.known.stops)
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        self.load_button.clicked.connect(self._ask_for_file)
        self.looked_at.use_wanted.connect(self._ask_to_use)
        self.looked_at.preview_wanted.connect(self.preview_wanted)
        self.looked_at.dismissed.connect(lambda: self.show_facts(None))
        self.known.act_chosen.connect(self._act)

    def _ask_for_file(self) -> None:
        kinds = self.tr("Forms (*.json);;All files (*)")
        dialog = FileDialog(self, self.tr("Look at a form"), kinds)
        dialog.setFileMode(FileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.file_chosen)
        dialog.open()

    def _ask_to_use(self) -> None:
        if self._facts is not None:
            question = self._question(self._facts.title, self._facts.consequences)
            Decision.ask(self, question, then=lambda _reason: self.use_confirmed.emit())

    def _act(self, act: str, ref: str) -> None:
        if act == "show":
            self.known_preview_wanted.emit(ref)
            return
        line = self.known.table.current_line()
        detail = self.tr(
            "New consultations are begun in it from now on. Drafts go on in the form they were "
            "begun in, and what is completed keeps the words it was asked in."
        )
        question = self._question(line.cells[0] if line is not None else ref, detail)
        Decision.ask(self, question, then=lambda _reason: self.known_use_confirmed.emit(ref))

    def _question(self, title: str, detail: str) -> Question:
        text = self.tr("Use “{title}” for new consultations?").format(title=title)
        return Question(text=text, detail=detail, accept=self.tr("Use this form"))
