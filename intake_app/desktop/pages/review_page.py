"""The answers read back before completing, and a completed consultation to look at."""

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QTextDocument,
)
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import (
    QAbstractSlider,
    QBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from intake_app.desktop.models.form_state import FormState
from intake_app.desktop.models.outline import sections_of
from intake_app.desktop.record_paper import STYLE, print_text
from intake_app.desktop.shown import isolated, one_line, shown_moment
from intake_app.desktop.widgets.decision import Decision, Question
from intake_app.desktop.widgets.flow_row import FlowRow
from intake_app.desktop.widgets.group_block import form_label
from intake_app.desktop.widgets.handout.paper_dialogs import ask_for_a_printer
from intake_app.desktop.widgets.visit.correction_words import corrected_words
from intake_app.desktop.widgets.visit.finding_words import findings_html
from intake_app.desktop.widgets.visit.read_back import ReadBack
from intake_app.desktop.widgets.visit.read_back_text import ReadBackText
from intake_app.domain.visit.beginning import is_check
from intake_app.domain.visit.corrections import voiding

_ROOM_FOR_BOTH = 620


class ReviewPage(QWidget):
    """What was written, in words; what can be done next.

    Signals:
        place_wanted: A field is to be shown (its Place).
        form_wanted: Back to the questions.
        completion_requested: It is finished.
        amendment_wanted: The completed one is to be amended (the reason).
        handout_wanted: The handout of the completed one.
        printer_chosen: What is read back is to be printed (the printer).
    """

    place_wanted = Signal(object)
    form_wanted = Signal()
    completion_requested = Signal()
    amendment_wanted = Signal(str)
    handout_wanted = Signal()
    printer_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = form_label("", "title")
        self.standing = form_label("", "muted")
        self.read_back = ReadBack()
        self.form_button = QPushButton(self.tr("Back to the questions"))
        self.complete_button = _primary(self.tr("Complete"))
        self.print_button = QPushButton(self.tr("Print…"))
        self.print_button.setToolTip(self.tr("Ctrl+P"))
        self.amend_button = QPushButton(self.tr("Amend…"))
        self.handout_button = _primary(self.tr("Handout"))
        for later in (self.amend_button, self.handout_button):
            later.hide()  # or the page is made too wide for a small window
        self._state: FormState | None = None
        self._lay_out()

        self.read_back.place_wanted.connect(self.place_wanted)
        self.form_button.clicked.connect(self.form_wanted)
        self.complete_button.clicked.connect(self.completion_requested)
        self.amend_button.clicked.connect(self._ask_reason)
        self.handout_button.clicked.connect(self.handout_wanted)
        self.print_button.clicked.connect(
            lambda: ask_for_a_printer(self, self.title.text(), self.printer_chosen.emit)
        )
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self, self.print_button.click)

    def show_state(self, state: FormState) -> None:
        """Show a draft for completing, or what has been completed for reading."""
        is_open = state.consultation.is_open
        self._state = state
        self.title.setText(self.tr("Review") if is_open else self.tr("Completed consultation"))
        self.standing.setText(self._standing(state))
        self.read_back.show_state(state, sections_of(state))
        for button in (self.form_button, self.complete_button):
            button.setVisible(is_open)
        is_void = voiding(state.story.corrections) is not None
        stands = not is_open and not is_void
        self.amend_button.setVisible(stands)
        self.handout_button.setVisible(stands and not is_check(state.consultation.record.answers))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From the buttons, too, the keys turn the pages of what is read."""
        pages = {
            Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
            Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
        }
        page = pages.get(Qt.Key(event.key()))
        if page is not None and not event.modifiers():
            self.read_back.verticalScrollBar().triggerAction(page)
        else:
            super().keyPressEvent(event)

    def print_record(self, printer: QPrinter) -> None:
        """Print what is read back, with whose it is and how it stands."""
        if self._state is None:
            return
        document, heading = QTextDocument(), self._state.heading
        text = ReadBackText(self._state, sections_of(self._state), on_paper=True)
        head = self.tr("{name}, born {born}, record {number}").format(
            name=isolated(one_line(heading.name)), born=heading.born, number=heading.record_number
        )
        document.setDefaultStyleSheet(STYLE)
        html = "".join((*findings_html(self._state), text.html()))
        is_open = self._state.consultation.is_open
        title = self.tr("Draft: not completed") if is_open else self.title.text()
        text.pictures.put_into(document)
        text.drawings.put_into(document)
        document.setHtml(
            f"<h2>{escape(title)}</h2><p>{escape(head)}</p>"
            f"<p>{escape(self.standing.text())}</p>{html}"
        )
        print_text(printer, document, head)

    def focus_start(self) -> None:
        """Put the keyboard on what comes next."""
        buttons = (self.complete_button, self.handout_button, self.amend_button)
        offered = (button for button in buttons if not button.isHidden())
        next(offered, self.read_back).setFocus(Qt.FocusReason.OtherFocusReason)

    def _standing(self, state: FormState) -> str:
        consultation = state.consultation
        if consultation.is_open:
            needed = len(state.assessment.in_the_way)
            if needed == 1:
                return self.tr("○ 1 answer is still needed.")
            if needed:
                return self.tr("○ {count} answers are still needed.").format(count=needed)
            return self.tr("✓ Everything needed is there.")
        version = consultation.completed
        at = shown_moment(version.at, state.reading.zone)
        words = self.tr("✓ Completed by {name}, {at}.").format(name=version.by, at=at)
        for said in state.story.corrections:
            words = f"{corrected_words(said, state.reading)} {words}"
        if version.number == 1:
            return words
        amended = self.tr("✓ Amended by {name}, {at}: {reason}")
        return amended.format(name=version.by, at=at, reason=version.reason)

    def _ask_reason(self) -> None:
        asked = Question(
            text=self.tr("Amend this consultation?"),
            detail=self.tr("What was completed stays as it is until the amendment is completed."),
            accept=self.tr("Amend"),
            reason_label=self.tr("Why is it amended?"),
        )
        Decision.ask(self, asked, then=self.amendment_wanted.emit)

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.title)
        head.addWidget(self.standing)
        buttons = FlowRow(
            self.print_button,
            self.form_button,
            self.complete_button,
            self.amend_button,
            self.handout_button,
        )
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.addLayout(head, 1)
        self._top.addWidget(buttons)
        self._layout = QVBoxLayout(self)
        self._layout.addLayout(self._top)
        self._layout.addWidget(self.read_back, 1)
        policies = QSizePolicy.Policy
        self.read_back.setSizePolicy(policies.Expanding, policies.Ignored)  # or it asks for more

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The buttons stand beside the title where there is room for both."""
        super().resizeEvent(event)
        beside = self.width() >= _ROOM_FOR_BOTH
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._top.setDirection(across if beside else down)

    def shorten(self, *, short: bool) -> None:
        """Leave less free around the reading, where the window is low."""
        gap = 8 if short else 20
        self._layout.setContentsMargins(gap + 4, gap, gap + 4, gap)
        for line in (self._layout, self._top):
            line.setSpacing(4 if short else 12)
        self.read_back.setMinimumHeight(48 if short else 120)
        self.read_back.document().setDocumentMargin(8 if short else 24)


def _primary(words: str) -> QPushButton:
    button = QPushButton(words)
    button.setProperty("role", "primary")
    return button
