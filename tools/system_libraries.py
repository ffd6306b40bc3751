"""What the system must bring along: the shared libraries of Qt, and pip for a new environment."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import sys
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import packages

if TYPE_CHECKING:
    from pathlib import Path

# What Qt's plugins for windows, for pictures without a window and for printers are linked
# against, and the packages that carry it. The first name a distribution knows is taken:
# Debian 13 and Ubuntu 24.04 renamed some.
PACKAGES_BY_LIBRARY = {
    "libEGL.so.1": ("libegl1",),
    "libGL.so.1": ("libgl1",),
    "libX11.so.6": ("libx11-6",),
    "libX11-xcb.so.1": ("libx11-xcb1",),
    "libcups.so.2": ("libcups2t64", "libcups2"),
    "libdbus-1.so.3": ("libdbus-1-3",),
    "libfontconfig.so.1": ("libfontconfig1",),
    "libglib-2.0.so.0": ("libglib2.0-0t64", "libglib2.0-0"),
    "libwayland-client.so.0": ("libwayland-client0",),
    "libwayland-cursor.so.0": ("libwayland-cursor0",),
    "libxcb-cursor.so.0": ("libxcb-cursor0",),
    "libxcb-icccm.so.4": ("libxcb-icccm4",),
    "libxcb-image.so.0": ("libxcb-image0",),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1",),
    "libxcb-randr.so.0": ("libxcb-randr0",),
    "libxcb-render-util.so.0": ("libxcb-render-util0",),
    "libxcb-shape.so.0": ("libxcb-shape0",),
    "libxcb-xkb.so.1": ("libxcb-xkb1",),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0",),
    "libxkbcommon.so.0": ("libxkbcommon0",),
}


def provide(private_folder: Path) -> None:
    """Install what this machine lacks or, without the rights, unpack it into `private_folder`.

    Raises:
        SetupStopped: neither can be done.
    """
    libraries = missing_libraries()
    if not libraries and not pip_is_missing():
        return
    if shutil.which("apt-get") is None:
        names = ", ".join(libraries + ["Python's ensurepip"] * pip_is_missing())
        raise packages.SetupStopped(
            f"This machine lacks {names}, and has no apt-get to install them with. "
            "Please install the packages that contain them, then repeat the command."
        )
    wanted = [PACKAGES_BY_LIBRARY[library] for library in libraries]
    if pip_is_missing():
        wanted.append((f"python3.{sys.version_info[1]}-venv", "python3-venv"))
    packages.install(wanted, private_folder)
    if (private_folder / "etc/fonts").is_dir():
        _say_where_fonts_are(private_folder)


def missing_libraries() -> list[str]:
    """Return the shared libraries of Qt that this machine cannot load."""
    if not sys.platform.startswith("linux"):
        return []
    return [library for library in PACKAGES_BY_LIBRARY if not _loads(library)]


def pip_is_missing() -> bool:
    """Return whether a new environment would come without pip, which Debian splits off."""
    return importlib.util.find_spec("ensurepip") is None


def unpacked_pip(private_folder: Path) -> Path | None:
    """Return the pip that was unpacked into `private_folder`, if any."""
    return next(iter(private_folder.glob("usr/share/python-wheels/pip-*.whl")), None)


def variables_for(private_folder: Path) -> dict[str, str]:
    """Return the environment variables that make a program find what is in `private_folder`."""
    libraries = [*private_folder.glob("usr/lib/*/*.so.*"), *private_folder.glob("lib/*/*.so.*")]
    folders = sorted({str(library.parent) for library in libraries})
    if not folders:
        return {}
    earlier = os.environ.get("LD_LIBRARY_PATH")
    places = {
        "XKB_CONFIG_ROOT": private_folder / "usr/share/X11/xkb",
        "FONTCONFIG_FILE": private_folder / "fonts.conf",
    }
    return {
        "LD_LIBRARY_PATH": os.pathsep.join(folders + ([earlier] if earlier else [])),
        **{variable: str(place) for variable, place in places.items() if place.exists()},
    }


def _say_where_fonts_are(private_folder: Path) -> None:
    """Add our unpacked fonts to those that the unpacked configuration finds on the system."""
    rules, fonts = private_folder / "etc/fonts/fonts.conf", private_folder / "usr/share/fonts"
    (private_folder / "fonts.conf").write_text(
        f"<fontconfig><include>{escape(str(rules))}</include>"
        f"<dir>{escape(str(fonts))}</dir></fontconfig>\n",
        encoding="utf-8",
    )


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
