"""Who somebody is: for registering a patient and for correcting one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from intake_app.desktop.messages import Message
from intake_app.desktop.models.found_rows import FoundRow
from intake_app.desktop.models.typed_patient import TypedPatient
from intake_app.desktop.widgets.action_strip import ActionStrip
from intake_app.desktop.widgets.notice import Notice
from intake_app.desktop.widgets.page import Page, scrolled
from intake_app.desktop.widgets.patient.doubles_panel import DoublesPanel
from intake_app.desktop.widgets.patient.patient_form import PatientForm

_ROOM_FOR_TWO = 860
"""Below this width the fields have the window to themselves."""


class RegisterPage(Page):
    """The fields, the likely doubles beside them, and one button.

    Signals:
        edited: Something was typed or chosen.
        birth_left: The keyboard left the date of birth.
        submitted: Enter, Ctrl+S or the button.
        cancelled: Escape or Cancel.
        offer_taken: What is offered above the fields (its id).
        double_chosen: It is somebody registered already (patient id).
    """

    edited = Signal()
    birth_left = Signal()
    submitted = Signal()
    cancelled = Signal()
    offer_taken = Signal(str)
    double_chosen = Signal(str)

    def __init__(self, *, correcting: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = PatientForm()
        self.doubles = DoublesPanel()
        self.save_button = QPushButton(
            self.tr("Save changes") if correcting else self.tr("Register")
        )
        self.save_button.setProperty("role", "primary")
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.strip = ActionStrip(
            self.tr("Enter or Ctrl+S saves  ·  Esc cancels"), self.cancel_button, self.save_button
        )
        self.notice = self.strip.notice
        self.offer = Notice()
        self._lay_out(
            self.tr("Correct a patient's details") if correcting else self.tr("New patient")
        )
        self.form.edited.connect(self.edited)
        self.form.birth_left.connect(self.birth_left)
        self.form.entered.connect(self.submitted)
        self.save_button.clicked.connect(self.submitted)
        self.cancel_button.clicked.connect(self.cancelled)
        self.doubles.chosen.connect(self.double_chosen)
        self.offer.action_chosen.connect(self.offer_taken)

    def focus_start(self) -> None:
        self.form.inputs["name"].setFocus(Qt.FocusReason.OtherFocusReason)

    def typed(self) -> TypedPatient:
        return self.form.typed()

    def show_typed(self, typed: TypedPatient) -> None:
        self.form.show_typed(typed)

    def show_reading(self, *, under_way: bool) -> None:
        """While the details are read nothing can be typed: it would be written over."""
        self.form.setEnabled(not under_way)
        self.save_button.setEnabled(not under_way)
        if not under_way:
            self.focus_start()

    def show_error(self, field: str, text: str) -> None:
        self.form.show_error(field, text)

    def warn(self, field: str, text: str) -> None:
        self.form.warn(field, text)

    def clear_errors(self) -> None:
        self.form.clear_errors()
        self.notice.show_message(None)

    def show_birth_hint(self, text: str) -> None:
        self.form.show_hint("birth_date", text)

    def show_doubles(self, rows: list[FoundRow]) -> None:
        self.doubles.show_rows(rows)

    def show_offer(self, message: Message | None) -> None:
        """Something that stays above the fields until it is taken."""
        self.offer.show_message(message)

    def show_message(self, message: Message | None) -> None:
        self.notice.show_message(message)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif event.matches(QKeySequence.StandardKey.Save):
            self.submitted.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self, words: str) -> None:
        title = QLabel(words)
        title.setProperty("role", "title")
        left = QVBoxLayout()
        left.setSpacing(16)
        left.addWidget(title)
        left.addWidget(self.offer)
        left.addWidget(self.form)
        left.addStretch(1)
        self._side = QVBoxLayout()
        self._side.setContentsMargins(0, 56, 0, 0)
        self._side.addWidget(self.doubles)
        self._side.addStretch(1)
        content = QWidget()
        self._row = QHBoxLayout(content)
        self._row.setContentsMargins(32, 24, 32, 24)
        self._row.addLayout(left, 5)
        self._row.addLayout(self._side, 3)
        self._below = QVBoxLayout()
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._outer.addWidget(scrolled(content), 1)
        self._outer.addLayout(self._below)
        self._outer.addWidget(self.strip)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the doubles stand above the buttons, always in sight.

        Above the fields they would move what is being typed.
        """
        super().resizeEvent(event)
        narrow = self.width() < _ROOM_FOR_TWO
        self._row.setStretch(1, 0 if narrow else 3)
        self._row.setSpacing(0 if narrow else 24)
        place = self._below if narrow else self._side
        if place.indexOf(self.doubles) < 0:
            place.insertWidget(0, self.doubles)
            self.doubles.shorten(short=narrow)
