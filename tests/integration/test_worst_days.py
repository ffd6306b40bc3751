"""A little of ``make torture`` in every run of the tests."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.torture.clinic_deeds import DEEDS
from tests.torture.deeds import KINDS
from tests.torture.flips import flip_bits
from tests.torture.kills import kill_often
from tests.torture.power_cuts import cut_power
from tests.torture.tight_disks import may_mount

ROOT = Path(__file__).parents[2]

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
with_a_compiler = pytest.mark.skipif(
    not sys.platform.startswith("linux") or shutil.which("cc") is None,
    reason="needs Linux and a C compiler",
)


def bad(tally: dict[str, int]) -> dict[str, int]:
    return {what: number for what, number in tally.items() if what.startswith("BAD") and number}


@on_posix
def test_a_program_killed_at_work_loses_nothing_it_acknowledged(tmp_path: Path) -> None:
    tally = kill_often(tmp_path / "kills", 4, seed=1)

    assert bad(tally) == {}
    assert tally["acknowledged saves"] > 0


@with_a_compiler
def test_a_power_cut_takes_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    tally = cut_power(tmp_path / "cuts", 10, seed=1)

    assert bad(tally) == {}
    assert tally["acknowledged saves"] > 0


def tortured(folder: Path, **asked: int) -> str:
    """In a process of its own, because it forks; says what was found."""
    nothing = dict.fromkeys(("kills", "at-work", "deed-kills", "power-cuts", "flips"), 0)
    wanted = {**nothing, "tight-disks": 0} | {
        name.replace("_", "-"): number for name, number in asked.items()
    }
    answer = subprocess.run(
        [
            *(sys.executable, "-m", "tests.torture", f"--folder={folder}"),
            *(f"--{name}={number}" for name, number in wanted.items()),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert answer.stdout.splitlines()[-1] == "Nothing was lost or damaged in silence.", answer
    return answer.stdout


@on_posix
def test_a_kill_in_a_change_of_the_files_loses_nothing(tmp_path: Path) -> None:
    kills = 2 * len(KINDS)

    assert f"kills: {kills}" in tortured(tmp_path, kills=kills)


@on_posix
def test_a_kill_in_anything_a_clinic_does_leaves_all_of_it_or_nothing(tmp_path: Path) -> None:
    kills = len(DEEDS)

    found = tortured(tmp_path, deed_kills=kills)

    assert f"kills: {kills}" in found
    assert all(f"killed while {name}: 1" in found for name in DEEDS)


@on_posix
def test_a_full_disk_in_anything_a_clinic_does_leaves_all_of_it_or_nothing(
    tmp_path: Path,
) -> None:
    if not may_mount(tmp_path):
        pytest.skip("needs root on Linux, and the right to mount")

    found = tortured(tmp_path, tight_disks=len(DEEDS) + len(KINDS))

    assert "filled up: " in found
    assert "filled up while protecting: 1" in found


def test_a_flipped_bit_is_noticed_or_in_a_place_where_nothing_is_kept(tmp_path: Path) -> None:
    tally = flip_bits(tmp_path / "flips", 12, seed=2)

    assert bad(tally) == {}
    assert tally["protected: found by verifying"] == 12
    assert tally["unprotected: found by verifying"] > 0
