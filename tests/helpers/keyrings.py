"""A keyring in memory instead of this computer's own, or none."""

from collections.abc import Iterator
from contextlib import contextmanager

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import NoKeyringError, PasswordDeleteError


class FakeKeyring(KeyringBackend):
    """Attributes: is_there: where there is none, every question ends with NoKeyringError."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}
        self.is_there = True

    def get_password(self, service: str, username: str) -> str | None:
        self._need()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._need()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._need()
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError("not there")

    def _need(self) -> None:
        if not self.is_there:
            raise NoKeyringError("none")


@contextmanager
def in_place_of_the_systems() -> Iterator[FakeKeyring]:
    before, fake = keyring.get_keyring(), FakeKeyring()
    keyring.set_keyring(fake)
    yield fake
    keyring.set_keyring(before)
