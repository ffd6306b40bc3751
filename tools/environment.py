"""The project's own Python environment in `.venv`: made once, remade when its recipe changes."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shlex
import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import system_libraries
from packages import SetupStopped

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PIP_INSTALL = ("install", "-qq", "--disable-pip-version-check", "--no-user", "--no-deps")

# Loading its plugins proves that Qt lacks no library; one that is missing is named.
LOAD_QT = """
import ctypes, pathlib, sys
from PySide6 import QtCore, QtGui, QtWidgets
plugins = pathlib.Path(QtCore.QLibraryInfo.path(QtCore.QLibraryInfo.LibraryPath.PluginsPath))
if sys.platform.startswith("linux"):
    for name in ("platforms/libqxcb.so", "platforms/libqoffscreen.so"):
        ctypes.CDLL(str(plugins / name))
"""


@dataclass(frozen=True)
class Step:
    """A part of the set-up: done while `product` stands and the stamp holds the same recipe."""

    stamp: Path
    recipe: str
    product: Path
    work: Callable[[], None]

    def is_done(self) -> bool:
        """Return whether there is nothing left to do."""
        try:
            recipe = self.stamp.read_text(encoding="utf-8")
        except OSError:
            return False
        return recipe == self.recipe and self.product.exists()

    def carry_out(self) -> None:
        """Do the work; one that is interrupted leaves no stamp and starts again next time."""
        self.stamp.unlink(missing_ok=True)
        self.work()
        self.stamp.write_text(self.recipe, encoding="utf-8")


class Environment:
    """The environment of the project that stands in the folder `root`."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folder = root / ".venv"
        self._system_folder = self._folder / "system"
        self._lock = root / "requirements.lock"
        self._extra_lock = root / "requirements-extra.lock"

    def program(self, name: str) -> Path:
        """Return the path of a program that lives in the environment."""
        if os.name == "nt":
            return self._folder / "Scripts" / f"{name}.exe"
        return self._folder / "bin" / name

    def variables(self) -> dict[str, str]:
        """Return the environment variables for a program that is started from here."""
        return dict(os.environ) | system_libraries.variables_for(self._system_folder)

    def prepare(self, *, with_extra: bool = False) -> None:
        """Do what is not done yet, which is nothing at all when everything is.

        Raises:
            SetupStopped: it cannot be done; the message says what the person can do.
        """
        steps = self._steps()[: 3 if with_extra else 2]
        if all(step.is_done() for step in steps):
            return
        with _alone(self._root / ".setup.lock"):
            for step in steps:
                if not step.is_done():
                    step.carry_out()

    def _steps(self) -> list[Step]:
        # An environment can be neither moved nor used by another Python.
        place = f"{self._root} {sys.version_info[0]}.{sys.version_info[1]}"
        return [
            Step(
                stamp=self._folder / ".packages-done",
                recipe=_digest(self._lock, place),
                product=self.program("python"),
                work=self._make,
            ),
            Step(
                stamp=self._folder / ".project-done",
                recipe=_digest(self._root / "pyproject.toml"),
                product=self.program("intake-app"),
                work=self._install_project,
            ),
            Step(
                stamp=self._folder / ".extra-done",
                recipe=_digest(self._extra_lock),
                product=self.program("uv"),
                work=lambda: self._install_locked(self._extra_lock),
            ),
        ]

    def _make(self) -> None:
        print("Setting up once: about 100 MB of packages to fetch.", flush=True)
        _remove(self._folder)
        system_libraries.provide(self._system_folder)
        pip = system_libraries.unpacked_pip(self._system_folder)
        venv.create(self._folder, with_pip=pip is None)
        if pip:
            self._run(f"{pip}/pip", *PIP_INSTALL, "--no-index", str(pip))
        self._install_locked(self._lock)

    def _install_locked(self, lock: Path) -> None:
        checks = ("--require-hashes", "--only-binary=:all:", "--requirement")
        self._run("-m", "pip", *PIP_INSTALL, *checks, str(lock))

    def _install_project(self) -> None:
        # Built with the locked hatchling: without isolation, pip has nothing to fetch.
        options = ("--no-index", "--no-build-isolation", "--editable")
        self._run("-m", "pip", *PIP_INSTALL, *options, str(self._root))
        if extra := system_libraries.variables_for(self._system_folder):
            self._start_with(extra, self.program("intake-app"))
        self._run("-c", LOAD_QT, failure="Qt cannot be loaded on this machine")

    def _start_with(self, variables: dict[str, str], program: Path) -> None:
        """Let `program` find our own system libraries when a person starts it directly, too."""
        settings = "".join(f"export {k}={shlex.quote(v)}\n" for k, v in variables.items())
        python = shlex.quote(str(self.program("python")))
        program.write_text(f'#!/bin/sh\n{settings}exec {python} -m intake_app "$@"\n')

    def _run(self, *arguments: str, failure: str = "The packages cannot be installed") -> None:
        command = [str(self.program("python")), *arguments]
        if subprocess.run(command, env=self.variables(), check=False).returncode:
            raise SetupStopped(
                f"{failure}; the reason is in the lines above. When it is mended, repeat the "
                "command: the set-up goes on from where it stopped."
            )


def _digest(file: Path, *more: str) -> str:
    return hashlib.sha256(
        "\n".join((file.read_text(encoding="utf-8"), *more)).encode()
    ).hexdigest()


def _remove(folder: Path) -> None:
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        return
    except OSError as error:
        raise SetupStopped(
            f"The folder {folder} must be made anew, but {error.filename} cannot be removed "
            f"({error.strerror}). Close the program if it is open, then repeat the command."
        ) from error


@contextlib.contextmanager
def _alone(lock_file: Path) -> Iterator[None]:
    """Wait until no other set-up is at work here; the system frees the lock of a killed one."""
    with lock_file.open("a") as lock:
        if sys.platform == "win32":
            while True:
                # Windows gives up after ten seconds.
                with contextlib.suppress(OSError):
                    msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK, 1)
                    break
        else:
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
