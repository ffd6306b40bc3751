"""Encrypting the records is watched, and can be stopped at any moment without harm."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from intake_app.domain.protection_errors import EncryptionStopped, KeyRenewalStopped
from intake_app.services.protection import Credentials
from intake_app.services.upkeep import Progress, to_the_end
from intake_app.storage import watching
from intake_app.storage.backup_file import SUFFIX
from intake_app.storage.connection import connect
from intake_app.storage.data_folder import BACKUPS_FOLDER, RECORDS_FILE, records_file
from intake_app.storage.data_key import DataKey
from intake_app.storage.folder_upkeep import FolderUpkeep
from intake_app.storage.key_files import KEYS_FILE, is_protected
from intake_app.storage.keys import key_folder, new_key
from intake_app.storage.keys.new_key import contents
from intake_app.storage.keys.protection import FolderProtection
from tests.helpers.protected import (
    ANNA,
    PASSPHRASE,
    protect,
    protection_of,
    sign_in,
    with_plain_text,
)
from tests.helpers.upkeep import back_up, fill

ASIDE = "replaced-20260101T000000Z"


@pytest.fixture
def in_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Unprotected records, with a copy of each kind beside; each row is told of."""
    monkeypatch.setattr(watching, "_NOW_AND_THEN", 0.0)
    monkeypatch.setattr(new_key, "_ASKING_STEPS", 100)
    folder = tmp_path / "clinic"
    fill(folder, 3)
    (folder / ASIDE).mkdir()
    shutil.copy(records_file(folder), folder / ASIDE / RECORDS_FILE)
    back_up(folder, folder / BACKUPS_FOLDER / f"kept{SUFFIX}")
    shutil.copy(records_file(folder), folder / BACKUPS_FOLDER / "before-0002.sqlite3")
    return folder


@pytest.fixture
def plain_again(in_use: Path, tmp_path: Path) -> Callable[[], Path]:
    """Gives the same folder anew, as often as it is asked for."""
    kept = shutil.copytree(in_use, tmp_path / "kept")

    def again() -> Path:
        shutil.rmtree(in_use)
        return Path(shutil.copytree(kept, in_use))

    return again


class Watching:
    """Goes on so many times, and keeps what it was told."""

    def __init__(self, times: int = 1_000_000) -> None:
        self.told: list[float] = []
        self._times = times

    def __call__(self, done: float) -> bool:
        self.told.append(done)
        return len(self.told) <= self._times


def protect_watched(folder: Path, progress: Progress) -> str:
    shown: list[str] = []
    protection_of(folder).protect(ANNA, PASSPHRASE, shown.append, progress)
    return shown[0]


def everything(folder: Path, key: DataKey | None = None) -> object:
    connection = connect(records_file(folder), key)
    try:
        return contents(connection)
    finally:
        connection.close()


def half_done(folder: Path) -> list[str]:
    """What no finished change leaves."""
    names = ("*.new*", "*.partial*", "work*", "keys.json.new")
    return [path.name for name in names for path in folder.rglob(name)]


def some_of(moments: int) -> list[int]:
    """The first and the last, and some in between."""
    return sorted({0, 1, 2, *range(0, moments, max(moments // 5, 1)), moments - 2, moments - 1})


def test_it_is_told_from_the_code_to_the_end_how_much_is_done(in_use: Path) -> None:
    watching_it = Watching()

    protect_watched(in_use, watching_it)

    assert watching_it.told[0] < 0.1
    assert watching_it.told[-1] == 1.0
    assert all(before <= after for before, after in pairwise(watching_it.told))
    assert len(set(watching_it.told)) > 100
    assert with_plain_text(in_use) == []


def test_a_new_key_is_told_from_beginning_to_end(in_use: Path) -> None:
    keys, _ = protect(in_use)
    watching_it = Watching()

    keys.renew_key(watching_it)

    assert watching_it.told[0] < 0.1
    assert watching_it.told[-1] == 1.0
    assert all(before <= after for before, after in pairwise(watching_it.told))
    assert len(set(watching_it.told)) > 30


def test_protecting_stopped_at_any_moment_leaves_the_records_as_they_were(
    in_use: Path, plain_again: Callable[[], Path]
) -> None:
    before = everything(in_use)
    counting = Watching()
    protect_watched(in_use, counting)

    for moment in some_of(len(counting.told)):
        folder = plain_again()
        with pytest.raises(EncryptionStopped, match="as they were"):
            protect_watched(folder, Watching(moment))
        assert not is_protected(folder)
        assert everything(folder) == before
        assert half_done(folder) == []
        assert [path.name for path in (folder / BACKUPS_FOLDER).glob("before-protection*")] == []

        protect_watched(folder, to_the_end)
        assert with_plain_text(folder) == []
        assert everything(folder, sign_in(folder).key) == before


def test_a_new_key_stopped_at_any_moment_leaves_the_old_one(in_use: Path) -> None:
    keys, _ = protect(in_use)
    before, old = everything(in_use, keys.key), keys.key.octets
    beside = sorted(path.name for path in (in_use / BACKUPS_FOLDER).iterdir())
    shutil.copytree(in_use, in_use.with_name("counted"))
    counting = Watching()
    sign_in(in_use.with_name("counted")).renew_key(counting)

    for moment in some_of(len(counting.told)):
        with pytest.raises(KeyRenewalStopped, match="the key they had"):
            keys.renew_key(Watching(moment))
        assert sign_in(in_use).key.octets == keys.key.octets == old
        assert everything(in_use, keys.key) == before
        assert half_done(in_use) == []
        assert sorted(path.name for path in (in_use / BACKUPS_FOLDER).iterdir()) == beside

    keys.renew_key()
    assert sign_in(in_use).key.octets == keys.key.octets != old
    assert everything(in_use, keys.key) == before


def test_copies_that_were_encrypted_before_the_stop_open_with_the_code_that_was_shown(
    in_use: Path,
) -> None:
    shown: list[str] = []
    aside = in_use / ASIDE

    def until_the_first_copies_are_done(_done: float) -> bool:
        return not (aside / KEYS_FILE).exists()

    with pytest.raises(EncryptionStopped, match="keep its paper"):
        protection_of(in_use).protect(
            ANNA, PASSPHRASE, shown.append, until_the_first_copies_are_done
        )

    backup = in_use / BACKUPS_FOLDER / "before-0002.sqlite3"
    opened = in_use.with_name("opened")
    opened.mkdir()
    shutil.copy(backup, opened / RECORDS_FILE)
    shutil.copy(backup.with_suffix(".keys.json"), opened / KEYS_FILE)
    key = protection_of(opened).unlock_with_code(shown[0]).key
    assert everything(opened, key) == everything(in_use)


@pytest.mark.parametrize("change", ["protection", "new-key"])
def test_attempts_that_were_killed_leave_one_backup_in_the_end(
    in_use: Path, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = protect(in_use)[0] if change == "new-key" else None
    moments = iter(range(10))

    class Killed(BaseException):
        pass

    def die(*_: object) -> None:
        raise Killed

    def named(_folder: Path, reason: str, _now: object) -> Path:
        stamp = f"20260101T00000{next(moments)}Z"
        return in_use / BACKUPS_FOLDER / f"before-{reason}-{stamp}{SUFFIX}"

    monkeypatch.setattr(key_folder, "path_before", named)
    with monkeypatch.context() as killed:
        killed.setattr(key_folder, "announce", die)
        for _ in range(3):
            with pytest.raises(Killed):
                keys.renew_key() if keys else protect(in_use)
    keys.renew_key() if keys else protect(in_use)

    left = (in_use / BACKUPS_FOLDER).glob(f"before-{change}-*")
    assert [path.name for path in left] == [f"before-{change}-20260101T000003Z{SUFFIX}"]
    assert FolderUpkeep(in_use, sign_in(in_use).key).verify().ok


def sign_in_at_full_cost(folder: Path) -> DataKey:
    return FolderProtection(folder).unlock(Credentials(passphrase=PASSPHRASE)).key


STOPPED_BY_KEY = """
import os, signal, sys
from intake_app.bootstrap import start
from intake_app.storage.keys import key_folder

def slow(held, target, key, reach):
    os.kill(os.getpid(), signal.SIGINT)
    while True:
        reach(0.5)

key_folder.write_with_key = slow
sys.exit(start(sys.argv[1:]))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
@pytest.mark.parametrize("verb", ["protect", "renew-key"])
def test_at_the_command_line_ctrl_c_stops_it_in_a_sentence(in_use: Path, verb: str) -> None:
    command = [sys.executable, "-c", STOPPED_BY_KEY, "--data-dir", str(in_use), "records"]
    surroundings = {**os.environ, "INTAKE_PASSPHRASE": PASSPHRASE}
    if verb == "renew-key":
        begun = [sys.executable, "-m", "intake_app", *command[3:], "protect"]
        subprocess.run(begun, check=True, capture_output=True, env=surroundings, timeout=60)
    key = sign_in_at_full_cost(in_use) if verb == "renew-key" else None
    before = everything(in_use, key)

    ended = subprocess.run(
        [*command, verb],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        cwd=Path(__file__).parents[2],
        env=surroundings,
    )

    assert ended.returncode == 1
    assert "was stopped. The records are as they were" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert is_protected(in_use) is (verb == "renew-key")
    assert everything(in_use, key) == before
    assert half_done(in_use) == []
