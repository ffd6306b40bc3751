"""The audit entries as a chain: each carries the hash of the one before.

Changing, removing or slipping in an entry breaks the chain at that place, and verifying names
it. Whoever could rewrite every entry from there on would also need the head, which lies outside
the database (audit_head.py) and in every backup. The hash has no key of its own: protected
records are encrypted and authenticated as a whole, and whoever holds their key would hold that
key too.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import astuple, dataclass, replace
from datetime import UTC, datetime
from typing import Final

from intake_app.services.audit import Deed
from intake_app.services.upkeep import BadEntry
from intake_app.storage.connection import Connection

COLUMNS: Final = "sequence, at, actor, role, kind, record_id, previous, hash, seals"
MISSING: Final = "missing"
"""Stands for the kind of an entry that is not there any more."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the table ``audit``; every field but ``hash`` goes into the hash.

    ``seals`` says what rows were from then on (audit/seals.py); entries from before have none.
    """

    sequence: int
    at: str
    actor: str
    role: str
    kind: str
    record_id: str
    previous: str
    hash: str
    seals: str = ""

    @property
    def is_whole(self) -> bool:
        return self.hash == hash_of(self)

    @property
    def named(self) -> BadEntry:
        return BadEntry(sequence=self.sequence, day=self.at[:10], kind=self.kind)


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry, as it is kept outside the database."""

    sequence: int
    hash: str
    day: str
    kind: str


def hash_of(entry: Entry) -> str:
    fields = (
        *(entry.sequence, entry.at, entry.actor, entry.role, entry.kind),
        *(entry.record_id, entry.previous),
        *((entry.seals,) if entry.seals else ()),
    )
    text = json.dumps(fields, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def next_entry(last: Entry | None, deed: Deed, at: datetime, seals: str = "") -> Entry:
    sequence, previous = (1, "") if last is None else (last.sequence + 1, last.hash)
    bare = Entry(
        sequence=sequence,
        at=at.astimezone(UTC).isoformat(),
        actor=deed.actor.name,
        role=deed.actor.role.value,
        kind=deed.kind.value,
        record_id=deed.record_id,
        previous=previous,
        hash="",
        seals=seals,
    )
    return replace(bare, hash=hash_of(bare))


def head_of(entry: Entry) -> Head:
    return Head(entry.sequence, entry.hash, entry.at[:10], entry.kind)


def append(connection: Connection, deed: Deed, at: datetime, seals: str = "") -> Entry:
    """Add an entry with the bare driver, in the transaction that is under way."""
    entry = next_entry(last_entry(connection), deed, at, seals)
    connection.execute(
        f"INSERT INTO audit ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - no input
        astuple(entry),
    )
    return entry


def last_entry(connection: Connection) -> Entry | None:
    row = connection.execute("SELECT * FROM audit ORDER BY sequence DESC LIMIT 1").fetchone()
    return None if row is None else entry_in(row)


def entry_at(connection: Connection, sequence: int) -> Entry | None:
    row = connection.execute("SELECT * FROM audit WHERE sequence = ?", (sequence,)).fetchone()
    return None if row is None else entry_in(row)


def has_audit(connection: Connection) -> bool:
    """Whether there is a table of entries at all."""
    named = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'audit'"
    return connection.execute(named).fetchone() is not None


def no_entries(heads: tuple[Head, ...]) -> BadEntry:
    """What to say where the whole table is gone."""
    return _cut_off(None, heads) or BadEntry(sequence=1, day="", kind=MISSING)


def verify_chain(
    connection: Connection, heads: tuple[Head, ...], *, newest: int | None = None
) -> tuple[int, BadEntry | None]:
    """How many entries were looked at, and the first that is not as it was written.

    Args:
        connection: To the records.
        heads: What was the last entry at some time, from outside the database.
        newest: Look only at so many; where they begin cannot be found, at all of them.
    """
    known = {head.sequence: head for head in heads}
    count = 0
    last = _before_newest(connection, newest)
    bad: BadEntry | None = None
    for entry in _entries(connection, after=0 if last is None else last.sequence):
        count += 1
        if bad is None:
            bad = _broken_between(last, entry) or _unlike(entry, known.get(entry.sequence))
        last = entry
    if bad is None:
        bad = _cut_off(last, heads)
    return count, bad


def _before_newest(connection: Connection, newest: int | None) -> Entry | None:
    last = last_entry(connection)
    if newest is None or last is None or last.sequence <= newest:
        return None
    return entry_at(connection, last.sequence - newest)


def _broken_between(before: Entry | None, entry: Entry) -> BadEntry | None:
    expected = 1 if before is None else before.sequence + 1
    if entry.sequence != expected:
        return BadEntry(sequence=expected, day=entry.at[:10], kind=MISSING)
    if not entry.is_whole:
        return entry.named
    if entry.previous != ("" if before is None else before.hash):
        # This one is as it was written, so the one before was rewritten together with its hash.
        return entry.named if before is None else before.named
    return None


def _unlike(entry: Entry, head: Head | None) -> BadEntry | None:
    return entry.named if head is not None and head != head_of(entry) else None


def _cut_off(last: Entry | None, heads: tuple[Head, ...]) -> BadEntry | None:
    reached = 0 if last is None else last.sequence
    beyond = sorted((head for head in heads if head.sequence > reached), key=_by_sequence)
    if not beyond:
        return None
    first = beyond[0]
    kind = first.kind if first.sequence == reached + 1 else MISSING
    return BadEntry(sequence=reached + 1, day=first.day, kind=kind)


def _by_sequence(head: Head) -> int:
    return head.sequence


def _entries(connection: Connection, *, after: int) -> Iterator[Entry]:
    rows = connection.execute("SELECT * FROM audit WHERE sequence > ? ORDER BY sequence", (after,))
    while (row := rows.fetchone()) is not None:
        yield entry_in(row)


def entry_in(row: tuple[object, ...]) -> Entry:
    """The entry that a row of the table is, in the order of its columns.

    In records that are not brought up to date yet the last column is not there.
    """
    sequence, *texts = row
    return Entry(int(str(sequence)), *map(str, texts))
