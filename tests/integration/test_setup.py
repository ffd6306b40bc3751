"""The two commands on a copy of the project: set up once, then at once; recover; say what lacks.

The copy's lock is empty, so that nothing is fetched: its environment borrows the packages of the
one that runs the tests. That everything also works on a machine with nothing on it is proved by
hand (CONTRIBUTING.md says how).
"""

import os
import shutil
import signal
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

import packages
import setup

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("intake_app", "resources", "tools", "pyproject.toml", "README.md", "LICENSE")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="starts POSIX programs")


class Clone:
    """A copy of the project in which the commands are run as a person would."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.program = folder / ".venv/bin/intake-app"
        self._variables = {
            **{k: v for k, v in os.environ.items() if k not in {"DISPLAY", "WAYLAND_DISPLAY"}},
            "PYTHONPATH": sysconfig.get_path("purelib"),
        }

    def start(self, *arguments: str, **variables: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "tools/setup.py", *arguments],
            cwd=self.folder,
            env=self._variables | variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def run(self, *arguments: str, **variables: str) -> str:
        process = self.start(*arguments, **variables)
        output, _ = process.communicate()
        assert process.returncode == 0, output
        return output


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Clone:
    folder = tmp_path_factory.mktemp("a clinic's") / "copy of intake"
    folder.mkdir()
    for name in NEEDED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder)
    for lock in ("requirements.lock", "requirements-extra.lock"):
        (folder / lock).touch()
    return Clone(folder)


@pytest.fixture
def set_up(clone: Clone) -> Clone:
    clone.run("setup")
    return clone


def test_set_up_leaves_the_program_and_the_second_time_does_nothing(set_up: Clone) -> None:
    stamps = {path: path.stat().st_mtime_ns for path in set_up.folder.glob(".venv/.*-done")}

    output = set_up.run("setup")

    assert set_up.program.is_file()
    assert output == f"Ready. The program is {set_up.program}\n"
    assert stamps == {p: p.stat().st_mtime_ns for p in set_up.folder.glob(".venv/.*-done")}


def test_a_set_up_that_was_killed_is_done_again(clone: Clone) -> None:
    shutil.rmtree(clone.folder / ".venv", ignore_errors=True)
    process = clone.start("setup")
    assert process.stdout
    assert "Setting up" in process.stdout.readline()
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()

    output = clone.run("setup")

    assert "Setting up" in output
    assert clone.program.is_file()


def test_two_set_ups_at_once_do_the_work_once(clone: Clone) -> None:
    shutil.rmtree(clone.folder / ".venv", ignore_errors=True)

    both = [clone.start("setup"), clone.start("setup")]
    outputs = [process.communicate()[0] for process in both]

    assert [process.returncode for process in both] == [0, 0], outputs
    assert sum("Setting up" in output for output in outputs) == 1


def test_an_environment_whose_python_has_gone_is_made_anew(set_up: Clone) -> None:
    for python in set_up.folder.glob(".venv/bin/python*"):
        python.unlink()

    assert "Setting up" in set_up.run("setup")


def test_a_changed_lock_makes_everything_anew_and_a_changed_project_only_itself(
    set_up: Clone,
) -> None:
    left_behind = set_up.folder / ".venv/left behind"
    left_behind.touch()
    with (set_up.folder / "pyproject.toml").open("a") as project:
        project.write("\n")
    set_up.program.write_text("old")

    set_up.run("setup")

    assert left_behind.exists()
    assert set_up.program.read_text() != "old"

    with (set_up.folder / "requirements.lock").open("a") as lock:
        lock.write("\n")

    assert "Setting up" in set_up.run("setup")
    assert not left_behind.exists()


def test_without_a_display_run_says_so_and_leaves_a_handout_and_a_picture(set_up: Clone) -> None:
    output = set_up.run("run")

    folder = set_up.folder / "demo-output/1"
    assert "There is no display here" in output
    handouts = list(folder.glob("*.pdf"))
    assert [handout.read_bytes()[:5] for handout in handouts] == [b"%PDF-"]
    assert (folder / "window.png").read_bytes()[:4] == b"\x89PNG"
    assert f"Handout: {handouts[0]}" in output
    assert f"Picture of the window: {folder / 'window.png'}" in output


def test_each_demonstration_gets_a_folder_that_nobody_used_before(tmp_path: Path) -> None:
    made = [setup.fresh_folder(tmp_path / "demo-output") for _ in range(3)]

    assert [folder.name for folder in made] == ["1", "2", "3"]
    assert all(folder.is_dir() for folder in made)


def test_with_a_display_run_starts_the_program_with_what_was_added(set_up: Clone) -> None:
    output = set_up.run("run", "content", "check", DISPLAY=":99")

    assert "no display" not in output


def test_an_unknown_verb_shows_the_verbs() -> None:
    process = subprocess.run(
        [sys.executable, ROOT / "tools/setup.py", "fly"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert process.returncode == 2
    assert "setup | run | test" in process.stdout


def test_a_python_that_is_too_old_is_named_with_those_that_suit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(setup, "SUITABLE_PYTHONS", ("9.1", "9.2"))

    with pytest.raises(packages.SetupStopped) as stopped:
        setup.use_suitable_python()

    assert "Python 9.1 or 9.2 is needed and this is 3." in str(stopped.value)
