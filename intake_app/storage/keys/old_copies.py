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
from intake_app.storage.key_files import (
    KEYS_FILE,
    NEW,
    PLAIN_HEADER,
    is_plain,
    keep_keys_beside,
)
from intake_app.storage.keys.new_key import held_alone, put_in_place, write_with_key
from intake_app.storage.watching import Reached, part_of
from intake_app.storage.whole_files import flush_folder, write_whole

_READ, _TAKEN_OUT, _ENCRYPTED = 0.1, 0.2, 0.8
"""How much of a backup is done by then."""


def copies_to_encrypt(folder: Path) -> list[Path]:
    """What stands in other places than the records and may be readable by anybody.

    What an attempt that was killed has left half-written goes.
    """
    backups, aside = folder / BACKUPS_FOLDER, f"{ASIDE_PREFIX}*/{RECORDS_FILE}"
    with refusing(backups):
        for left in (*backups.glob(f"*{NEW}*"), *folder.glob(f"{aside}{NEW}*")):
            left.unlink(missing_ok=True)
        beside = sorted(path for path in backups.iterdir() if path.is_file())
    bare = [path for path in (*beside, *sorted(folder.glob(aside))) if is_plain(path)]
    return [*bare, *(path for path in beside if path.suffix == SUFFIX)]


def encrypt_copy(copy: Path, key: DataKey, keys_content: bytes, reach: Reached) -> None:
    """Encrypt one of them; what is encrypted already stays as it is.

    Raises:
        RecordsDamaged: It cannot be read; its file is named, and for a person to judge.
    """
    if copy.suffix == SUFFIX:
        _encrypt_backup(copy, key, keys_content, reach)
        return
    # The keys first: encrypted records without them nobody could read.
    if copy.name == RECORDS_FILE:
        write_whole(copy.with_name(KEYS_FILE), keys_content)
    else:
        keep_keys_beside(copy, keys_content)
    _encrypt(copy, key, reach)


def _encrypt(records: Path, key: DataKey, reach: Reached) -> None:
    fresh = records.with_name(f"{records.name}{NEW}")
    try:
        with held_alone(records, None) as held:
            write_with_key(held, fresh, key, reach)
            put_in_place(held, fresh, records)
    finally:
        for left in (fresh, *records.parent.glob(f"{fresh.name}-*")):
            left.unlink(missing_ok=True)


def _encrypt_backup(backup: Path, key: DataKey, keys_content: bytes, reach: Reached) -> None:
    work = backup.with_name(f"work{PARTIAL}")
    partial = backup.with_name(f"{backup.name}{PARTIAL}")
    try:
        reading = part_of(reach, 0.0, _READ)
        with refusing(backup), opened_archive(backup, reading) as (archive, manifest):
            with archive.open(RECORDS_FILE) as part:
                if part.read(len(PLAIN_HEADER)) != PLAIN_HEADER:
                    return
            make_private_file(work)
            make_private_file(partial)
            extract(archive, RECORDS_FILE, work, part_of(reach, _READ, _TAKEN_OUT))
            others = {name: archive.read(name) for name in manifest.hashes if name != RECORDS_FILE}
            _encrypt(work, key, part_of(reach, _TAKEN_OUT, _ENCRYPTED))
            parts: dict[str, Path | bytes] = {
                RECORDS_FILE: work,
                **others,
                KEYS_FILE: keys_content,
            }
            write_archive(
                partial,
                parts,
                made_at=manifest.made_at,
                revision=manifest.revision,
                reach=part_of(reach, _ENCRYPTED, 1.0),
            )
        partial.replace(backup)
        flush_folder(backup.parent)
    finally:
        for left in (work, partial, *backup.parent.glob(f"{work.name}-*")):
            left.unlink(missing_ok=True)
