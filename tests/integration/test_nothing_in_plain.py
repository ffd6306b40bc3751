"""Protected records byte by byte: no file that the program writes says anything of a patient."""

import base64
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from intake_app.domain.scalp.file import as_attachment
from intake_app.storage.connection import connect
from intake_app.storage.data_folder import BACKUPS_FOLDER, records_file
from tests.helpers.pictures import made_up_head, photograph
from tests.helpers.protected import PASSPHRASE, protect, sign_in
from tests.helpers.scalp_maps import PAINTED
from tests.helpers.whole_day_process import (
    EMAIL,
    GUARDIAN,
    HALF,
    NAME,
    NOTE,
    PHONE,
    REASON,
    STAGES,
    signature,
)

ROOT = Path(__file__).parents[2]
TEXTS = (*NAME.split(), *NOTE.split(), HALF, PHONE, EMAIL, *GUARDIAN.split(), REASON, PASSPHRASE)
OWN = ("data", "HOME", "TMPDIR")
"""Folders of the program; what a person saves goes elsewhere."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (*OWN, "theirs"):
        (tmp_path / name).mkdir()
    protect(tmp_path / "data")
    return tmp_path


@pytest.fixture
def day(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """The process, at work in folders of its own."""
    own = {name: str(folder / name) for name in OWN[1:]}
    outside = {k: v for k, v in os.environ.items() if not k.startswith("XDG_")}
    with subprocess.Popen(
        [
            *(sys.executable, "-m", "tests.helpers.whole_day_process"),
            *(str(folder / "data"), str(folder / "theirs")),
        ],
        cwd=ROOT,
        env=outside | own | {"QT_QPA_PLATFORM": "offscreen"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield process
        process.kill()


def wait_for(day: subprocess.Popen[str], stage: str) -> None:
    assert day.stdout is not None
    assert day.stdout.readline().strip() == stage


def go_on(day: subprocess.Popen[str]) -> None:
    assert day.stdin is not None
    day.stdin.write("\n")
    day.stdin.flush()


def stored_pictures(folder: Path) -> list[bytes]:
    """Every file that was given as an answer, and every paper, as they are kept."""
    connection = connect(records_file(folder), sign_in(folder).key)
    files = connection.execute("SELECT content FROM attachment").fetchall()
    papers = connection.execute("SELECT content FROM document").fetchall()
    connection.close()
    assert len(files) >= 4, "photograph, signature; of two visits"
    assert len(papers) == 1
    return [content for (content,) in (*files, *papers) if isinstance(content, bytes)]


def traces_of(kept: list[bytes]) -> dict[str, bytes]:
    """What to look for, in every form in which a text or a picture is usually written."""
    found = {f"{text} {way}": text.encode(way) for text in TEXTS for way in ("utf-8", "utf-16-le")}
    found |= {f"{text} big": text.encode("utf-16-be") for text in TEXTS}
    found |= {f"{text} escaped": text.encode("unicode_escape") for text in TEXTS}
    found |= {f"{text} base64": base64.b64encode(text.encode())[:12] for text in TEXTS}
    for number, content in enumerate(kept):
        found[f"file {number}"] = content[len(content) // 2 :][:48]
        found[f"file {number}'s beginning"] = content[:24]
        found[f"file {number} base64"] = base64.b64encode(content)[:32]
    stroke = signature().svg()
    found |= {"a signature": b'<path d="M100 90', "its points": b"[[100,90,0]"}
    found |= {"a drawing": base64.b64decode(as_attachment(PAINTED).data or "")[-60:]}
    assert found["a signature"] in stroke
    assert found["its points"] in stroke
    found |= {"a paper": b"%PDF-1", "a photograph": photograph(picture=made_up_head())[:12]}
    found |= {
        "a picture of ours": b"<svg ",
        "a photograph's marker": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    }
    return {name: trace for name, trace in found.items() if len(trace) >= 5}


def readable(folder: Path, traces: dict[str, bytes]) -> list[tuple[str, str]]:
    files = [path for own in OWN for path in (folder / own).rglob("*") if path.is_file()]
    assert len(files) > 5
    return [
        (path.name, name)
        for path in files
        for name, trace in traces.items()
        if trace in path.read_bytes()
    ]


def told_by_the_system(process: int, traces: dict[str, bytes]) -> list[str]:
    """What everybody on this computer may see of the process, and what it was started with."""
    seen = [Path(f"/proc/{process}/{name}") for name in ("cmdline", "environ", "comm")]
    content = b"\0".join(path.read_bytes() for path in seen if path.exists())
    return [name for name, trace in traces.items() if trace in content]


def test_no_file_shows_anything_of_a_patient_after_a_whole_day(
    folder: Path, day: subprocess.Popen[str]
) -> None:
    wait_for(day, STAGES[0])
    traces = traces_of(stored_pictures(folder / "data"))
    backups = [
        path.name.partition("-")[0] for path in (folder / "data" / BACKUPS_FOLDER).iterdir()
    ]
    assert {"by", "on", "salvaged"} <= set(backups)
    assert (folder / "data" / "logs").is_dir(), "a crash was reported"
    assert {path.name for path in (folder / "theirs").iterdir()} == {"printed.pdf", "saved.pdf"}
    assert readable(folder, traces) == [], "while it is open, journal and all"
    assert told_by_the_system(day.pid, traces) == []

    go_on(day)
    wait_for(day, STAGES[1])
    assert readable(folder, traces) == [], "brought back, with what was replaced beside"
    assert list((folder / "data").glob("replaced-*"))
    day.kill()
    day.wait()

    assert readable(folder, traces) == [], "after a kill"


def said_by(script: str, home: Path, *arguments: str) -> str:
    outside = {k: v for k, v in os.environ.items() if not k.startswith("XDG_")}
    ran = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=ROOT,
        env=outside | {"HOME": str(home), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


SAVING = """
import sys
from pathlib import Path
import shiboken6
from PySide6.QtWidgets import QApplication, QFileDialog
from intake_app.bootstrap.desktop import opening
from intake_app.desktop.app import Desktop
from intake_app.desktop.widgets.handout.paper_dialogs import ask_for_place

application = QApplication([])
desktop = Desktop(application, opening(Path(sys.argv[1]), None, demonstration=False))
ask_for_place(desktop.window, "ABCD", print)
dialog = desktop.window.findChild(QFileDialog)
dialog.setDirectory(sys.argv[2])
dialog.selectFile("handout.pdf")
dialog.accept()
shiboken6.delete(dialog)
"""


def test_where_a_person_saves_is_remembered_nowhere(tmp_path: Path) -> None:
    """A folder may be named after a patient."""
    home, theirs = tmp_path / "HOME", tmp_path / "theirs" / NAME.split()[0]
    home.mkdir()
    theirs.mkdir(parents=True)

    saved = said_by(SAVING, home, str(tmp_path / "data"), str(theirs))

    assert saved == str(theirs / "handout.pdf")
    assert [path for path in home.rglob("*") if path.is_file()] == []


@pytest.mark.skipif(os.name == "nt", reason="Windows leaves no such file by itself")
def test_a_program_that_dies_leaves_no_copy_of_its_memory() -> None:
    script = (
        "import resource\n"
        "most = resource.getrlimit(resource.RLIMIT_CORE)[1]\n"
        "resource.setrlimit(resource.RLIMIT_CORE, (most, most))\n"
        "from intake_app.bootstrap import start\n"
        "try: start(['--version'])\n"
        "finally: print(*resource.getrlimit(resource.RLIMIT_CORE))\n"
    )
    assert said_by(script, Path.home()).endswith("0 0")


def test_the_search_finds_what_is_there_to_be_found(tmp_path: Path) -> None:
    """A trace is found in a file that has it, whichever of the program's folders that is in."""
    traces = traces_of([b"made-up picture " * 9])
    for own in OWN:
        for number in range(3):
            (tmp_path / own).mkdir(exist_ok=True)
            (tmp_path / own / str(number)).write_bytes(b"nothing")
    text = io.BytesIO(b"x" * 9000 + GUARDIAN.split()[0].encode() + NAME.split()[1].encode())
    (tmp_path / "HOME" / "2").write_bytes(text.getvalue())

    assert ("2", f"{NAME.split()[1]} utf-8") in readable(tmp_path, traces)
