"""Whether the records are as they were written: pages, audit, documents and forms."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Protocol, cast

from sqlcipher3 import dbapi2 as sqlcipher

from intake_app.domain.errors import RecordsDamaged
from intake_app.domain.upkeep_errors import CheckStopped
from intake_app.services.upkeep import (
    THE_SEARCH,
    BadEntry,
    Change,
    Contradiction,
    Damaged,
    Progress,
    Verdict,
    to_the_end,
)
from intake_app.storage.audit.chain import Head, has_audit, no_entries, verify_chain
from intake_app.storage.audit.head import head_in, owed_in
from intake_app.storage.audit.older_seals import unlike_their_older_seal
from intake_app.storage.audit.seals import Unlike, sealed_as_another, unlike_their_seal
from intake_app.storage.backups.witnesses import (
    contradictions,
    newest_mark,
    witnesses_in,
)
from intake_app.storage.connection import Connection, looked_into
from intake_app.storage.damage.naming import named_for_people
from intake_app.storage.data_folder import records_file
from intake_app.storage.data_key import DataKey
from intake_app.storage.failures import refusing
from intake_app.storage.folder_parts import HEAD_FILE
from intake_app.storage.guards import missing_guards
from intake_app.storage.json_fields import fields_in
from intake_app.storage.pages import pages_are_whole
from intake_app.storage.revision import HEAD, revision_in
from intake_app.storage.search.in_step import is_in_step
from intake_app.storage.watching import Reached, Watch, part_of

_HASHED = {
    "document": "SELECT document_id, sha256, content FROM document",
    "attachment": "SELECT consultation_id || ' ' || sha256, sha256, content FROM attachment",
    "form_version": "SELECT url || ' ' || version, sha256, definition FROM form_version",
}

_WITHOUT_AUDIT = "0001"
_GLANCED_AT = 500
_PAGES_DONE, _ROWS_DONE, _ENTRIES_DONE = 0.5, 0.7, 0.8
"""How much of a check is done by then."""

_DAMAGE = (RecordsDamaged, sqlcipher.Error)
"""A flipped bit in the declaration of a table makes SQLite complain of the questions."""


_Look = Callable[[Connection, tuple[Head, ...]], tuple[int, BadEntry | None]]


class _Reading(Protocol):
    text_factory: Callable[[bytes], str]


def _with_strangers_marked(octets: bytes) -> str:
    """A damaged text is read all the same: it is not what its hash says."""
    return octets.decode("utf-8", "replace")


def glance(folder: Path, key: DataKey | None) -> Verdict:
    """Look at what takes a moment, however many records there are; change nothing."""
    records = records_file(folder)

    def look(connection: Connection) -> Verdict:
        cast("_Reading", connection).text_factory = _with_strangers_marked
        heads = known_heads(folder)  # before anything else: the entries may only be more
        revision = _revision(connection, records)
        audited = revision > _WITHOUT_AUDIT
        newest = partial(verify_chain, newest=_GLANCED_AT)
        entries, first_bad = _chain(connection, records, heads, newest) if audited else (0, None)
        return Verdict(
            entries=entries,
            first_bad=first_bad,
            head_ok=bool(heads) or not audited,
            pages_ok=bool(revision),
        )

    return looked_into(records, key, look)


def verify(
    folder: Path,
    key: DataKey | None,
    progress: Progress = to_the_end,
    against: Sequence[str] = (),
) -> Verdict:
    """Look at everything, change nothing.

    Raises:
        CheckStopped: ``progress`` said so.
        BackupRefused: What it is to be compared ``against`` has no head of an audit.
    """
    records = records_file(folder)
    watch = Watch(progress, CheckStopped)

    def look(connection: Connection) -> Verdict:
        # Before anything else: the entries may only be more.
        heads, owed = known_heads(folder), owed_in(_head_content(folder))
        witnesses = witnesses_in(folder, against)
        _begin(connection, watch)
        pages_ok, damaged = _stored(connection, records, key, watch)
        revision = _revision(connection, records)
        audited = revision > _WITHOUT_AUDIT
        entries, first_bad = _chain(connection, records, heads) if audited else (0, None)
        known = partial(contradictions, witnesses=witnesses, owed=owed) if audited else None
        contradicting, mark = _witnessed(connection, records, known)
        if key is None and pages_ok and revision == HEAD and not damaged:
            rest = part_of(watch.reach, _ENTRIES_DONE, 1.0)
            damaged += _lists_otherwise(connection, records, rest)
        watch.reach(1.0)
        return Verdict(
            entries=entries,
            first_bad=first_bad,
            head_ok=bool(heads) or not audited,
            pages_ok=pages_ok and bool(revision),
            damaged=damaged,
            contradictions=contradicting,
            mark=mark,
        )

    return looked_into(records, key, look)


def check_pages(folder: Path, key: DataKey | None, progress: Progress) -> Verdict:
    """The part of it that the disk alone can spoil."""
    records = records_file(folder)
    watch = Watch(progress, CheckStopped)

    def look(connection: Connection) -> Verdict:
        _begin(connection, watch)
        pages_ok, damaged = _stored(connection, records, key, watch)
        return Verdict(entries=0, first_bad=None, head_ok=True, pages_ok=pages_ok, damaged=damaged)

    return looked_into(records, key, look)


def _begin(connection: Connection, watch: Watch) -> None:
    cast("_Reading", connection).text_factory = _with_strangers_marked
    watch.over(connection)


def _stored(
    connection: Connection, records: Path, key: DataKey | None, watch: Watch
) -> tuple[bool, tuple[Damaged, ...]]:
    """Whether every page can be read, and what is not what it was."""
    watch.reach(0.0)
    pages_ok = _pages(connection, records, key, watch)
    watch.reach(_PAGES_DONE)
    _look_at_one_moment(connection, records)
    found: list[Unlike] = []
    if revision := _revision(connection, records):
        pages_ok &= _are_compared(connection, records, revision, found)
        watch.reach(_ROWS_DONE)
        named = (*unlike_their_hash(connection, records), *_changed(connection, records, revision))
        found += [Unlike(place, Change.CHANGED) for place in named]
    once = {unlike.place: unlike for unlike in reversed(found)}
    return pages_ok, tuple(named_for_people(connection, records, reversed(once.values())))


def _look_at_one_moment(connection: Connection, records: Path) -> None:
    """Rows and their seals are read one after the other, while others go on saving."""
    with suppress(*_DAMAGE), refusing(records):
        connection.execute("BEGIN")


def _revision(connection: Connection, records: Path) -> str:
    """Empty when even that cannot be read."""
    with suppress(*_DAMAGE), refusing(records):
        return revision_in(connection, records)
    return ""


def known_heads(folder: Path) -> tuple[Head, ...]:
    """The head outside the database, if it is there."""
    head = head_in(_head_content(folder))
    return () if head is None else (head,)


def _head_content(folder: Path) -> dict[str, object]:
    try:
        return fields_in((folder / HEAD_FILE).read_bytes())
    except OSError:
        return {}


def _pages(connection: Connection, records: Path, key: DataKey | None, watch: Watch) -> bool:
    try:
        with refusing(records):
            return pages_are_whole(connection, key, lambda done: watch.reach(done * _PAGES_DONE))
    except _DAMAGE:
        return False


def _chain(
    connection: Connection, records: Path, heads: tuple[Head, ...], look: _Look = verify_chain
) -> tuple[int, BadEntry | None]:
    try:
        with refusing(records):
            return look(connection, heads) if has_audit(connection) else (0, no_entries(heads))
    except _DAMAGE:
        return 0, None  # that the pages are damaged is said elsewhere


def _lists_otherwise(connection: Connection, records: Path, reach: Reached) -> tuple[Damaged, ...]:
    """In open records a bit may flip in what patients are found by, and no page is broken."""
    in_step = False  # also when a list cannot be read
    with suppress(*_DAMAGE), refusing(records):
        in_step = is_in_step(connection, reach)
    return () if in_step else (Damaged(place=THE_SEARCH),)


def _witnessed(
    connection: Connection,
    records: Path,
    known_otherwise: Callable[[Connection], Iterable[Contradiction]] | None,
) -> tuple[tuple[Contradiction, ...], str]:
    """What backups and paper know otherwise, and what to write down now."""
    if known_otherwise is not None:
        with suppress(*_DAMAGE), refusing(records):
            return tuple(known_otherwise(connection)), newest_mark(connection)
    return (), ""  # that a page cannot be read, or the audit is not there, is said elsewhere


def _are_compared(
    connection: Connection, records: Path, revision: str, found: list[Unlike]
) -> bool:
    """What somebody has done who holds the key, or the disk where pages have no checksum.

    Of older records only the revision: what else is in them, their own release looks at. Whoever
    adds what cannot be read must not keep the rest from being looked at in silence.
    """
    with suppress(*_DAMAGE), refusing(records):
        if revision == HEAD:
            found.extend(unlike_their_seal(connection))
        elif place := sealed_as_another(connection):
            found.append(Unlike(place, Change.CHANGED))
        return True
    with suppress(*_DAMAGE), refusing(records):
        return not has_audit(connection)  # that it is not there is said elsewhere
    return False


def _changed(connection: Connection, records: Path, revision: str) -> tuple[str, ...]:
    """What older seals say, and the guards that are not there any more."""
    if revision != HEAD:
        return ()
    with suppress(*_DAMAGE), refusing(records):
        return (*unlike_their_older_seal(connection), *missing_guards(connection))
    return ()


def unlike_their_hash(connection: Connection, records: Path) -> tuple[str, ...]:
    """Documents and forms carry the hash of their content from when they were written."""
    damaged = []
    for table, question in _HASHED.items():
        # What cannot be read at all is a damaged page, and said to be one.
        with suppress(*_DAMAGE), refusing(records):
            rows = connection.execute(question)
            while (row := rows.fetchone()) is not None:
                name, expected, content = row
                octets = content if isinstance(content, bytes) else str(content).encode()
                if hashlib.sha256(octets).hexdigest() != expected:
                    damaged.append(f"{table} {name}")
    return tuple(damaged)
