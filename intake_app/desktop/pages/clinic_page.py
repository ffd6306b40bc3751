"""What the clinic says of itself: the first set-up, and the settings afterwards."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from intake_app.desktop.messages import Message
from intake_app.desktop.widgets.action_strip import ActionStrip
from intake_app.desktop.widgets.clinic.clinic_form import ClinicForm
from intake_app.desktop.widgets.page import Page, column, scrolled
from intake_app.desktop.widgets.wrapping_label import WrappingLabel
from intake_app.domain.language import Language


class ClinicPage(Page):
    """The form, and on the first start the ways to made-up patients and to a backup.

    Signals:
        edited: Something was typed or chosen.
        submitted: Ctrl+S or the button.
        demonstration_wanted: Try it with made-up patients.
        backup_wanted: There are records already, in a backup.
    """

    edited = Signal()
    submitted = Signal()
    demonstration_wanted = Signal()
    backup_wanted = Signal()

    def __init__(self, zones: Sequence[str], *, first_start: bool, can_demonstrate: bool) -> None:
        super().__init__()
        self._first_start = first_start
        self.form = ClinicForm(zones, in_languages=not first_start)
        self.save_button = QPushButton(
            self.tr("Set up the clinic") if first_start else self.tr("Save settings")
        )
        self.save_button.setProperty("role", "primary")
        self.strip = ActionStrip(self.tr("Ctrl+S saves"), self.save_button)
        self.notice = self.strip.notice
        self.rights = WrappingLabel("muted")
        self.rights.hide()
        self.demonstration_button = QPushButton(self.tr("Try it with made-up patients"))
        self.backup_button = QPushButton(self.tr("Restore from a &backup"))
        self._lay_out(can_demonstrate=first_start and can_demonstrate)
        self.form.edited.connect(self.edited)
        self.save_button.clicked.connect(self.submitted)
        self.demonstration_button.clicked.connect(self.demonstration_wanted)
        self.backup_button.clicked.connect(self.backup_wanted)

    def focus_start(self) -> None:
        self.form.inputs["name"].setFocus(Qt.FocusReason.OtherFocusReason)

    def texts(self) -> dict[str, str]:
        return self.form.texts()

    def show_texts(self, texts: Mapping[str, str]) -> None:
        self.form.show_texts(texts)

    def show_open(self, *, is_open: bool, why_not: str = "") -> None:
        """Let something be typed, or not: ``why_not`` says why whoever acts may change nothing."""
        begins = is_open and not self.form.isEnabled()
        self.rights.setText(why_not)
        self.rights.setVisible(bool(why_not))
        self.form.setEnabled(is_open)
        self.save_button.setEnabled(is_open)
        if begins:
            self.focus_start()

    def show_languages(self, offered: Sequence[Language]) -> None:
        """The languages of the handout, in which the clinic's own words can be given."""
        self.form.words.show_languages(offered)

    def show_error(self, field: str, text: str) -> None:
        self.form.show_error(field, text)

    def clear_errors(self) -> None:
        self.form.clear_errors()
        self.notice.show_message(None)

    def show_message(self, message: Message | None) -> None:
        self.notice.show_message(message)

    def show_demonstration_begun(self) -> None:
        """Made-up patients are being made; that takes a moment."""
        self.demonstration_button.setEnabled(False)
        self.demonstration_button.setText(self.tr("Making up patients…"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Save):
            self.submitted.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self, *, can_demonstrate: bool) -> None:
        content, inner = column(760)
        inner.addWidget(WrappingLabel("title", self._title()))
        inner.addWidget(WrappingLabel("muted", self._lead()))
        inner.addWidget(self.rights)
        if can_demonstrate:
            words = self.tr(
                "Only looking? Made-up patients live in a folder of their own beside yours; "
                "every screen and every page printed is marked. Nothing of yours is touched."
            )
            inner.addWidget(_card(words, self.demonstration_button))
        if self._first_start:
            words = self.tr(
                "A new computer? A backup brings your patients, settings and passphrases along; "
                "where nobody knows a passphrase any more, the recovery code opens it."
            )
            inner.addWidget(_card(words, self.backup_button))
        inner.addWidget(self.form)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scrolled(content), 1)
        outer.addWidget(self.strip)

    def _title(self) -> str:
        return self.tr("Welcome") if self._first_start else self.tr("The clinic's settings")

    def _lead(self) -> str:
        if self._first_start:
            return self.tr(
                "Say once who you are. It is kept on this computer, in the records, and printed "
                "on the handouts; nothing leaves this computer. All of it can be changed later. "
                "The name is enough to begin; what is marked * is needed before a handout is "
                "printed."
            )
        return self.tr(
            "Changes count for handouts that are issued from now on. Documents issued before "
            "stay exactly as they are, and earlier settings are kept behind the new ones. What is "
            "marked * is needed before a handout is printed."
        )


def _card(words: str, button: QPushButton) -> QFrame:
    card = QFrame()
    card.setProperty("role", "card")
    row = QHBoxLayout(card)
    row.setContentsMargins(24, 16, 24, 16)
    row.setSpacing(24)
    row.addWidget(WrappingLabel("muted", words), 1)
    row.addWidget(button)
    return card
