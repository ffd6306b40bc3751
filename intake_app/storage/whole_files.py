"""Small private files that are there whole or not at all, whatever happens meanwhile."""

import os
import tempfile
from pathlib import Path

from intake_app.storage.failures import refusing


def write_whole(path: Path, content: bytes) -> None:
    """Put ``content`` under this name; a reader sees the old or the new, and a power cut too.

    Raises:
        RecordsRefused: Read-only, or no room.
    """
    with refusing(path):
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
        try:
            with os.fdopen(descriptor, "wb") as file:  # mkstemp gives 0600
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        flush_folder(path.parent)


def flush_file(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Make new names last; Windows has no such call and needs none."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
