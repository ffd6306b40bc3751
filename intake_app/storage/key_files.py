"""Where the keys lie beside the records, and which of two key files is the one in force.

A new key comes with a new record file. Two files cannot be renamed at once, so the new keys
wait as keys.json.new, which names the record file it belongs to by that file's first 16 bytes
(SQLCipher's salt, another in every file). Whoever comes next sees from that which of the two
happened. No library for cryptography is needed here: every start comes by.
"""

import json
from pathlib import Path
from typing import Final

from intake_app.domain.protection_errors import KeysRefused
from intake_app.storage.data_folder import RECORDS_FILE, records_file
from intake_app.storage.failures import refusing
from intake_app.storage.file_lock import locked
from intake_app.storage.json_fields import fields_in
from intake_app.storage.whole_files import flush_folder, write_whole

KEYS_FILE: Final = "keys.json"
NEW: Final = ".new"
"""Ends the name of a file that is about to take another's place."""

NEW_KEYS_FILE: Final = f"{KEYS_FILE}{NEW}"
NEW_RECORDS_FILE: Final = f"{RECORDS_FILE}{NEW}"
LOCK_FILE: Final = "keys.lock"
LARGEST: Final = 1_000_000
"""Bytes; a thousand users need fewer."""

PLAIN_HEADER: Final = b"SQLite format 3\x00"
_SALT_BYTES: Final = 16


def is_protected(folder: Path) -> bool:
    """Whether the records in ``folder`` need a passphrase; finishes a change that was cut short.

    Raises:
        RecordsBusy: The protection is being changed at this moment.
        KeysRefused: There are keys, and the records are not encrypted.
    """
    if any((folder / name).exists() for name in (NEW_KEYS_FILE, NEW_RECORDS_FILE)):
        with locked(folder / LOCK_FILE):
            settle(folder)
    if not (folder / KEYS_FILE).exists():
        return False
    if is_plain(records_file(folder)):
        reason = "the record file beside it is not encrypted, so somebody put it there"
        raise KeysRefused(path=folder / KEYS_FILE, reason=reason)
    return True


def settle(folder: Path) -> None:
    """Finish a change of keys that was cut short, or forget it; for whoever holds the lock."""
    waiting = folder / NEW_KEYS_FILE
    with refusing(records_file(folder)):
        if waiting.exists() and _belongs(waiting, records_file(folder)):
            waiting.replace(folder / KEYS_FILE)
            flush_folder(folder)
        for left in (waiting, *folder.glob(f"{NEW_RECORDS_FILE}*")):
            left.unlink(missing_ok=True)


def announce(folder: Path, content: bytes, new_records: Path) -> None:
    """Put the keys of a record file that is about to take its place where it will find them."""
    row = {"records": new_records.read_bytes()[:_SALT_BYTES].hex(), **json.loads(content)}
    write_whole(folder / NEW_KEYS_FILE, json.dumps(row).encode())


def read_key_file(path: Path) -> bytes:
    """Raises KeysRefused when it is not there or far too large."""
    with refusing(path):
        try:
            with path.open("rb") as file:
                content = file.read(LARGEST + 1)
        except FileNotFoundError:
            raise KeysRefused(path=path, reason="it is not there") from None
    if len(content) > LARGEST:
        raise KeysRefused(path=path, reason="it is far too large")
    return content


def keep_keys_beside(backup: Path, content: bytes) -> None:
    """Put the keys of an encrypted backup next to it, under its name."""
    write_whole(backup.with_suffix(".keys.json"), content)


def state_of_keys(folder: Path) -> object:
    """Another value whenever the key file is another; nothing of it is read."""
    try:
        found = (folder / KEYS_FILE).stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def vault_of(folder: Path) -> str:
    """What tells these protected records from others; empty where they are not protected."""
    if not (folder / KEYS_FILE).exists():
        return ""
    return str(fields_in(read_key_file(folder / KEYS_FILE)).get("vault", ""))


def is_plain(records: Path) -> bool:
    """Whether this is a record file that anybody could read."""
    return first_bytes(records) == PLAIN_HEADER


def first_bytes(records: Path) -> bytes:
    with refusing(records):
        try:
            with records.open("rb") as file:
                return file.read(_SALT_BYTES)
        except FileNotFoundError:
            return b""


def _belongs(waiting: Path, records: Path) -> bool:
    salt = first_bytes(records)
    named = fields_in(read_key_file(waiting)).get("records")
    return bool(salt) and salt.hex() == named
