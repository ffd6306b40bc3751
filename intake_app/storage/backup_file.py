"""A backup is one file: an archive of the records and of what belongs to them.

It is a zip archive without compression, so that anybody's tools can take it apart in twenty
years: records.sqlite3 (encrypted, if the records are), audit-head.json, keys.json (the key
slots), settings.toml, and manifest.json with what each of them must hash to.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Final

from intake_app.domain.errors import IntakeError, RecordsNewer
from intake_app.domain.upkeep_errors import BackupRefused
from intake_app.storage.audit.chain import Head
from intake_app.storage.audit.head import head_in
from intake_app.storage.data_folder import RECORDS_FILE
from intake_app.storage.folder_parts import HEAD_FILE, PARTS
from intake_app.storage.json_fields import fields_in
from intake_app.storage.revision import REVISIONS
from intake_app.storage.watching import Reached, part_of, shares_of, unwatched
from intake_app.storage.whole_files import flush_file

SUFFIX: Final = ".intake-backup"
_MANIFEST: Final = "manifest.json"
_FORMAT: Final = 1
_LARGEST_MANIFEST: Final = 1_000_000
_CHUNK: Final = 1 << 20
_WRITTEN: Final = 0.6
"""How much of an archive is done when it is written; reading it back is the rest."""
_ENCRYPTED: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup says of itself.

    Attributes:
        made_at: When it was made.
        revision: Of the tables.
        hashes: SHA-256 of each part, by its name.
    """

    made_at: datetime
    revision: str
    hashes: Mapping[str, str]


def write_archive(
    target: Path,
    parts: Mapping[str, Path | bytes],
    *,
    made_at: datetime,
    revision: str,
    reach: Reached = unwatched,
) -> None:
    """Write the archive, flush it, read it back and compare; ``target`` is an empty file."""
    hashes = {}
    written = shares_of(part_of(reach, 0.0, _WRITTEN), [_size_of(each) for each in parts.values()])
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        for (name, content), share in zip(parts.items(), written, strict=True):
            with archive.open(_named(name, made_at), "w", force_zip64=True) as part:
                hashes[name] = _write_part(part, content, share)
        manifest = {
            "format": _FORMAT,
            "made_at": made_at.isoformat(),
            "revision": revision,
            "sha256": hashes,
        }
        archive.writestr(_named(_MANIFEST, made_at), json.dumps(manifest, indent=2))
    flush_file(target)
    with opened_archive(target, part_of(reach, _WRITTEN, 1.0)) as (_, read_back):
        if dict(read_back.hashes) != hashes:
            raise BackupRefused(path=target, reason="it was not written as it should be")


@contextmanager
def opened_archive(
    source: Path, reach: Reached = unwatched
) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """A backup whose every part hashes to what its manifest says.

    Raises:
        BackupRefused: It is no backup, or not as it was written.
        RecordsNewer: A newer version of this program made it.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = _manifest(archive, source)
            sizes = [archive.getinfo(name).file_size for name in manifest.hashes]
            shares = shares_of(reach, sizes)
            parts = zip(manifest.hashes.items(), sizes, shares, strict=True)
            for (name, expected), size, share in parts:
                with archive.open(name) as part:
                    if _hash_of(_chunks(part, size, share)) != expected:
                        raise BackupRefused(path=source, reason=f"its {name} is damaged")
            yield archive, manifest
    except FileNotFoundError:
        raise BackupRefused(path=source, reason="there is no such file") from None
    except (zipfile.BadZipFile, EOFError, NotImplementedError):
        raise BackupRefused(path=source, reason="it is not a whole backup") from None
    except OSError as error:
        raise BackupRefused(path=source, reason=(error.strerror or "it fails").lower()) from None


def moment_of(source: Path) -> datetime | None:
    """When a backup says it was made; only its manifest is read. None when it cannot say."""
    try:
        with zipfile.ZipFile(source) as archive:
            return _manifest(archive, source).made_at
    except (OSError, zipfile.BadZipFile, EOFError, NotImplementedError, IntakeError):
        return None


def head_of_backup(source: Path) -> tuple[datetime, Head] | None:
    """When it was made, and the newest audit entry then; None when it cannot say."""
    try:
        with zipfile.ZipFile(source) as archive, archive.open(HEAD_FILE) as part:
            head = head_in(fields_in(part.read(_LARGEST_MANIFEST)))
            return None if head is None else (_manifest(archive, source).made_at, head)
    except (OSError, KeyError, zipfile.BadZipFile, EOFError, NotImplementedError, IntakeError):
        return None


def extract(archive: zipfile.ZipFile, name: str, target: Path, reach: Reached = unwatched) -> None:
    """Write one part into an existing private file, and flush it."""
    with archive.open(name) as part, target.open("wb") as file:
        for chunk in _chunks(part, archive.getinfo(name).file_size, reach):
            file.write(chunk)
    flush_file(target)


def _hash_of(chunks: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.hexdigest()


def _manifest(archive: zipfile.ZipFile, source: Path) -> Manifest:
    if not all(_is_as_written(part) for part in archive.infolist()):
        raise BackupRefused(path=source, reason="it is not a whole backup")
    try:
        with archive.open(_MANIFEST) as part:
            content = fields_in(part.read(_LARGEST_MANIFEST))
        format_, hashes = int(str(content["format"])), _hashes(content["sha256"])
        made_at, revision = (
            datetime.fromisoformat(str(content["made_at"])),
            str(content["revision"]),
        )
    except (KeyError, ValueError, TypeError):
        raise BackupRefused(path=source, reason="it is not a backup of this program") from None
    if format_ > _FORMAT or revision not in REVISIONS:
        raise RecordsNewer(path=source)
    known = set(hashes) <= set(PARTS) and made_at.tzinfo is not None
    if not known or {*hashes, _MANIFEST} != set(archive.namelist()) or RECORDS_FILE not in hashes:
        raise BackupRefused(path=source, reason="its parts are not those of a backup")
    return Manifest(made_at=made_at, revision=revision, hashes=hashes)


def _is_as_written(part: zipfile.ZipInfo) -> bool:
    """Neither packed nor encrypted: what claims to be was damaged, and unpacking would fail."""
    return part.compress_type == zipfile.ZIP_STORED and not part.flag_bits & _ENCRYPTED


def _hashes(content: object) -> dict[str, str]:
    if not isinstance(content, dict):
        raise TypeError
    return {str(name): str(digest) for name, digest in content.items()}


def _named(name: str, at: datetime) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, date_time=(at.year, at.month, at.day, at.hour, at.minute, 0))


def _write_part(part: IO[bytes], content: Path | bytes, reach: Reached) -> str:
    if isinstance(content, bytes):
        part.write(content)
        return hashlib.sha256(content).hexdigest()
    digest = hashlib.sha256()
    with content.open("rb") as file:
        for chunk in _chunks(file, _size_of(content), reach):
            digest.update(chunk)
            part.write(chunk)
    return digest.hexdigest()


def _size_of(content: Path | bytes) -> int:
    return len(content) if isinstance(content, bytes) else content.stat().st_size


def _chunks(file: IO[bytes], size: int, reach: Reached) -> Iterator[bytes]:
    done = 0
    while chunk := file.read(_CHUNK):
        yield chunk
        done += len(chunk)
        reach(min(done / max(size, 1), 1.0))
