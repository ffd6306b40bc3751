"""Protected records: what opens them, what their files show, how their key changes."""

import json
import os
import shutil
import sqlite3
import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from intake_app.domain.errors import (
    NotAllowed,
    RecordsDamaged,
    RecordsFull,
    RecordsNewer,
    ValueRefused,
)
from intake_app.domain.protection_errors import (
    KeysRefused,
    PassphraseShared,
    PassphraseWrong,
    ProtectionStopped,
    RecordsNotProtected,
    RecordsOpenElsewhere,
    RecordsProtectedAlready,
    RecoveryCodeWrong,
    UserRemoved,
)
from intake_app.services.access import Role
from intake_app.services.audit import Deed, Kind
from intake_app.services.protection import (
    Credentials,
    ProtectionService,
    User,
    UserService,
    actor_of,
)
from intake_app.storage import connection as opening
from intake_app.storage.backup_file import SUFFIX
from intake_app.storage.connection import connect, connect_for_a_look
from intake_app.storage.data_folder import BACKUPS_FOLDER, PARTIAL, RECORDS_FILE
from intake_app.storage.data_key import DataKey
from intake_app.storage.folder_parts import HEAD_FILE, HEAD_LOCK
from intake_app.storage.folder_upkeep import FolderUpkeep
from intake_app.storage.key_files import (
    KEYS_FILE,
    NEW,
    NEW_KEYS_FILE,
    NEW_RECORDS_FILE,
    PLAIN_HEADER,
    is_protected,
)
from intake_app.storage.keys import key_folder, new_key
from intake_app.storage.keys.attempts import ATTEMPTS_FILE, LONGEST_WAIT, wait_after
from intake_app.storage.keys.entrance import enter
from intake_app.storage.keys.new_key import contents
from intake_app.storage.keys.protection import FolderProtection
from intake_app.storage.keys.recovery_code import new_recovery_code, read_recovery_code
from intake_app.storage.records import open_records
from tests.helpers.protected import (
    ANNA,
    CHEAP,
    OMAR,
    PASSPHRASE,
    RITA,
    Waited,
    protect,
    protection_of,
    sign_in,
    with_plain_text,
)
from tests.helpers.record_builders import AWKWARD_NAME, NOON, register, store_completed
from tests.helpers.upkeep import ANNA as UPKEEPER
from tests.helpers.upkeep import back_up


@pytest.fixture
def in_use(data_folder: Path) -> Path:
    """Unprotected records with a patient and a completed consultation."""
    fill(data_folder, None)
    return data_folder


def fill(folder: Path, key: DataKey | None) -> None:
    records = open_records(folder, key)
    with records.writing() as uow:
        store_completed(uow)
        uow.commit()
    records.close()


def names(folder: Path, key: DataKey | None) -> list[object]:
    records = open_records(folder, key)
    records.close()
    connection = connect(folder / RECORDS_FILE, key)
    found = [name for (name,) in connection.execute("SELECT name FROM patient").fetchall()]
    connection.close()
    return found


def everything(folder: Path, key: DataKey | None) -> list[tuple[object, ...]]:
    connection = connect(folder / RECORDS_FILE, key)
    try:
        return contents(connection)
    finally:
        connection.close()


def test_what_was_there_is_there_after_protecting(in_use: Path) -> None:
    before = everything(in_use, None)

    keys, _ = protect(in_use)

    assert everything(in_use, sign_in(in_use).key) == before
    assert everything(in_use, keys.key) == before
    assert names(in_use, keys.key) == [AWKWARD_NAME]


def test_no_file_shows_anything_of_a_patient(in_use: Path) -> None:
    assert with_plain_text(in_use) == [RECORDS_FILE]

    keys, _ = protect(in_use)
    records = open_records(in_use, keys.key)
    with records.writing() as uow:
        register(uow)
        uow.commit()

    assert (in_use / f"{RECORDS_FILE}-wal").stat().st_size > 0
    assert with_plain_text(in_use) == []
    records.close()
    keys.renew_key()
    assert with_plain_text(in_use) == []


def test_older_backups_do_not_stay_readable(in_use: Path) -> None:
    backups = in_use / BACKUPS_FOLDER
    backups.mkdir()
    for name in ("before-0002.sqlite3", "mine.db", "before-0003.sqlite3.partial"):
        shutil.copy(in_use / RECORDS_FILE, backups / name)

    protect(in_use)

    assert with_plain_text(in_use) == []
    made = "before-protection-20261121T120000Z"
    assert sorted(path.name for path in backups.iterdir()) == [
        "backup.lock", "before-0002.keys.json", "before-0002.sqlite3",
        f"{made}.intake-backup",
        "mine.db", "mine.keys.json",
    ]  # fmt: skip
    FolderUpkeep(in_use.parent / "whole").restore(
        backups / f"{made}.intake-backup", Deed(UPKEEPER, Kind.RECORDS_RESTORED)
    )
    restored = in_use.parent / "whole"
    assert names(restored, sign_in(restored).key) == [AWKWARD_NAME]
    for name in ("before-0002.sqlite3", "mine.db"):
        restored = in_use.parent / name
        restored.mkdir()
        shutil.copy(backups / name, restored / RECORDS_FILE)
        shutil.copy((backups / name).with_suffix(".keys.json"), restored / KEYS_FILE)
        assert names(restored, sign_in(restored).key) == [AWKWARD_NAME]


@pytest.mark.skipif(os.name != "posix", reason="rights are POSIX bits here")
def test_every_file_stays_private(in_use: Path) -> None:
    before = os.umask(0)
    try:
        protect(in_use)
        sign_in(in_use).renew_key()
        with pytest.raises(PassphraseWrong):
            sign_in(in_use, "wrong passphrase")
    finally:
        os.umask(before)

    files = [path for path in in_use.rglob("*") if path.is_file()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert {path.name for path in files} > {KEYS_FILE, ATTEMPTS_FILE, RECORDS_FILE}


@pytest.mark.parametrize("key", [None, DataKey(bytes(32))])
def test_without_the_key_nothing_can_be_read(in_use: Path, key: DataKey | None) -> None:
    protect(in_use)

    with pytest.raises(RecordsDamaged):
        connect(in_use / RECORDS_FILE, key)
    stranger = sqlite3.connect(in_use / RECORDS_FILE)
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        stranger.execute("SELECT * FROM sqlite_master")
    stranger.close()


@pytest.mark.parametrize(
    "passphrase", ["wrong", "", PASSPHRASE.upper(), PASSPHRASE + " ", "\x00", "\udcff\udcfe"]
)
def test_a_wrong_passphrase_opens_nothing(in_use: Path, passphrase: str) -> None:
    protect(in_use)

    with pytest.raises(PassphraseWrong, match="do not open"):
        sign_in(in_use, passphrase)


def test_a_passphrase_is_the_same_however_the_keyboard_composes_it(in_use: Path) -> None:
    protection_of(in_use).protect(ANNA, "pässphrase 1", lambda _code: None)

    assert sign_in(in_use, "pa\u0308ssphrase 1").user == ANNA


def test_who_signs_in_is_known_by_passphrase_or_by_name(in_use: Path) -> None:
    keys, _ = protect(in_use)
    keys.put(OMAR, "omars passphrase")
    keys.put(RITA, PASSPHRASE)

    assert sign_in(in_use, "omars passphrase").user == OMAR
    with pytest.raises(PassphraseShared, match="Say who you are"):
        sign_in(in_use)
    assert sign_in(in_use, name=" Rita\n").user == RITA
    assert sign_in(in_use, "omars passphrase", "Dr Omar  O\u0308zil").user == OMAR
    with pytest.raises(PassphraseWrong):
        sign_in(in_use, name=OMAR.name)


def test_a_name_is_the_same_however_its_capitals_are_typed(in_use: Path) -> None:
    keys, _ = protect(in_use)
    users, manager = UserService(keys), actor_of(keys)
    users.add(manager, User("Rita Ş", Role.RECEPTION), "ritas passphrase")

    for name in ("rita ş", " RITA  Ş "):
        assert sign_in(in_use, "ritas passphrase", name).user.name == "Rita Ş"
    with pytest.raises(ValueRefused, match="such a user already"):
        users.add(manager, User("rita ş", Role.MANAGER), "another passphrase")


def test_each_wrong_passphrase_makes_the_next_wait_longer(in_use: Path) -> None:
    protect(in_use)
    waited = Waited()
    for _ in range(9):
        # Another program each time: what was tried is kept beside the keys.
        with pytest.raises(PassphraseWrong):
            protection_of(in_use, wait=waited).unlock(Credentials(passphrase="wrong one"))

    assert waited == [1, 2, 4, 8, 16, 32, 60, 60]
    protection_of(in_use, wait=waited).unlock(Credentials(passphrase=PASSPHRASE))
    assert len(waited) == 9
    sign_in(in_use)
    assert not (in_use / ATTEMPTS_FILE).exists()


def tried(folder: Path, waited: Waited, name: str = "") -> bool:
    """Whether a wrong passphrase was refused as such."""
    with suppress(PassphraseWrong):
        credentials = Credentials(passphrase="wrong one", name=name)
        protection_of(folder, wait=waited).unlock(credentials)
        return False
    return True


def test_whoever_guesses_at_one_user_keeps_nobody_else_waiting(in_use: Path) -> None:
    keys, code = protect(in_use)
    keys.put(OMAR, "omars passphrase")
    for _ in range(9):
        assert tried(in_use, Waited(), "Anna")
    waited = Waited()

    protection = protection_of(in_use, wait=waited)
    protection.unlock(Credentials(passphrase="omars passphrase", name=OMAR.name))
    protection.unlock(Credentials(passphrase="omars passphrase"))
    protection.unlock_with_code(code)
    assert waited == []
    protection.unlock(Credentials(passphrase=PASSPHRASE, name="Anna"))
    assert waited == [60]


def test_signing_in_as_oneself_takes_back_no_try_at_another(in_use: Path) -> None:
    keys, _ = protect(in_use)
    keys.put(OMAR, "omars passphrase")

    for name in ("Anna", ""):
        waited = Waited()
        for _ in range(7):
            assert tried(in_use, waited, name)
            sign_in(in_use, "omars passphrase", OMAR.name)
            protection_of(in_use, wait=waited).unlock(Credentials(passphrase="omars passphrase"))
        assert sum(waited) >= 63


def test_tries_at_one_user_count_together_however_the_name_is_typed(in_use: Path) -> None:
    protect(in_use)
    waited = Waited()

    for name in ("Anna", "anna", "ANNA", " aNNa "):
        assert tried(in_use, waited, name)

    assert waited == [1, 2, 4]


def test_a_name_that_nobody_has_counts_as_none(in_use: Path) -> None:
    protect(in_use)
    waited = Waited()

    for name in ("Nobody", "", "nobody else", "annas"):
        assert tried(in_use, waited, name)

    assert waited == [1, 2, 4]
    assert "obody" not in (in_use / ATTEMPTS_FILE).read_text()


def test_while_one_waits_for_a_turn_others_are_let_in(in_use: Path) -> None:
    keys, _ = protect(in_use)
    keys.put(OMAR, "omars passphrase")
    assert tried(in_use, Waited(), "Anna")
    let_in: list[User] = []

    def meanwhile(_seconds: float) -> None:
        let_in.append(sign_in(in_use, "omars passphrase", OMAR.name).user)

    protection = protection_of(in_use, wait=meanwhile)
    protection.unlock(Credentials(passphrase=PASSPHRASE, name="Anna"))

    assert let_in == [OMAR]


def test_of_two_who_wait_for_the_same_turn_one_waits_again(in_use: Path) -> None:
    protect(in_use)
    assert tried(in_use, Waited(), "Anna")
    waited: list[float] = []

    def another_tries_meanwhile(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 1:
            assert tried(in_use, Waited(), "Anna")

    protection = protection_of(in_use, wait=another_tries_meanwhile)
    protection.unlock(Credentials(passphrase=PASSPHRASE, name="Anna"))

    assert waited == [1, 2]


def test_an_hour_later_nobody_waits(in_use: Path) -> None:
    protect(in_use)
    for _ in range(9):
        assert tried(in_use, Waited())
    waited = Waited()
    later = FolderProtection(
        in_use, now=lambda: NOON + timedelta(hours=1), wait=waited, cost=CHEAP
    )

    for _ in range(2):
        with pytest.raises(PassphraseWrong):
            later.unlock(Credentials(passphrase="wrong one"))

    assert waited == [1]


def test_a_wrong_recovery_code_makes_the_next_wait_too(in_use: Path, tmp_path: Path) -> None:
    protect(in_use)
    _, other = protect(tmp_path / "other")
    waited = Waited()

    for _ in range(3):
        with pytest.raises(RecoveryCodeWrong):
            protection_of(in_use, wait=waited).unlock_with_code(other)

    assert waited == [1, 2]


def test_a_clock_that_was_put_back_does_not_lock_anybody_out(in_use: Path) -> None:
    protect(in_use)
    row = {"wrong": 40, "last": "2099-01-01T00:00:00+00:00"}
    (in_use / ATTEMPTS_FILE).write_text(json.dumps({"passphrase": row}))
    waited = Waited()

    protection_of(in_use, wait=waited).unlock(Credentials(passphrase=PASSPHRASE))

    assert waited == [LONGEST_WAIT.total_seconds()]


@pytest.mark.parametrize(
    "content",
    ["", "{}", "[]", '{"passphrase": {"wrong": "x", "last": 1}}', '{"passphrase": 7}', "\x00"],
)
def test_a_damaged_list_of_attempts_counts_as_none(in_use: Path, content: str) -> None:
    protect(in_use)
    (in_use / ATTEMPTS_FILE).write_text(content)
    waited = Waited()

    protection_of(in_use, wait=waited).unlock(Credentials(passphrase=PASSPHRASE))

    assert waited == []


def test_waiting_grows_and_ends() -> None:
    waits = [wait_after(wrong) for wrong in range(100)]

    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (timedelta(), LONGEST_WAIT)


def test_the_recovery_code_sets_a_new_passphrase(in_use: Path) -> None:
    keys, code = protect(in_use)
    keys.put(OMAR, "omars passphrase")
    service = ProtectionService(protection_of(in_use))

    user = service.recover(code.lower(), Credentials(passphrase="a new passphrase"))

    assert user == ANNA
    assert names(in_use, sign_in(in_use, "a new passphrase").key) == [AWKWARD_NAME]
    assert sign_in(in_use, "omars passphrase").user == OMAR
    with pytest.raises(PassphraseWrong):
        sign_in(in_use)
    service.recover(code, Credentials(passphrase="yet another one", name=OMAR.name))
    assert sign_in(in_use, "yet another one").user == OMAR


def test_a_renewed_recovery_code_ends_the_old_one(in_use: Path) -> None:
    keys, old = protect(in_use)

    new = keys.new_recovery_code()
    assert protection_of(in_use).unlock_with_code(old).key.octets == keys.key.octets
    keys.use_recovery_code(new)

    with pytest.raises(RecoveryCodeWrong):
        protection_of(in_use).unlock_with_code(old)
    assert protection_of(in_use).unlock_with_code(new).key.octets == keys.key.octets


def test_a_new_key_keeps_everything_and_everybody(in_use: Path) -> None:
    keys, code = protect(in_use)
    keys.put(OMAR, "omars passphrase")
    before, old = everything(in_use, keys.key), keys.key

    keys.renew_key()

    assert keys.key.octets != old.octets
    assert everything(in_use, keys.key) == before
    for opened in (
        sign_in(in_use),
        sign_in(in_use, "omars passphrase"),
        protection_of(in_use).unlock_with_code(code),
    ):
        assert opened.key.octets == keys.key.octets
    with pytest.raises(RecordsDamaged):
        connect(in_use / RECORDS_FILE, old)


def test_who_was_removed_and_kept_the_key_file_opens_nothing_new(in_use: Path) -> None:
    keys, _ = protect(in_use)
    keys.put(RITA, "ritas passphrase")
    kept = (in_use / KEYS_FILE).read_bytes()
    keys.remove(RITA.name)
    keys.renew_key()

    (in_use / KEYS_FILE).write_bytes(kept)

    with pytest.raises(RecordsDamaged):
        connect(in_use / RECORDS_FILE, sign_in(in_use, "ritas passphrase").key)


def test_what_a_kill_left_of_an_old_copy_does_not_keep_the_records_from_being_protected(
    in_use: Path,
) -> None:
    left = in_use / BACKUPS_FOLDER / f"work{PARTIAL}{NEW}"
    left.parent.mkdir(exist_ok=True)
    left.write_bytes(b"half of it")

    protect(in_use)

    assert not left.exists()
    assert is_protected(in_use)


def test_before_a_new_key_there_is_a_backup_with_the_old_keys(in_use: Path) -> None:
    keys, _ = protect(in_use)
    keys.put(RITA, "ritas passphrase")

    keys.renew_key()

    backup = in_use / BACKUPS_FOLDER / "before-new-key-20261121T120000Z.intake-backup"
    restored = in_use.parent / "restored"
    FolderUpkeep(restored).restore(backup, Deed(UPKEEPER, Kind.RECORDS_RESTORED))
    assert names(restored, sign_in(restored, "ritas passphrase").key) == [AWKWARD_NAME]


def test_users_come_and_go(in_use: Path) -> None:
    keys, _ = protect(in_use)
    users = UserService(keys)
    anna = users.all()[0]
    actor = actor_of(keys)
    users.add(actor, OMAR, "omars passphrase")
    users.add(actor, User("  Rita \n", RITA.role), "ritas passphrase")

    assert users.all() == [anna, OMAR, RITA]
    with pytest.raises(ValueRefused, match="such a user already"):
        users.add(actor, OMAR, "omars passphrase")
    with pytest.raises(ValueRefused, match="no such user"):
        users.remove(actor, "Nobody")
    with pytest.raises(ValueRefused, match="nobody else is a manager"):
        users.remove(actor, ANNA.name)
    users.remove(actor, RITA.name)
    assert users.all() == [anna, OMAR]
    with pytest.raises(PassphraseWrong):
        sign_in(in_use, "ritas passphrase")


def test_a_manager_gives_another_user_another_role(in_use: Path) -> None:
    keys, _ = protect(in_use)
    users, anna = UserService(keys), actor_of(keys)
    users.add(anna, OMAR, "omars passphrase")

    changed = users.change_role(anna, User("dr omar özil", Role.MANAGER), "a new passphrase")

    assert changed == User(OMAR.name, Role.MANAGER)
    omar = sign_in(in_use, "a new passphrase")
    assert omar.user == changed
    with pytest.raises(PassphraseWrong):
        sign_in(in_use, "omars passphrase")
    with pytest.raises(ValueRefused, match="only another manager changes it"):
        users.change_role(anna, User("anna", Role.RECEPTION), PASSPHRASE)
    UserService(omar).change_role(actor_of(omar), User("Anna", Role.RECEPTION), "annas new one")
    with pytest.raises(UserRemoved):
        users.change_role(anna, OMAR, "omars passphrase")
    reception = sign_in(in_use, "annas new one")
    with pytest.raises(NotAllowed):
        UserService(reception).change_role(actor_of(reception), OMAR, "omars passphrase")


def test_only_a_manager_changes_what_is_anothers(in_use: Path) -> None:
    keys, _ = protect(in_use)
    keys.put(RITA, "ritas passphrase")
    hers = sign_in(in_use, "ritas passphrase")
    users, rita = UserService(hers), actor_of(hers)

    for refused in (
        lambda: users.change_passphrase(rita, ANNA.name, "taken over by Rita"),
        lambda: users.add(rita, OMAR, "omars passphrase"),
        lambda: users.remove(rita, ANNA.name),
        lambda: users.new_recovery_code(rita),
        lambda: users.use_recovery_code(rita, new_recovery_code()),
        lambda: users.renew_key(rita),
    ):
        with pytest.raises(NotAllowed, match="role reception may not"):
            refused()

    users.change_passphrase(rita, RITA.name, "ritas second one")
    assert sign_in(in_use, "ritas second one").user == RITA
    assert sign_in(in_use).users() == [ANNA, RITA]


def test_the_last_manager_cannot_be_removed(in_use: Path) -> None:
    keys, _ = protect(in_use)
    keys.put(OMAR, "omars passphrase")

    with pytest.raises(KeysRefused, match="nobody would be a manager"):
        keys.remove(ANNA.name)

    assert sign_in(in_use).users() == [ANNA, OMAR]


def test_two_managers_do_not_remove_one_another(in_use: Path) -> None:
    """Each has a window open; whoever comes second was removed by the first."""
    bea = User("Bea", Role.MANAGER)
    annas, _ = protect(in_use)
    annas.put(bea, "beas passphrase")
    beas = sign_in(in_use, "beas passphrase")

    UserService(annas).remove(actor_of(annas), bea.name)
    with pytest.raises(UserRemoved, match="Bea is no user"):
        UserService(beas).remove(actor_of(beas), ANNA.name)

    assert sign_in(in_use).users() == [ANNA]


def test_who_was_removed_changes_nothing_from_a_window_that_is_still_open(in_use: Path) -> None:
    annas, _ = protect(in_use)
    bea = User("Bea", Role.MANAGER)
    annas.put(bea, "beas passphrase")
    beas = sign_in(in_use, "beas passphrase")
    users, actor = UserService(beas), actor_of(beas)
    annas.remove(bea.name)
    annas.put(User(bea.name, Role.RECEPTION), "beas passphrase")
    code = users.new_recovery_code(actor)
    before = (in_use / "keys.json").read_bytes()

    for refused in (
        users.all,
        lambda: users.add(actor, OMAR, "omars passphrase"),
        lambda: users.remove(actor, ANNA.name),
        lambda: users.change_passphrase(actor, ANNA.name, "taken over by Bea"),
        lambda: users.use_recovery_code(actor, code),
        lambda: users.renew_key(actor),
    ):
        with pytest.raises(UserRemoved):
            refused()

    assert (in_use / "keys.json").read_bytes() == before


def test_two_programs_that_add_a_user_at_once_add_both(in_use: Path) -> None:
    first, _ = protect(in_use)
    second = sign_in(in_use)

    first.put(OMAR, "omars passphrase")
    second.put(RITA, "ritas passphrase")

    assert first.users() == second.users() == [ANNA, OMAR, RITA]


def test_records_that_begin_protected_never_were_plain(tmp_path: Path) -> None:
    keys, code = protect(tmp_path / "new")
    fill(tmp_path / "new", keys.key)

    assert with_plain_text(tmp_path / "new") == []
    assert names(tmp_path / "new", sign_in(tmp_path / "new").key) == [AWKWARD_NAME]
    assert protection_of(tmp_path / "new").unlock_with_code(code).users() == [ANNA]


class Given:
    """A passphrase that was given before anybody was asked; keeps the codes that were shown."""

    def __init__(self) -> None:
        self.codes: list[str] = []

    def are_given(self) -> bool:
        return True

    def credentials(self, folder: Path) -> Credentials:
        assert folder.name == "new"
        return Credentials(passphrase=PASSPHRASE)

    def show_recovery_code(self, code: str) -> None:
        self.codes.append(code)


def test_two_programs_that_begin_protected_records_at_once_share_one_key(tmp_path: Path) -> None:
    folder, given = tmp_path / "new", Given()
    at_once = threading.Barrier(4)

    def begin(_: int) -> bytes:
        at_once.wait()
        keys = enter(folder, given, protection_of)
        assert keys is not None
        open_records(folder, keys.key).close()
        return keys.key.octets

    with ThreadPoolExecutor(4) as programs:
        found = set(programs.map(begin, range(4)))

    assert found == {sign_in(folder).key.octets}
    assert len(given.codes) == 1


def test_the_code_is_shown_before_anything_is_encrypted(in_use: Path) -> None:
    backup = back_up(in_use, in_use / BACKUPS_FOLDER / f"kept{SUFFIX}")
    before = backup.read_bytes()

    def nobody_has_it(code: str) -> None:
        assert read_recovery_code(code) == code
        assert not is_protected(in_use)
        raise ProtectionStopped

    with pytest.raises(ProtectionStopped, match="opens nothing"):
        protection_of(in_use).protect(ANNA, PASSPHRASE, nobody_has_it)

    assert backup.read_bytes() == before
    assert not is_protected(in_use)
    assert names(in_use, None) == [AWKWARD_NAME]
    protect(in_use)
    assert names(in_use, sign_in(in_use).key) == [AWKWARD_NAME]


def test_no_code_is_shown_while_somebody_has_the_records_open(in_use: Path) -> None:
    shown: list[str] = []
    opened = connect(in_use / RECORDS_FILE)
    opened.execute("SELECT count(*) FROM patient").fetchone()

    with pytest.raises(RecordsOpenElsewhere):
        protection_of(in_use).protect(ANNA, PASSPHRASE, shown.append)

    assert shown == []
    opened.close()


def test_new_records_have_no_keys_before_somebody_has_the_code(tmp_path: Path) -> None:
    folder = tmp_path / "new"

    def nobody_has_it(_code: str) -> None:
        raise ProtectionStopped

    with pytest.raises(ProtectionStopped):
        protection_of(folder).protect(ANNA, PASSPHRASE, nobody_has_it)

    assert not (folder / KEYS_FILE).exists()


def test_protecting_twice_is_refused(in_use: Path) -> None:
    protect(in_use)
    before = (in_use / KEYS_FILE).read_bytes()

    with pytest.raises(RecordsProtectedAlready, match="Nothing was changed"):
        protect(in_use)

    assert (in_use / KEYS_FILE).read_bytes() == before


def test_unprotected_records_have_no_users(in_use: Path) -> None:
    with pytest.raises(RecordsNotProtected, match="Protect them first"):
        sign_in(in_use)
    with pytest.raises(RecordsNotProtected):
        protection_of(in_use).unlock_with_code(new_recovery_code())


@pytest.mark.parametrize("change", ["protect", "renew"])
def test_records_that_are_open_elsewhere_are_left_as_they_are(
    in_use: Path, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = None if change == "protect" else protect(in_use)[0]
    key = keys.key if keys else None
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.05)
    elsewhere = connect(in_use / RECORDS_FILE, key)
    elsewhere.execute("SELECT count(*) FROM patient").fetchone()

    with pytest.raises(RecordsOpenElsewhere, match="Close the others"):
        keys.renew_key() if keys else protect(in_use)

    assert elsewhere.execute("SELECT count(*) FROM patient").fetchone() == (1,)
    elsewhere.close()
    assert is_protected(in_use) is (change == "renew")
    assert names(in_use, key) == [AWKWARD_NAME]
    assert not (in_use / NEW_KEYS_FILE).exists()


def test_a_newer_database_is_not_protected(in_use: Path) -> None:
    newer = sqlcipher.connect(str(in_use / RECORDS_FILE), isolation_level=None)
    newer.execute("UPDATE alembic_version SET version_num = '9999'")
    newer.close()
    before = (in_use / RECORDS_FILE).read_bytes()

    with pytest.raises(RecordsNewer):
        protect(in_use)

    assert (in_use / RECORDS_FILE).read_bytes() == before
    assert not is_protected(in_use)


@pytest.mark.parametrize("step", ["announce", "put_in_place", "write_archive", "write_with_key"])
def test_a_change_that_fails_half_way_leaves_what_was(
    in_use: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise RecordsFull(path=in_use)

    monkeypatch.setattr(key_folder, step, full)

    with pytest.raises(RecordsFull):
        protect(in_use)

    assert not is_protected(in_use)
    assert names(in_use, None) == [AWKWARD_NAME]
    assert {path.name for path in in_use.iterdir()} <= {
        *(HEAD_FILE, HEAD_LOCK, RECORDS_FILE, "keys.lock", BACKUPS_FOLDER)
    }


def test_a_change_cut_short_at_the_last_moment_is_finished_by_whoever_comes_next(
    in_use: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as killed:
        killed.setattr(key_folder, "settle", lambda _folder: None)
        protect(in_use)
    assert (in_use / NEW_KEYS_FILE).exists()
    assert not (in_use / KEYS_FILE).exists()

    assert sign_in(in_use).users() == [ANNA]

    assert not (in_use / NEW_KEYS_FILE).exists()
    assert names(in_use, sign_in(in_use).key) == [AWKWARD_NAME]


def test_half_a_file_of_an_attempt_that_was_killed_goes_at_the_next_start(in_use: Path) -> None:
    left = [in_use / NEW_RECORDS_FILE, in_use / f"{NEW_RECORDS_FILE}-journal"]
    for path in left:
        path.write_bytes(b"half of it")

    assert not is_protected(in_use)

    assert not any(path.exists() for path in left)
    assert names(in_use, None) == [AWKWARD_NAME]


def test_keys_that_wait_for_other_records_are_forgotten(in_use: Path, tmp_path: Path) -> None:
    protect(tmp_path / "other")
    theirs = json.loads((tmp_path / "other" / KEYS_FILE).read_text())
    for salt in ("00" * 16, "", PLAIN_HEADER.hex()[:-2], None):
        (in_use / NEW_KEYS_FILE).write_text(json.dumps({"records": salt, **theirs}))

        assert not is_protected(in_use)
        assert not (in_use / NEW_KEYS_FILE).exists()


def test_a_copy_that_differs_never_takes_the_place_of_the_records(
    in_use: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = connect_for_a_look

    def forgetful(path: Path, key: DataKey) -> object:
        changed = connect(path, key)
        changed.execute("UPDATE patient SET language = 'xx'")
        changed.close()
        return look(path, key)

    monkeypatch.setattr(new_key, "connect_for_a_look", forgetful)

    with pytest.raises(RecordsDamaged):
        protect(in_use)

    assert not is_protected(in_use)
    assert names(in_use, None) == [AWKWARD_NAME]


def test_a_plain_file_put_beside_keys_is_refused(in_use: Path, data_folder: Path) -> None:
    plain = (in_use / RECORDS_FILE).read_bytes()
    protect(in_use)
    (in_use / RECORDS_FILE).write_bytes(plain)

    with pytest.raises(KeysRefused, match="not encrypted"):
        is_protected(data_folder)


def test_records_without_their_key_file_are_not_begun_anew(in_use: Path) -> None:
    protect(in_use)
    (in_use / KEYS_FILE).unlink()
    before = (in_use / RECORDS_FILE).read_bytes()

    with pytest.raises(RecordsDamaged):
        open_records(in_use)
    with pytest.raises(RecordsDamaged):
        protect(in_use)

    assert (in_use / RECORDS_FILE).read_bytes() == before
