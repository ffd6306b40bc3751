"""Whether the lists of the search say what they would say if they were made anew."""

import hashlib
from contextlib import closing
from typing import Final, cast

from sqlcipher3 import dbapi2 as sqlcipher

from intake_app.storage.connection import Connection
from intake_app.storage.search.index import FULL_TEXT, rebuild
from intake_app.storage.watching import Reached, unwatched

_VOCABULARY: Final = (
    "CREATE VIRTUAL TABLE temp.in_{table} USING fts5vocab(main, {table}, instance)"
)
_DECLARED: Final = (
    "SELECT type, name, sql FROM main.sqlite_schema WHERE name LIKE 'search\\_%' ESCAPE '\\'"
    " AND sql IS NOT NULL ORDER BY name"
)
_FOLDED: Final = "SELECT seq, name_folded, phone_digits FROM patient ORDER BY seq"
_WORDS: Final = "SELECT word, patients FROM search_word ORDER BY word"

# The words have other numbers once they are made anew, so each is compared as it is written.
_MISSPELLINGS: Final = (
    "SELECT word, spelling FROM search_misspelling LEFT JOIN search_word ON id = word_id"
    " ORDER BY word, spelling"
)
_WORD_PARTS: Final = (
    "SELECT term, word, offset FROM temp.in_search_word_part LEFT JOIN search_word ON id = doc"
    " ORDER BY term, word, offset"
)
_TERMS: Final = (
    "SELECT term, count(*), sum(doc * 2654435761 % 4294967291) FROM temp.in_search_term"
    " GROUP BY term"
)
"""In one sum for each term: of a million patients there are twenty million pairs."""

_LENGTHS: Final = "SELECT id, hex(sz) FROM search_term_docsize ORDER BY id"
"""How many terms of each patient there are, which nothing but taking a patient out reads."""

_KEPT: Final = (_DECLARED, _FOLDED, _WORDS, _MISSPELLINGS, _WORD_PARTS, _TERMS, _LENGTHS)
_TERMS_ALONE: Final = (
    "CREATE VIRTUAL TABLE temp.terms_alone USING fts5vocab(main, search_term, row)"
)
_EACH_BEGINNING: Final = (
    "SELECT DISTINCT substr(term, 1, ?) AS beginning FROM temp.terms_alone ORDER BY beginning"
)
_BEGUN_SO: Final = (
    "SELECT count(*), sum(rowid * 2654435761 % 4294967291) FROM search_term"
    " WHERE search_term MATCH ?"
)
_LONGEST_BEGINNING: Final = 6
_USED: Final = "seq, name, romanised_name, phones, birth_date, name_folded, phone_digits"
_PATIENTS: Final = (
    "CREATE TABLE patient (seq INTEGER PRIMARY KEY, name, romanised_name, phones, birth_date,"
    " name_folded, phone_digits)"
)


def what_is_kept(connection: Connection) -> str:
    """A digest of all that the search keeps; empty when it cannot be read."""
    digest = hashlib.blake2b()
    try:
        for table in FULL_TEXT:
            connection.execute(f"DROP TABLE IF EXISTS temp.in_{table}")
            connection.execute(_VOCABULARY.format(table=table))
        for question in _KEPT:
            rows = connection.execute(question)
            while (row := rows.fetchone()) is not None:
                digest.update(repr(row).encode())
    except sqlcipher.OperationalError:
        return ""  # a table is not there any more
    return digest.hexdigest()


def is_in_step(connection: Connection, reach: Reached = unwatched) -> bool:
    """Compared with what is made anew in memory; nothing is changed, and nobody waits."""
    with closing(cast("Connection", sqlcipher.connect(":memory:", isolation_level=None))) as anew:
        anew.execute(_PATIENTS)
        rows = connection.execute(f"SELECT {_USED} FROM patient")  # noqa: S608 - no input
        while (row := rows.fetchone()) is not None:
            anew.execute("INSERT INTO patient VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        rebuild(anew, reach)
        alike = what_is_kept(connection) == what_is_kept(anew)
        return alike and _beginnings(connection) == _beginnings(anew)


def _beginnings(connection: Connection) -> str:
    """A digest of the lists for each beginning of a term, which are kept beside those of terms."""
    digest = hashlib.blake2b()
    connection.execute(_TERMS_ALONE)
    for length in range(1, _LONGEST_BEGINNING + 1):
        for (beginning,) in connection.execute(_EACH_BEGINNING, (length,)).fetchall():
            quoted = str(beginning).replace('"', '""')
            found = connection.execute(_BEGUN_SO, (f'"{quoted}"*',)).fetchone()
            digest.update(repr((beginning, found)).encode())
    return digest.hexdigest()
