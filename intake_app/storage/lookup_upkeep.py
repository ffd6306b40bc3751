"""Whether the lookup is in step with the patients; made anew, it is."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2 as sqlcipher

from intake_app.services.audit import Deed
from intake_app.storage.audit.chain import append
from intake_app.storage.audit.head import AuditHead
from intake_app.storage.connection import Connection, connect
from intake_app.storage.data_folder import records_file
from intake_app.storage.data_key import DataKey
from intake_app.storage.failures import refusing
from intake_app.storage.folder_upkeep import refuse_none
from intake_app.storage.records import open_records
from intake_app.storage.search.index import FULL_TEXT, rebuild

_VOCABULARY: Final = (
    "CREATE VIRTUAL TABLE temp.in_{table} USING fts5vocab(main, {table}, instance)"
)

# The words have other numbers once they are made anew, so each is compared as it is written.
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

_KEPT: Final = (_DECLARED, _FOLDED, _WORDS, _MISSPELLINGS, _WORD_PARTS, _TERMS)


class LookupOfFolder:
    """Implements services.lookup_upkeep.LookupUpkeep.

    Args:
        folder: The data folder.
        key: What the records are encrypted with.
        now: The time.
    """

    def __init__(
        self, folder: Path, key: DataKey | None = None, *, now: Callable[[], datetime]
    ) -> None:
        self._folder = folder
        self._key = key
        self._now = now

    def is_in_step(self) -> bool:
        with self._in_transaction() as connection:
            in_step = _is_as_it_was_made_anew(connection)
            connection.execute("ROLLBACK")
        return in_step

    def make_anew(self, deed: Deed) -> bool:
        with self._in_transaction() as connection:
            was_in_step = _is_as_it_was_made_anew(connection)
            # Nothing is sealed: who is folded from what was sealed is again as the seal says, and
            # whoever is not was changed by another hand, which is to be found later too.
            entry = append(connection, deed, self._now())
            connection.execute("COMMIT")
        AuditHead(self._folder).advance(entry)
        return was_in_step

    @contextmanager
    def _in_transaction(self) -> Iterator[Connection]:
        """Of records that are up to date; others wait until it is over."""
        refuse_none(self._folder)
        open_records(self._folder, self._key, now=self._now).close()
        records = records_file(self._folder)
        connection = connect(records, self._key)
        try:
            with refusing(records):
                connection.execute("BEGIN IMMEDIATE")
                yield connection
        finally:
            connection.close()


def _is_as_it_was_made_anew(connection: Connection) -> bool:
    before = _kept(connection)
    rebuild(connection)
    return before == _kept(connection)


def _kept(connection: Connection) -> str:
    """A digest of all that the lookup keeps; empty when it cannot be read."""
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
