"""The passphrase in this computer's keyring: kept when wished, forgotten when wished."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from intake_app.bootstrap.remembering import remembering_in, sign_in_remembered
from intake_app.domain.protection_errors import RecordsProtected
from intake_app.services.access import Role
from intake_app.services.protection import Credentials, User
from intake_app.services.remembering import KeyringMissing
from intake_app.storage.keys.entrance import folder_protection
from tests.helpers.keyrings import FakeKeyring, in_place_of_the_systems

MANAGER = Credentials(name="Zoë O'Brien", passphrase="correct horse bättery")


@pytest.fixture
def system() -> Iterator[FakeKeyring]:
    with in_place_of_the_systems() as fake:
        yield fake


@pytest.fixture
def protected_folder(tmp_path: Path) -> Path:
    user = User(MANAGER.name, Role.MANAGER)
    folder_protection(tmp_path).protect(user, MANAGER.passphrase, lambda _code: None)
    return tmp_path


def test_what_is_remembered_opens_the_records_and_what_is_forgotten_does_not(
    protected_folder: Path, system: FakeKeyring
) -> None:
    remembering = remembering_in(protected_folder)
    with pytest.raises(RecordsProtected):
        sign_in_remembered(protected_folder, None)

    remembering.remember(MANAGER)
    keys = sign_in_remembered(protected_folder, None)
    assert keys is not None
    assert (keys.user.name, keys.user.role) == (MANAGER.name, Role.MANAGER)

    remembering.forget()
    remembering.forget()
    assert system.kept == {}
    with pytest.raises(RecordsProtected):
        sign_in_remembered(protected_folder, None)


def test_a_passphrase_that_has_changed_is_forgotten_and_asked_for(
    protected_folder: Path, system: FakeKeyring
) -> None:
    remembering = remembering_in(protected_folder)
    remembering.remember(Credentials(name=MANAGER.name, passphrase="the one before this"))

    with pytest.raises(RecordsProtected):
        sign_in_remembered(protected_folder, None)

    assert system.kept == {}


@pytest.mark.parametrize("kept", ["", "{", "[]", '{"name": 1}', "null"])
def test_what_something_else_put_there_is_as_good_as_nothing(
    protected_folder: Path, system: FakeKeyring, kept: str
) -> None:
    remembering = remembering_in(protected_folder)
    remembering.remember(MANAGER)
    system.kept = dict.fromkeys(system.kept, kept)

    assert remembering.recall() is None


def test_without_a_keyring_one_sentence_says_so(
    protected_folder: Path, system: FakeKeyring
) -> None:
    system.is_there = False

    remembering = remembering_in(protected_folder)

    assert remembering.recall() is None
    with pytest.raises(KeyringMissing, match="has no keyring"):
        remembering.remember(MANAGER)
    with pytest.raises(KeyringMissing):
        remembering.forget()


def test_records_without_protection_have_nothing_to_remember(
    tmp_path: Path, system: FakeKeyring
) -> None:
    remembering_in(tmp_path).remember(MANAGER)

    assert system.kept == {}
    assert remembering_in(tmp_path).recall() is None
