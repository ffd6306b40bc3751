"""This computer's keyring beside the records of one folder."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the types alone; loading them is left to the moment they are used
    from intake_app.services.protection import Credentials, Secrets
    from intake_app.services.remembering import Keyring, Remembering
    from intake_app.storage.keys.open_keys import FolderKeys

# ruff: noqa: PLC0415 - start-up time, see the package's docstring


def remembering_in(folder: Path) -> "Remembering":
    from intake_app.services.remembering import Remembering
    from intake_app.storage.key_files import vault_of

    return Remembering(_keyring, lambda: vault_of(folder))


def sign_in_remembered(folder: Path, secrets: "Secrets | None") -> "FolderKeys | None":
    """With what was given, otherwise with what the keyring keeps; what opens nothing goes."""
    from intake_app.domain.protection_errors import PassphraseWrong
    from intake_app.storage.key_files import is_protected
    from intake_app.storage.keys.entrance import enter

    if (secrets is not None and secrets.are_given()) or not is_protected(folder):
        return enter(folder, secrets)
    remembering = remembering_in(folder)
    kept = remembering.recall()
    if kept is None:
        return enter(folder, secrets)
    try:
        return enter(folder, _Kept(kept))
    except PassphraseWrong:
        remembering.forget()
        return enter(folder, secrets)


def _keyring() -> "Keyring":
    from intake_app.keyrings.system import SystemKeyring

    return SystemKeyring()


class _Kept:
    """Implements services.protection.Secrets with what was kept."""

    def __init__(self, credentials: "Credentials") -> None:
        self._credentials = credentials

    def are_given(self) -> bool:
        return True

    def credentials(self, _folder: Path) -> "Credentials":
        return self._credentials

    def show_recovery_code(self, code: str) -> None:
        raise RuntimeError("records that are protected already have their code")
