"""A backup of large records while somebody saves: how long it takes, and how long a save waits.

    python -m benchmarks.backup [--megabytes N] [--folder DIR] [--unprotected]

The peer is the plain copy of the same bytes on the same disk, flushed: what no backup can beat,
and what nobody may do with records in use.
"""

import argparse
import os
import shutil
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

from intake_app.domain.patients.patient import PatientDetails
from intake_app.services.upkeep import to_the_end
from intake_app.storage.connection import connect
from intake_app.storage.data_folder import records_file
from intake_app.storage.data_key import DataKey
from intake_app.storage.folder_upkeep import FolderUpkeep
from intake_app.storage.records import Records, open_records

_DOCUMENT = 100_000
_NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def main() -> None:
    options = _options()
    key = None if options.unprotected else DataKey.new()
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = Path(name)
        _fill(folder / "clinic", key, options.megabytes)
        copied = _copy(folder)
        records = open_records(folder / "clinic", key)
        waits: list[float] = []
        done = threading.Event()
        saving = threading.Thread(target=_save, args=(records, waits, done))
        saving.start()
        began = time.perf_counter()
        backup = FolderUpkeep(folder / "clinic", key).back_up(folder / "all", to_the_end)
        taken = time.perf_counter() - began
        done.set()
        saving.join()
        records.close()
    print(f"backup of {backup.size / 1e6:.0f} MB, {'protected' if key else 'unprotected'}")
    print(f"made, opened, checked, compared  {taken:6.2f} s   (goal for 700 MB: 20)")
    print(f"plain copy, flushed              {copied:6.2f} s")
    print(f"longest of {len(waits)} saves meanwhile {max(waits):6.3f} s   (goal: 0.5)")


def _fill(folder: Path, key: DataKey | None, megabytes: int) -> None:
    open_records(folder, key).close()
    connection = connect(records_file(folder), key)
    connection.execute("CREATE TABLE filling (id INTEGER PRIMARY KEY, content BLOB)")
    connection.execute("BEGIN IMMEDIATE")
    for _ in range(megabytes * 1_000_000 // _DOCUMENT):
        connection.execute("INSERT INTO filling (content) VALUES (?)", (os.urandom(_DOCUMENT),))
    connection.execute("COMMIT")
    connection.close()


def _copy(folder: Path) -> float:
    began = time.perf_counter()
    target = folder / "copy"
    shutil.copyfile(records_file(folder / "clinic"), target)
    with target.open("rb+") as file:
        os.fsync(file.fileno())
    taken = time.perf_counter() - began
    target.unlink()
    return taken


def _save(records: Records, waits: list[float], done: threading.Event) -> None:
    while not done.wait(0.05):
        began = time.perf_counter()
        with records.writing() as uow:
            uow.patients.add(PatientDetails(name="Ada Example"), at=_NOW)
            uow.commit()
        waits.append(time.perf_counter() - began)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--megabytes", type=int, default=700)
    parser.add_argument("--folder", type=Path, help="on the disk to measure")
    parser.add_argument("--unprotected", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
