"""What bootstrap hands to the desktop: where things are, and how to open them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # nothing of these is needed before the first paint
    from intake_app.services.access import Actor
    from intake_app.services.finding import PatientLookup
    from intake_app.services.protection import Credentials, ShowCode, UserService
    from intake_app.services.remembering import Remembering
    from intake_app.services.suite import Services
    from intake_app.services.upkeep import Progress, UpkeepService


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrance:
    """How one signs in to protected records.

    Attributes:
        sign_in: Takes name and passphrase; an IntakeError says why not. Slow on purpose.
        recover: Sets a new passphrase by the recovery code, and signs in.
        actor: Who has signed in; None where nobody has to.
        leave: From here on whoever comes next has to sign in by hand.
        users: Who may sign in; None where the records are not protected.
        state_of_keys: Another value whenever somebody has changed who may sign in; quick.
        protect: Encrypts records that nobody has open, once the recovery code was shown; from
            then on it is watched, and may be stopped.
        remembering: What this computer's keyring keeps. Slow to load: for worker threads.
    """

    sign_in: Callable[[Credentials], None]
    recover: Callable[[str, Credentials], None]
    actor: Callable[[], Actor | None]
    leave: Callable[[], None]
    users: Callable[[], UserService | None]
    state_of_keys: Callable[[], object]
    protect: Callable[[Credentials, ShowCode, Progress], None]
    remembering: Callable[[], Remembering]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """The records in one data folder, not opened yet.

    The callables run in worker threads, never on the GUI thread.

    Attributes:
        resources: The folder with fonts/, icons/ and styles/.
        data_folder: Where the records are; the desktop keeps desktop.ini and logs/ in it.
        version: The program's version, as shown under Help.
        now: The time, aware, in UTC.
        open_lookup: Opens finding alone, fast; None when there are no records yet.
        open_services: Opens everything; an IntakeError says why it cannot be. What is given
            watches older records being brought up to date, and may stop it.
        open_upkeep: The records as a whole, also where they are damaged; an IntakeError says
            why not.
        warm: Loads what is slow to load and will be needed: the PDF library above all.
        make_demonstration: Makes (or finds) the folder with made-up patients and gives the
            Opening for it; None where that is what is open already.
        close: Releases the records; called once, after the last write.
        made_up: Whether these are known to be made-up patients before they are open.
        entrance: How one signs in, where the records are protected.
    """

    resources: Path
    data_folder: Path
    version: str
    now: Callable[[], datetime]
    open_lookup: Callable[[], PatientLookup | None]
    open_services: Callable[[Progress], Services]
    open_upkeep: Callable[[], UpkeepService]
    warm: Callable[[], None]
    make_demonstration: Callable[[], Opening] | None
    close: Callable[[], None]
    entrance: Entrance
    made_up: bool = False
