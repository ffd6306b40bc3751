"""Wrong passphrases make the next try wait longer, whichever program makes it.

Tries are counted for each user apart, so whoever guesses at one keeps nobody else waiting, and
signing in as oneself takes back nothing of what was tried at another. Tries without a name are
counted together, as are those with a name that nobody has.

This keeps a person at this computer from trying names of pets. Whoever carries the key file away
is slowed by what each guess costs, not by this.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from intake_app.storage.failures import refusing
from intake_app.storage.json_fields import fields_in
from intake_app.storage.whole_files import write_whole

ATTEMPTS_FILE: Final = "attempts.json"
LONGEST_WAIT: Final = timedelta(seconds=60)
_FORGOTTEN_AFTER: Final = timedelta(hours=1)
"""By then it would be nobody's gain: one try a minute is more."""

_NEVER: Final = datetime.min.replace(tzinfo=UTC)

Wait = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class _Tries:
    """How many were wrong, and when the last was made."""

    wrong: int = 0
    last: datetime = _NEVER


class Attempts:
    """The tries in one data folder.

    Args:
        folder: The data folder.
        alone: Holds the folder's lock.
        now: The time, aware.
        wait: Lets that many seconds pass.
    """

    def __init__(
        self,
        folder: Path,
        alone: Callable[[], AbstractContextManager[None]],
        *,
        now: Callable[[], datetime],
        wait: Wait,
    ) -> None:
        self._file = folder / ATTEMPTS_FILE
        self._alone = alone
        self._now = now
        self._wait = wait

    @contextmanager
    def in_turn(self, who: str) -> Iterator[None]:
        """Alone, once it is the turn for a try at ``who``; the lock is not held while waiting.

        Counted as wrong at once: killing the program saves no waiting.
        """
        waited_since: _Tries | None = None
        while True:
            with self._alone():
                tries, now = self._read(), self._now()
                known = tries.get(who, _Tries())
                left = wait_after(known.wrong) - max(now - known.last, timedelta())
                # Whoever waited goes on, wherever the clock stands by now, unless another has
                # tried meanwhile.
                if left <= timedelta() or known == waited_since:
                    self._write({**tries, who: _Tries(known.wrong + 1, now)})
                    yield
                    return
            self._wait(left.total_seconds())
            waited_since = known

    def succeeded(self, who: str, *, nobody_else: bool) -> None:
        """Take this try back, in one's turn; all of them where they were at nobody else."""
        tries = self._read()
        known = tries.pop(who, _Tries())
        if not nobody_else and known.wrong > 1:
            tries[who] = _Tries(known.wrong - 1, known.last)
        self._write(tries)

    def _write(self, tries: Mapping[str, _Tries]) -> None:
        rows = {
            who: {"wrong": each.wrong, "last": each.last.isoformat()}
            for who, each in tries.items()
        }
        if rows:
            write_whole(self._file, json.dumps(rows).encode())
        else:
            with refusing(self._file):
                self._file.unlink(missing_ok=True)

    def _read(self) -> dict[str, _Tries]:
        try:
            rows = fields_in(self._file.read_bytes())
        except OSError:
            return {}
        now, read = self._now(), {who: _tries(row) for who, row in rows.items()}
        return {
            who: tries
            for who, tries in read.items()
            if tries is not None and now - tries.last < _FORGOTTEN_AFTER
        }


def wait_after(wrong: int) -> timedelta:
    """How long after so many wrong tries: 0, 1, 2, 4, ... seconds."""
    if wrong == 0:
        return timedelta()
    return min(timedelta(seconds=2 ** min(wrong - 1, 30)), LONGEST_WAIT)


def _tries(row: object) -> _Tries | None:
    with suppress(ValueError, KeyError, TypeError, OverflowError):
        wrong, last = row["wrong"], row["last"]  # type: ignore[index]
        moment = datetime.fromisoformat(str(last))
        if moment.tzinfo is not None:
            return _Tries(max(int(str(wrong)), 0), moment)
    return None
