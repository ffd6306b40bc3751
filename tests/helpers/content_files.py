"""A copy of resources/ that a test may damage."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from intake_app.content.resources import find_resources

CONTENT_FOLDERS = ("evidence", "rules", "aftercare", "questionnaires", "handout", "drawings")


def copied_resources(parent: Path, source: Path | None = None) -> Path:
    """The folders that content/ reads, under ``parent``."""
    target = parent / "resources"
    for folder in CONTENT_FOLDERS:
        shutil.copytree((source or find_resources()) / folder, target / folder)
    return target


@dataclass(frozen=True, slots=True)
class Damaged:
    """Where a file was changed."""

    file: str
    line: int


def damage(root: Path, file: str, old: str, new: str) -> Damaged:
    """Replace the first ``old`` in a file, and say in which line it stood."""
    path = root / file
    text = path.read_text("utf-8")
    at = text.index(old)
    path.write_text(text[:at] + new + text[at + len(old) :], "utf-8", newline="")
    return Damaged(file, text.count("\n", 0, at) + 1)
