"""One handout, warm and cold, beside Typst setting the same.

    python -m benchmarks.handout [--rounds N] [--keep DIR]

The handout is that of the demonstration. Typst gets its words as JSON and sets the same tables,
drawings, pictures of people and code to scan in the same font files (handout.typ), and it too
writes tagged PDF/UA-1 that is PDF/A-2a. Warm is one more handout, with another name in it, in a
process that has made some: the program composes and sets it, Typst has its words ready. Cold is
from the start of a Python process to the finished file, from composed words on both sides. Both
run from bytecode, as installed. Rounds alternate, so that a slow moment meets both. Memory is the
most that the cold process holds at a time.

What a clock on the wall says depends on what else the machine does, and on how many processors
Typst finds idle; the time that the processors spent is printed too.
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
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from shutil import copytree

import typst

from benchmarks.installed import compile_as_installed
from intake_app.bootstrap import LiveRecords
from intake_app.content.demonstration import load_script
from intake_app.content.loading import load_content
from intake_app.content.resources import find_resources
from intake_app.domain.fhir.form import read_form
from intake_app.domain.fhir_json import from_json_text
from intake_app.domain.handout.composing import HandoutInput, compose_handout
from intake_app.domain.handout.handout import Handout, HandoutOptions
from intake_app.domain.own_words import bare
from intake_app.pdf.qr_code import dark_runs, squares_of
from intake_app.pdf.renderer import ReportLabHandoutRenderer
from intake_app.services import handouts
from intake_app.services.demonstration import demonstrate

_GOALS = {"cold": 2.0, "warm": 1.2, "memory": 1.5}
_WARM_UP = 3
_STANDARDS = ["a-2a", "ua-1"]
_TEMPLATE = Path(__file__).with_suffix(".typ")
_RESOURCES = find_resources()
_FONTS = _RESOURCES / "fonts"
_PROGRAM = """
import pickle, sys
from pathlib import Path
from intake_app.pdf.renderer import ReportLabHandoutRenderer
handout = pickle.loads(Path(sys.argv[1]).read_bytes())
Path(sys.argv[2]).write_bytes(ReportLabHandoutRenderer(Path(sys.argv[3])).render(handout).content)
"""
_TYPST = f"""
import sys
import typst
typst.compile(sys.argv[1], sys.argv[2], font_paths=[sys.argv[3]], ignore_system_fonts=True,
    pdf_standards={_STANDARDS})
"""

_SAY_MEMORY = """
from pathlib import Path
status = Path("/proc/self/status").read_text()
print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
"""
"""Linux alone says the most that was held since the process became what it is."""

Job = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Took:
    """Milliseconds by the clock and of the processors; medians over all rounds."""

    clock: float
    processor: float


class StoppedClock:
    def now(self) -> datetime:
        return datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def main() -> None:
    options = _options()
    compile_as_installed()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(options.keep or temporary)
        folder.mkdir(parents=True, exist_ok=True)
        given = demonstration_input(Path(temporary) / "records")
        pages = _lay_out(folder, compose_handout(given, HandoutOptions()))
        results = {
            "cold": _measured(options.rounds, _cold(folder, _PROGRAM), _cold(folder, _TYPST)),
            "warm": _measured(
                options.rounds * 2, _warm_program(given), _warm_typst(folder, given)
            ),
        }
        memory = [_most_memory(folder, script) for script in (_PROGRAM, _TYPST)]
    print(f"one handout of {pages} pages; milliseconds, medians; memory in MB")
    for name, took in results.items():
        _say(name, *(each.clock for each in took), goal=f"   (goal: at most {_GOALS[name]})")
        _say("  processor time", *(each.processor for each in took))
    _say("memory", *memory, goal=f"   (goal: at most {_GOALS['memory']})")


def _say(name: str, ours: float, theirs: float, *, goal: str = "") -> None:
    ratio = f"ratio {ours / theirs:5.2f}"
    print(f"{name:16} program {ours:7.1f}   Typst {theirs:7.1f}   {ratio}{goal}")


def demonstration_input(folder: Path) -> HandoutInput:
    """What the handout of the demonstration's recorded visit is composed from."""
    content = load_content()
    live = LiveRecords(folder, lambda: content, StoppedClock())
    composed: list[HandoutInput] = []

    def compose(given: HandoutInput, options: HandoutOptions) -> Handout:
        composed.append(given)
        return compose_handout(given, options)

    handouts.compose_handout = compose
    try:
        script = load_script(_RESOURCES, read_form(from_json_text(content.form.definition)))
        demonstrate(live.services(), script, StoppedClock(), patients=2)
    finally:
        handouts.compose_handout = compose_handout
        live.close()
    return composed[-1]


def _named(given: HandoutInput, name: str) -> HandoutInput:
    details = replace(given.patient.details, name=name)
    return replace(given, patient=replace(given.patient, details=details))


def _lay_out(folder: Path, handout: Handout) -> int:
    """Put the files of both sides into the folder; returns the pages of the program's paper."""
    (folder / "handout.pickle").write_bytes(pickle.dumps(handout))
    (folder / "handout.typ").write_text(_TEMPLATE.read_text("utf-8"), "utf-8")
    copytree(_RESOURCES / "drawings", folder / "drawings", dirs_exist_ok=True)
    _write_words(folder, handout)
    return ReportLabHandoutRenderer(_FONTS).render(handout).pages


def _write_words(folder: Path, handout: Handout) -> None:
    blocks = [{"kind": type(block).__name__, **asdict(block)} for block in handout.blocks]
    plain = {**asdict(replace(handout, blocks=())), "blocks": blocks}
    plain["squares"] = [
        [(start, end - start) for start, end in dark_runs(row)]
        for row in squares_of(handout.document_id)
    ]
    words = bare(json.dumps(plain, default=_plain, ensure_ascii=False))
    (folder / "handout.json").write_text(words, "utf-8")


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else str(value)


def _cold(folder: Path, script: str) -> Callable[[int], Job]:
    def run() -> None:
        subprocess.run(_command(folder, script), check=True)

    return lambda _: run


def _command(folder: Path, script: str, *, after: str = "") -> list[str]:
    """Start a process that makes one handout and then does something more."""
    names = {
        _PROGRAM: ("handout.pickle", "program.pdf"),
        _TYPST: ("handout.typ", "typst.pdf"),
    }
    files = [str(folder / name) for name in names[script]]
    return [sys.executable, "-c", script + after, *files, str(_FONTS)]


def _most_memory(folder: Path, script: str) -> float:
    """The most memory that a process making one handout holds at a time, in MB.

    The process says so itself: what a parent sees of its children is its own, at first.
    """
    command = _command(folder, script, after=_SAY_MEMORY)
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    return int(said.stdout) / 1024


def _warm_program(given: HandoutInput) -> Callable[[int], Job]:
    renderer = ReportLabHandoutRenderer(_FONTS)

    def prepared(turn: int) -> Job:
        named = _named(given, _name(turn))
        return lambda: _drop(renderer.render(compose_handout(named, HandoutOptions())))

    return prepared


def _warm_typst(folder: Path, given: HandoutInput) -> Callable[[int], Job]:
    compiler = typst.Compiler(
        str(folder / "handout.typ"), font_paths=[str(_FONTS)], ignore_system_fonts=True
    )

    def prepared(turn: int) -> Job:
        _write_words(folder, compose_handout(_named(given, _name(turn)), HandoutOptions()))
        return lambda: _drop(compiler.compile(format="pdf", pdf_standards=_STANDARDS))

    return prepared


def _name(turn: int) -> str:
    return f"Made-up Person {turn}"


def _drop(_: object) -> None: ...


def _measured(
    rounds: int, ours: Callable[[int], Job], theirs: Callable[[int], Job]
) -> tuple[Took, Took]:
    """Both in turn; what they prepare is not measured."""
    taken: tuple[list[Took], list[Took]] = ([], [])
    for turn in range(rounds + _WARM_UP):
        for took, prepared in zip(taken, (ours, theirs), strict=True):
            took.append(_timed(prepared(turn)))
    first, second = (_median(each[_WARM_UP:]) for each in taken)
    return first, second


def _timed(job: Job) -> Took:
    began, spent = time.perf_counter(), _spent()
    job()
    return Took(1000 * (time.perf_counter() - began), 1000 * (_spent() - spent))


def _spent() -> float:
    """Seconds that the processors worked for this process, its threads and ended children."""
    used = [getrusage(who) for who in (RUSAGE_SELF, RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _median(all_of_them: list[Took]) -> Took:
    return Took(
        statistics.median(each.clock for each in all_of_them),
        statistics.median(each.processor for each in all_of_them),
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.handout")
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--keep", help="a folder to leave both files in")
    return parser.parse_args()


if __name__ == "__main__":
    main()
