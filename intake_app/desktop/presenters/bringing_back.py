"""Restoring a backup, and salvaging damaged records: with closed records, once it was asked."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from intake_app.desktop.alone_work import AloneWork
from intake_app.desktop.errors import sentence
from intake_app.desktop.messages import Level, Message
from intake_app.desktop.presenters.allowed import MessageView, allowed
from intake_app.desktop.presenters.records_words import restored_message, salvaged_message
from intake_app.desktop.shown import one_line
from intake_app.desktop.upkeep_desk import UpkeepDesk
from intake_app.services.access import Act, Actor
from intake_app.services.upkeep import Progress, UpkeepService

SHORT = 48
"""A name that fits into one line of a question."""

_Work = Callable[[UpkeepService, Actor, Progress], Message]


class BringingBackView(MessageView, Protocol):
    restore_wanted: SignalInstance
    restore_confirmed: SignalInstance
    salvage_wanted: SignalInstance
    salvage_confirmed: SignalInstance

    def ask_to_restore(self, path: str, name: str) -> None: ...
    def ask_to_salvage(self) -> None: ...


class BringingBack(QObject):
    """Signals: alone_wanted: Something is to be done with closed records (the AloneWork)."""

    alone_wanted = Signal(object)

    def __init__(self, page: BringingBackView, desk: UpkeepDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._page = page
        self._desk = desk
        page.restore_wanted.connect(self._ask_to_restore)
        page.restore_confirmed.connect(self._restore)
        page.salvage_wanted.connect(self._ask_to_salvage)
        page.salvage_confirmed.connect(self._salvage)

    def _ask_to_restore(self, path: str) -> None:
        if allowed(self._page, self._desk.actor(), Act.RESTORE):
            self._page.ask_to_restore(path, one_line(Path(path).name, SHORT))

    def _restore(self, path: str) -> None:
        zone = self._desk.clinic.zone

        def work(upkeep: UpkeepService, actor: Actor, progress: Progress) -> Message:
            return restored_message(upkeep.restore(actor, Path(path), progress), zone)

        self._do_alone(self.tr("Restoring the backup…"), work)

    def _ask_to_salvage(self) -> None:
        if allowed(self._page, self._desk.actor(), Act.RESTORE):
            self._page.ask_to_salvage()

    def _salvage(self) -> None:
        def work(upkeep: UpkeepService, actor: Actor, progress: Progress) -> Message:
            return salvaged_message(upkeep.salvage_as_backup(actor, progress)[0])

        self._do_alone(self.tr("Reading what can be read…"), work)

    def _do_alone(self, doing: str, work: _Work) -> None:
        """Taken hold of while somebody is signed in: closed records have forgotten the key."""

        def begin(upkeep: UpkeepService) -> None:
            actor = self._desk.actor()  # by now it is settled who has signed in
            alone = AloneWork(
                doing=doing,
                work=lambda progress, _show: work(upkeep, actor, progress),
            )
            self.alone_wanted.emit(alone)

        self._desk.tasks.run(self._desk.open_upkeep, done=begin, failed=self._refused)

    def _refused(self, error: Exception) -> None:
        self._page.show_message(Message(level=Level.STOP, text=sentence(error)))
