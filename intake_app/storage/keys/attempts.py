"""Wrong passphrases make the next try wait longer, whichever program makes it.

This keeps a person at this computer from trying names of pets. Whoever carries the key file away
is slowed by what each guess costs, not by this.
"""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from intake_app.storage.failures import refusing
from intake_app.storage.json_fields import fields_in
from intake_app.storage.whole_files import write_whole

ATTEMPTS_FILE: Final = "attempts.json"
LONGEST_WAIT: Final = timedelta(seconds=60)

Wait = Callable[[float], None]


class Attempts:
    """The tries in one data folder; for whoever holds its lock.

    Args:
        folder: The data folder.
        now: The time, aware.
        wait: Lets that many seconds pass.
    """

    def __init__(self, folder: Path, *, now: Callable[[], datetime], wait: Wait) -> None:
        self._file = folder / ATTEMPTS_FILE
        self._now = now
        self._wait = wait

    def begin(self) -> None:
        """Wait one's turn. Counted as wrong at once: killing the program saves no waiting."""
        wrong, last = self._read()
        since = max(self._now() - last, timedelta()) if last else LONGEST_WAIT
        if (left := wait_after(wrong) - since) > timedelta():
            self._wait(left.total_seconds())
        row = {"wrong": wrong + 1, "last": self._now().isoformat()}
        write_whole(self._file, json.dumps(row).encode())

    def succeeded(self) -> None:
        with refusing(self._file):
            self._file.unlink(missing_ok=True)

    def _read(self) -> tuple[int, datetime | None]:
        with suppress(OSError, ValueError, KeyError, TypeError, OverflowError):
            row = fields_in(self._file.read_bytes())
            last = datetime.fromisoformat(str(row["last"]))
            if last.tzinfo is not None:
                return max(int(str(row["wrong"])), 0), last
        return 0, None


def wait_after(wrong: int) -> timedelta:
    """How long after so many wrong tries: 0, 1, 2, 4, ... seconds."""
    if wrong == 0:
        return timedelta()
    return min(timedelta(seconds=2 ** min(wrong - 1, 30)), LONGEST_WAIT)
