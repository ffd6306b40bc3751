"""The records as a whole: from what is wished on the page to the services."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Signal, SignalInstance

from intake_app.desktop.backing_up import BackingUp
from intake_app.desktop.errors import sentence
from intake_app.desktop.messages import Level, Message
from intake_app.desktop.models.lines import Line
from intake_app.desktop.presenters.allowed import allowed
from intake_app.desktop.presenters.bringing_back import BringingBack, BringingBackView
from intake_app.desktop.presenters.records_check import CheckView, RecordsCheck
from intake_app.desktop.presenters.records_words import backup_lines, last_words, missed_words
from intake_app.desktop.shown import isolated
from intake_app.desktop.upkeep_desk import UpkeepDesk
from intake_app.domain.errors import NotAllowed
from intake_app.services.access import Act, may
from intake_app.services.upkeep import Backup, KeptBackup, UpkeepService

Found = TypeVar("Found")


class RecordsView(CheckView, BringingBackView, Protocol):
    backup_wanted: SignalInstance
    stop_wanted: SignalInstance

    def show_backups(self, place: str, last: str, lines: Sequence[Line]) -> None: ...
    def show_rights(self, *, back_up: bool, restore: bool, why: str) -> None: ...
    def show_missed(self, message: Message | None) -> None: ...
    def show_progress(self, done: float | None) -> None: ...


class RecordsPresenter(QObject):
    """Shows the backups there are, and does what is wished.

    Signals:
        alone_wanted: A restore is to be done with closed records (the AloneWork).
    """

    alone_wanted = Signal(object)

    def __init__(
        self,
        page: RecordsView,
        desk: UpkeepDesk,
        backing_up: BackingUp,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._desk = desk
        self._backing_up = backing_up
        page.backup_wanted.connect(self._back_up)
        page.stop_wanted.connect(backing_up.stop)
        RecordsCheck(page, desk, self)
        BringingBack(page, desk, self).alone_wanted.connect(self.alone_wanted)
        backing_up.advanced.connect(page.show_progress)
        backing_up.ended.connect(lambda: page.show_progress(None))
        backing_up.made.connect(self._made)
        backing_up.refused.connect(self._stop)
        backing_up.missed.connect(self._show)
        desk.actor_changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        self._show_rights()
        missed = self._backing_up.last_missed
        note = Message(level=Level.NOTE, text=missed_words(missed)) if missed else None
        self._page.show_missed(note)
        self._run(lambda upkeep: upkeep.backups(), self._show_backups)

    def _show_rights(self) -> None:
        """What the role may not do is not offered, and why is said in its place."""
        actor = self._desk.actor()
        refused = [act for act in (Act.BACK_UP, Act.RESTORE) if not may(actor, act)]
        acts = self.tr(", nor ").join(act.value for act in refused)
        why = sentence(NotAllowed(role=actor.role.value, act=acts)) if refused else ""
        self._page.show_rights(
            back_up=Act.BACK_UP not in refused,
            restore=Act.RESTORE not in refused,
            why=why,
        )

    def _show_backups(self, backups: Sequence[KeptBackup]) -> None:
        zone = self._desk.clinic.zone
        place = self.tr("The records are in {folder}.")
        folder = isolated(str(self._desk.data_folder))
        self._page.show_backups(
            place.format(folder=folder),
            last_words(backups, zone),
            backup_lines(backups, zone, may_restore=may(self._desk.actor(), Act.RESTORE)),
        )

    def _back_up(self, place: str) -> None:
        """``place`` is a file, or empty for the folder of backups."""
        if allowed(self._page, self._desk.actor(), Act.BACK_UP):
            self._page.show_progress(0.0)
            self._backing_up.back_up(self._desk.actor(), Path(place) if place else None)

    def _made(self, backup: Backup) -> None:
        text = self.tr("{path} holds everything; it was opened, checked and compared.")
        self._say(Level.GOOD, text.format(path=isolated(str(backup.path))))
        self._show()

    def _run(self, work: Callable[[UpkeepService], Found], done: Callable[[Found], None]) -> None:
        """Away from the GUI thread; a refusal is said in place."""
        open_upkeep = self._desk.open_upkeep
        self._desk.tasks.run(
            lambda: work(open_upkeep()),
            done=done,
            failed=lambda error: self._stop(sentence(error)),
        )

    def _stop(self, text: str) -> None:
        self._say(Level.STOP, text)

    def _say(self, level: Level, text: str) -> None:
        self._page.show_message(Message(level=level, text=text))
