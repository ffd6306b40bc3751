"""Processes that are killed while they change the key of the records.

Run as a program, because it forks: ``python killed_key_changes.py protect|renew|code FOLDER``.
FOLDER holds records that are not protected. It prints one line for each thing that went wrong.
"""

import os
import random
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from intake_app.domain.errors import RecordsRefused
from intake_app.storage.backup_file import SUFFIX, opened_archive
from intake_app.storage.connection import connect
from intake_app.storage.data_folder import BACKUPS_FOLDER, RECORDS_FILE
from intake_app.storage.folder_parts import ASIDE_PREFIX
from intake_app.storage.key_files import (
    KEYS_FILE,
    NEW_KEYS_FILE,
    NEW_RECORDS_FILE,
    PLAIN_HEADER,
    is_protected,
)
from intake_app.storage.keys.new_key import contents
from tests.helpers.protected import (
    ANNA,
    PASSPHRASE,
    protect,
    protection_of,
    sign_in,
    with_plain_text,
)

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


def paper_of(folder: Path) -> Path:
    """What somebody has written down: every recovery code that was shown."""
    return folder.with_name(f"{folder.name}.paper")


def _write_down(folder: Path, code: str) -> None:
    with paper_of(folder).open("a") as paper:
        paper.write(f"{code}\n")


def protect_on_paper(folder: Path) -> None:
    protection_of(folder).protect(ANNA, PASSPHRASE, partial(_write_down, folder))


def change_code(folder: Path) -> None:
    keys = sign_in(folder)
    code = keys.new_recovery_code()
    _write_down(folder, code)
    keys.use_recovery_code(code)


def encrypted(folder: Path) -> Iterator[tuple[str, bytes, bytes]]:
    """Every encrypted record file by name, with the keys that belong to it, if any do."""
    for records in (folder / RECORDS_FILE, *folder.glob(f"{ASIDE_PREFIX}*/{RECORDS_FILE}")):
        yield str(records), records.read_bytes(), _octets(records.with_name(KEYS_FILE))
    for records in folder.glob(f"{BACKUPS_FOLDER}/*.sqlite3"):
        yield str(records), records.read_bytes(), _octets(records.with_suffix(".keys.json"))
    for backup in folder.glob(f"{BACKUPS_FOLDER}/[!.]*{SUFFIX}"):
        with opened_archive(backup) as (archive, manifest):
            keys = archive.read(KEYS_FILE) if KEYS_FILE in manifest.hashes else b""
            yield str(backup), archive.read(RECORDS_FILE), keys


def _octets(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def is_opened(records: bytes, keys: bytes, codes: list[str]) -> bool:
    """Whether one of the codes that somebody has opens them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / RECORDS_FILE).write_bytes(records)
        (folder / KEYS_FILE).write_bytes(keys)
        for code in codes:
            with suppress(RecordsRefused):
                key = protection_of(folder).unlock_with_code(code).key
                connection = connect(folder / RECORDS_FILE, key)
                count = connection.execute("SELECT count(*) FROM patient").fetchone()
                connection.close()
                return count is not None
    return False


def complaints_about_codes(folder: Path) -> Iterator[str]:
    codes = _octets(paper_of(folder)).decode().split()
    for name, records, keys in encrypted(folder):
        if not records.startswith(PLAIN_HEADER) and not is_opened(records, keys, codes):
            yield f"no code that anybody has seen opens {name}"


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
    yield from complaints_about_codes(folder)
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
    trial = _copy(base, "trial")
    calls = calls_of(lambda: change(trial))
    spread = [chance.randint(1, calls) for _ in range(CALLS_KILLED // 2)]
    # The last calls are those that put one file in another's place.
    spread += [calls - chance.randint(0, calls // 10) for _ in range(CALLS_KILLED // 2)]
    ways: list[Kill] = [partial(killed_at_call, number) for number in spread]
    moments = [chance.uniform(0.001, 0.12) for _ in range(MOMENTS_KILLED)]
    ways += [partial(killed_after, seconds) for seconds in moments]
    killed = 0
    for number, way in enumerate(ways):
        folder = _copy(base, f"killed-{number}")
        killed += in_a_child(way(partial(change, folder))) < 0
        for complaint in complaints_about(folder, before):
            yield f"kill {number}: {complaint}"
        shutil.rmtree(folder)
    if killed < CALLS_KILLED // 2:
        yield f"only {killed} were killed at all"


def _copy(base: Path, name: str) -> Path:
    folder = Path(shutil.copytree(base, base.with_name(name)))
    if paper_of(base).exists():
        shutil.copy(paper_of(base), paper_of(folder))
    return folder


def renew(folder: Path) -> None:
    sign_in(folder).renew_key()


def main() -> None:
    base = Path(sys.argv[2])
    change = {"protect": protect_on_paper, "renew": renew, "code": change_code}[sys.argv[1]]
    if change is not protect_on_paper:
        protect_on_paper(base)
    for complaint in complaints(change, base):
        print(complaint)


if __name__ == "__main__":
    main()
