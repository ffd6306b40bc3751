"""Copies of the records that are not in use: what a restore put aside, and the backups.

When the records are protected these must be too, or the protection would be for show.
"""

from pathlib import Path

from intake_app.storage.backup_file import SUFFIX, extract, opened_archive, write_archive
from intake_app.storage.data_folder import (
    BACKUPS_FOLDER,
    PARTIAL,
    RECORDS_FILE,
    make_private_file,
)
from intake_app.storage.data_key import DataKey
from intake_app.storage.failures import refusing
from intake_app.storage.folder_parts import ASIDE_PREFIX
from intake_app.storage.key_files import KEYS_FILE, NEW, PLAIN_HEADER, is_plain
from intake_app.storage.keys.new_key import held_alone, put_in_place, write_with_key
from intake_app.storage.whole_files import flush_folder, write_whole


def encrypt_old_copies(folder: Path, key: DataKey, keys_content: bytes) -> None:
    """Encrypt every copy that anybody could read; what is encrypted already stays as it is.

    Raises:
        RecordsDamaged: A copy cannot be read; its file is named, and for a person to judge.
    """
    for records in sorted(folder.glob(f"{ASIDE_PREFIX}*/{RECORDS_FILE}")):
        if is_plain(records):
            # The keys first: encrypted records without them nobody could read.
            write_whole(records.with_name(KEYS_FILE), keys_content)
            _encrypt(records, key)
    for backup in sorted((folder / BACKUPS_FOLDER).glob(f"*{SUFFIX}")):
        _encrypt_backup(backup, key, keys_content)


def _encrypt(records: Path, key: DataKey) -> None:
    fresh = records.with_name(f"{records.name}{NEW}")
    try:
        with held_alone(records, None) as held:
            write_with_key(held, fresh, key)
            put_in_place(held, fresh, records)
    finally:
        fresh.unlink(missing_ok=True)


def _encrypt_backup(backup: Path, key: DataKey, keys_content: bytes) -> None:
    work = backup.with_name(f"work{PARTIAL}")
    partial = backup.with_name(f"{backup.name}{PARTIAL}")
    try:
        with refusing(backup), opened_archive(backup) as (archive, manifest):
            with archive.open(RECORDS_FILE) as part:
                if part.read(len(PLAIN_HEADER)) != PLAIN_HEADER:
                    return
            make_private_file(work)
            make_private_file(partial)
            extract(archive, RECORDS_FILE, work)
            others = {name: archive.read(name) for name in manifest.hashes if name != RECORDS_FILE}
            _encrypt(work, key)
            parts: dict[str, Path | bytes] = {
                RECORDS_FILE: work,
                **others,
                KEYS_FILE: keys_content,
            }
            write_archive(partial, parts, made_at=manifest.made_at, revision=manifest.revision)
        partial.replace(backup)
        flush_folder(backup.parent)
    finally:
        for left in (work, partial, *backup.parent.glob(f"{work.name}-*")):
            left.unlink(missing_ok=True)
