"""Processes that are killed while they change the key of the records.

Run as a program, because it forks: ``python killed_key_changes.py protect|renew FOLDER``. FOLDER
holds records that are not protected. It prints one line for each thing that went wrong.
"""

import os
import random
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from intake_app.storage.connection import connect
from intake_app.storage.data_folder import RECORDS_FILE
from intake_app.storage.key_files import NEW_KEYS_FILE, NEW_RECORDS_FILE, is_protected
from intake_app.storage.keys.new_key import contents
from tests.helpers.protected import protect, sign_in, with_plain_text

CALLS_KILLED = 24
MOMENTS_KILLED = 8
Change = Callable[[Path], object]
Kill = Callable[[Callable[[], object]], Callable[[], None]]


def in_a_child(work: Callable[[], object]) -> int:
    """How a process ended that did ``work``."""
    process = os.fork()
    if process:
        _, status = os.waitpid(process, 0)
        return os.waitstatus_to_exitcode(status)
    work()
    os._exit(0)


def killed_at_call(number: int, work: Callable[[], object]) -> Callable[[], None]:
    """Do ``work`` up to this call of a function, whether of Python or of C."""

    def do() -> None:
        left = number

        def count(_frame: object, event: str, _arg: object) -> None:
            nonlocal left
            if event in ("call", "c_call"):
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.setprofile(count)
        work()
        sys.setprofile(None)

    return do


def killed_after(seconds: float, work: Callable[[], object]) -> Callable[[], None]:
    """Do ``work`` until a moment that no Python code sees coming, inside SQLite too."""

    def do() -> None:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        work()

    return do


def calls_of(work: Callable[[], object]) -> int:
    """How many functions ``work`` calls."""
    count = 0

    def one_more(_frame: object, event: str, _arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(one_more)
    work()
    sys.setprofile(None)
    return count


def everything(folder: Path) -> object:
    """All that is in the records, however they stand."""
    key = sign_in(folder).key if is_protected(folder) else None
    connection = connect(folder / RECORDS_FILE, key)
    try:
        return contents(connection)
    finally:
        connection.close()


def complaints_about(folder: Path, before: object) -> Iterator[str]:
    if everything(folder) != before:
        yield "the records are not what they were"
    if is_protected(folder):
        sign_in(folder).renew_key()
    else:
        protect(folder)
    if everything(folder) != before:
        yield "the change could not be made afterwards"
    if plain := with_plain_text(folder):
        yield f"something can be read in {plain}"
    left = [name for name in (NEW_KEYS_FILE, NEW_RECORDS_FILE) if (folder / name).exists()]
    if left:
        yield f"{left} stayed"


def complaints(change: Change, base: Path) -> Iterator[str]:
    chance = random.Random(20261121)
    before = everything(base)
    trial = Path(shutil.copytree(base, base.with_name("trial")))
    calls = calls_of(lambda: change(trial))
    spread = [chance.randint(1, calls) for _ in range(CALLS_KILLED // 2)]
    # The last calls are those that put one file in another's place.
    spread += [calls - chance.randint(0, calls // 10) for _ in range(CALLS_KILLED // 2)]
    ways: list[Kill] = [partial(killed_at_call, number) for number in spread]
    moments = [chance.uniform(0.001, 0.12) for _ in range(MOMENTS_KILLED)]
    ways += [partial(killed_after, seconds) for seconds in moments]
    killed = 0
    for number, way in enumerate(ways):
        folder = Path(shutil.copytree(base, base.with_name(f"killed-{number}")))
        killed += in_a_child(way(partial(change, folder))) < 0
        for complaint in complaints_about(folder, before):
            yield f"kill {number}: {complaint}"
        shutil.rmtree(folder)
    if killed < CALLS_KILLED // 2:
        yield f"only {killed} were killed at all"


def renew(folder: Path) -> None:
    sign_in(folder).renew_key()


def main() -> None:
    base = Path(sys.argv[2])
    if sys.argv[1] == "renew":
        protect(base)
    change = {"protect": protect, "renew": renew}[sys.argv[1]]
    for complaint in complaints(change, base):
        print(complaint)


if __name__ == "__main__":
    main()
