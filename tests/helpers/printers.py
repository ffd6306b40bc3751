"""A printer that stands in for the one which cannot be had: CUPS's programs keep what comes."""

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

_PROGRAM = """\
#!{python} -S
import json, os, pathlib, sys
kept = pathlib.Path({kept!r})
name = os.path.basename(sys.argv[0])
answer = json.loads((kept / (name + ".answer")).read_text())
told = sys.stdin.buffer.read() if name == "lp" else b""
if name == "lp" and not answer["rc"]:
    (kept / "paper.pdf").write_bytes(told)
with (kept / "calls").open("a") as calls:
    calls.write(json.dumps([name, *sys.argv[1:]]) + "\\n")
sys.stdout.write(answer["out"])
sys.stderr.write(answer["err"])
sys.exit(answer["rc"])
"""


@dataclass(frozen=True)
class PaperTray:
    """What the stand-in was given, and what it is to answer."""

    folder: Path

    def answer(self, program: str, *, out: str = "", err: str = "", rc: int = 0) -> None:
        said = json.dumps({"out": out, "err": err, "rc": rc})
        (self.folder / f"{program}.answer").write_text(said)

    @property
    def paper(self) -> bytes | None:
        """What came out; None when nothing did."""
        path = self.folder / "paper.pdf"
        return path.read_bytes() if path.exists() else None

    @property
    def calls(self) -> list[list[str]]:
        path = self.folder / "calls"
        lines = path.read_text().splitlines() if path.exists() else []
        return [json.loads(line) for line in lines]

    @property
    def arguments(self) -> list[str]:
        """Those of the last ``lp``."""
        return [call for call in self.calls if call[0] == "lp"][-1][1:]

    @property
    def options(self) -> dict[str, str]:
        words = self.arguments
        told = [words[place + 1] for place, word in enumerate(words) if word == "-o"]
        return dict(each.split("=", 1) for each in told)


def paper_tray(folder: Path, monkeypatch: pytest.MonkeyPatch) -> PaperTray:
    """Put the stand-in where ``lp`` is looked for, idle and willing."""
    folder.mkdir()
    for name in ("lp", "lpstat"):
        program = folder / name
        program.write_text(_PROGRAM.format(python=sys.executable, kept=str(folder)))
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    tray = PaperTray(folder)
    tray.answer("lp", out="request id is Front_desk-7 (0 file(s))\n")
    tray.answer("lpstat", out="system default destination: Front_desk\n")
    return tray
