"""Power cuts, simulated: what the disk was asked for is written down, and cut off anywhere.

What was flushed is on the disk. Of what was written since, any part may be, each sector on its
own and in any order; that is decided by chance. Needs Linux and a C compiler.
"""

import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from intake_app.storage.data_folder import RECORDS_FILE, records_file
from intake_app.storage.data_key import DataKey
from intake_app.storage.folder_parts import HEAD_FILE
from intake_app.storage.records import open_records
from tests.torture.checking import is_whole, lost

HERE = Path(__file__).parent
SECTOR = 512
SECONDS = 3.0
ACKNOWLEDGED = f"acknowledged-{RECORDS_FILE}"
"""The watcher looks at files of this name, so acknowledgements stand in the log in order."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing the disk was asked for."""

    what: str
    file: str
    at: int
    octets: bytes


@dataclass(slots=True)
class Disk:
    """Files as they were flushed, and what was written since."""

    flushed: dict[str, bytearray] = field(default_factory=dict)
    since: dict[str, list[Asked]] = field(default_factory=dict)

    def ask(self, asked: Asked) -> None:
        if asked.what != "sync":
            self.since.setdefault(asked.file, []).append(asked)
            return
        content = self.flushed.setdefault(asked.file, bytearray())
        for each in self.since.pop(asked.file, []):
            _apply(content, each)

    def after_cut(self, chance: random.Random) -> dict[str, bytes]:
        files = {name: bytearray(content) for name, content in self.flushed.items()}
        for name, waiting in self.since.items():
            content = files.setdefault(name, bytearray())
            for asked in waiting:
                for sector in _sectors(asked):
                    if chance.random() < 0.5:
                        _apply(content, sector)
        return {name: bytes(content) for name, content in files.items()}


def cut_power(folder: Path, cuts: int, seed: int) -> Counter[str]:
    if not sys.platform.startswith("linux") or (compiler := shutil.which("cc")) is None:
        print("Not done: this needs Linux and a C compiler.")
        return Counter()
    folder.mkdir(parents=True)
    watcher = folder / "powercut.so"
    command = [compiler, "-shared", "-fPIC", "-O1", "-w", "-o", str(watcher)]
    subprocess.run([*command, str(HERE / "powercut.c"), "-ldl"], check=True)
    chance, tally = random.Random(seed), Counter[str]()
    for number, key in enumerate((DataKey.new(), None)):
        clinic = folder / f"clinic-{number}"
        open_records(clinic, key).close()
        disk = Disk({RECORDS_FILE: bytearray(records_file(clinic).read_bytes())})
        head = (clinic / HEAD_FILE).read_bytes()
        log = _watched(clinic, key, watcher, seed)
        share = cuts - cuts // 2 if number == 0 else cuts // 2
        moments = sorted(chance.randrange(len(log)) for _ in range(share))
        tally.update(_cut_at(moments, log, disk, (folder / "after", head, key, chance)))
    return tally


def _cut_at(
    moments: list[int],
    log: list[Asked],
    disk: Disk,
    around: tuple[Path, bytes, DataKey | None, random.Random],
) -> Counter[str]:
    folder, head, key, chance = around
    tally, acknowledged, place = Counter[str](), b"", 0
    for moment in moments:
        for asked in log[place:moment]:
            if asked.file == ACKNOWLEDGED:
                acknowledged += asked.octets
            else:
                disk.ask(asked)
        place = moment
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        (folder / HEAD_FILE).write_bytes(head)
        for name, content in disk.after_cut(chance).items():
            (folder / name).write_bytes(content)
        rows = set(acknowledged.decode().splitlines())
        tally["power cuts"] += 1
        tally["BAD acknowledged saves lost"] += len(lost(folder, key, rows))
        tally["BAD records not whole"] += not is_whole(folder, key)
    tally["acknowledged saves"] = acknowledged.count(b"\n")
    return tally


def _watched(folder: Path, key: DataKey | None, watcher: Path, seed: int) -> list[Asked]:
    log = folder.with_suffix(".log")
    arguments = [str(folder), key.octets.hex() if key else "", str(seed)]
    command = [sys.executable, "-m", "tests.torture.worker", *arguments]
    environment = {**os.environ, "LD_PRELOAD": str(watcher), "POWERCUT_LOG": str(log)}
    (folder.parent / ACKNOWLEDGED).unlink(missing_ok=True)
    worker = subprocess.Popen(
        [*command, str(folder.parent / ACKNOWLEDGED)], cwd=HERE.parents[1], env=environment
    )
    _wait_for_work(worker, folder.parent / ACKNOWLEDGED)
    time.sleep(SECONDS)
    worker.kill()
    worker.wait()
    return _read_log(log.read_bytes())


def _wait_for_work(worker: "subprocess.Popen[bytes]", acknowledged: Path) -> None:
    """On a busy computer a program may need long to begin; it is cut off at work."""
    while worker.poll() is None and not (acknowledged.exists() and acknowledged.stat().st_size):
        time.sleep(0.05)


def _read_log(log: bytes) -> list[Asked]:
    asked, at = [], 0
    while (end := log.find(b"\n", at)) >= 0:
        what, file, offset, length = log[at:end].decode().split(" ")
        octets = log[end + 1 : end + 1 + int(length)]
        at = end + 1 + int(length)
        if file in (RECORDS_FILE, f"{RECORDS_FILE}-wal", ACKNOWLEDGED):
            asked.append(Asked(what, file, int(offset), octets))
    return asked


def _sectors(asked: Asked) -> list[Asked]:
    if asked.what == "cut":
        return [asked]
    return [
        Asked("write", asked.file, asked.at + start, asked.octets[start : start + SECTOR])
        for start in range(0, len(asked.octets), SECTOR)
    ]


def _apply(content: bytearray, asked: Asked) -> None:
    if asked.what == "cut":
        del content[asked.at :]
        return
    if len(content) < asked.at:
        content.extend(bytes(asked.at - len(content)))
    content[asked.at : asked.at + len(asked.octets)] = asked.octets
