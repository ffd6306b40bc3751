"""How far something long has got, on the terminal; Ctrl+C stops it without harm."""

import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

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


@contextmanager
def watched_once_begun(doing: str) -> Iterator[Progress]:
    """The same for what is seldom to be done: nothing is different before the first word of it."""
    with ExitStack() as until_the_end:
        begun: list[Progress] = []

        def progress(done: float) -> bool:
            if not begun:
                begun.append(until_the_end.enter_context(watched(doing)))
            return begun[0](done)

        yield progress
