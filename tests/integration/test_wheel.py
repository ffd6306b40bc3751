"""The built wheel, installed in an environment of its own, carries all that the program needs."""

import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel, install it away from the checkout, and return the new environment."""
    folder = tmp_path_factory.mktemp("wheel")
    run("-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT))
    environment = folder / "environment"
    run("-m", "venv", "--without-pip", str(environment))
    site = Path(sysconfig.get_path("purelib", "venv", {"base": str(environment)}))
    # The packages it depends on are borrowed; a path in such a file brings no checkout along.
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    [wheel] = folder.glob("*.whl")
    run(
        "-m", "pip", "--python", str(environment), "install", "--no-deps", "--no-index", str(wheel)
    )
    return environment


def run(*arguments: str) -> None:
    """Run this Python and show what it said if that fails."""
    process = subprocess.run(
        [sys.executable, *arguments], cwd="/", capture_output=True, text=True, check=False
    )
    assert process.returncode == 0, process.stdout + process.stderr


def in_environment(
    environment: Path, program: str, *arguments: str, folder: Path
) -> subprocess.CompletedProcess[str]:
    scripts = Path(sysconfig.get_path("scripts", "venv", {"base": str(environment)}))
    return subprocess.run(
        [scripts / program, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )


def test_an_installed_program_finds_its_resources(installed: Path, tmp_path: Path) -> None:
    check = in_environment(installed, "intake-app", "content", "check", folder=tmp_path)

    assert check.returncode == 0, check.stdout + check.stderr


def test_it_is_the_wheel_that_was_run_and_not_the_checkout(
    installed: Path, tmp_path: Path
) -> None:
    where = "import intake_app; print(intake_app.__file__)"

    answer = in_environment(installed, "python", "-c", where, folder=tmp_path)

    assert Path(answer.stdout.strip()).is_relative_to(installed)


def test_every_resource_of_the_checkout_reached_the_wheel(installed: Path) -> None:
    [resources] = installed.rglob("site-packages/intake_app/resources")
    there = {path.relative_to(resources) for path in resources.rglob("*") if path.is_file()}
    here = {
        path.relative_to(ROOT / "resources")
        for path in (ROOT / "resources").rglob("*")
        if path.is_file()
    }

    assert there == here
