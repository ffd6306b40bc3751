"""One handout, warm and cold, beside Typst setting the same words.

    python -m benchmarks.handout [--rounds N] [--keep DIR]

The handout is that of the demonstration. Typst gets its blocks as JSON and lays out the same
tables in the same font files (handout.typ), with accessibility tags like the program's. Cold is
from the start of a Python process to the finished file; warm is one more handout, with another
name in it, in a process that has made some. Rounds alternate, so that a slow moment meets both.
Memory is the most that the cold process holds at a time.
"""

import argparse
import json
import pickle
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

import typst

from intake_app.bootstrap import LiveRecords
from intake_app.content.demonstration import load_script
from intake_app.content.loading import load_content
from intake_app.content.resources import find_resources
from intake_app.domain.fhir.form import read_form
from intake_app.domain.fhir_json import from_json_text
from intake_app.domain.handout.handout import Handout, HandoutOptions
from intake_app.pdf.renderer import ReportLabHandoutRenderer
from intake_app.services.access import Actor, Role
from intake_app.services.demonstration import demonstrate

_GOALS = {"cold": 2.0, "warm": 1.2, "memory": 1.5}
_WARM_UP = 3
_TEMPLATE = Path(__file__).with_suffix(".typ")
_FONTS = find_resources() / "fonts"
_PROGRAM_COLD = """
import pickle, sys
from pathlib import Path
from intake_app.pdf.renderer import ReportLabHandoutRenderer
handout = pickle.loads(Path(sys.argv[1]).read_bytes())
Path(sys.argv[2]).write_bytes(ReportLabHandoutRenderer(Path(sys.argv[3])).render(handout).content)
"""
_TYPST_COLD = """
import sys
import typst
typst.compile(sys.argv[1], sys.argv[2], font_paths=[sys.argv[3]], ignore_system_fonts=True)
"""

_SAY_MEMORY = """
from pathlib import Path
status = Path("/proc/self/status").read_text()
print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
"""
"""Linux alone says the most that was held since the process became what it is."""


class StoppedClock:
    def now(self) -> datetime:
        return datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(options.keep or temporary)
        folder.mkdir(parents=True, exist_ok=True)
        handout = demonstration_handout(Path(temporary) / "records")
        (folder / "handout.pickle").write_bytes(pickle.dumps(handout))
        (folder / "handout.typ").write_text(_TEMPLATE.read_text("utf-8"), "utf-8")
        _write_words(folder, handout)
        results = {
            "cold": _measured(options.rounds, *_cold_pair(folder)),
            "warm": _measured(options.rounds * 2, *_warm_pair(folder, handout)),
            "memory": (_most_memory(_PROGRAM_COLD, folder), _most_memory(_TYPST_COLD, folder)),
        }
    pages = ReportLabHandoutRenderer(_FONTS).render(handout).pages
    print(f"one handout of {pages} pages; milliseconds, medians; memory in MB")
    for name, (ours, theirs) in results.items():
        print(
            f"{name:6} program {ours:7.1f}   Typst {theirs:7.1f}   ratio {ours / theirs:5.2f}"
            f"   (goal: at most {_GOALS[name]})"
        )


def demonstration_handout(folder: Path) -> Handout:
    """The handout of the demonstration's recorded visit."""
    content = load_content()
    live = LiveRecords(folder, lambda: content, StoppedClock())
    try:
        services = live.services()
        questionnaire = read_form(from_json_text(content.form.definition))
        script = load_script(find_resources(), questionnaire)
        made = demonstrate(services, script, StoppedClock(), patients=2)
        actor = Actor("Dr Example", Role.MANAGER)
        return services.handouts.preview(actor, made.consultation_id, HandoutOptions()).handout
    finally:
        live.close()


def _write_words(folder: Path, handout: Handout) -> None:
    blocks = [{"kind": type(block).__name__, **asdict(block)} for block in handout.blocks]
    plain = {**asdict(replace(handout, blocks=())), "blocks": blocks}
    words = json.dumps(plain, default=_plain, ensure_ascii=False)
    (folder / "handout.json").write_text(words, "utf-8")


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else str(value)


def _cold_pair(folder: Path) -> tuple[Callable[[int], None], Callable[[int], None]]:
    def run(script: str) -> None:
        subprocess.run(_command(script, folder), check=True)

    return lambda _: run(_PROGRAM_COLD), lambda _: run(_TYPST_COLD)


def _command(script: str, folder: Path, *, after: str = "") -> list[str]:
    """Start a process that makes one handout and then does something more."""
    names = {
        _PROGRAM_COLD: ("handout.pickle", "program.pdf"),
        _TYPST_COLD: ("handout.typ", "typst.pdf"),
    }
    files = [str(folder / name) for name in names[script]]
    return [sys.executable, "-c", script + after, *files, str(_FONTS)]


def _most_memory(script: str, folder: Path) -> float:
    """The most memory that a process making one handout holds at a time, in MB.

    The process says so itself: what a parent sees of its children is its own, at first.
    """
    command = _command(script, folder, after=_SAY_MEMORY)
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    return int(said.stdout) / 1024


def _warm_pair(
    folder: Path, handout: Handout
) -> tuple[Callable[[int], None], Callable[[int], None]]:
    renderer = ReportLabHandoutRenderer(_FONTS)
    compiler = typst.Compiler(
        str(folder / "handout.typ"), font_paths=[str(_FONTS)], ignore_system_fonts=True
    )

    def changed(turn: int) -> Handout:
        head = replace(handout.head, patient_name=f"Made-up Person {turn}")
        return replace(handout, head=head)

    def ours(turn: int) -> None:
        renderer.render(changed(turn))

    def theirs(turn: int) -> None:
        _write_words(folder, changed(turn))
        compiler.compile(format="pdf")

    return ours, theirs


def _measured(
    rounds: int, ours: Callable[[int], None], theirs: Callable[[int], None]
) -> tuple[float, float]:
    """Medians of both in milliseconds, measured in turn."""
    taken: tuple[list[float], list[float]] = ([], [])
    for turn in range(rounds + _WARM_UP):
        for seconds, make in zip(taken, (ours, theirs), strict=True):
            began = time.perf_counter()
            make(turn)
            seconds.append(time.perf_counter() - began)
    first, second = (1000 * statistics.median(seconds[_WARM_UP:]) for seconds in taken)
    return first, second


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.handout")
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--keep", help="a folder to leave both files in")
    return parser.parse_args()


if __name__ == "__main__":
    main()
