"""From starting the process to the first painted window, and to the first search result.

    python -m benchmarks.startup [--rounds N]

The peer is a bare PySide6 window with one label. Starts alternate, so that a slow moment of the
machine meets both; the medians are compared. Without a display Qt's offscreen platform is used
for both. The data folder holds the demonstration's made-up patients.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.installed import compile_as_installed
from intake_app.bootstrap import LiveRecords, SystemClock
from intake_app.content.demonstration import load_script
from intake_app.content.loading import load_content
from intake_app.content.resources import find_resources
from intake_app.domain.fhir.form import read_form
from intake_app.domain.fhir_json import from_json_text
from intake_app.services.demonstration import demonstrate

GOALS = {"painted": 2.0, "found": 4.0}
WORDS = {"painted": "first painted window", "found": "first search result"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    compile_as_installed()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "records"
        fill(folder)
        start("bare")  # once each for the disk's sake
        start("program", str(folder))
        peers, ours = [], []
        for _ in range(rounds):
            peers.append(start("bare")["painted"])
            ours.append(start("program", str(folder)))
    peer = statistics.median(peers)
    print(f"process start to ..., milliseconds, medians of {rounds} starts")
    print(f"{'a bare window with one label painted':38} {peer:7.1f}")
    for what, words in WORDS.items():
        took = statistics.median(each[what] for each in ours)
        print(f"{words:38} {took:7.1f}   ratio {took / peer:5.2f}   (goal: at most {GOALS[what]})")


def fill(folder: Path) -> None:
    """Make the demonstration's patients."""
    content = load_content()
    live = LiveRecords(folder, lambda: content, SystemClock())
    try:
        form = read_form(from_json_text(content.form.definition))
        demonstrate(live.services(), load_script(find_resources(), form), SystemClock())
    finally:
        live.close()


def start(*what: str) -> dict[str, float]:
    """Start once; returns the milliseconds by what was reached."""
    environment = dict(os.environ)
    if not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    command = [sys.executable, "-m", "benchmarks.startup_probe", *what]
    environment["BENCH_STARTED"] = str(time.monotonic_ns())
    answer = subprocess.run(
        command,
        env=environment,
        check=True,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=60,
    )
    return {name: float(took) for name, took in map(str.split, answer.stdout.splitlines())}


if __name__ == "__main__":
    main()
