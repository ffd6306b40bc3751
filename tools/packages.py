"""Debian's packages: installed where this account may do that, or else unpacked for us alone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

INSTALL = ("apt-get", "install", "-y", "--no-install-recommends")

# Drivers for drawing on a graphics card, and what only they need. Our windows are painted in
# software, so what is unpacked for us alone can do without these 280 MB.
GRAPHICS_DRIVERS = re.compile(
    r"mesa-|lib(gl1-mesa|glx-mesa|egl-mesa|glapi|gbm|drm|llvm|z3|xml2|icu|elf|sensors|pciaccess)"
)


class SetupStopped(Exception):
    """The set-up cannot go on; the message tells the person why and what to do."""


@dataclass(frozen=True)
class Apt:
    """Asks apt about packages; `options` says where it keeps its lists of them."""

    options: tuple[str, ...] = ()

    @classmethod
    def with_lists_in(cls, folder: Path) -> Apt:
        """Return an apt whose lists are in `folder`, where anybody may bring them up to date."""
        for name in ("lists", "cache"):
            (folder / name / "partial").mkdir(parents=True)
        apt = cls(("-o", f"Dir::State::lists={folder}/lists", "-o", f"Dir::Cache={folder}/cache"))
        _quietly("apt-get", *apt.options, "update")
        return apt

    def names(self, wanted: list[tuple[str, ...]]) -> list[str]:
        """Take from each tuple the first name that can be installed here, or else its last."""
        every_name = [name for names in wanted for name in names]
        listing = _quietly("apt-cache", *self.options, "policy", *every_name).stdout
        known = set(
            re.findall(r"^(\S+):\n  Installed: .*\n  Candidate: (?!\(none\))", listing, re.M)
        )
        return sorted({next((n for n in names if n in known), names[-1]) for names in wanted})

    def unpack(self, packages: list[str], folder: Path) -> bool:
        """Download packages and what they need, and unpack them; return whether that worked."""
        plan = _quietly("apt-get", *self.options, "-s", *INSTALL[1:], *packages).stdout
        planned = re.findall(r"^Inst (\S+)", plan, re.M)
        wanted = [name for name in planned if not GRAPHICS_DRIVERS.match(name)]
        with tempfile.TemporaryDirectory() as downloads:
            if not wanted or not _succeeds(
                "apt-get", *self.options, "download", *wanted, folder=Path(downloads)
            ):
                return False
            archives = Path(downloads).glob("*.deb")
            return all(_succeeds("dpkg-deb", "-x", str(deb), str(folder)) for deb in archives)


def install(wanted: list[tuple[str, ...]], private_folder: Path) -> None:
    """Bring packages onto this machine or, without the rights, into `private_folder`.

    Each is given as the names it has in different distributions.

    Raises:
        SetupStopped: neither can be done.
    """
    rights = _rights()
    if rights is not None:
        _install_for_everybody(wanted, rights)
    elif not _unpack_for_us_alone(wanted, private_folder):
        packages = " ".join(Apt().names(wanted))
        raise SetupStopped(
            f"{len(wanted)} system packages are missing and this account may not install them. "
            "Please ask an administrator to run\n\n"
            f"    sudo apt-get update && sudo {' '.join(INSTALL)} {packages}\n\n"
            "and then repeat the command."
        )


def _rights() -> tuple[str, ...] | None:
    """Return what to write before a command to run it as root, or None without the right."""
    if os.geteuid() == 0:
        return ()
    if shutil.which("sudo") and _succeeds("sudo", "-n", "true"):
        return ("sudo", "-n")
    return None


def _install_for_everybody(wanted: list[tuple[str, ...]], rights: tuple[str, ...]) -> None:
    as_root = [*rights, "env", "DEBIAN_FRONTEND=noninteractive"]
    # A failed update is not the end: the lists that are there may do.
    subprocess.run([*as_root, "apt-get", "update", "-qq"], check=False)
    packages = Apt().names(wanted)
    print("Installing system packages:", " ".join(packages), flush=True)
    command = [*as_root, *INSTALL, "-qq", "-o", "DPkg::Lock::Timeout=120", *packages]
    if subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode:
        raise SetupStopped(
            "apt-get could not install the system packages; its own words are above. "
            f"Please repair that, run\n\n    sudo {' '.join(INSTALL)} {' '.join(packages)}\n\n"
            "and then repeat the command."
        )


def _unpack_for_us_alone(wanted: list[tuple[str, ...]], folder: Path) -> bool:
    folder.mkdir(parents=True, exist_ok=True)
    print("Unpacking system packages into .venv; this needs no rights.", flush=True)
    machine = Apt()
    if machine.unpack(machine.names(wanted), folder):
        return True
    # A bare machine has no lists of packages yet, and only root may renew those it has.
    with tempfile.TemporaryDirectory() as lists:
        own = Apt.with_lists_in(Path(lists))
        return own.unpack(own.names(wanted), folder)


def _succeeds(*command: str, folder: Path | None = None) -> bool:
    return _quietly(*command, folder=folder).returncode == 0


def _quietly(*command: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=folder,
        env=dict(os.environ, LC_ALL="C"),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
