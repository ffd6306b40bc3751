"""A limit of time for work that the library offers no way to stop."""

from collections.abc import Callable
from ctypes import c_ulong, py_object, pythonapi
from threading import Lock, Timer, get_ident
from typing import TypeVar

Result = TypeVar("Result")


class TimeIsUp(BaseException):
    """Raised inside the work; not an Exception, so that the work does not pass over it."""


def within(seconds: float, work: Callable[[], Result]) -> Result:
    """What the work gives; raises TimeoutError when it takes longer.

    Between two steps of Python only: one long step, such as a huge power, runs to its end.
    """
    limit = _Limit()
    timer = Timer(seconds, limit.pass_by)
    timer.daemon = True
    try:
        try:
            timer.start()
            return work()
        finally:
            timer.cancel()
            limit.lift()
    except TimeIsUp:
        raise TimeoutError from None


class _Limit:
    """For the thread that makes it."""

    def __init__(self) -> None:
        self._thread = get_ident()
        self._turn = Lock()
        self._is_lifted = False
        self._is_passed = False

    def pass_by(self) -> None:
        """Raise TimeIsUp in that thread, unless its work has ended."""
        with self._turn:
            if not self._is_lifted:
                self._is_passed = True
                pythonapi.PyThreadState_SetAsyncExc(c_ulong(self._thread), py_object(TimeIsUp))

    def lift(self) -> None:
        """The work has ended: nothing is raised any more after this."""
        with self._turn:
            self._is_lifted = True
        if self._is_passed:  # and has perhaps not arrived yet: take it back
            pythonapi.PyThreadState_SetAsyncExc(c_ulong(self._thread), None)
