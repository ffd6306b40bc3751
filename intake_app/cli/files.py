"""Files that a person names: read whole, written whole or not at all."""

import json
import os
import tempfile
from decimal import Decimal
from pathlib import Path

from intake_app.domain.errors import (
    FileExists,
    FileMissing,
    FileNotWritable,
    FileUnreadable,
    JsonBroken,
)

LARGEST_JSON = 50_000_000
"""Bytes; a form or a consultation is far smaller."""


def read_json(path: Path) -> object:
    """Parse a JSON file; decimals stay exact.

    Raises:
        FileMissing: No such file.
        FileUnreadable: A folder, no right to read it, not UTF-8, or far too large.
        JsonBroken: Not JSON; names line and column.
    """
    text = read_text(path)
    try:
        parsed: object = json.loads(text, parse_float=Decimal)
    except json.JSONDecodeError as error:
        raise JsonBroken(
            path=path, line=error.lineno, column=error.colno, reason=error.msg
        ) from None
    except RecursionError:
        raise JsonBroken(path=path, line=1, column=1, reason="nested too deeply") from None
    except ValueError as error:
        raise FileUnreadable(path=path, reason=str(error)) from None
    return parsed


def read_text(path: Path) -> str:
    """A text file whole.

    Raises:
        FileMissing: No such file.
        FileUnreadable: A folder, no right to read it, not UTF-8, or far too large.
    """
    try:
        if path.stat().st_size > LARGEST_JSON:
            raise FileUnreadable(path=path, reason=f"it is over {LARGEST_JSON} bytes long")
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise FileMissing(path=path) from None
    except UnicodeDecodeError:
        raise FileUnreadable(path=path, reason="it is not UTF-8 text") from None
    except OSError as error:
        raise FileUnreadable(path=path, reason=_reason(error)) from None


def refuse_existing(path: Path, *, force: bool) -> None:
    """Refuse early, before any work is done for a file that may not be written.

    Raises:
        FileExists: Something has this name already and ``force`` is off.
        FileNotWritable: It is a folder, or its folder is not there.
    """
    if path.is_dir():
        raise FileNotWritable(path=path, reason="it is a folder")
    if not path.parent.is_dir():
        raise FileNotWritable(path=path, reason="its folder does not exist")
    if path.exists() and not force:
        raise FileExists(path=path)


def write_new(path: Path, content: bytes, *, force: bool) -> None:
    """Write ``content`` under this name, whole or not at all.

    Raises:
        FileExists, FileNotWritable: As refuse_existing, or the disk refuses.
    """
    refuse_existing(path, force=force)
    temporary = None
    try:
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".intake-")
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except OSError as error:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        raise FileNotWritable(path=path, reason=_reason(error)) from None


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
