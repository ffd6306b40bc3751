"""The program as installed: its bytecode beside it, also where Python is told to write none."""

import compileall
from pathlib import Path

import intake_app


def compile_as_installed() -> None:
    """What pip does; otherwise a process would measure Python's compiler."""
    for folder in (Path(intake_app.__file__).parent, Path(__file__).parent):
        compileall.compile_dir(folder, quiet=1)
