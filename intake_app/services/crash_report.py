"""What may be written down of a bug: where it happened, never with what values."""

import traceback
from datetime import datetime


def reference(at: datetime) -> str:
    """A short number that a person can read out, made from the moment."""
    return at.strftime("%y%m%d-%H%M%S")


def describe(error: BaseException, *, at: datetime, version: str) -> str:
    """The kinds of error and the places in the code, outermost cause last.

    Messages and local values are left out on purpose: they may hold a patient's data.
    """
    lines = [f"reference {reference(at)}, program version {version}"]
    seen: BaseException | None = error
    while seen is not None:
        kind = type(seen)
        lines.append(f"{kind.__module__}.{kind.__qualname__}")
        for frame in traceback.extract_tb(seen.__traceback__):
            where = frame.filename.replace("\\", "/").rsplit("/", 2)
            lines.append(f"  {'/'.join(where[-2:])}:{frame.lineno} in {frame.name}")
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "\n".join(lines) + "\n"
