"""What is never changed is sealed in the audit: its digest stands in the chain.

The audit says who completed, corrected, issued or approved; the entry after it says what the row
was. So whoever changes such a row in the file, with the key and without the triggers, would have
to write the chain anew, and its head, which lies outside the database.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from intake_app.domain.value_classes import dataclass
from intake_app.domain.visit.attachments import KEPT
from intake_app.services.audit import Deed, Kind
from intake_app.storage.connection import Connection
from intake_app.storage.row_digests import digest_of

_NAME: Final = re.compile(f"{KEPT}([0-9a-f]{{64}})")

_Ask = Callable[[str, tuple[str, ...]], Sequence[Sequence[object]]]
"""A question in SQL and its parameters; answers with the rows as they are stored."""


@dataclass(frozen=True, slots=True)
class _Sealed:
    """A table, what names a row of it, and what of the row never changes."""

    table: str
    keys: tuple[str, ...]
    columns: tuple[str, ...]
    of_record: str = ""

    @property
    def question(self) -> str:
        named = " || ' ' || ".join(self.keys)
        return f"SELECT {named}, {', '.join(self.columns)} FROM {self.table}"  # noqa: S608 - own names

    @property
    def newest(self) -> str:
        """The one that an entry speaks of, by the entry's record where the table has it."""
        which = f"{self.of_record} = ?" if self.of_record else "? IS NOT NULL"
        return f"{self.question} WHERE {which} ORDER BY {self.keys[-1]} DESC LIMIT 1"


_VERSIONS = _Sealed(
    "consultation_version",
    ("consultation_id", "number"),
    ("response", "recorded_by", "recorded_at", "reason"),
    "consultation_id",
)
_CORRECTIONS = _Sealed(
    "consultation_correction",
    ("number",),
    (
        *("consultation_id", "kind", "from_patient_id", "to_patient_id"),
        *("reason", "said_by", "said_at"),
    ),
    "consultation_id",
)
_DOCUMENTS = _Sealed(
    "document",
    ("document_id",),
    (
        *("consultation_id", "consultation_version", "edition", "language", "paper"),
        *("content_version", "sha256", "pages", "issued_at", "issued_by", "undrawable"),
    ),
    "document_id",
)
_APPROVALS = _Sealed(
    "content_approval",
    ("number",),
    (
        *("language", "content_version", "digest", "holds"),
        *("passages", "approved_by", "approved_at"),
    ),
)
_SEALED: Final = {
    Kind.CONSULTATION_COMPLETED: _VERSIONS,
    Kind.CONSULTATION_VOIDED: _CORRECTIONS,
    Kind.CONSULTATION_MOVED: _CORRECTIONS,
    Kind.DOCUMENT_ISSUED: _DOCUMENTS,
    Kind.TEXT_APPROVED: _APPROVALS,
    Kind.TEXT_TAKEN_BACK: _APPROVALS,
}


def seal_of(deed: Deed, ask: _Ask) -> Deed | None:
    """The entry that follows one of these; None after any other."""
    sealed = _SEALED.get(deed.kind)
    found = ask(sealed.newest, (deed.record_id,)) if sealed is not None else ()
    if sealed is None or not found:
        return None
    place, digest = _place_and_digest(sealed, found[0])
    return Deed(deed.actor, Kind.RECORD_SEALED, f"{place} {digest}")


def unlike_their_seal(connection: Connection) -> tuple[str, ...]:
    """Sealed rows that are not what they were, or not there any more, as "table key".

    What a salvage could not read is not there, and is not told for ever.
    """
    seals = dict(_seals(connection))
    unlike = []
    for sealed in dict.fromkeys(_SEALED.values()):
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
        "SELECT sequence, record_id FROM audit WHERE kind = ?", (Kind.RECORD_SEALED.value,)
    )
    while (row := rows.fetchone()) is not None:
        place, _, digest = str(row[1]).rpartition(" ")
        yield place, (digest, int(str(row[0])))


def _place_and_digest(sealed: _Sealed, row: Sequence[object]) -> tuple[str, str]:
    return f"{sealed.table} {row[0]}", digest_of(tuple(row[1:])).hex()
