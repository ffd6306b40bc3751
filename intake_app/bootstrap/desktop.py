"""The desktop's way into the records of one folder."""

import gc
from pathlib import Path
from typing import TYPE_CHECKING

from intake_app import __version__
from intake_app.bootstrap.live_records import LiveRecords, SystemClock, signing_in_with
from intake_app.bootstrap.places import fonts_folder, read_content, read_script, resources_folder
from intake_app.bootstrap.remembering import remembering_in

if TYPE_CHECKING:  # the types alone; loading them is left to the moment they are used
    from collections.abc import Callable

    from intake_app.desktop.opening import Entrance, Opening
    from intake_app.services.protection import Secrets

# ruff: noqa: PLC0415 - start-up time, see the package's docstring


def opening(folder: Path, secrets: "Secrets | None", *, demonstration: bool = True) -> "Opening":
    """The desktop's way into the records of one folder."""
    from intake_app.desktop.opening import Opening

    live = LiveRecords(folder, read_content, sign_in=signing_in_with(secrets))
    return Opening(
        resources=resources_folder(),
        data_folder=folder,
        version=__version__,
        now=SystemClock().now,
        open_lookup=live.lookup,
        open_services=live.services,
        open_upkeep=live.upkeep,
        warm=warm,
        make_demonstration=_demonstration_maker(folder) if demonstration else None,
        close=live.close,
        made_up=not demonstration,
        entrance=entrance_to(live, folder),
    )


def entrance_to(live: LiveRecords, folder: Path) -> "Entrance":
    """How one signs in to these records at the window."""
    from intake_app.desktop.opening import Entrance

    def state_of_keys() -> object:
        from intake_app.storage.key_files import state_of_keys

        return state_of_keys(folder)

    return Entrance(
        sign_in=live.unlock,
        recover=live.recover,
        actor=live.actor,
        leave=live.leave,
        users=live.users,
        state_of_keys=state_of_keys,
        protect=live.protect,
        remembering=lambda: remembering_in(folder),
    )


def _demonstration_maker(folder: Path) -> "Callable[[], Opening]":
    """Makes, once, the folder with made-up patients beside the real one, and opens it."""

    def make() -> "Opening":
        from intake_app.services.demonstration import demonstrate

        made_up = folder.with_name(f"{folder.name}-made-up")
        live = LiveRecords(made_up, read_content)
        try:
            services = live.services()
            if not services.clinic.is_set_up():
                demonstrate(services, read_script(), SystemClock())
        finally:
            live.close()
        return opening(made_up, None, demonstration=False)

    return make


def warm() -> None:
    """Load what the first handout needs; called when the desktop is idle.

    What is loaded by now stays to the end. Python's collector is told so: a walk over all of it
    would stop the window for a tenth of a second now and then, in the middle of a word.
    """
    from intake_app.pdf.renderer import ReportLabHandoutRenderer

    ReportLabHandoutRenderer(fonts_folder())
    gc.freeze()
