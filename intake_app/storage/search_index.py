"""The search tables beside ``patient``, and the triggers that keep them in step with it."""

import json
from collections.abc import Iterator, Sequence
from typing import Protocol

from intake_app.storage.folding import EXTRAS_MARK, index_text, phone_digits

SEARCH_PREFIX = "search_"
"""Every table, index and trigger of the search begins so; migrations leave them alone."""

# Every word of an index text. json_quote() makes any text safe to take apart as a JSON list.
_WORDS_OF = (
    "json_each('[' || replace(json_quote({patient}.name_folded), ' ', '\",\"') || ']') AS term"
)
_IS_WORD = f"term.value NOT IN ('', '{EXTRAS_MARK}')"

# What the name table holds: the words, the year of birth as #1985, month and day as ##0312.
_NAME_TEXT = (
    "{patient}.name_folded || CASE {patient}.birth_date WHEN '' THEN '' ELSE"
    " ' #' || substr({patient}.birth_date, 1, 4)"
    " || ' ##' || replace(substr({patient}.birth_date, 6), '-', '') END"
)

# The first eight letters of a word, and the same with any one letter left out: two words within
# one typing error share a spelling. A star marks those of the beginning of a longer word.
_SPELLINGS = """
WITH place(i) AS (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8)),
stem(letters, mark) AS (
  SELECT substr({word}, 1, 8), '' UNION ALL
  SELECT substr({word}, 1, 5), '*' WHERE length({word}) > 5
)
SELECT DISTINCT substr(letters, 1, i - 1) || substr(letters, i + 1) || mark AS spelling
FROM stem, place WHERE i <= length(letters) AND length(letters) >= 3
"""

SPELLINGS_OF = _SPELLINGS.replace("{word}", "?1")
"""A query for the spellings of one word, the same as are stored for the words of names."""

_TABLES = (
    "CREATE VIRTUAL TABLE search_name USING fts5("
    "words, content='', contentless_delete=1, detail=none, prefix='1 2 3',"
    " tokenize=\"ascii tokenchars '#'\")",
    "CREATE VIRTUAL TABLE search_phone USING fts5("
    "digits, content='', contentless_delete=1, tokenize='trigram')",
    "CREATE TABLE search_word ("
    "id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE, patients INTEGER NOT NULL)",
    "CREATE VIRTUAL TABLE search_word_part USING fts5("
    "word, content='', contentless_delete=1, tokenize='trigram case_sensitive 1')",
    "CREATE TABLE search_misspelling ("
    "spelling TEXT NOT NULL, word_id INTEGER NOT NULL,"
    " PRIMARY KEY (spelling, word_id)) WITHOUT ROWID",
    "CREATE INDEX search_patient_name ON patient (name_folded)",
    "CREATE INDEX search_patient_birth_date ON patient (birth_date)",
)

_ADD_NAME = (
    "INSERT INTO search_name (rowid, words) SELECT new.seq, " + _NAME_TEXT + ";"
    " INSERT INTO search_word (word, patients) SELECT DISTINCT term.value, 1 FROM "
    + _WORDS_OF
    + f" WHERE {_IS_WORD} ON CONFLICT (word) DO UPDATE SET patients = patients + 1;"
).replace("{patient}", "new")

# A word that nobody bears any more goes too: it may have been the name of an erased patient.
_REMOVE_NAME = (
    "DELETE FROM search_name WHERE rowid = old.seq;"
    " UPDATE search_word SET patients = patients - 1 WHERE word IN (SELECT term.value FROM "
    + _WORDS_OF
    + "); DELETE FROM search_word WHERE patients <= 0 AND word IN (SELECT term.value FROM "
    + _WORDS_OF
    + ");"
).replace("{patient}", "old")

_ADD_PHONE = "INSERT INTO search_phone (rowid, digits) VALUES (new.seq, new.phone_digits);"
_REMOVE_PHONE = "DELETE FROM search_phone WHERE rowid = old.seq;"

_TRIGGERS = (
    f"CREATE TRIGGER search_patient_added AFTER INSERT ON patient"
    f" BEGIN {_ADD_NAME} {_ADD_PHONE} END",
    f"CREATE TRIGGER search_patient_removed AFTER DELETE ON patient"
    f" BEGIN {_REMOVE_NAME} {_REMOVE_PHONE} END",
    "CREATE TRIGGER search_patient_renamed AFTER UPDATE ON patient"
    " WHEN old.seq IS NOT new.seq OR old.name_folded IS NOT new.name_folded"
    " OR old.birth_date IS NOT new.birth_date"
    f" BEGIN {_REMOVE_NAME} {_ADD_NAME} END",
    "CREATE TRIGGER search_patient_renumbered AFTER UPDATE ON patient"
    " WHEN old.seq IS NOT new.seq OR old.phone_digits IS NOT new.phone_digits"
    f" BEGIN {_REMOVE_PHONE} {_ADD_PHONE} END",
    "CREATE TRIGGER search_word_added AFTER INSERT ON search_word BEGIN"
    " INSERT INTO search_word_part (rowid, word) VALUES (new.id, new.word);"
    " INSERT INTO search_misspelling (spelling, word_id) SELECT spelling, new.id FROM ("
    + _SPELLINGS.replace("{word}", "new.word")
    + "); END",
    "CREATE TRIGGER search_word_removed AFTER DELETE ON search_word BEGIN"
    " DELETE FROM search_word_part WHERE rowid = old.id;"
    " DELETE FROM search_misspelling WHERE word_id = old.id AND spelling IN (SELECT spelling FROM ("
    + _SPELLINGS.replace("{word}", "old.word")
    + ")); END",
)

_FILL = (
    "INSERT INTO search_name (rowid, words) SELECT seq, "
    + _NAME_TEXT.replace("{patient}", "patient")
    + " FROM patient",
    "INSERT INTO search_phone (rowid, digits) SELECT seq, phone_digits FROM patient",
    "INSERT INTO search_word (word, patients) SELECT term.value, count(DISTINCT seq) FROM patient, "
    + _WORDS_OF.replace("{patient}", "patient")
    + f" WHERE {_IS_WORD} GROUP BY term.value",
)


class SqlConnection(Protocol):
    """What is needed of a DBAPI connection to the records."""

    def execute(
        self, sql: str, parameters: Sequence[object] = ..., /
    ) -> Iterator[tuple[object, ...]]: ...

    def interrupt(self) -> None: ...


def index_ddl() -> tuple[str, ...]:
    """The statements that create the search beside an empty ``patient`` table."""
    return (*_TABLES, *_TRIGGERS)


def rebuild(connection: SqlConnection) -> None:
    """Fold every patient anew and make the search tables and triggers again from ``patient``.

    To be called inside a write transaction: after ``patient`` was made anew by a migration
    (which loses its triggers), after a change of the folding, and to repair.
    """
    for kind, name in _search_objects(connection):
        connection.execute(f"DROP {kind} IF EXISTS {name}")
    _fold_patients(connection)
    for statement in (*index_ddl(), *_FILL):
        connection.execute(statement)


def _search_objects(connection: SqlConnection) -> list[tuple[str, str]]:
    """Kind and name of what there is, triggers first; dropping a table takes its shadows along."""
    rows = connection.execute(
        "SELECT type, name FROM sqlite_schema WHERE name LIKE 'search\\_%' ESCAPE '\\'"
        " AND sql IS NOT NULL ORDER BY type = 'trigger' DESC, type = 'index' DESC, name"
    )
    return [(str(kind), str(name)) for kind, name in rows]


def _fold_patients(connection: SqlConnection) -> None:
    rows = connection.execute(
        "SELECT seq, name, romanised_name, phones, name_folded, phone_digits FROM patient"
    )
    stale = []
    for seq, name, romanised_name, phones, *stored in rows:
        folded = index_text(str(name), str(romanised_name or ""))
        digits = phone_digits(json.loads(str(phones or "[]")))
        if [folded, digits] != stored:
            stale.append((folded, digits, seq))
    for change in stale:
        connection.execute(
            "UPDATE patient SET name_folded = ?, phone_digits = ? WHERE seq = ?", change
        )
