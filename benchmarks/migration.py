"""Records of each older release brought up to date: how long, how much memory, how quiet.

    python -m benchmarks.migration [--patients N] [--folder DIR] [--revisions 0001 0008 ...]

There is no peer: the question is whether whoever waits sees it move, and whether memory stays
small however many patients there are. Each is done in a process of its own.
"""

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

from benchmarks.lookup_records import made_records
from intake_app.storage.connection import connect
from intake_app.storage.data_folder import records_file
from intake_app.storage.records import open_records
from intake_app.storage.revision import REVISIONS
from tests.helpers.older_records import as_of


def main() -> None:
    options = _options()
    if options.bring_up_to_date is not None:
        _measure(options.bring_up_to_date)
        return
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        newest, older = Path(folder) / "newest", Path(folder) / "older"
        made_records(newest, options.patients, encrypted=False)
        _without_the_peers_table(newest)
        print(f"{options.patients} patients")
        print("from   seconds  of the processor  most memory  longest without a word")
        for revision in options.revisions:
            as_of(revision, newest, older)
            print(revision, end="   ", flush=True)
            command = [sys.executable, "-m", "benchmarks.migration"]
            subprocess.run([*command, "--bring-up-to-date", str(older)], check=True)
            shutil.rmtree(older)


def _measure(folder: Path) -> None:
    told = [time.perf_counter()]

    def progress(_done: float) -> bool:
        told.append(time.perf_counter())
        return True

    worked = time.process_time()
    open_records(folder, progress=progress).close()
    taken, worked = time.perf_counter() - told[0], time.process_time() - worked
    silence = max(later - sooner for sooner, later in pairwise(told))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{taken:6.1f}   {worked:6.1f} s          {memory:5.0f} MB     {silence:5.2f} s")


def _without_the_peers_table(folder: Path) -> None:
    connection = connect(records_file(folder))
    connection.execute("DROP TABLE IF EXISTS plain_text")
    connection.close()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--patients", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, help="on the disk to measure")
    parser.add_argument("--revisions", nargs="*", default=REVISIONS[:-1], choices=REVISIONS)
    parser.add_argument("--bring-up-to-date", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
