"""The composition root: the one place that names concrete classes.

Two stages for the desktop: before the first paint nothing heavy is imported; opening the
records, and with them SQLAlchemy, ReportLab and the content, happens afterwards in threads.
That is why the imports of those rooms stand inside functions here.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from intake_app import __version__
from intake_app.bootstrap.command_line import SecretsWhenNeeded, doors
from intake_app.bootstrap.core_dumps import forbid_core_dumps
from intake_app.bootstrap.desktop import opening
from intake_app.bootstrap.live_records import LiveRecords, SystemClock
from intake_app.bootstrap.places import data_folder, has_display

# ruff: noqa: PLC0415 - start-up time, see the module's docstring

__all__ = ["LiveRecords", "start"]


def start(arguments: Sequence[str]) -> int:
    """Run the program: a verb at the command line, or the desktop; returns the exit code."""
    forbid_core_dumps()
    try:
        return _start(arguments)
    except Exception as error:  # noqa: BLE001 - the last door: no traceback reaches a person
        return _report_crash(error)


def _start(arguments: Sequence[str]) -> int:
    if not arguments:
        return _desktop(None)
    if arguments[0] == "--data-dir" and len(arguments) == 2 and _is_a_name(arguments[1]):
        return _desktop(Path(arguments[1]))  # the window does not wait for the verbs to load
    from intake_app.cli.run import parsed, run

    chosen = parsed(arguments, __version__)
    if chosen.run is None:
        return _desktop(chosen.data_dir, chosen.passphrase_file)
    return run(doors(chosen.passphrase_file), chosen)


def _is_a_name(argument: str) -> bool:
    return bool(argument) and not argument.startswith("-")


def _desktop(data_dir: Path | None, passphrase_file: Path | None = None) -> int:
    if not has_display():
        sys.stderr.write(
            "intake-app: there is no display to open a window on; "
            "“intake-app demo --out DIR” shows the program without one.\n"
        )
        return 1
    from intake_app.desktop.app import run

    return run(opening(data_folder(data_dir), SecretsWhenNeeded(passphrase_file)))


def _report_crash(error: Exception) -> int:
    """Tell the person a number, and write down where it happened, without any values."""
    import tempfile

    from intake_app.services.crash_report import describe, reference

    now = SystemClock().now()
    report = Path(tempfile.gettempdir()) / f"intake-app-{reference(now)}.txt"
    try:
        report.write_text(describe(error, at=now, version=__version__), encoding="utf-8")
        where = f" Where it happened is written in {report}; no patient's data is in it."
    except OSError:
        where = ""
    sys.stderr.write(
        f"intake-app: something went wrong inside the program (reference {reference(now)}). "
        f"Everything that was saved is still there.{where}\n"
    )
    return 1
