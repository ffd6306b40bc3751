"""The records as a whole: from what is wished on the page to the services."""

from collections.abc import Callable, Sequence
from datetime import tzinfo
from pathlib import Path
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance

from intake_app.desktop.alone_work import AloneWork
from intake_app.desktop.backing_up import BackingUp
from intake_app.desktop.errors import sentence
from intake_app.desktop.messages import Level, Message
from intake_app.desktop.models.lines import Line
from intake_app.desktop.presenters.records_words import (
    backup_lines,
    last_words,
    missed_words,
    restored_message,
    salvaged_message,
    verdict_message,
)
from intake_app.desktop.shown import isolated, one_line
from intake_app.desktop.upkeep_desk import UpkeepDesk
from intake_app.domain.errors import IntakeError
from intake_app.services.access import Act, Actor, require
from intake_app.services.upkeep import Backup, KeptBackup, Progress, UpkeepService, Verdict

Found = TypeVar("Found")
SHORT = 48
"""A name that fits into one line of a question."""


class RecordsView(Protocol):
    backup_wanted: SignalInstance
    stop_wanted: SignalInstance
    check_wanted: SignalInstance
    check_stop_wanted: SignalInstance
    salvage_wanted: SignalInstance
    salvage_confirmed: SignalInstance
    restore_wanted: SignalInstance
    restore_confirmed: SignalInstance

    def show_facts(self, place: str, last: str) -> None: ...
    def show_backups(self, lines: Sequence[Line]) -> None: ...
    def show_missed(self, message: Message | None) -> None: ...
    def show_message(self, message: Message | None) -> None: ...
    def show_progress(self, done: float) -> None: ...
    def hide_progress(self) -> None: ...
    def show_checked(self, done: float) -> None: ...
    def hide_checked(self) -> None: ...
    def ask_to_salvage(self) -> None: ...
    def ask_to_restore(self, path: str, name: str) -> None: ...


class RecordsPresenter(QObject):
    """Shows the backups there are, and does what is wished.

    Signals:
        alone_wanted: A restore is to be done with closed records (the AloneWork).
    """

    alone_wanted = Signal(object)
    _checked = Signal(float)

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
        self._goes_on = True
        self._checked.connect(self._show_checked, Qt.ConnectionType.QueuedConnection)
        page.check_wanted.connect(self._check)
        page.check_stop_wanted.connect(self._stop_check)
        page.salvage_wanted.connect(self._ask_to_salvage)
        page.salvage_confirmed.connect(self._salvage)
        page.restore_wanted.connect(self._ask_to_restore)
        page.restore_confirmed.connect(self._restore)
        backing_up.advanced.connect(page.show_progress)
        backing_up.ended.connect(page.hide_progress)
        backing_up.made.connect(self._made)
        backing_up.refused.connect(self._stop)
        backing_up.missed.connect(self._show)
        self._show()

    def _show(self) -> None:
        missed = self._backing_up.last_missed
        note = Message(level=Level.NOTE, text=missed_words(missed)) if missed else None
        self._page.show_missed(note)
        self._run(lambda upkeep: upkeep.backups(), self._show_backups)

    def _show_backups(self, backups: Sequence[KeptBackup]) -> None:
        zone = self._desk.clinic.zone
        place = self.tr("The records are in {folder}.")
        folder = isolated(str(self._desk.data_folder))
        self._page.show_facts(place.format(folder=folder), last_words(backups, zone))
        self._page.show_backups(backup_lines(backups, zone))

    def _back_up(self, place: str) -> None:
        """``place`` is a file, or empty for the folder of backups."""
        if self._may(Act.BACK_UP):
            self._page.show_progress(0.0)
            self._backing_up.back_up(self._desk.actor(), Path(place) if place else None)

    def _made(self, backup: Backup) -> None:
        text = self.tr("{path} holds everything; it was opened, checked and compared.")
        self._say(Level.GOOD, text.format(path=isolated(str(backup.path))))
        self._show()

    def _check(self) -> None:
        if not self._may(Act.BACK_UP):
            return
        self._goes_on, actor, open_upkeep = True, self._desk.actor(), self._desk.open_upkeep
        self._page.show_checked(0.0)
        self._desk.tasks.run(
            lambda: open_upkeep().verify(actor, self._go_on),
            done=self._show_verdict,
            failed=self._refuse_check,
        )

    def _go_on(self, done: float) -> bool:
        """In the worker thread; a window that closes does not wait."""
        self._checked.emit(done)
        return self._goes_on and not self._desk.tasks.is_closed

    def _show_checked(self, done: float) -> None:
        if self._goes_on:
            self._page.show_checked(done)

    def _stop_check(self) -> None:
        self._goes_on = False

    def _show_verdict(self, verdict: Verdict) -> None:
        self._end_check()
        self._page.show_message(verdict_message(verdict))

    def _refuse_check(self, error: Exception) -> None:
        self._end_check()
        self._stop(sentence(error))

    def _end_check(self) -> None:
        """What was told of it meanwhile comes too late."""
        self._goes_on = False
        self._page.hide_checked()

    def _ask_to_salvage(self) -> None:
        if self._may(Act.RESTORE):
            self._page.ask_to_salvage()

    def _salvage(self) -> None:
        doing = self.tr("Reading what can be read…")

        def begin(upkeep: UpkeepService) -> None:
            actor = self._desk.actor()
            self.alone_wanted.emit(
                AloneWork(doing=doing, work=_salvaging(upkeep, actor), can_stop=True)
            )

        self._run(lambda upkeep: upkeep, begin)

    def _ask_to_restore(self, path: str) -> None:
        if self._may(Act.RESTORE):
            self._page.ask_to_restore(path, one_line(Path(path).name, SHORT))

    def _restore(self, path: str) -> None:
        """Taken hold of while somebody is signed in: closed records have forgotten the key."""
        zone = self._desk.clinic.zone
        doing = self.tr("Restoring the backup…")

        def begin(upkeep: UpkeepService) -> None:
            actor = self._desk.actor()  # by now it is settled who has signed in
            work = _restoring(upkeep, actor, Path(path), zone)
            self.alone_wanted.emit(AloneWork(doing=doing, work=work, can_stop=True))

        self._run(lambda upkeep: upkeep, begin)

    def _may(self, act: Act) -> bool:
        """Say so before anything is asked, in place, when this role may not."""
        self._page.show_message(None)
        try:
            require(self._desk.actor(), act)
        except IntakeError as error:
            self._stop(sentence(error))
            return False
        return True

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


def _restoring(
    upkeep: UpkeepService, actor: Actor, source: Path, zone: tzinfo
) -> Callable[[Progress], Message]:
    return lambda progress: restored_message(upkeep.restore(actor, source, progress), zone)


def _salvaging(upkeep: UpkeepService, actor: Actor) -> Callable[[Progress], Message]:
    return lambda progress: salvaged_message(upkeep.salvage_as_backup(actor, progress)[0])
