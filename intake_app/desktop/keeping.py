"""Looking after the records while the window is open: backups, a look at the start, a screen."""

from PySide6.QtCore import QObject, QTimer, Signal

from intake_app.desktop.backing_up import BackingUp
from intake_app.desktop.errors import sentence
from intake_app.desktop.main_window import MainWindow
from intake_app.desktop.messages import Level, Message
from intake_app.desktop.navigation import Screen
from intake_app.desktop.pages.records_page import RecordsPage
from intake_app.desktop.presenters.records import RecordsPresenter
from intake_app.desktop.presenters.records_words import glance_message, missed_words
from intake_app.desktop.upkeep_desk import UpkeepDesk
from intake_app.services.upkeep import Verdict

CHECKED_AFTER_MS = 3000


class Keeping(QObject):
    """What goes wrong here is said above whatever screen is up, and never in its way.

    Signals:
        alone_wanted: A restore is to be done with closed records (the AloneWork).
    """

    alone_wanted = Signal(object)

    def __init__(self, window: MainWindow, desk: UpkeepDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._desk = desk
        self._said = ""
        self.backing_up = BackingUp(desk.open_upkeep, desk.tasks, self)
        self.backing_up.missed.connect(self._say_missed)
        self.backing_up.refused.connect(self._say_refused)
        self.backing_up.made.connect(self._forget)

    def begin(self) -> None:
        """The records are open: see whether they are as they should be, and back them up."""
        self.backing_up.keep_looking()
        open_upkeep = self._desk.open_upkeep
        self._desk.tasks.run(
            lambda: open_upkeep().glance(), done=self._say_glance, failed=self._say_error
        )

        QTimer.singleShot(CHECKED_AFTER_MS, self, self._check_pages)

    def _check_pages(self) -> None:
        """Once everything is up: whether the disk has spoiled anything since."""
        tasks, open_upkeep = self._desk.tasks, self._desk.open_upkeep
        if not tasks.is_closed:
            tasks.run(
                lambda: open_upkeep().check_pages(lambda _done: not tasks.is_closed),
                done=self._say_glance,
                failed=self._say_error,
            )

    def screen(self) -> Screen:
        page = RecordsPage()
        presenter = RecordsPresenter(page, self._desk, self.backing_up, self)
        presenter.alone_wanted.connect(self.alone_wanted)
        return Screen(page=page, presenter=presenter, title=self.tr("Records and backups"))

    def _say_glance(self, verdict: Verdict) -> None:
        message = glance_message(verdict)
        if message is not None:
            self._window.show_message(message)

    def _say_error(self, error: Exception) -> None:
        self._say(Level.STOP, sentence(error))

    def _say_missed(self, words: str) -> None:
        """Once: the same refusal every few minutes would only be in the way."""
        if words != self._said:
            self._said = words
            self._say(Level.NOTE, missed_words(words))

    def _say_refused(self, words: str) -> None:
        self._say(Level.STOP, words)

    def _say(self, level: Level, words: str) -> None:
        """The screen Records says it in its own place."""
        if not isinstance(self._window.current_page, RecordsPage):
            actions = [("records", self.tr("Look after the records"))]
            self._window.show_message(Message(level=level, text=words, actions=actions))

    def _forget(self) -> None:
        self._said = ""
