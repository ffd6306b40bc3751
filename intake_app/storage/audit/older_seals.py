"""Seals from before every row had one: they go on saying what was never to change.

Until then only what was completed, corrected, issued or approved had a seal: an entry of its own
with the table and key of the row, and a digest of those of its columns that never change.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from intake_app.domain.visit.attachments import KEPT
from intake_app.services.audit import Kind
from intake_app.storage.connection import Connection
from intake_app.storage.row_digests import digest_of

_NAME: Final = re.compile(f"{KEPT}([0-9a-f]{{64}})")


@dataclass(frozen=True, slots=True)
class _Sealed:
    """A table, what names a row of it, and what of the row never changes."""

    table: str
    keys: tuple[str, ...]
    columns: tuple[str, ...]

    @property
    def question(self) -> str:
        named = " || ' ' || ".join(self.keys)
        return f"SELECT {named}, {', '.join(self.columns)} FROM {self.table}"  # noqa: S608 - own names


_VERSIONS = _Sealed(
    "consultation_version",
    ("consultation_id", "number"),
    ("response", "recorded_by", "recorded_at", "reason"),
)
_CORRECTIONS = _Sealed(
    "consultation_correction",
    ("number",),
    (
        *("consultation_id", "kind", "from_patient_id", "to_patient_id"),
        *("reason", "said_by", "said_at"),
    ),
)
_DOCUMENTS = _Sealed(
    "document",
    ("document_id",),
    (
        *("consultation_id", "consultation_version", "edition", "language", "paper"),
        *("content_version", "sha256", "pages", "issued_at", "issued_by", "undrawable"),
    ),
)
_APPROVALS = _Sealed(
    "content_approval",
    ("number",),
    (
        *("language", "content_version", "digest", "holds"),
        *("passages", "approved_by", "approved_at"),
    ),
)
_SEALED: Final = (_VERSIONS, _CORRECTIONS, _DOCUMENTS, _APPROVALS)


def unlike_their_older_seal(connection: Connection) -> tuple[str, ...]:
    """Sealed rows that are not what they were, or not there any more, as "table key".

    What a salvage could not read is not there, and is not told for ever.
    """
    seals = dict(_seals(connection))
    unlike = []
    for sealed in _SEALED:
        rows = connection.execute(sealed.question)
        while (row := rows.fetchone()) is not None:
            place, digest = _place_and_digest(sealed, row)
            kept = seals.pop(place, None)
            if kept is not None and kept[0] != digest:
                unlike.append(place)
    since = connection.execute(
        "SELECT coalesce(max(sequence), 0) FROM audit WHERE kind = ?",
        (Kind.RECORDS_SALVAGED.value,),
    ).fetchone()
    salvaged_at = int(str(since[0])) if since is not None else 0
    gone = [place for place, (_, sequence) in seals.items() if sequence > salvaged_at]
    return (*unlike, *gone, *_missing_files(connection, salvaged_at))


def _missing_files(connection: Connection, salvaged_at: int) -> Iterator[str]:
    """Files that a completed version names; without them it is not what was completed."""
    if salvaged_at:
        return
    held = set(connection.execute("SELECT consultation_id, sha256 FROM attachment").fetchall())
    rows = connection.execute(
        "SELECT consultation_id, response FROM consultation_version WHERE instr(response, ?)",
        (KEPT,),
    )
    while (row := rows.fetchone()) is not None:
        named = set(_NAME.findall(str(row[1])))
        yield from (f"attachment {row[0]} {name}" for name in named if (row[0], name) not in held)


def _seals(connection: Connection) -> Iterator[tuple[str, tuple[str, int]]]:
    rows = connection.execute(
        "SELECT sequence, record_id FROM audit WHERE kind = ? AND record_id <> ''",
        (Kind.RECORD_SEALED.value,),
    )
    while (row := rows.fetchone()) is not None:
        place, _, digest = str(row[1]).rpartition(" ")
        yield place, (digest, int(str(row[0])))


def _place_and_digest(sealed: _Sealed, row: Sequence[object]) -> tuple[str, str]:
    return f"{sealed.table} {row[0]}", digest_of(tuple(row[1:]))
