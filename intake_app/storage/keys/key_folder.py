"""A data folder as the place of its keys: one lock, one key file, one way to change the key."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from shutil import rmtree

from intake_app.domain.protection_errors import (
    EncryptionStopped,
    KeyRenewalStopped,
    RecordsNotProtected,
)
from intake_app.services.upkeep import Progress
from intake_app.storage.backup_file import write_archive
from intake_app.storage.backups_before import drop_older_attempts, path_before
from intake_app.storage.backups_folder import writing_backups
from intake_app.storage.connection import Connection
from intake_app.storage.data_folder import (
    PARTIAL,
    RECORDS_FILE,
    holds_records,
    make_private_file,
    records_file,
)
from intake_app.storage.data_key import DataKey
from intake_app.storage.failures import refusing
from intake_app.storage.file_lock import locked
from intake_app.storage.folder_parts import HEAD_FILE, PREPARING, SALVAGING, SETTINGS_FILE
from intake_app.storage.key_files import (
    KEYS_FILE,
    LOCK_FILE,
    NEW_RECORDS_FILE,
    announce,
    read_key_file,
    settle,
)
from intake_app.storage.keys.key_slots import COST, Cost
from intake_app.storage.keys.keys import Keys, keys_text, read_keys
from intake_app.storage.keys.new_key import held_alone, put_in_place, write_with_key
from intake_app.storage.keys.old_copies import copies_to_encrypt, encrypt_copy
from intake_app.storage.revision import revision_in, stored_revision
from intake_app.storage.watching import Reached, Watch, shares_of
from intake_app.storage.whole_files import flush_folder, write_whole


class KeyFolder:
    """Everything but ``alone`` is for whoever holds the lock that it gives.

    Args:
        path: The data folder.
        now: The time; names backups.
        cost: What a guess at a passphrase costs; a key file with a cheaper slot is refused.
    """

    def __init__(self, path: Path, now: Callable[[], datetime], cost: Cost = COST) -> None:
        self.path = path
        self.now = now
        self.cost = cost
        self.records = records_file(path)
        self._keys_file = path / KEYS_FILE

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the folder's lock; what an earlier change left unfinished is settled first."""
        with locked(self.path / LOCK_FILE):
            settle(self.path)
            rmtree(self.path / PREPARING, ignore_errors=True)
            yield

    def has_keys(self) -> bool:
        return self._keys_file.exists()

    def read(self) -> Keys:
        """Raises RecordsNotProtected, KeysRefused."""
        if not self.has_keys():
            raise RecordsNotProtected(path=self.path)
        return read_keys(read_key_file(self._keys_file), self._keys_file, least=self.cost)

    def write(self, keys: Keys) -> None:
        write_whole(self._keys_file, keys_text(keys))

    def encrypt_first_time(
        self, keys: Keys, key: DataKey, show: Callable[[], None], progress: Progress
    ) -> None:
        """Encrypt plain records and their plain backups; an encrypted backup is made before.

        ``show`` is called when nobody has them open, and before anything is encrypted.

        Raises:
            RecordsOpenElsewhere: Somebody has the records open.
            RecordsNewer, RecordsDamaged: As when they are opened.
            EncryptionStopped: ``progress`` said so; copies may be encrypted by then.
        """
        stored_revision(self.path)
        content = keys_text(keys)
        fresh = self.path / NEW_RECORDS_FILE
        watch = Watch(progress, EncryptionStopped)
        with self._changing(None, watch) as held:
            show()
            rmtree(self.path / SALVAGING, ignore_errors=True)
            copies = copies_to_encrypt(self.path)
            sizes = [path.stat().st_size for path in (*copies, self.records, self.records)]
            *shares, writing, backing_up = shares_of(watch.reach, sizes)
            for copy, share in zip(copies, shares, strict=True):
                encrypt_copy(copy, key, content, share)
            write_with_key(held, fresh, key, writing)
            self._back_up(held, (fresh, content), "protection", backing_up)
            announce(self.path, content, fresh)
            put_in_place(held, fresh, self.records)

    def encrypt_anew(self, keys: Keys, *, old: DataKey, new: DataKey, progress: Progress) -> None:
        """Encrypt records that are encrypted with another key, after a backup with the old one.

        Raises:
            RecordsOpenElsewhere: Somebody has the records open.
            KeyRenewalStopped: ``progress`` said so; nothing has changed.
        """
        if not holds_records(self.path):
            self.write(keys)
            return
        fresh = self.path / NEW_RECORDS_FILE
        watch = Watch(progress, KeyRenewalStopped)
        with self._changing(old, watch) as held:
            writing, backing_up = shares_of(watch.reach, [2, 1])
            write_with_key(held, fresh, new, writing)
            before = self.records, read_key_file(self._keys_file)
            self._back_up(held, before, "new-key", backing_up)
            announce(self.path, keys_text(keys), fresh)
            put_in_place(held, fresh, self.records)

    @contextmanager
    def _changing(self, key: DataKey | None, watch: Watch) -> Iterator[Connection]:
        """The records alone; the keys that remain are those of the record file that remains."""
        try:
            with (
                watch.stopping(),
                writing_backups(self.path),
                held_alone(self.records, key) as held,
            ):
                yield held
        finally:
            settle(self.path)

    def _back_up(
        self, held: Connection, whole: tuple[Path, bytes], reason: str, reach: Reached
    ) -> None:
        """One file that restores like any other, of a record file at rest and its keys.

        This is the last that can be stopped, and nothing is left of it then.
        """
        at, (source, keys_content) = self.now(), whole
        backup = path_before(self.path, reason, at)
        parts: dict[str, Path | bytes] = {RECORDS_FILE: source, KEYS_FILE: keys_content}
        for name in (HEAD_FILE, SETTINGS_FILE):
            if (self.path / name).exists():
                parts[name] = read_key_file(self.path / name)
        partial = backup.with_name(f".{backup.name}{PARTIAL}")
        with refusing(backup):
            try:
                make_private_file(partial)
                revision = revision_in(held, self.records)
                write_archive(partial, parts, made_at=at, revision=revision, reach=reach)
                partial.replace(backup)
                flush_folder(backup.parent)
            finally:
                partial.unlink(missing_ok=True)
        drop_older_attempts(backup, reason)
