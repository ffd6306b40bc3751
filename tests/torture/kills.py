"""kill -9 at moments of chance, while typing, saving, completing, merging and backing up."""

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from intake_app.storage.backup_file import SUFFIX, opened_archive
from intake_app.storage.data_folder import BACKUPS_FOLDER
from intake_app.storage.data_key import DataKey
from intake_app.storage.records import open_records
from tests.torture.checking import is_whole, lost

ROOT = Path(__file__).parents[2]
LONGEST = 0.35
"""Seconds from the first acknowledgement to the kill."""

FRESH_AFTER = 20
"""Kills after which new records are begun, so that looking through them stays quick."""


def kill_often(folder: Path, kills: int, seed: int) -> Counter[str]:
    chance, tally = random.Random(seed), Counter[str]()
    folder.mkdir(parents=True)
    for first in range(0, kills, FRESH_AFTER):
        key = DataKey.new() if (first // FRESH_AFTER) % 2 == 0 else None
        clinic = folder / f"clinic-{first}"
        open_records(clinic, key).close()
        acknowledged = set[str]()
        for _ in range(min(FRESH_AFTER, kills - first)):
            acknowledged |= _killed(clinic, key, chance)
            tally["kills"] += 1
            tally["BAD acknowledged saves lost"] += len(lost(clinic, key, acknowledged))
            tally["BAD records not whole"] += not is_whole(clinic, key)
        tally["acknowledged saves"] += len(acknowledged)
        print(f"   {dict(tally)}", flush=True)
        for backup in (clinic / BACKUPS_FOLDER).glob(f"*{SUFFIX}"):
            with opened_archive(backup):  # refuses one that is not whole
                tally["whole backups"] += 1
    return tally


def _killed(folder: Path, key: DataKey | None, chance: random.Random) -> set[str]:
    command = [sys.executable, "-m", "tests.torture.worker", str(folder)]
    command += [key.octets.hex() if key else "", str(chance.randrange(10**6))]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        heard = worker.stdout.readline()
        time.sleep(chance.random() * LONGEST)
        worker.send_signal(signal.SIGKILL)
        heard += worker.stdout.read()
    whole, _, _half = heard.rpartition("\n")
    return set(whole.splitlines())
