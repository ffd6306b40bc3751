"""Records: where they are, their backups, and what can be done for them as a whole."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from intake_app.desktop.messages import Message
from intake_app.desktop.models.lines import Line
from intake_app.desktop.widgets.clinic.backup_dialogs import ask_for_backup, ask_for_new_backup
from intake_app.desktop.widgets.decision import Decision, Question
from intake_app.desktop.widgets.empty_state import EmptyState
from intake_app.desktop.widgets.flow_row import FlowRow
from intake_app.desktop.widgets.line_table import LineTable
from intake_app.desktop.widgets.lines_card import LinesCard
from intake_app.desktop.widgets.notice import Notice
from intake_app.desktop.widgets.page import Page, column
from intake_app.desktop.widgets.progress_row import WorkRow
from intake_app.desktop.widgets.wrapping_label import WrappingLabel


class BackupsCard(LinesCard):
    """The backups in their folder."""

    def __init__(self, title: str, heads: tuple[str, str, str]) -> None:
        self._none = EmptyState("document")
        super().__init__(title, LineTable(title, heads, wide=2), self._none)
        self.offer({"restore": self.tr("&Restore this backup…")})

    def say_there_is_none(self, *, can_be_made: bool) -> None:
        text = (
            self.tr("The program makes one by itself while it is open; make one now with Alt+N.")
            if can_be_made
            else self.tr("The program makes one by itself while it is open.")
        )
        self._none.say(self.tr("No backup yet"), text)


class RecordsPage(Page):
    """Facts on top, then what can be done, then the backups.

    Signals:
        backup_wanted: One is to be made (a file, or "" for the folder of backups).
        stop_wanted: The one under way is to be given up.
        check_wanted: Everything is to be looked through.
        check_stop_wanted: No further.
        salvage_wanted: Damaged records are to be read as far as they can be.
        salvage_confirmed: The same, once it was said what will happen.
        restore_wanted: Records are to be brought back (the backup's file).
        restore_confirmed: The same, once it was said what will happen.
    """

    backup_wanted = Signal(str)
    stop_wanted = Signal()
    check_wanted = Signal()
    check_stop_wanted = Signal()
    salvage_wanted = Signal()
    salvage_confirmed = Signal()
    restore_wanted = Signal(str)
    restore_confirmed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = WrappingLabel("body")
        self.last = WrappingLabel("body")
        self.rights = WrappingLabel("muted")
        self.missed = Notice()
        self.notice = Notice()
        self.backup_button = QPushButton(self.tr("Back up &now"))
        self.backup_button.setProperty("role", "primary")
        self.elsewhere_button = QPushButton(self.tr("Back up &elsewhere…"))
        self.check_button = QPushButton(self.tr("Chec&k the records"))
        self.restore_button = QPushButton(self.tr("Restore from a &file…"))
        self.salvage_button = QPushButton(self.tr("Salva&ge…"))
        self.checked = WorkRow(self.tr("Checking"), self.tr("S&top"), buttons=[self.check_button])
        self.progress = WorkRow(
            self.tr("Backing up"),
            self.tr("&Stop"),
            buttons=[self.backup_button, self.elsewhere_button],
        )
        self.backups = BackupsCard(
            self.tr("Backups beside the records"),
            (self.tr("Made"), self.tr("Size"), self.tr("File")),
        )
        self._lay_out()
        self._connect()

    def focus_start(self) -> None:
        hidden = self.backup_button.isHidden()
        first = self.backups.table if hidden else self.backup_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_backups(self, place: str, last: str, lines: Sequence[Line]) -> None:
        """Where the records are, when they were last backed up, and which backups there are."""
        self.place.setText(place)
        self.last.setText(last)
        self.backups.show_lines(lines)

    def show_rights(self, *, back_up: bool, restore: bool, why: str) -> None:
        """Offer what whoever acts may do; ``why`` says what is not, and to whom."""
        for button in (self.backup_button, self.elsewhere_button, self.check_button):
            button.setVisible(back_up)
        for button in (self.restore_button, self.salvage_button):
            button.setVisible(restore)
        self.backups.say_there_is_none(can_be_made=back_up)
        self.rights.setText(why)
        self.rights.setVisible(bool(why))

    def show_missed(self, message: Message | None) -> None:
        self.missed.show_message(message)

    def show_message(self, message: Message | None) -> None:
        self.notice.show_message(message)

    def show_progress(self, done: float | None) -> None:
        """How much of a backup is made; None when none is under way."""
        self.progress.show_work(done)

    def show_checked(self, done: float | None) -> None:
        """How much of everything was looked at; None when nobody looks."""
        self.checked.show_work(done)

    def ask_to_salvage(self) -> None:
        question = Question(
            text=self.tr("Read what can be read of damaged records?"),
            detail=self.tr(
                "The program closes the records and reads them page by page. What is as it was "
                "written becomes a backup in the list, named “salvaged”, which you can restore "
                "or leave. The records themselves are not changed. When there is a good backup, "
                "restore that one first."
            ),
            accept=self.tr("Salvage"),
        )
        Decision.ask(self, question, then=lambda _reason: self.salvage_confirmed.emit())

    def ask_to_restore(self, path: str, name: str) -> None:
        """Say plainly what will happen before anything does; ``name`` is short."""
        question = Question(
            text=self.tr("Put this backup in the place of the records?"),
            detail=self.tr(
                "{name}: what was written after it was made is not in it. The program closes "
                "the records, checks the backup, and opens what is in it. The records in use "
                "now are not deleted: they are kept in a folder beside. Protected records then "
                "open with the passphrases of the day of the backup."
            ).format(name=name),
            accept=self.tr("Restore"),
        )
        Decision.ask(self, question, then=lambda _reason: self.restore_confirmed.emit(path))

    def _connect(self) -> None:
        self.backup_button.clicked.connect(lambda: self.backup_wanted.emit(""))
        self.elsewhere_button.clicked.connect(
            lambda: ask_for_new_backup(self, self.backup_wanted.emit)
        )
        self.check_button.clicked.connect(self.check_wanted)
        self.checked.stopped.connect(self.check_stop_wanted)
        self.salvage_button.clicked.connect(self.salvage_wanted)
        self.restore_button.clicked.connect(lambda: ask_for_backup(self, self.restore_wanted.emit))
        self.progress.stopped.connect(self.stop_wanted)
        self.backups.act_chosen.connect(lambda _act, path: self.restore_wanted.emit(path))

    def _lay_out(self) -> None:
        title = QLabel(self.tr("Records and backups"))
        title.setProperty("role", "title")
        hint = WrappingLabel(
            "muted",
            self.tr(
                "Keep some backups on another disk, away from this computer: a backup beside "
                "the records burns with them."
            ),
        )
        stops = (
            self.backup_button,
            self.elsewhere_button,
            self.check_button,
            self.restore_button,
            self.salvage_button,
        )
        outer, inner = column(880)
        for widget in (title, self.place, self.last, hint, self.rights, self.missed):
            inner.addWidget(widget)
        inner.addWidget(FlowRow(*stops))
        inner.addWidget(self.progress)
        inner.addWidget(self.checked)
        inner.addWidget(self.notice)
        inner.addWidget(self.backups, 1)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(outer)
        for before, after in pairwise(
            (*stops, self.progress.stop_button, self.checked.stop_button, *self.backups.stops)
        ):
            QWidget.setTabOrder(before, after)
