"""The composition root: the one module that names concrete classes.

Two stages for the desktop: before the first paint nothing heavy is imported; opening the
records, and with them SQLAlchemy, ReportLab and the content, happens afterwards in threads.
That is why the imports of those rooms stand inside functions here.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from intake_app import __version__

if TYPE_CHECKING:  # the types alone; loading them is left to the moment they are used
    from intake_app.cli.doors import Doors
    from intake_app.desktop.opening import Opening
    from intake_app.domain.handout import Handout
    from intake_app.services.demonstration import Script
    from intake_app.services.finding import PatientLookup
    from intake_app.services.ports import (
        Clock,
        Content,
        HandoutRenderer,
    )
    from intake_app.services.rendered import RenderedHandout
    from intake_app.services.suite import Services
    from intake_app.storage.lookup import RecordsLookup
    from intake_app.storage.records import Records

# ruff: noqa: PLC0415 - start-up time, see the module's docstring


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class HandoutRendererWhenNeeded:
    """The renderer, whose library is loaded when the first handout is drawn."""

    def __init__(self) -> None:
        self._renderer: HandoutRenderer | None = None

    def render(self, handout: "Handout") -> "RenderedHandout":
        if self._renderer is None:
            from intake_app.pdf.renderer import ReportLabHandoutRenderer

            self._renderer = ReportLabHandoutRenderer(_fonts())
        return self._renderer.render(handout)


class LiveRecords:
    """The records of one folder: opened in two steps, closed in one."""

    def __init__(
        self, folder: Path, content: "Callable[[], Content]", clock: "Clock | None" = None
    ) -> None:
        self._folder = folder
        self._content = content
        self._clock = clock or SystemClock()
        self._records: Records | None = None
        self._lookup: RecordsLookup | None = None

    def lookup(self) -> "PatientLookup | None":
        """Finding alone; None where there are no records of this version yet."""
        from intake_app.storage.lookup import open_lookup

        if self._lookup is None:
            self._lookup = open_lookup(self._folder)
        return self._lookup

    def services(self) -> "Services":
        """Everything; begins the records where there are none."""
        from intake_app.services.clinic import ClinicService
        from intake_app.services.consultations import ConsultationService
        from intake_app.services.handouts import HandoutService
        from intake_app.services.patients import PatientService
        from intake_app.services.suite import Services
        from intake_app.storage.records import open_records

        content = self._content()
        records = self._records = open_records(self._folder, now=self._clock.now)
        reading, writing = records.reading, records.writing
        return Services(
            patients=PatientService(reading, writing, self._open_lookup, self._clock),
            consultations=ConsultationService(reading, writing, self._clock, content),
            handouts=HandoutService(
                reading, writing, self._clock, content, HandoutRendererWhenNeeded()
            ),
            clinic=ClinicService(reading, writing, self._clock),
        )

    def close(self) -> None:
        for opened in (self._lookup, self._records):
            if opened is not None:
                opened.close()
        self._lookup = self._records = None

    def _open_lookup(self) -> "PatientLookup":
        lookup = self.lookup()
        if lookup is None:
            raise RuntimeError("the records are open, so there is a lookup")
        return lookup


def start(arguments: Sequence[str]) -> int:
    """Run the program: a verb at the command line, or the desktop; returns the exit code."""
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
        return _desktop(chosen.data_dir)
    return run(_doors(), chosen)


def _is_a_name(argument: str) -> bool:
    return bool(argument) and not argument.startswith("-")


def _desktop(data_dir: Path | None) -> int:
    if not _has_display():
        sys.stderr.write(
            "intake-app: there is no display to open a window on; "
            "“intake-app demo --out DIR” shows the program without one.\n"
        )
        return 1
    from intake_app.desktop.app import run

    return run(_opening(_folder(data_dir)))


def _has_display() -> bool:
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _opening(folder: Path, *, demonstration: bool = True) -> "Opening":
    """The desktop's way into the records of one folder."""
    from intake_app.desktop.opening import Opening

    live = LiveRecords(folder, _content)
    return Opening(
        resources=_resources(),
        data_folder=folder,
        version=__version__,
        now=SystemClock().now,
        open_lookup=live.lookup,
        open_services=live.services,
        warm=_warm,
        make_demonstration=_demonstration_maker(folder) if demonstration else None,
        close=live.close,
        made_up=not demonstration,
    )


def _demonstration_maker(folder: Path) -> "Callable[[], Opening]":
    """Makes, once, the folder with made-up patients beside the real one, and opens it."""

    def make() -> "Opening":
        from intake_app.services.demonstration import demonstrate

        made_up = folder.with_name(f"{folder.name}-made-up")
        live = LiveRecords(made_up, _content)
        try:
            services = live.services()
            if not services.clinic.is_set_up():
                demonstrate(services, _script(), SystemClock())
        finally:
            live.close()
        return _opening(made_up, demonstration=False)

    return make


def _doors() -> "Doors":
    from intake_app.cli.doors import Doors
    from intake_app.services.access import Actor, Role

    return Doors(
        # Whoever may use this computer account and its files may use the command line.
        actor=Actor("command line", Role.MANAGER),
        clock=SystemClock(),
        opened=_opened,
        content=_content,
        script=_script,
        draw_window=_draw_window,
    )


@contextmanager
def _opened(data_dir: Path | None) -> "Iterator[Services]":
    live = LiveRecords(_folder(data_dir), _content)
    try:
        yield live.services()
    finally:
        live.close()


def _draw_window(folder: Path, picture: Path) -> None:
    if not _has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from intake_app.desktop.picture import draw_window

    draw_window(_opening(folder, demonstration=False), picture)


def _folder(data_dir: Path | None) -> Path:
    from intake_app.storage.data_folder import chosen_folder

    return chosen_folder(data_dir, os.environ)


def _resources() -> Path:
    from intake_app.content.resources import find_resources

    return find_resources()


def _fonts() -> Path:
    return _resources() / "fonts"


def _content() -> "Content":
    from intake_app.content.library import load_content

    return load_content(_resources())


def _script() -> "Script":
    from intake_app.content.demonstration import load_script
    from intake_app.domain.fhir_form import read_form
    from intake_app.domain.fhir_json import from_json_text

    questionnaire = read_form(from_json_text(_content().form.definition))
    return load_script(_resources(), questionnaire)


def _warm() -> None:
    """Load what the first handout needs; called when the desktop is idle."""
    from intake_app.pdf.renderer import ReportLabHandoutRenderer

    ReportLabHandoutRenderer(_fonts())


def _report_crash(error: Exception) -> int:
    """Tell the person a number, and write down where it happened, without any values."""
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
