"""A disk that fills up at any step of what a clinic does, and one that can only be read.

Each is a file system of its own in memory, which only root on Linux can have; elsewhere nothing
is tried. What is refused leaves nothing half-done, and works once there is room again.
"""

import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from intake_app.domain.errors import RecordsFull, RecordsRefused
from tests.helpers.protected import sign_in
from tests.torture.checking import Tables, tables_of
from tests.torture.clinic_deeds import DEEDS, Deed, at_work, begin, look
from tests.torture.deeds import KINDS, look_after

_MEGABYTES = 24
_MOST_LEFT, _MOST_OF_FILES = 400 * 1024, 2000 * 1024
"""So many bytes are free at most when the deed begins; one that writes whole files needs more."""


def may_mount(folder: Path) -> bool:
    """Whether this program may have file systems of its own."""
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("mount") is None:
        return False
    with _disk(folder) as mounted:
        return mounted


def fill_disks(folder: Path, times: int, seed: int) -> Counter[str]:
    tally, chance = Counter[str](), random.Random(seed)
    folder.mkdir(parents=True)
    if not may_mount(folder / "disk"):
        return Counter({"not tried: needs root on Linux": times})
    share = times // 3
    tally = _in_changes_of_files(folder, share, chance)
    base = folder / "base"
    begin(base)
    before = tables_of(base, sign_in(base).key)
    for number in range(times - share):
        deed = list(DEEDS.values())[number % len(DEEDS)]
        with _disk(folder / "disk"):
            shutil.copytree(base, folder / "disk" / "clinic")
            if number // len(DEEDS) % 4 == 3:
                tally += _only_read(folder / "disk", deed, before)
            else:
                tally += _filled_up(folder / "disk", deed, before, chance)
    print(f"   {dict(tally)}", flush=True)
    return tally


def _in_changes_of_files(folder: Path, times: int, chance: random.Random) -> Counter[str]:
    """A disk that fills up while the records are protected, migrated, salvaged and so on."""
    tally = Counter[str]()
    for number, (name, kind) in enumerate(KINDS.items()):
        base = folder / name / "base"
        for _ in range(times // len(KINDS) + (number < times % len(KINDS))):
            if not base.exists():
                kind.begin(base)
                expected = kind.may_be(base)
            with _disk(folder / "disk"):
                for path in base.parent.iterdir():
                    if path != base:  # a backup that lies beside
                        shutil.copy(path, folder / "disk") if path.is_file() else None
                trial, filler = folder / "disk" / "trial", folder / "disk" / "filler"
                shutil.copytree(base, trial)
                _fill(filler, leave=chance.randrange(_MOST_OF_FILES))
                tally[f"filled up while {name}"] += 1
                try:
                    kind.do(trial)
                except RecordsRefused:
                    tally["refused: full"] += 1
                filler.unlink()
                tally += look_after(trial, kind, expected, base)
    return tally


@contextmanager
def _disk(place: Path) -> Iterator[bool]:
    place.mkdir(exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={_MEGABYTES}m", "tmpfs", str(place)]
    mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", str(place)], check=True)


def _filled_up(disk: Path, deed: Deed, before: Tables, chance: random.Random) -> Counter[str]:
    """The room runs out at a moment of chance, also while the program closes."""
    filler, done, tally = disk / "filler", False, Counter({"filled up": 1})
    with suppress(RecordsRefused), at_work(disk / "clinic") as services:
        _fill(filler, leave=chance.randrange(_MOST_LEFT))
        try:
            deed.do(services)
            done = True
        except RecordsFull:
            tally["refused: full"] += 1
    filler.unlink(missing_ok=True)
    return tally + look(disk / "clinic", deed, before, acknowledged=done)


def _fill(filler: Path, *, leave: int) -> None:
    room = shutil.disk_usage(filler.parent).free - leave
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while room > 0:
            room -= file.write(b"\0" * min(room, 4096))


def _only_read(disk: Path, deed: Deed, before: Tables) -> Counter[str]:
    tally = Counter({"made read-only": 1})
    remount = partial(subprocess.run, check=True, capture_output=True)
    refused = False
    with suppress(RecordsRefused), at_work(disk / "clinic") as services:
        remount(["mount", "-o", "remount,ro", str(disk)])
        try:
            deed.do(services)
        except RecordsRefused:
            refused = True
    remount(["mount", "-o", "remount,rw", str(disk)])
    tally["refused: read-only"] += refused
    return tally + look(disk / "clinic", deed, before, acknowledged=not refused)
