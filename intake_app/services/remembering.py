"""Letting this computer's own keyring keep a passphrase, for whoever wants that."""

from collections.abc import Callable
from typing import Protocol

from intake_app.domain.errors import StateRefused
from intake_app.services.protection import Credentials


class KeyringMissing(StateRefused):
    code = "keyring-missing"
    sentence = (
        "This computer has no keyring that could keep the passphrase, or it is locked. "
        "Type the passphrase at each start."
    )


class Keyring(Protocol):
    """What is kept belongs to one vault: to one set of protected records."""

    def load(self, vault: str) -> Credentials | None:
        """None where nothing is kept, or nothing can be read."""
        ...

    def store(self, vault: str, credentials: Credentials) -> None:
        """Raises KeyringMissing."""
        ...

    def forget(self, vault: str) -> None:
        """Raises KeyringMissing."""
        ...


class Remembering:
    """One data folder's passphrase in the keyring of this computer.

    Whoever is signed in to the computer's account can then start the program without typing it.
    A window that was locked asks for it all the same: somebody else may sit there by then.

    Args:
        keyring: Gives the keyring; it is slow to load, and seldom needed.
        vault: Names the protected records; empty where they are not protected.
    """

    def __init__(self, keyring: Callable[[], Keyring], vault: Callable[[], str]) -> None:
        self._keyring = keyring
        self._vault = vault

    def recall(self) -> Credentials | None:
        vault = self._vault()
        return self._keyring().load(vault) if vault else None

    def remember(self, credentials: Credentials) -> None:
        """Raises KeyringMissing."""
        if vault := self._vault():
            self._keyring().store(vault, credentials)

    def forget(self) -> None:
        """Raises KeyringMissing."""
        if vault := self._vault():
            self._keyring().forget(vault)
