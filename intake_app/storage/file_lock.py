"""One at a time: a lock that the system takes back from a program that dies."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from os import O_CREAT, O_RDWR, close
from os import open as open_descriptor
from pathlib import Path

from intake_app.domain.errors import RecordsBusy
from intake_app.storage.data_folder import PRIVATE_FILE
from intake_app.storage.failures import refusing

PATIENCE_SECONDS = 20.0
"""Whoever holds it may be trying a passphrase, which takes seconds on a busy machine."""
_FIRST_STEP_SECONDS, _LONGEST_STEP_SECONDS = 0.001, 0.05


@contextmanager
def locked(lock: Path) -> Iterator[None]:
    """Hold ``lock`` alone, among threads and among programs.

    Raises:
        RecordsBusy: Somebody else holds it, and went on holding it.
    """
    with refusing(lock):
        descriptor = open_descriptor(lock, O_CREAT | O_RDWR, PRIVATE_FILE)
    try:
        _wait_for(descriptor, lock)
        yield
    finally:
        close(descriptor)


def _wait_for(descriptor: int, lock: Path) -> None:
    patience = time.monotonic() + PATIENCE_SECONDS
    step = _FIRST_STEP_SECONDS
    while not _taken(descriptor):
        if time.monotonic() > patience:
            raise RecordsBusy(path=lock.parent)
        time.sleep(step)
        step = min(2 * step, _LONGEST_STEP_SECONDS)


if sys.platform == "win32":
    import msvcrt

    def _taken(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _taken(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
