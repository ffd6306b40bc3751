"""Who somebody is: for registering a patient and for correcting one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from intake_app.desktop.messages import Message
from intake_app.desktop.models.found_rows import FoundRow
from intake_app.desktop.models.typed_patient import TypedPatient
from intake_app.desktop.widgets.doubles_panel import DoublesPanel
from intake_app.desktop.widgets.field_box import FieldBox
from intake_app.desktop.widgets.language_choice import LanguageChoice
from intake_app.desktop.widgets.notice import Notice
from intake_app.desktop.widgets.page import Page, scrolled


class RegisterPage(Page):
    """The fields, the likely doubles beside them, and one button.

    Signals:
        edited: Something was typed or chosen.
        submitted: Enter, Ctrl+S or the button.
        cancelled: Escape or Cancel.
        double_chosen: It is somebody registered already (patient id).
    """

    edited = Signal()
    submitted = Signal()
    cancelled = Signal()
    double_chosen = Signal(str)

    def __init__(self, *, correcting: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notice = Notice()
        self.doubles = DoublesPanel()
        self.save_button = QPushButton(
            self.tr("Save changes") if correcting else self.tr("Register")
        )
        self.save_button.setProperty("role", "primary")
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self._build_fields()
        self._lay_out(
            self.tr("Correct a patient's details") if correcting else self.tr("New patient")
        )
        self._connect()

    def focus_start(self) -> None:
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.end(False)  # noqa: FBT003 - Qt takes no keyword here

    def typed(self) -> TypedPatient:
        return TypedPatient(
            name=self.name.text(),
            birth_date=self.birth_date.text(),
            birth_unknown=self.birth_unknown.isChecked(),
            sex=str(self.sex.currentData()),
            language=self.language.code(),
            phones=self.phones.toPlainText(),
            email=self.email.text(),
            guardian=self.guardian.text(),
            romanised_name=self.romanised.text(),
        )

    def show_typed(self, typed: TypedPatient) -> None:
        self.name.setText(typed.name)
        self.birth_date.setText(typed.birth_date)
        self.birth_unknown.setChecked(typed.birth_unknown)
        self.sex.setCurrentIndex(max(0, self.sex.findData(typed.sex)))
        self.language.show_code(typed.language)
        self.phones.setPlainText(typed.phones)
        self.email.setText(typed.email)
        self.guardian.setText(typed.guardian)
        self.romanised.setText(typed.romanised_name)

    def show_error(self, field: str, text: str) -> None:
        """Say what is wrong in its place, and go there."""
        self._boxes[field].show_error(text)
        self._inputs[field].setFocus(Qt.FocusReason.OtherFocusReason)

    def clear_errors(self) -> None:
        for box in self._boxes.values():
            box.show_error("")
        self.notice.show_message(None)

    def show_birth_hint(self, text: str) -> None:
        self._boxes["birth_date"].show_hint(text)

    def show_doubles(self, rows: list[FoundRow]) -> None:
        self.doubles.show_rows(rows)

    def show_message(self, message: Message | None) -> None:
        self.notice.show_message(message)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif event.matches(QKeySequence.StandardKey.Save):
            self.submitted.emit()
        else:
            super().keyPressEvent(event)

    def _build_fields(self) -> None:
        self.name, self.birth_date, self.email = QLineEdit(), QLineEdit(), QLineEdit()
        self.guardian, self.romanised = QLineEdit(), QLineEdit()
        self.birth_unknown = QCheckBox(self.tr("Date of birth &not known"))
        self.sex = QComboBox()
        for code, words in (
            ("unknown", self.tr("Not known")),
            ("female", self.tr("Female")),
            ("male", self.tr("Male")),
            ("other", self.tr("Other")),
        ):
            self.sex.addItem(words, code)
        self.language = LanguageChoice()
        self.phones = QPlainTextEdit()
        self.phones.setTabChangesFocus(True)
        self.phones.setFixedHeight(64)
        for field in (self.phones, self.email, self.birth_date):
            field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._inputs: dict[str, QWidget] = {
            "name": self.name,
            "birth_date": self.birth_date,
            "sex": self.sex,
            "language": self.language,
            "phones": self.phones,
            "email": self.email,
            "romanised_name": self.romanised,
            "guardian": self.guardian,
        }
        labels = {
            "name": (self.tr("N&ame *"), self.tr("Exactly as it is written")),
            "birth_date": (
                self.tr("Date of &birth *"),
                self.tr("In full, or only month and year, or only the year"),
            ),
            "sex": (self.tr("Se&x"), ""),
            "language": (self.tr("&Language"), ""),
            "phones": (self.tr("Tele&phones"), self.tr("One on each line")),
            "email": (self.tr("&E-mail"), ""),
            "romanised_name": (
                self.tr("Name in Latin le&tters"),
                self.tr("As it sounds, for finding it by ear"),
            ),
            "guardian": (self.tr("&Guardian"), self.tr("Who answers for a child or a ward")),
        }
        self._boxes = {
            name: FieldBox(*labels[name][:1], field, labels[name][1])
            for name, field in self._inputs.items()
        }

    def _lay_out(self, words: str) -> None:
        title = QLabel(words)
        title.setProperty("role", "title")
        card = QFrame()
        card.setProperty("role", "card")
        grid = QGridLayout(card)
        grid.setContentsMargins(24, 20, 24, 24)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(16)
        birth = QVBoxLayout()
        birth.setSpacing(4)
        birth.addWidget(self._boxes["birth_date"])
        birth.addWidget(self.birth_unknown)
        grid.addWidget(self._boxes["name"], 0, 0, 1, 2)
        grid.addLayout(birth, 1, 0)
        grid.addWidget(self._boxes["sex"], 1, 1, Qt.AlignmentFlag.AlignTop)
        for place, name in enumerate(("phones", "language", "email", "romanised_name")):
            row, column = 2 + place // 2, place % 2
            grid.addWidget(self._boxes[name], row, column, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._boxes["guardian"], 4, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)

        left = QVBoxLayout()
        left.setSpacing(16)
        for widget in (title, self.notice, card):
            left.addWidget(widget)
        left.addLayout(self._buttons())
        left.addStretch(1)
        side = QVBoxLayout()
        side.setContentsMargins(0, 52, 0, 0)
        side.addWidget(self.doubles)
        side.addStretch(1)
        content = QWidget()
        row_ = QHBoxLayout(content)
        row_.setContentsMargins(32, 24, 32, 24)
        row_.setSpacing(24)
        row_.addLayout(left, 5)
        row_.addLayout(side, 3)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(content))

    def _buttons(self) -> QHBoxLayout:
        hint = QLabel(self.tr("Enter or Ctrl+S saves  ·  Esc cancels"))
        hint.setProperty("role", "small")
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.save_button)
        row.addWidget(self.cancel_button)
        row.addWidget(hint)
        row.addStretch(1)
        return row

    def _connect(self) -> None:
        lines = (self.name, self.birth_date, self.email, self.guardian, self.romanised)
        for line in lines:
            line.textEdited.connect(self.edited)
            line.returnPressed.connect(self.submitted)
        self.phones.textChanged.connect(self.edited)
        self.birth_unknown.toggled.connect(self.edited)
        self.birth_unknown.toggled.connect(self.birth_date.setDisabled)
        self.sex.activated.connect(self.edited)
        self.language.editTextChanged.connect(self.edited)
        self.save_button.clicked.connect(self.submitted)
        self.cancel_button.clicked.connect(self.cancelled)
        self.doubles.chosen.connect(self.double_chosen)
