"""Put a backup in the place of the records; what it replaces is kept beside."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from shutil import rmtree

from intake_app.domain.errors import RecordsDamaged
from intake_app.domain.upkeep_errors import BackupRefused, RestoreStopped
from intake_app.services.audit import Deed
from intake_app.services.upkeep import Progress, Restored, Unlike
from intake_app.storage.audit.head import head_in, head_text
from intake_app.storage.backup_file import extract, opened_archive
from intake_app.storage.connection import connect_for_a_look
from intake_app.storage.data_folder import (
    PRIVATE_FOLDER,
    RECORDS_FILE,
    holds_records,
    make_private_file,
    make_private_folder,
    records_file,
)
from intake_app.storage.data_key import DataKey
from intake_app.storage.failures import refusing
from intake_app.storage.file_lock import locked
from intake_app.storage.folder_parts import (
    ASIDE,
    ASIDE_PREFIX,
    DECIDED,
    HEAD_FILE,
    PREPARING,
    REPLACED,
    finish,
    finish_restore,
    rename,
)
from intake_app.storage.json_fields import fields_in
from intake_app.storage.key_files import LOCK_FILE, is_plain, vault_of
from intake_app.storage.keys.new_key import held_alone
from intake_app.storage.pages import pages_are_whole
from intake_app.storage.revision import revision_in
from intake_app.storage.watching import Watch, part_of, shares_of
from intake_app.storage.whole_files import write_whole

_READ, _COPIED, _LOOKED_AT = 0.4, 0.8, 0.9
"""How much is done by then."""


def restore(
    folder: Path,
    key: DataKey | None,
    source: Path,
    deed: Deed,
    *,
    around: tuple[datetime, Progress],
) -> Restored:
    """Check the backup, then put it in place.

    Args:
        folder: The data folder.
        key: Of the records that are there now.
        source: The backup.
        deed: Noted in what is restored, when it is opened.
        around: The time, which names the folder in which the old files are kept; and who
            watches: until the new files are in place it can be stopped.

    Raises:
        RestoreStopped: ``progress`` said so.
        BackupRefused: It is no backup, or not as it was written.
        RecordsNewer: A newer version of this program made it.
        RecordsOpenElsewhere: Somebody has the records open.
    """
    now, progress = around
    watch = Watch(progress, RestoreStopped)
    make_private_folder(folder)
    finish_restore(folder)
    watch.reach(0.0)
    reading = part_of(watch.reach, 0.0, _READ)
    with locked(folder / LOCK_FILE), opened_archive(source, reading) as (archive, manifest):
        ready = folder / PREPARING
        with refusing(ready):
            rmtree(ready, ignore_errors=True)
            ready.mkdir(mode=PRIVATE_FOLDER)
            sizes = [archive.getinfo(name).file_size for name in manifest.hashes]
            shares = shares_of(part_of(watch.reach, _READ, _COPIED), sizes)
            for name, share in zip(manifest.hashes, shares, strict=True):
                make_private_file(ready / name)
                extract(archive, name, ready / name, share)
        _refuse_damaged(ready, source, watch)
        watch.reach(_LOOKED_AT)
        _owe(ready, deed)
        aside = _aside(folder, now) if any((folder / name).exists() for name in REPLACED) else None
        write_whole(ready / ASIDE, (aside.name if aside else "").encode())
        _refuse_in_use(folder, key)
        unlike = _unlike(vault_of(folder), vault_of(ready))
        rename(ready, folder / DECIDED)
        finish(folder)
    return Restored(made_at=manifest.made_at, replaced=aside, unlike=unlike)


def _unlike(vault_before: str, vault_now: str) -> Unlike | None:
    if not vault_before or vault_before == vault_now:
        return None
    return Unlike.OTHER if vault_now else Unlike.OPEN


def _refuse_in_use(folder: Path, key: DataKey | None) -> None:
    """Bring the journal into the file, which only works for whoever is alone with it."""
    if not holds_records(folder):
        return
    # Damaged records, or those of another key, cannot even be asked; they go aside as they are.
    with suppress(RecordsDamaged), held_alone(records_file(folder), key):
        pass


def _refuse_damaged(ready: Path, source: Path, watch: Watch) -> None:
    """An encrypted part was proved when it was made, and hashes to the same now."""
    records = ready / RECORDS_FILE
    if not is_plain(records):
        return
    connection = connect_for_a_look(records)
    whole = False
    try:
        watch.over(connection)
        with suppress(RecordsDamaged), refusing(records):
            whole = bool(revision_in(connection, records)) and pages_are_whole(
                connection, None, watch.reach
            )
    finally:
        connection.close()
    if not whole:
        raise BackupRefused(path=source, reason="the records in it are damaged")


def _owe(ready: Path, deed: Deed) -> None:
    """What was done is noted by whoever opens the records next: the key may not be at hand."""
    head_file = ready / HEAD_FILE
    if head_file.exists():
        head = head_in(fields_in(head_file.read_bytes()))
        if head is not None:
            write_whole(head_file, head_text(head, owed=deed))


def _aside(folder: Path, now: datetime) -> Path:
    name = f"{ASIDE_PREFIX}{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    number, aside = 1, folder / name
    while aside.exists():
        number += 1
        aside = folder / f"{name}-{number}"
    return aside
