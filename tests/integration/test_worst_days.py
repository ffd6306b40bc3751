"""A little of ``make torture`` in every run of the tests."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.torture.deeds import KINDS
from tests.torture.flips import flip_bits
from tests.torture.kills import kill_often
from tests.torture.power_cuts import cut_power

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


@on_posix
def test_a_kill_in_a_change_of_the_files_loses_nothing(tmp_path: Path) -> None:
    """In a process of its own, because it forks."""
    kills = 2 * len(KINDS)
    run = [sys.executable, "-m", "tests.torture", "--power-cuts=0", "--flips=0", "--at-work=0"]
    answer = subprocess.run(
        [*run, f"--kills={kills}", f"--folder={tmp_path}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    assert answer.stdout.splitlines()[-1] == "Nothing was lost or damaged in silence."
    assert f"kills: {kills}" in answer.stdout


def test_a_flipped_bit_is_noticed_or_in_a_place_where_nothing_is_kept(tmp_path: Path) -> None:
    tally = flip_bits(tmp_path / "flips", 12, seed=2)

    assert bad(tally) == {}
    assert tally["protected: found by verifying"] == 12
    assert tally["unprotected: found by verifying"] > 0
