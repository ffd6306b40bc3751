"""Records as the program makes them, with made-up patients, for the lookup's benchmark."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from shutil import rmtree

from benchmarks.made_up_people import Person, made_up_people
from intake_app.domain.document_ids import DOCUMENT_ALPHABET
from intake_app.domain.patients.patient import record_number
from intake_app.storage.connection import Connection, connect
from intake_app.storage.data_folder import begin_records, records_file
from intake_app.storage.data_key import DataKey
from intake_app.storage.migrate import bring_up_to_date
from intake_app.storage.revision import HEAD
from intake_app.storage.search.folding import phone_digits
from intake_app.storage.search.name_forms import index_text
from intake_app.storage.search.tidying import tidy

KEY = DataKey(b"Z" * 32)
"""For made-up patients only, so that records made once can be measured again."""

VISITED = 100
"""Every so many-th patient has a consultation, and a document that was issued."""

_HOURS = 24
"""The program tidies every hour it is open; with a million it is a few times until all is done."""

_DAY = "2025-01-01 00:00:00.000000"
_PATIENT = (
    "INSERT INTO patient (seq, id, record_number, name, birth_date, sex, language, phones, email,"
    " guardian, romanised_name, name_folded, phone_digits, created_at, updated_at, version)"
    f" VALUES (?, ?, ?, ?, ?, '', '', ?, '', '', '', ?, ?, '{_DAY}', '{_DAY}', 1)"
)
_CONSULTATION = (
    "INSERT INTO consultation (id, patient_id, form_url, form_version, started_at, started_by,"
    " unfinished, is_open, revision, visit_date, updated_at)"
    f" VALUES (?, ?, 'f', '1', '{_DAY}', 'A', '{{}}', 0, 1, '2025-01-01', '{_DAY}')"
)
_VERSION = (
    "INSERT INTO consultation_version (consultation_id, number, response, recorded_by,"
    f" recorded_at, reason) VALUES (?, 1, '{{}}', 'A', '{_DAY}', '')"
)
_DOCUMENT = (
    "INSERT INTO document (document_id, consultation_id, consultation_version, edition, language,"
    " paper, content_version, sha256, pages, issued_at, issued_by, undrawable, superseded_by,"
    f" content) VALUES (?, ?, 1, '', '', '', '', '', 1, '{_DAY}', 'A', '[]', '', x'00')"
)
_FULL_TEXT = (
    "CREATE VIRTUAL TABLE plain_text USING fts5(name, birth_date, phones, record_number,"
    " content='', tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
)
_FILL_FULL_TEXT = (
    "INSERT INTO plain_text (rowid, name, birth_date, phones, record_number)"
    " SELECT seq, name, birth_date, phones, record_number FROM patient"
)
_ASKED_FULL_TEXT = (
    "SELECT * FROM patient WHERE seq IN (SELECT rowid FROM plain_text WHERE plain_text MATCH ?"
    " ORDER BY rowid LIMIT 20)"
)


def document_of(number: int) -> str:
    """The id of the document issued to the patient of this number; made up, but well-formed."""
    letters = []
    for _ in range(12):
        number, letter = divmod(number * 7 + 3, len(DOCUMENT_ALPHABET))
        letters.append(DOCUMENT_ALPHABET[letter])
        number = number * 31 + letter
    text = "".join(letters)
    return "-".join((text[:4], text[4:8], text[8:]))


def made_records(folder: Path, count: int, *, encrypted: bool, peers: bool = True) -> Path:
    """The record file in ``folder`` with ``count`` patients; made unless it is there.

    Args:
        folder: For these records alone.
        count: How many patients.
        encrypted: With a known key.
        peers: With the table of the peer, which the program itself would not know what to make of.
    """
    done = folder / "made"
    if done.exists() and done.read_text() == HEAD:
        return records_file(folder)
    rmtree(folder, ignore_errors=True)
    key = KEY if encrypted else None
    begin_records(folder)
    bring_up_to_date(folder, lambda: datetime.now(UTC), key=key)
    connection = connect(records_file(folder), key)
    connection.execute("BEGIN IMMEDIATE")
    _put_in(connection, made_up_people(count))
    connection.execute("COMMIT")
    if peers:
        connection.execute(_FULL_TEXT)
        connection.execute(_FILL_FULL_TEXT)
    connection.close()
    for _ in range(_HOURS):
        tidy(records_file(folder), key, lambda: True)
    done.write_text(HEAD)
    return records_file(folder)


def full_text(connection: Connection, text: str) -> list[tuple[object, ...]]:
    """What plain full-text search finds: every word, the last as a beginning."""
    words = re.findall(r"\w+", text)
    if not words:
        return []
    expression = " AND ".join(f'"{word}"' for word in words) + "*"
    return connection.execute(_ASKED_FULL_TEXT, (expression,)).fetchall()


def _put_in(connection: Connection, people: Iterable[Person]) -> None:
    connection.execute("INSERT INTO form_version VALUES ('f', '1', '', '{}')")
    for number, person in enumerate(people, 1):
        connection.execute(_PATIENT, tuple(_patient(number, person)))
        if number % VISITED == 0:
            connection.execute(_CONSULTATION, (f"c-{number}", f"id-{number}"))
            connection.execute(_VERSION, (f"c-{number}",))
            connection.execute(_DOCUMENT, (document_of(number), f"c-{number}"))


def _patient(number: int, person: Person) -> Iterator[object]:
    yield number
    yield f"id-{number}"
    yield record_number(number)
    yield person.name
    yield person.birth_date
    yield json.dumps([person.phone])
    yield index_text(person.name)
    yield phone_digits([person.phone])
