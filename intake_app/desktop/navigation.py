"""Going from screen to screen and back, without losing what was typed on the way."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from intake_app.desktop.tasks import Tasks


def _nothing() -> None:
    """Nothing is typed here that would have to be handed over."""


def _no_question() -> str:
    return ""


def _keeps_nothing() -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """A page that is up, with its presenter.

    Attributes:
        page: The widget.
        presenter: Its presenter; silenced once the page is left.
        title: What the top bar calls it.
        flush: Hands everything typed to the writer thread.
        question: What to ask before what is typed here is given up; empty when nothing is.
        keep: Keeps what is typed here for the rest of the sitting, where that can be; then
            going to another screen asks nothing. Says whether it did.
        kept: Whether the page stays built when it is left.
        has_way_back: Whether Back leads from here to where there is something to do.
    """

    page: QObject
    presenter: QObject
    title: str
    flush: Callable[[], None] = _nothing
    question: Callable[[], str] = _no_question
    keep: Callable[[], bool] = _keeps_nothing
    kept: bool = False
    has_way_back: bool = True


Place = Callable[[], Screen]
"""Builds a screen afresh, so that going back shows what is true now."""


class Shell(Protocol):
    """The window, as far as going about needs it."""

    def show_page(self, page: QObject, *, title: str, can_go_back: bool) -> None: ...

    def drop_page(self, page: QObject) -> None: ...

    def ask(self, question: str, *, proceed: Callable[[], None]) -> None: ...


class Navigation(QObject):
    """Where the person is and how she came there.

    Nothing is left before its writes have ended; a write that failed keeps the screen up,
    where its message is.

    Signals:
        moved: Another screen is up now.
    """

    moved = Signal()

    def __init__(self, shell: Shell, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._tasks = tasks
        self._trail: list[Place] = []
        self._now: Screen | None = None
        self._left: list[Screen] = []
        self._after_writing: Callable[[], None] | None = None
        tasks.busy_changed.connect(self._go_on)
        tasks.idle_reached.connect(self._clear_away)

    @property
    def is_home(self) -> bool:
        """Whether the first screen is up."""
        return len(self._trail) <= 1

    def go(self, place: Place) -> None:
        """Leave this screen for another; Back returns here."""
        self.leave_then(lambda: self._put_up([*self._trail, place]), within=True)

    def go_instead(self, place: Place) -> None:
        """Like go, but Back will not return to this screen: what it was for is done."""
        self.leave_then(lambda: self._put_up([*self._trail[:-1], place]), within=True)

    def back(self, *, within: bool = True) -> None:
        """Return to the screen before; not ``within`` asks about what would otherwise be kept."""
        if self._now is not None and _can_go_back(self._trail, self._now):
            self.leave_then(lambda: self._put_up(self._trail[:-1]), within=within)

    def home(self) -> None:
        """Return to the first screen."""
        self.leave_then(lambda: self._put_up(self._trail[:1]), within=True)

    def leave_then(self, action: Callable[[], None], *, within: bool = False) -> None:
        """Save what is typed, ask about what cannot be saved, then do ``action``.

        Args:
            action: What comes then.
            within: The sitting goes on, so that what can be kept for its rest is no question.
        """
        if self._now is None:
            action()
            return
        self._now.flush()
        self._after_writing = lambda: self._ask_or_do(action, within=within)
        if not self._tasks.is_writing:
            self._do_after_writing()

    def dismiss(self) -> None:
        """Take everything down, the first screen too."""
        if self._now is not None:
            self._left.append(self._now)
        self._now, self._trail = None, []
        self._clear_away()

    def _go_on(self, busy: bool) -> None:  # noqa: FBT001 - the signature is the signal's
        if not busy and self._after_writing is not None:
            QTimer.singleShot(0, self._do_after_writing)  # when the outcome has been told

    def _do_after_writing(self) -> None:
        if self._tasks.is_writing:
            return
        action, self._after_writing = self._after_writing, None
        if action is not None:
            action()

    def _ask_or_do(self, action: Callable[[], None], *, within: bool) -> None:
        question = self._now.question() if self._now is not None else ""
        is_kept = within and self._now is not None and self._now.keep()
        if question and not is_kept:
            self._shell.ask(question, proceed=action)
        else:
            action()

    def _put_up(self, trail: list[Place]) -> None:
        left, screen = self._now, trail[-1]()
        self._trail, self._now = trail, screen
        can_go_back = _can_go_back(trail, screen)
        self._shell.show_page(screen.page, title=screen.title, can_go_back=can_go_back)
        if left is not None and not left.kept:
            left.presenter.blockSignals(True)  # noqa: FBT003 - Qt takes no keyword here
            self._left.append(left)
        if self._tasks.is_idle:
            self._clear_away()
        self.moved.emit()

    def _clear_away(self) -> None:
        """Delete what was left, once no answer can come in for it any more."""
        for screen in self._left:
            self._shell.drop_page(screen.page)
            screen.presenter.deleteLater()
        self._left.clear()


def _can_go_back(trail: list[Place], screen: Screen) -> bool:
    return len(trail) > 1 and screen.has_way_back
