"""A made-up language for tests: English in other letters, so that no translator is needed."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

from intake_app.content.resources import ResourceFiles
from intake_app.content.translating import translators_files

_PART = re.compile(r"(\{\w+\})")
_ARABIC = str.maketrans(
    "abcdefghijklmnopqrstuvwxyz?,;",
    "ابجدهوزحطيكلمنسعفصقرشتثخذض؟،؛",
)

ARABIC = """\
name = "العربية"
in_english = "Arabic"
tag = "ar"
direction = "right-to-left"
reviewed_by = ""

[plural]
zero = "n = 0"
one = "n = 1"
two = "n = 2"
few = "n % 100 = 3..10"
many = "n % 100 = 11..99"
"""
CHECKS = """\
longest_sentence = 20
reading = "sentences"
promises = []
frequencies = []
allowed = []
good = []
bad = []
mind = []

[terms]
"""


def in_arabic_letters(text: str) -> str:
    """The text letter by letter; names in capitals, numbers and placeholders stay."""
    return "".join(
        part if part.startswith("{") else part.lower().translate(_ARABIC)
        for part in _PART.split(text)
    )


def add_language(
    root: Path,
    code: str,
    meta: str = ARABIC,
    *,
    say: Callable[[str], str] = in_arabic_letters,
) -> Path:
    """Give a copy of resources/ a language, complete, made from English; returns its folder."""
    folder = root / "handout" / code
    folder.mkdir()
    (folder / "language.toml").write_text(meta, "utf-8")
    (folder / "checks.toml").write_text(CHECKS, "utf-8")
    for name, text in translators_files(ResourceFiles(root), code).items():
        told = tomllib.loads(text)
        lines = text.split("\n")
        header = ""
        for i, line in enumerate(lines):
            if line.startswith('["'):
                header = line[2:-2]
            elif line == 'text = ""':
                lines[i] = f"text = {_quoted(say(told[header]['en']))}"
        (folder / name).write_text("\n".join(lines), "utf-8")
    return folder


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
