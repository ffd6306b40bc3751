"""Users and passphrases: protect the records, and say who may open them."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout

from intake_app.desktop.messages import Message
from intake_app.desktop.models.lines import Line
from intake_app.desktop.widgets.clinic.protection_questions import (
    about_code,
    about_new_key,
    about_removing,
)
from intake_app.desktop.widgets.decision import Decision
from intake_app.desktop.widgets.drop_down import DropDown
from intake_app.desktop.widgets.field_box import FieldBox
from intake_app.desktop.widgets.flow_row import FlowRow
from intake_app.desktop.widgets.line_table import LineTable
from intake_app.desktop.widgets.notice import Notice
from intake_app.desktop.widgets.page import Page, column, show_whole
from intake_app.desktop.widgets.wrapping_label import WrappingLabel

_MOST_LINES = 4


class Wish(StrEnum):
    PROTECT = "protect"
    ADD = "add"
    CHANGE = "change"
    ROLE = "role"
    REMOVE = "remove"
    NEW_CODE = "new-code"
    NEW_KEY = "new-key"
    FORGET = "forget"


class ProtectionPage(Page):
    """One form; what its buttons do depends on whether the records are protected.

    Signals:
        wished: What is to be done with what is typed or chosen (a Wish).
        code_written_down: This recovery code may count from now on.
    """

    wished = Signal(object)
    code_written_down = Signal(str)

    def __init__(self, roles: Sequence[tuple[str, str]]) -> None:
        """``roles`` are (id, words)."""
        super().__init__()
        heads = (self.tr("Name"), self.tr("Role"))
        self.users = LineTable(self.tr("Users"), heads, room_for=_MOST_LINES)
        self.name = QLineEdit()
        self.role = DropDown()
        for role, words in roles:
            self.role.addItem(words, role)
        self.passphrase = _hidden()
        self.again = _hidden()
        self.notice = Notice()
        self.buttons = {
            Wish.PROTECT: QPushButton(self.tr("Protect the records")),
            Wish.ADD: QPushButton(self.tr("Add this user")),
            Wish.CHANGE: QPushButton(self.tr("Change the passphrase")),
            Wish.ROLE: QPushButton(self.tr("Change the role")),
            Wish.REMOVE: QPushButton(self.tr("Remove this user…")),
            Wish.NEW_CODE: QPushButton(self.tr("New recovery code…")),
            Wish.NEW_KEY: QPushButton(self.tr("Encrypt anew…")),
            Wish.FORGET: QPushButton(self.tr("Forget my passphrase here")),
        }
        why = {
            Wish.NEW_CODE: self.tr("When somebody may have seen the paper with the code."),
            Wish.NEW_KEY: self.tr(
                "When a user was removed, or somebody may have a copy of the key file."
            ),
            Wish.FORGET: self.tr(
                "If this computer was asked to remember it, it is typed at each start again."
            ),
        }
        self._role_of = ""
        self._lead = WrappingLabel("body")
        self._of_one = _heading(self.tr("Somebody who may sign in"))
        self._of_all = _heading(self.tr("The records themselves"))
        self._why = {wish: WrappingLabel("muted", words) for wish, words in why.items()}
        self._role_box = FieldBox(self.tr("&Role"), self.role)
        self._lay_out()
        self.users.line_changed.connect(self._take_name)
        self.name.textEdited.connect(self._take_role_back)
        for line in (self.name, self.passphrase, self.again):
            line.returnPressed.connect(self._enter)
        for wish, button in self.buttons.items():
            button.clicked.connect(lambda _on=False, wish=wish: self._wish(wish))

    def focus_start(self) -> None:
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def typed(self) -> tuple[str, str, str, str]:
        """Name, role, passphrase, and the passphrase again."""
        role = str(self.role.currentData())
        return self.name.text().strip(), role, self.passphrase.text(), self.again.text()

    def forget(self) -> None:
        """What was secret stays in no field."""
        self.passphrase.clear()
        self.again.clear()

    def show_users(self, lines: Sequence[Line], lead: str, can: frozenset[str]) -> None:
        """Show who there is; ``can`` names the wishes that may be granted here and now."""
        self._lead.setText(lead)
        self.users.setVisible(bool(lines))
        self.users.show_lines(lines)
        for wish, button in self.buttons.items():
            button.setVisible(wish in can)
        for wish, words in self._why.items():
            words.setVisible(wish in can)
        for heading in (self._of_one, self._of_all):
            heading.setVisible(bool(lines))
        self._role_box.setVisible(Wish.ADD in can)

    def show_message(self, message: Message | None) -> None:
        self.notice.show_message(message)
        if message is not None:
            show_whole(self.notice)

    def ask_about_code(self, code: str) -> None:
        """Nothing rests on it before somebody has it."""
        question = about_code(code)
        Decision.ask(self, question, then=lambda _reason: self.code_written_down.emit(code))

    def _wish(self, wish: Wish) -> None:
        """What takes somebody's way in away, or closes the records, is asked first."""
        name = self.name.text().strip()
        if wish is Wish.NEW_KEY:
            question = about_new_key()
        elif wish is Wish.REMOVE and name:
            question = about_removing(name)
        else:
            self.wished.emit(wish)
            return
        Decision.ask(self, question, then=lambda _reason: self.wished.emit(wish))

    def _enter(self) -> None:
        """With several things to do, none of them is done in passing."""
        if self.buttons[Wish.PROTECT].isVisible():
            self._wish(Wish.PROTECT)

    def _take_name(self) -> None:
        line = self.users.current_line()
        if line is not None:
            self.name.setText(line.id)
            self.name.selectAll()
            self.role.setCurrentIndex(self.role.findText(line.cells[1]))
            self._role_of = line.cells[1]

    def _take_role_back(self) -> None:
        """Somebody new is no manager only because a manager was chosen in the list before."""
        if self._role_of and self.role.currentText() == self._role_of:
            self.role.setCurrentIndex(0)
        self._role_of = ""

    def _lay_out(self) -> None:
        title = QLabel(self.tr("Users and passphrases"))
        title.setProperty("role", "title")
        self.buttons[Wish.PROTECT].setProperty("role", "primary")
        outer, inner = column(640)
        for widget in (
            title,
            self._lead,
            self.users,
            self._of_one,
            FieldBox(self.tr("&Name"), self.name),
            self._role_box,
            FieldBox(self.tr("New pa&ssphrase"), self.passphrase),
            FieldBox(self.tr("The same &again"), self.again),
            self.notice,
        ):
            inner.addWidget(widget)
        of_one = (Wish.PROTECT, Wish.ADD, Wish.CHANGE, Wish.ROLE, Wish.REMOVE)
        inner.addWidget(FlowRow(*(self.buttons[wish] for wish in of_one)))
        inner.addWidget(self._of_all)
        of_all = QGridLayout()
        of_all.setHorizontalSpacing(16)
        of_all.setVerticalSpacing(8)
        of_all.setColumnStretch(1, 1)
        for row, (wish, words) in enumerate(self._why.items()):
            of_all.addWidget(self.buttons[wish], row, 0)
            of_all.addWidget(words, row, 1)
        inner.addLayout(of_all)
        inner.addStretch(1)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(outer)


def _heading(words: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("role", "heading")
    return label


def _hidden() -> QLineEdit:
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    return line
