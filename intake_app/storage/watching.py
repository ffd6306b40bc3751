"""Long looks at the records that somebody watches, and may stop."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final, Protocol, cast

from intake_app.domain.errors import StateRefused
from intake_app.services.upkeep import Progress
from intake_app.storage.connection import Connection

_STEPS = 200_000
"""SQLite asks after so many steps of its own whether to go on."""

_NOW_AND_THEN: Final = 0.05
"""Seconds; nobody sees more, and nobody waits longer for a stop."""

Reached = Callable[[float], object]
"""Told how much is done, from 0 to 1; raises to stop it."""


def unwatched(_done: float) -> None:
    """For what nobody watches."""


def part_of(reach: Reached, begins: float, ends: float) -> Reached:
    """For what is only a part of the whole."""
    return lambda done: reach(begins + done * (ends - begins))


def shares_of(reach: Reached, sizes: Sequence[int]) -> Iterator[Reached]:
    """For each its part of the whole, as large as it is."""
    total, begun = max(sum(sizes), 1), 0
    for size in sizes:
        yield part_of(reach, begun / total, (begun + size) / total)
        begun += size


def now_and_then(reach: Reached) -> Callable[[Callable[[], float]], None]:
    """For what could tell of every row: how much is done is only found out when it is told."""
    told = time.monotonic()

    def tell(how_much: Callable[[], float]) -> None:
        nonlocal told
        if (now := time.monotonic()) - told >= _NOW_AND_THEN:
            told = now
            reach(how_much())

    return tell


class _Asking(Protocol):
    def set_progress_handler(self, ask: Callable[[], bool] | None, steps: int, /) -> None: ...


@contextmanager
def asking(connection: Connection, ask: Callable[[], bool], every: int) -> Iterator[None]:
    """Let SQLite ask after so many steps of its own whether to give up; also by an exception."""
    asked = cast("_Asking", connection)
    asked.set_progress_handler(ask, every)
    try:
        yield
    finally:
        asked.set_progress_handler(None, 0)


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
        if not self.goes_on(done):
            raise self._stopped

    def goes_on(self, done: float) -> bool:
        """The same for what takes a Progress."""
        self._done = done
        return not self._is_given_up()

    @property
    def is_stopped(self) -> bool:
        return not self._goes_on

    @contextmanager
    def stopping(self) -> Iterator[None]:
        """Whatever fails in here because it was stopped is told in one way."""
        try:
            yield
        except Exception:
            if self.is_stopped:
                raise self._stopped from None
            raise

    def _is_given_up(self) -> bool:
        self._goes_on = self._goes_on and self._progress(self._done)
        return not self._goes_on
