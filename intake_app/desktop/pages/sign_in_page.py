"""Who is there? The page in front of protected records."""

from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from intake_app.desktop.messages import Message
from intake_app.desktop.widgets.field_box import FieldBox
from intake_app.desktop.widgets.notice import Notice
from intake_app.desktop.widgets.page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedSecrets:
    """What was typed; ``again`` and ``code`` are empty unless the passphrase is forgotten."""

    name: str
    passphrase: str = field(repr=False)
    again: str = field(default="", repr=False)
    code: str = field(default="", repr=False)
    remember: bool = False


class SignInPage(Page):
    """Name and passphrase; or, when that is forgotten, the recovery code and a new one.

    Signals:
        submitted: Open the records with what was typed (the TypedSecrets).
        recovery_submitted: Set a new passphrase by the recovery code (the TypedSecrets).
        somebody_else_wanted: Whoever locked the window is not the one who is here now.
    """

    submitted = Signal(object)
    recovery_submitted = Signal(object)
    somebody_else_wanted = Signal()

    def __init__(self, *, locked_by: str = "") -> None:
        super().__init__()
        self._is_locked = bool(locked_by)
        self._is_recovering = False
        self.name = QLineEdit(locked_by)
        self.name.setReadOnly(self._is_locked)
        self.code = QLineEdit()
        self.passphrase = _hidden()
        self.again = _hidden()
        self.remember = QCheckBox(self.tr("Re&member on this computer"))
        self.remember.setToolTip(
            self.tr(
                "This computer's keyring keeps the passphrase: whoever is signed in to this "
                "account can then open the records. A locked window still asks for it."
            )
        )
        self.notice = Notice()
        self.open_button = QPushButton()
        self.open_button.setProperty("role", "primary")
        self.other_button = QPushButton()
        self.other_button.setProperty("role", "plain")
        self._title = QLabel()
        self._title.setProperty("role", "title")
        self._lay_out()
        for line in (self.name, self.code, self.passphrase, self.again):
            line.returnPressed.connect(self._submit)
        self.open_button.clicked.connect(self._submit)
        self.other_button.clicked.connect(self._other)
        self._show_words()

    def focus_start(self) -> None:
        first = self.code if self._is_recovering else self.passphrase
        (first if self.name.text() else self.name).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_message(self, message: Message | None) -> None:
        self.notice.show_message(message)

    def show_busy(self, *, busy: bool) -> None:
        """While a passphrase is being tried, which may take a while on purpose."""
        for widget in (self.open_button, self.other_button, self.passphrase, self.code):
            widget.setEnabled(not busy)
        self.open_button.setText(self.tr("One moment…") if busy else self._open_words())

    def forget(self) -> None:
        """What was secret stays in no field."""
        for line in (self.passphrase, self.again, self.code):
            line.clear()
        self.focus_start()

    def _submit(self) -> None:
        if not self.open_button.isEnabled():
            return
        wanted = [self.passphrase]
        if self._is_recovering:
            wanted = [self.code, self.passphrase, self.again]
        if empty := [line for line in wanted if not line.text()]:
            empty[0].setFocus(Qt.FocusReason.OtherFocusReason)  # nothing typed is no wrong try
            return
        typed = TypedSecrets(
            name=self.name.text().strip(),
            passphrase=self.passphrase.text(),
            again=self.again.text(),
            code=self.code.text(),
            remember=self.remember.isChecked(),
        )
        (self.recovery_submitted if self._is_recovering else self.submitted).emit(typed)

    def _other(self) -> None:
        if self._is_locked:
            self.somebody_else_wanted.emit()
            return
        self._is_recovering = not self._is_recovering
        self.show_message(None)
        self._show_words()
        self.forget()

    def _open_words(self) -> str:
        if self._is_recovering:
            return self.tr("Set the new passphrase")
        return self.tr("Unlock") if self._is_locked else self.tr("Open the records")

    def _show_words(self) -> None:
        recovering = self._is_recovering
        self._title.setText(
            self.tr("Forgotten passphrase")
            if recovering
            else self.tr("Locked")
            if self._is_locked
            else self.tr("Sign in")
        )
        self.open_button.setText(self._open_words())
        self.other_button.setText(
            self.tr("Somebody else")
            if self._is_locked
            else self.tr("Back to signing in")
            if recovering
            else self.tr("Forgotten the passphrase?")
        )
        self._name_box.show_hint(
            self.tr("Who gets a new passphrase; empty for the first manager.")
            if recovering
            else ""
            if self._is_locked
            else self.tr("May stay empty when the passphrase is nobody else's.")
        )
        self._passphrase_box.show_hint(
            self.tr("The new one, of several words.") if recovering else ""
        )
        self.remember.setVisible(not recovering and not self._is_locked)
        self._code_box.setVisible(recovering)
        self._again_box.setVisible(recovering)

    def _lay_out(self) -> None:
        self._name_box = FieldBox(self.tr("&Name"), self.name)
        self._passphrase_box = FieldBox(self.tr("Pa&ssphrase"), self.passphrase)
        self._code_box = FieldBox(
            self.tr("&Recovery code"), self.code, self.tr("As it stands on the paper.")
        )
        self._again_box = FieldBox(self.tr("The same &again"), self.again)
        inner = QWidget()
        inner.setMaximumWidth(420)
        column = QVBoxLayout(inner)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self._name_box)
        column.addWidget(self._code_box)
        column.addWidget(self._passphrase_box)
        column.addWidget(self._again_box)
        column.addWidget(self.remember)
        column.addWidget(self.notice)
        buttons = QHBoxLayout()
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.other_button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(inner, 100)
        row.addStretch(1)
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        outer.addLayout(row)
        outer.addStretch(2)


def _hidden() -> QLineEdit:
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    return line
