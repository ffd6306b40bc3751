"""From a place in the record file to what a person knows: whose it is, and when it was told of."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2 as sqlcipher

from intake_app.domain.errors import RecordsDamaged
from intake_app.domain.patients.patient import record_number
from intake_app.services.audit import Kind
from intake_app.services.upkeep import Change, Damaged
from intake_app.storage.audit.seals import Unlike
from intake_app.storage.connection import Connection
from intake_app.storage.failures import refusing

_OF_CONSULTATION: Final = (
    "SELECT p.record_number, '', c.id FROM consultation AS c"
    " JOIN patient AS p ON p.id = c.patient_id WHERE c.id = ?"
)
_OF_DOCUMENT: Final = (
    "SELECT p.record_number, d.document_id, d.document_id FROM document AS d"
    " LEFT JOIN consultation AS c ON c.id = d.consultation_id"
    " LEFT JOIN patient AS p ON p.id = c.patient_id WHERE d.document_id = ?"
)
_OF_KEY: Final[Mapping[str, str]] = {
    "patient": "SELECT record_number, '', id FROM patient WHERE seq = ?",
    "patient_pair": (
        "SELECT p.record_number || ' and ' || o.record_number, '', p.id FROM patient_pair AS x"
        " JOIN patient AS p ON p.id = x.patient_id JOIN patient AS o ON o.id = x.other_id"
        " WHERE x.number = ?"
    ),
    "consultation": _OF_CONSULTATION,
    "consultation_version": _OF_CONSULTATION,
    "attachment": _OF_CONSULTATION,
    "consultation_correction": (
        "SELECT p.record_number, '', x.consultation_id FROM consultation_correction AS x"
        " JOIN patient AS p ON p.id = x.from_patient_id WHERE x.number = ?"
    ),
    "document": _OF_DOCUMENT,
    "document_giving": (
        "SELECT p.record_number, x.document_id, x.document_id FROM document_giving AS x"
        " LEFT JOIN document AS d ON d.document_id = x.document_id"
        " LEFT JOIN consultation AS c ON c.id = d.consultation_id"
        " LEFT JOIN patient AS p ON p.id = c.patient_id WHERE x.number = ?"
    ),
}
"""By table: record number, document id, and the id by which the audit knows it."""

_MOST_LOOKED_UP: Final = 500

_KEPT_BY_CONSULTATION: Final = ("consultation_version", "attachment")
_TOLD: Final = (
    "SELECT at, kind FROM audit WHERE record_id = ? AND kind NOT LIKE '%.read'"
    " ORDER BY sequence DESC LIMIT 1"
)
_SEALED_BY: Final = "SELECT at, kind FROM audit WHERE sequence = ?"
_UNTOLD: Final = (Kind.RECORD_SEALED.value, Kind.RECORDS_SEALED.value)
"""Kinds of entries that say what was written, but not why."""


@dataclass(frozen=True, slots=True)
class _Known:
    record_number: str = ""
    document_id: str = ""
    record_id: str = ""


def named_for_people(
    connection: Connection, records: Path, found: Iterable[Unlike]
) -> list[Damaged]:
    """The first with what is known of them; of thousands, the others by their place alone."""
    every = iter(found)
    first = [_named(connection, records, unlike) for unlike in islice(every, _MOST_LOOKED_UP)]
    return [*first, *(Damaged(place=each.place, change=each.change) for each in every)]


def _named(connection: Connection, records: Path, unlike: Unlike) -> Damaged:
    table, _, key = unlike.place.partition(" ")
    known, told = _Known(), ("", "")
    # Whatever cannot be read here is damaged, and named by its place all the same.
    with suppress(RecordsDamaged, sqlcipher.Error), refusing(records):
        known = _known(connection, table, key, unlike.change)
        told = _told(connection, known.record_id, unlike)
    return Damaged(
        place=unlike.place,
        change=unlike.change,
        record_number=known.record_number,
        document_id=known.document_id,
        day=told[0],
        kind=told[1],
    )


def _known(connection: Connection, table: str, key: str, change: Change) -> _Known:
    short = key.partition(" ")[0] if table in _KEPT_BY_CONSULTATION else key
    if question := _OF_KEY.get(table, ""):
        row = connection.execute(question, (short,)).fetchone()
        if row is not None:
            return _Known(*(str(value or "") for value in row))
    if change is Change.REMOVED and table in _WITHOUT_ROW:
        return _WITHOUT_ROW[table](short)
    return _Known()


def _gone_patient(key: str) -> _Known:
    return _Known(record_number=record_number(int(key)))


def _gone_consultation(key: str) -> _Known:
    return _Known(record_id=key)


def _gone_document(key: str) -> _Known:
    return _Known(document_id=key, record_id=key)


_WITHOUT_ROW: Final[Mapping[str, Callable[[str], _Known]]] = {
    "patient": _gone_patient,
    "consultation": _gone_consultation,
    "consultation_version": _gone_consultation,
    "attachment": _gone_consultation,
    "document": _gone_document,
}


def _told(connection: Connection, record_id: str, unlike: Unlike) -> tuple[str, str]:
    """The day and kind of the entry that sealed it; of another where that one says no more."""
    sealed = connection.execute(_SEALED_BY, (unlike.sequence,)).fetchone()
    if sealed is not None and sealed[1] not in _UNTOLD:
        return str(sealed[0])[:10], str(sealed[1])
    other = connection.execute(_TOLD, (record_id,)).fetchone() if record_id else None
    if other is not None:
        return str(other[0])[:10], str(other[1])
    return ("", "") if sealed is None else (str(sealed[0])[:10], "")
