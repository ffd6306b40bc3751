"""Python's collector at rest: what is made is kept to the end, and would be walked in vain."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def nothing_collected() -> Iterator[None]:
    """A tenth of the time of a handout went there (docs/decisions/0032)."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
