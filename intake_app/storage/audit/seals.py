"""What every row must be stands in the audit.

An entry names the rows that its transaction has changed, each with its digest: that is its seal.
The last thing that the chain says of a row holds. So whoever changes, removes or adds one in the
file, with the key and without the triggers, would have to write the chain anew, and its head,
which lies outside the database.

Typing changes one draft with every answer, and entries tell of sittings. What a save without an
entry has made of a draft waits in a table of its own, for a minute at most, for the next
entry. At the end of the program, and at its next start after a kill, nothing waits.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain, islice
from types import MappingProxyType
from typing import Final

from intake_app.services.access import Actor, Role
from intake_app.services.audit import PROGRAM, Deed, Kind
from intake_app.services.upkeep import Change
from intake_app.storage.audit.chain import Entry, append
from intake_app.storage.connection import Connection
from intake_app.storage.row_digests import (
    UNSEALED,
    all_digests,
    is_revision,
    revisions_in,
)
from intake_app.storage.touched_rows import REMOVED
from intake_app.storage.watching import Reached, unwatched

LONGEST_WAIT: Final = timedelta(minutes=1)
_VISIT: Final = "consultation "
_WHILE_TYPING: Final = (_VISIT, "attachment ")
"""What a save without an entry may change: the places of drafts and of their files."""

_MOST: Final = 96
"""So many rows in one entry, and the rest in entries after it."""

_BY_ITSELF: Final = Deed(Actor(PROGRAM, Role.MANAGER), Kind.RECORD_SEALED)
ALL_ANEW: Final = Deed(Actor(PROGRAM, Role.MANAGER), Kind.RECORDS_SEALED)
_BEGINNINGS: Final = (
    *(Kind.RECORDS_BEGUN.value, Kind.RECORDS_CARRIED_OVER.value),
    *(Kind.RECORDS_SALVAGED.value, Kind.RECORDS_SEALED.value),
)
"""Kinds of entries after which only what is sealed from there on counts."""

_KEEP: Final = (
    "INSERT INTO unsealed_row (place, digest) VALUES (?, ?)"
    " ON CONFLICT (place) DO UPDATE SET digest = excluded.digest"
)


@dataclass(frozen=True, slots=True)
class Unlike:
    """A row that is not what its seal says.

    Attributes:
        place: Of the row.
        change: What became of it.
        sequence: Of the entry that its seal is in; 0 without one.
        digest: What the seal says; empty without one.
    """

    place: str
    change: Change
    sequence: int = 0
    digest: str = ""


def is_typing(connection: Connection, changed: Collection[str]) -> bool:
    """Whether these are the rows of visits that are being written, and nothing else."""
    return all(_is_of_open_draft(connection, place) for place in changed)


def let_wait(connection: Connection, changed: Mapping[str, str]) -> None:
    for seal in changed.items():
        connection.execute(_KEEP, seal)


def seals_of(connection: Connection, changed: Mapping[str, str]) -> list[str]:
    """What entries must say of these rows and of those that waited, which wait no longer."""
    waiting = {
        place: digest
        for place, digest in _waiting(connection).items()
        if _is_of_open_draft(connection, place) or f"{_VISIT}{_visit_of(place)}" in changed
    }
    for place in waiting:
        connection.execute("DELETE FROM unsealed_row WHERE place = ?", (place,))
    return list(_texts(iter((waiting | dict(changed)).items())))


def seal_waiting(connection: Connection, at: datetime) -> Entry | None:
    """Seal what waits, if anything does, inside a transaction; gives the last entry of it."""
    return seal_rest(connection, seals_of(connection, {}), at)


def seal_rest(connection: Connection, texts: list[str], at: datetime) -> Entry | None:
    """Entries for what did not find room in the one that tells of it."""
    entry = None
    for text in texts:
        entry = append(connection, _BY_ITSELF, at, text)
    return entry


def seal_everything(
    connection: Connection,
    at: datetime,
    deed: Deed = ALL_ANEW,
    *,
    altered: Mapping[str, Unlike] = MappingProxyType({}),
    reach: Reached = unwatched,
) -> Entry | None:
    """Seal what is there, inside a transaction; what was sealed before counts no more.

    ``deed`` is of a kind that begins anew. Of what was ``altered``, by its place, the seal stays
    as it was, and the entry that it is in: whoever altered it is found out afterwards as before.
    """
    connection.execute("DELETE FROM unsealed_row")
    kept = ((place, _carried(each)) for place, each in altered.items() if each.digest)
    there = all_digests(connection, reach)
    anew = ((place, digest) for place, digest in there if place not in altered)
    entry = None
    for text in _texts(chain(kept, anew)):
        entry, deed = append(connection, deed, at, text), _BY_ITSELF
    return entry


def unlike_their_seal(
    connection: Connection,
    *,
    older: Mapping[str, Collection[str]] = MappingProxyType({}),
    reach: Reached = unwatched,
) -> Iterator[Unlike]:
    """Rows and declarations that are not what they were, are gone, or came from elsewhere.

    ``older`` has further digests of rows that were sealed when they had fewer columns.
    """
    sealed = _sealed(connection)
    if not sealed:
        return  # that there is no such entry is a break of the chain
    for place, digest in _waiting(connection).items():
        if _is_of_open_draft(connection, place):
            sealed[place] = (digest, sealed.get(place, ("", 0))[1])
        else:
            yield Unlike(f"{UNSEALED} {place}", Change.ADDED)
    for place, digest in all_digests(connection, reach):
        known, sequence = sealed.pop(place, (REMOVED, 0))
        if known != digest and known not in older.get(place, ()):
            yield Unlike(place, Change.CHANGED if known else Change.ADDED, sequence, known)
    for place, (known, sequence) in sealed.items():
        if known != REMOVED:
            yield Unlike(place, Change.REMOVED, sequence, known)


def has_seals(connection: Connection) -> bool:
    """Whether these are records in which every row may have a seal; older ones have none."""
    columns = connection.execute("PRAGMA main.table_info(audit)").fetchall()
    return "seals" in {row[1] for row in columns}


def sealed_as_another(connection: Connection) -> str:
    """The place of a revision that is not the one these records were sealed with, if it is so.

    Steps to the newest revision seal everything anew, whatever it is: so it is asked before.
    """
    if not has_seals(connection):
        return ""
    told = {place for place in _sealed(connection) if is_revision(place)}
    found = {place for place, _ in revisions_in(connection)}
    return "" if not told or found <= told else found.pop()


def _sealed(connection: Connection) -> dict[str, tuple[str, int]]:
    """By place the last digest that the chain knows, and the entry that says so."""
    rows = connection.execute(
        "SELECT sequence, seals FROM audit WHERE seals <> '' AND sequence >= (SELECT max(sequence)"
        " FROM audit WHERE seals <> '' AND kind IN (?, ?, ?, ?)) ORDER BY sequence",
        _BEGINNINGS,
    )
    sealed = {}
    while (row := rows.fetchone()) is not None:
        sequence = int(str(row[0]))
        sealed.update({place: _read(seal, sequence) for place, seal in _pairs(str(row[1]))})
    return sealed


def _pairs(text: str) -> list[tuple[str, str]]:
    """None in an entry that somebody has written anew: the chain says so."""
    try:
        return [(str(place), str(seal)) for place, seal in json.loads(text).items()]
    except (ValueError, AttributeError):
        return []


def _carried(unlike: Unlike) -> str:
    """A seal from before, and the entry that it was in."""
    return f"{unlike.digest} {unlike.sequence}"


def _read(seal: str, sequence: int) -> tuple[str, int]:
    digest, _, earlier = seal.partition(" ")
    return digest, int(earlier) if earlier.isdecimal() else sequence


def _waiting(connection: Connection) -> dict[str, str]:
    rows = connection.execute("SELECT place, digest FROM unsealed_row").fetchall()
    return {str(place): str(digest) for place, digest in rows}


def _visit_of(place: str) -> str:
    """The id of the visit that a row belongs to; empty where it belongs to none."""
    return place.split(" ")[1] if place.startswith(_WHILE_TYPING) else ""


def _is_of_open_draft(connection: Connection, place: str) -> bool:
    """What else waits this program never wrote: altered, it must not be sealed as it stands."""
    question = "SELECT 1 FROM consultation WHERE id = ? AND is_open"
    return connection.execute(question, (_visit_of(place),)).fetchone() is not None


def _texts(seals: Iterator[tuple[str, str]]) -> Iterator[str]:
    while some := dict(islice(seals, _MOST)):
        yield json.dumps(some, ensure_ascii=True, separators=(",", ":"))
