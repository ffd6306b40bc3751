"""How far something long has got, on the terminal; Ctrl+C stops it without harm."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from intake_app.services.upkeep import Progress


@contextmanager
def watched(doing: str) -> Iterator[Progress]:
    """Say ``doing`` and how much of it is done, where somebody can see it.

    The first Ctrl+C asks to stop: what is under way ends as it should, and says so.
    """
    stopped = False

    def stop(_number: int, _frame: object) -> None:
        nonlocal stopped
        stopped = True

    before = signal.signal(signal.SIGINT, stop)
    shown = sys.stderr is not None and sys.stderr.isatty()

    def progress(done: float) -> bool:
        if shown:
            sys.stderr.write(f"\r{doing}: {done:4.0%} ")
            sys.stderr.flush()
        return not stopped

    try:
        yield progress
    finally:
        signal.signal(signal.SIGINT, before)
        if shown:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()
