"""Results on standard output, messages on standard error."""

import json
import sys
from collections.abc import Iterable


def result(value: object, lines: Iterable[str], *, as_json: bool) -> None:
    """Print one JSON document, or the same for a person to read."""
    if as_json:
        sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")
        return
    for line in lines:
        sys.stdout.write(line + "\n")


def message(text: str) -> None:
    sys.stderr.write(text + "\n")


def never_fail_to_print() -> None:
    """A console that cannot show a letter gets its code point instead of an error."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
