"""A little of ``make torture`` in every run of the tests."""

import shutil
import sys
from pathlib import Path

import pytest

from tests.torture.kills import kill_often
from tests.torture.power_cuts import cut_power

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
