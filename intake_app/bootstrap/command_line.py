"""What the verbs of the command line are given."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from intake_app.bootstrap.desktop import opening
from intake_app.bootstrap.expressions import FhirPathWhenNeeded
from intake_app.bootstrap.live_records import LiveRecords, SystemClock, signing_in_with
from intake_app.bootstrap.places import (
    data_folder,
    has_display,
    read_content,
    read_script,
    resources_folder,
    translators_files,
)
from intake_app.bootstrap.remembering import remembering_in, sign_in_remembered

if TYPE_CHECKING:  # the types alone; loading them is left to the moment they are used
    from intake_app.cli.doors import Doors
    from intake_app.cli.secrets import TerminalSecrets
    from intake_app.domain.form.questionnaire import Questionnaire
    from intake_app.services.access import Actor
    from intake_app.services.lookup_upkeep import LookupUpkeepService
    from intake_app.services.protection import Credentials, ProtectionService
    from intake_app.services.suite import Services
    from intake_app.services.upkeep import UpkeepService
    from intake_app.storage.data_key import DataKey
    from intake_app.storage.keys.open_keys import FolderKeys

# ruff: noqa: PLC0415 - start-up time, see the package's docstring


class CommandLine:
    """The records that a verb opens, and who opened them."""

    def __init__(self, secrets: "TerminalSecrets") -> None:
        self._secrets = secrets
        self._keys: FolderKeys | None = None

    @contextmanager
    def opened(self, data_dir: Path | None) -> "Iterator[Services]":
        from intake_app.cli.progress import watched_once_begun

        sign_in = signing_in_with(self._secrets)
        live = LiveRecords(data_folder(data_dir), read_content, sign_in=sign_in)
        try:
            self._keys = live.keys()
            with watched_once_begun("Bringing the records up to date") as progress:
                services = live.services(progress)
            yield services
        finally:
            live.close()

    def actor(self) -> "Actor":
        from intake_app.services.access import NOBODY_SIGNED_IN
        from intake_app.services.protection import actor_of

        if self._keys is not None:
            return actor_of(self._keys)
        return NOBODY_SIGNED_IN

    def upkeep(self, data_dir: Path | None) -> "UpkeepService":
        """Over records that need not be in a state to be opened, nor be there at all."""
        from intake_app.services.upkeep import UpkeepService
        from intake_app.storage.folder_upkeep import FolderUpkeep

        return UpkeepService(FolderUpkeep(*self._signed_in(data_dir)))

    def lookup_upkeep(self, data_dir: Path | None) -> "LookupUpkeepService":
        from intake_app.services.lookup_upkeep import LookupUpkeepService
        from intake_app.storage.lookup_upkeep import LookupOfFolder

        folder, key = self._signed_in(data_dir)
        return LookupUpkeepService(LookupOfFolder(folder, key, now=SystemClock().now))

    def _signed_in(self, data_dir: Path | None) -> "tuple[Path, DataKey | None]":
        from intake_app.storage.folder_parts import finish_restore
        from intake_app.storage.key_files import is_protected

        folder = data_folder(data_dir)
        finish_restore(folder)
        self._keys = sign_in_remembered(folder, self._secrets) if is_protected(folder) else None
        return folder, self._keys.key if self._keys else None

    def draw_window(self, folder: Path, picture: Path) -> None:
        if not has_display():
            os.environ["QT_QPA_PLATFORM"] = "offscreen"
        from intake_app.desktop.picture import draw_window

        draw_window(opening(folder, self._secrets, demonstration=False), picture)


def has_records(data_dir: Path | None) -> bool:
    from intake_app.storage.data_folder import holds_records

    return holds_records(data_folder(data_dir))


def draw_form(questionnaire: "Questionnaire") -> bytes:
    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from intake_app.desktop.form_picture import draw_form

    return draw_form(questionnaire, resources_folder())


def doors(passphrase_file: Path | None) -> "Doors":
    from intake_app.cli.doors import Doors

    secrets = terminal_secrets(passphrase_file, may_ask=sys.stdin.isatty())
    command_line = CommandLine(secrets)
    return Doors(
        who=command_line.actor,
        clock=SystemClock(),
        has_records=has_records,
        opened=command_line.opened,
        content=read_content,
        translators_files=translators_files,
        script=read_script,
        draw_window=command_line.draw_window,
        language=FhirPathWhenNeeded(),
        draw_form=draw_form,
        protection=_protection,
        upkeep=command_line.upkeep,
        lookup_upkeep=command_line.lookup_upkeep,
        remembering=lambda data_dir: remembering_in(data_folder(data_dir)),
        secrets=secrets,
    )


def terminal_secrets(passphrase_file: Path | None, *, may_ask: bool) -> "TerminalSecrets":
    from intake_app.cli.secrets import TerminalSecrets

    return TerminalSecrets(os.environ, passphrase_file, may_ask=may_ask)


class SecretsWhenNeeded:
    """The terminal's secrets, loaded when records ask for them: the window does not wait."""

    def __init__(self, passphrase_file: Path | None) -> None:
        self._passphrase_file = passphrase_file

    def are_given(self) -> bool:
        return self._terminal().are_given()

    def credentials(self, folder: Path) -> "Credentials":
        return self._terminal().credentials(folder)

    def show_recovery_code(self, code: str) -> None:
        self._terminal().show_recovery_code(code)

    def _terminal(self) -> "TerminalSecrets":
        return terminal_secrets(self._passphrase_file, may_ask=False)


def _protection(data_dir: Path | None) -> "tuple[Path, ProtectionService]":
    from intake_app.services.protection import ProtectionService
    from intake_app.storage.folder_parts import finish_restore
    from intake_app.storage.keys.entrance import folder_protection

    folder = data_folder(data_dir)
    finish_restore(folder)
    return folder, ProtectionService(folder_protection(folder))
