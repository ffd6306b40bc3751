"""Results on standard output, messages on standard error."""

import json
import os
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from intake_app.domain.errors import FileNotWritable


def result(value: object, lines: Iterable[str], *, as_json: bool) -> None:
    """Print one JSON document, or the same for a person to read.

    Raises:
        FileNotWritable: Standard output goes to a file, and the disk is full.
    """
    if as_json:
        text = json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n"
    else:
        text = "".join(f"{one_line(line)}\n" for line in lines)
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read it has closed it; nothing more can or need be said
        _write_no_more()
    except OSError as error:
        _write_no_more()
        reason = (error.strerror or type(error).__name__).lower()
        raise FileNotWritable(path="standard output", reason=reason) from None


def _write_no_more() -> None:
    """What is left in the buffer would fail once more when the program ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def message(text: str) -> None:
    if sys.stderr is not None:  # it is, where whoever started the program has closed it
        sys.stderr.write(one_line(text) + "\n")


def one_line(text: str) -> str:
    """``text`` so that it stays on one line and gives the terminal no orders."""
    return "".join(_visible(char) for char in text)


def _visible(char: str) -> str:
    if unicodedata.category(char) in ("Cc", "Zl", "Zp"):
        return char.encode("unicode_escape").decode("ascii")
    return char


def never_fail_to_print() -> None:
    """A console that cannot show a letter gets its code point instead of an error.

    Where standard output is closed, nobody listens, and what is said goes nowhere.
    """
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - kept open
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
