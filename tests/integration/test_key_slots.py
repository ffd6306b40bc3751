"""Key files that somebody changed: nothing in them is believed before it is checked."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from intake_app.domain.protection_errors import (
    KeysRefused,
    PassphraseWrong,
    RecordsProtected,
    RecoveryCodeWrong,
)
from intake_app.services.protection import Credentials
from intake_app.storage.data_key import DataKey
from intake_app.storage.key_files import KEYS_FILE
from intake_app.storage.keys.entrance import enter
from intake_app.storage.keys.key_slots import COST
from intake_app.storage.keys.protection import FolderProtection
from tests.helpers.protected import (
    ANNA,
    CHEAP,
    OMAR,
    PASSPHRASE,
    RITA,
    protect,
    protection_of,
    sign_in,
)

Change = Callable[[dict[str, Any]], object]


@pytest.fixture
def folder(data_folder: Path) -> Path:
    """Protected records with three users."""
    keys, _ = protect(data_folder)
    keys.put(OMAR, "omars passphrase")
    keys.put(RITA, "ritas passphrase")
    return data_folder


def changed(folder: Path, change: Change) -> None:
    file = folder / KEYS_FILE
    keys = json.loads(file.read_text())
    change(keys)
    file.write_text(json.dumps(keys))


def slot(keys: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in keys["slots"] if each["name"] == name)
    return found


def flipped(text: str) -> str:
    return ("B" if text[0] == "A" else "A") + text[1:]


@pytest.mark.parametrize("field", ["salt", "public", "locked_private", "sealed_key"])
def test_a_slot_with_one_changed_letter_opens_nothing(folder: Path, field: str) -> None:
    def change(keys: dict[str, Any]) -> None:
        slot(keys, ANNA.name)[field] = flipped(slot(keys, ANNA.name)[field])

    changed(folder, change)

    with pytest.raises(PassphraseWrong):
        sign_in(folder)


@pytest.mark.parametrize(
    ("field", "value"),
    [("role", "manager"), ("name", "Anna "), ("memory_kib", 9), ("passes", 2)],
)
def test_a_slot_cannot_be_renamed_promoted_or_given_another_cost(
    folder: Path, field: str, value: object
) -> None:
    changed(folder, lambda keys: slot(keys, RITA.name).update({field: value}))

    with pytest.raises(PassphraseWrong):
        sign_in(folder, "ritas passphrase")


def test_a_slot_of_other_records_opens_nothing_here(folder: Path, tmp_path: Path) -> None:
    protect(tmp_path / "other")
    other = json.loads((tmp_path / "other" / KEYS_FILE).read_text())
    theirs = {**slot(other, ANNA.name), "name": "Eve"}

    changed(folder, lambda keys: keys["slots"].append(theirs))

    with pytest.raises(PassphraseWrong):
        sign_in(folder, name="Eve")


@pytest.mark.parametrize(
    "change",
    [
        lambda keys: keys["slots"].remove(slot(keys, RITA.name)),
        lambda keys: keys["slots"].reverse(),
        lambda keys: slot(keys, RITA.name).update(role="manager"),
        lambda keys: slot(keys, RITA.name).update(salt=flipped(slot(keys, RITA.name)["salt"])),
        lambda keys: keys.update(seal=flipped(keys["seal"])),
    ],
)
def test_a_change_to_somebody_elses_slot_is_noticed_by_whoever_signs_in(
    folder: Path, change: Change
) -> None:
    changed(folder, change)

    with pytest.raises(KeysRefused, match="changed by something other than this program"):
        sign_in(folder)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda keys: keys.update(version=2), "of version 2"),
        (lambda keys: keys.update(version="1"), "of version 1"),
        (lambda keys: keys.pop("slots"), "damaged"),
        (lambda keys: keys.update(slots=[]), "missing"),
        (lambda keys: keys["slots"].pop(1), "missing"),
        (lambda keys: keys["slots"].append(keys["slots"][0]), "twice"),
        (lambda keys: slot(keys, ANNA.name).update(kind="master"), "damaged"),
        (lambda keys: slot(keys, ANNA.name).update(role="owner"), "damaged"),
        (lambda keys: slot(keys, ANNA.name).update(salt="AAAA"), "damaged"),
        (lambda keys: slot(keys, ANNA.name).update(salt="%%%%"), "damaged"),
        (lambda keys: slot(keys, ANNA.name).update(name="\ud800"), "damaged"),
        (lambda keys: slot(keys, ANNA.name).update(passes=True), "damaged"),
        (lambda keys: slot(keys, ANNA.name).update(memory_kib=7), "easier to guess at"),
        (lambda keys: slot(keys, ANNA.name).update(passes=10**6), "harder to open"),
        (lambda keys: slot(keys, ANNA.name).update(memory_kib=2**40), "harder to open"),
    ],
)
def test_a_key_file_that_is_not_as_we_write_it_is_refused(
    folder: Path, change: Change, reason: str
) -> None:
    changed(folder, change)

    with pytest.raises(KeysRefused, match=reason):
        sign_in(folder)


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b"1" * 5000]
)
def test_a_key_file_that_is_something_else_is_refused(folder: Path, content: bytes) -> None:
    (folder / KEYS_FILE).write_bytes(content)

    with pytest.raises(KeysRefused, match="damaged"):
        sign_in(folder)


def test_what_is_quick_in_tests_is_refused_by_the_program(folder: Path) -> None:
    with pytest.raises(KeysRefused, match="easier to guess at"):
        enter(folder, Given(), FolderProtection)


def test_the_program_makes_slots_that_cost_what_they_should(tmp_path: Path) -> None:
    shown: list[str] = []
    FolderProtection(tmp_path / "new").protect(ANNA, PASSPHRASE, shown.append)
    (code,) = shown
    slots = json.loads((tmp_path / "new" / KEYS_FILE).read_text())["slots"]
    costs = {(each["memory_kib"], each["passes"], each["lanes"]) for each in slots}

    assert costs == {(64 * 1024, 3, 1)} == {(COST.memory_kib, COST.passes, COST.lanes)}
    assert (
        protection_of(tmp_path / "new", cost=CHEAP).unlock_with_code(code).user.role == "manager"
    )


def test_without_a_passphrase_protected_records_stay_closed(folder: Path) -> None:
    with pytest.raises(RecordsProtected, match="are protected"):
        enter(folder, None)


def test_a_recovery_code_of_other_records_is_refused(folder: Path, tmp_path: Path) -> None:
    _, theirs = protect(tmp_path / "other")

    with pytest.raises(RecoveryCodeWrong):
        protection_of(folder).unlock_with_code(theirs)


def test_a_key_shows_itself_nowhere() -> None:
    key = DataKey.new()

    assert key.octets.hex() not in repr(key) + str(key) + f"{[key]}"


class Given:
    """A passphrase that was given beforehand."""

    def are_given(self) -> bool:
        return True

    def credentials(self, folder: Path) -> Credentials:
        return Credentials(passphrase=PASSPHRASE)

    def show_recovery_code(self, code: str) -> None: ...
