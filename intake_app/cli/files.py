"""Files that a person names: read whole, written whole or not at all."""

import os
import tempfile
from pathlib import Path

from intake_app.domain.errors import FileExists, FileMissing, FileNotWritable, FileUnreadable
from intake_app.domain.fhir_json import from_json_text

LARGEST_JSON = 50_000_000
"""Bytes; a form or a consultation is far smaller."""


def read_json(path: Path) -> object:
    """Parse a JSON file; decimals stay exact.

    Raises:
        FileMissing, FileUnreadable: As read_bytes.
        JsonBroken: Not JSON in UTF-8; names line and column.
    """
    return from_json_text(read_bytes(path), path=str(path))


def read_bytes(path: Path) -> bytes:
    """The whole file; a pipe or a device too, but never more than ``LARGEST_JSON``.

    Raises:
        FileMissing: No such file.
        FileUnreadable: A folder, no right to read it, or far too large.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_JSON + 1)
    except FileNotFoundError:
        raise FileMissing(path=path) from None
    except OSError as error:
        raise FileUnreadable(path=path, reason=_reason(error)) from None
    if len(content) > LARGEST_JSON:
        raise FileUnreadable(path=path, reason=f"it is over {LARGEST_JSON} bytes long")
    return content


def read_text(path: Path) -> str:
    """A text file whole.

    Raises:
        FileMissing: No such file.
        FileUnreadable: A folder, no right to read it, not UTF-8, or far too large.
    """
    try:
        return read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileUnreadable(path=path, reason="it is not UTF-8 text") from None


def refuse_existing(path: Path, *, force: bool) -> None:
    """Refuse early, before any work is done for a file that may not be written.

    Raises:
        FileExists: Something has this name already and ``force`` is off.
        FileNotWritable: It is a folder or a device, or its folder is not there.
    """
    try:
        exists, is_file, is_folder = path.exists(), path.is_file(), path.is_dir()
        has_folder = path.parent.is_dir()
    except OSError as error:
        raise FileNotWritable(path=path, reason=_reason(error)) from None
    if is_folder:
        raise FileNotWritable(path=path, reason="it is a folder")
    if not has_folder:
        raise FileNotWritable(path=path, reason="its folder does not exist")
    if exists and not is_file:  # to replace a device would break the computer for everybody
        raise FileNotWritable(path=path, reason="it is not an ordinary file")
    if exists and not force:
        raise FileExists(path=path)


def make_folder(path: Path) -> None:
    """Make a folder, and those above it; one that is there already is taken as it is.

    Raises:
        FileNotWritable: Something else has this name, or the disk refuses.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileNotWritable(path=path, reason=_reason(error)) from None


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
