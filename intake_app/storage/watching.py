"""Long looks at the records that somebody watches, and may stop."""

from collections.abc import Callable
from typing import Protocol, cast

from intake_app.domain.errors import StateRefused
from intake_app.services.upkeep import Progress
from intake_app.storage.connection import Connection

_STEPS = 200_000
"""SQLite asks after so many steps of its own whether to go on."""


class _Asking(Protocol):
    def set_progress_handler(self, ask: Callable[[], bool], steps: int, /) -> None: ...


class Watch:
    """How far a look is. Once it is stopped SQLite gives up, and ``reach`` refuses.

    Args:
        progress: Whoever watches.
        stopped: What is raised then.
    """

    def __init__(self, progress: Progress, stopped: type[StateRefused]) -> None:
        self._progress = progress
        self._stopped = stopped
        self._done = 0.0
        self._goes_on = True

    def over(self, connection: Connection) -> None:
        """Also while SQLite is at work on this connection."""
        cast("_Asking", connection).set_progress_handler(self._is_given_up, _STEPS)

    def reach(self, done: float) -> None:
        """Raises what was given as ``stopped`` when nobody wants to go on."""
        self._done = done
        if self._is_given_up():
            raise self._stopped

    def _is_given_up(self) -> bool:
        self._goes_on = self._goes_on and self._progress(self._done)
        return not self._goes_on
