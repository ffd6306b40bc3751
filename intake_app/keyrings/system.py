"""The keyring of whoever is signed in to this computer, where it has one."""

import json
from typing import Final

import keyring
from keyring.errors import KeyringError, PasswordDeleteError

from intake_app.services.protection import Credentials
from intake_app.services.remembering import KeyringMissing

_SERVICE: Final = "hair-consultation-intake"


class SystemKeyring:
    """Implements services.remembering.Keyring."""

    def load(self, vault: str) -> Credentials | None:
        try:
            kept = keyring.get_password(_SERVICE, vault)
        except KeyringError:
            return None  # then the passphrase is typed, as where nothing is kept
        try:
            row = json.loads(kept or "")
            return Credentials(name=str(row["name"]), passphrase=str(row["passphrase"]))
        except (ValueError, KeyError, TypeError):
            return None

    def store(self, vault: str, credentials: Credentials) -> None:
        row = {"name": credentials.name, "passphrase": credentials.passphrase}
        try:
            keyring.set_password(_SERVICE, vault, json.dumps(row))
        except KeyringError:
            raise KeyringMissing from None

    def forget(self, vault: str) -> None:
        try:
            keyring.delete_password(_SERVICE, vault)
        except PasswordDeleteError:
            return  # nothing was kept
        except KeyringError:
            raise KeyringMissing from None
