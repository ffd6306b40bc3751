"""The search tables beside ``patient``, and the triggers that keep them in step with it."""

import json
from collections.abc import Iterator

from intake_app.storage.connection import Connection
from intake_app.storage.search.characters import CHARACTER, MANY_CHARACTERS, MOST_PAIRED
from intake_app.storage.search.folding import phone_digits
from intake_app.storage.search.name_forms import EXTRAS_MARK, index_text
from intake_app.storage.watching import Reached, part_of, unwatched

SEARCH_PREFIX = "search_"
"""Every table, index and trigger of the search begins so; migrations leave them alone."""

# Parts of statements. {row} is the patient, {word} the word that is spoken of.
# json_quote() makes any text safe to take apart as a JSON list.
_LISTED = """json_each('[' || replace(json_quote({row}.name_folded), ' ', '","') || ']')"""
_IS_WORD = f"value NOT IN ('', '{EXTRAS_MARK}')"
_WORDS = "(SELECT DISTINCT value AS word FROM {listed} WHERE {is word})"

# All that a patient is found by, in one list, so that two things of different kinds are looked for
# at once: the words of the name, and every two of its Han characters as one; the year of birth as
# #1985, month and day as ##0312; and the figures of the telephone numbers.
_TERMS = """({row}.name_folded || CASE {row}.birth_date WHEN '' THEN '' ELSE
  ' #' || substr({row}.birth_date, 1, 4) ||
  ' ##' || replace(substr({row}.birth_date, 6), '-', '') END ||
  CASE WHEN {row}.name_folded GLOB '*{character}*' THEN {pairs} ELSE '' END ||
  CASE {row}.phone_digits WHEN '' THEN '' ELSE {figures} END)"""
_PAIRS = """coalesce((
  WITH han(one) AS (SELECT DISTINCT value FROM {listed} WHERE value GLOB '{character}')
  SELECT CASE WHEN (SELECT count(*) FROM han) > {most paired} THEN ' {many}' ELSE
    (SELECT group_concat(' ' || lesser.one || '#' || greater.one, '')
     FROM han AS lesser JOIN han AS greater ON lesser.one < greater.one) END), '')"""

# Every four figures in a row of each number as $1234, and its last three as $234$. What is asked
# for by four of them is read from a list of some hundreds where there are a million numbers.
_FIGURES = """coalesce((
  WITH RECURSIVE place(i) AS (
    SELECT 1 UNION ALL SELECT i + 1 FROM place WHERE i < length({row}.phone_digits))
  SELECT group_concat(' $' || substr(value || '$', i, 4), '')
  FROM json_each('["' || replace({row}.phone_digits, ' ', '","') || '"]'), place
  WHERE i <= max(1, length(value) - 2)), '')"""

# The first eight letters of a word, and the same with any one letter left out: two words within
# one typing error share a spelling. A star marks those of the beginning of a longer word.
_SPELLINGS = """(
  WITH place(i) AS (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8)),
  stem(letters, mark) AS (
    SELECT substr({word}, 1, 8), '' UNION ALL
    SELECT substr({word}, 1, 5), '*' WHERE length({word}) >= {long})
  SELECT DISTINCT substr(letters, 1, i - 1) || substr(letters, i + 1) || mark AS spelling
  FROM stem, place WHERE i <= length(letters) AND length(letters) >= 3)"""


_TYPED = "?1"

# In the order in which they are put in: the words are made of those after them.
_PARTS = {
    "terms": _TERMS,
    "figures": _FIGURES,
    "pairs": _PAIRS,
    "character": CHARACTER,
    "most paired": str(MOST_PAIRED),
    "many": MANY_CHARACTERS,
    "words": _WORDS,
    "listed": _LISTED,
    "is word": _IS_WORD,
    "some": "seq > ? AND seq <= ?",
    "spellings": _SPELLINGS,
}


def _sql(statement: str, *, row: str = "", word: str = "") -> str:
    for name, part in _PARTS.items():
        statement = statement.replace(f"{{{name}}}", part)
    # A known word is long when it goes on after its beginning; what is typed may be just that.
    long = "5" if word == _TYPED else "6"
    return statement.replace("{row}", row).replace("{word}", word).replace("{long}", long)


SPELLINGS_OF_TYPED = _sql("{spellings}", word=_TYPED)
"""A table expression: the spellings of the first parameter, as they are kept of known words."""

INDEXED_LETTERS = 6
"""Beginnings up to this length have lists of patients of their own (``prefix``)."""

_TERM_TABLE = """CREATE VIRTUAL TABLE search_term USING fts5(
  terms, content='', contentless_delete=1, detail=none, prefix='1 2 3 4 5 6',
  tokenize="ascii tokenchars '#$'")"""
# Four leaves of a full-text index fit into a page of the file, encrypted or not; one of the usual
# size takes two pages, and is read whole to find one patient in a list of many. When the index is
# tidied, already two parts of a size are brought together, not only four.
_SETTINGS = {"pgsz": 960, "usermerge": 2}
_SET = "INSERT INTO {table} ({table}, rank) VALUES ('{setting}', {value})"
_WHOLE_AGAIN = "INSERT INTO {table} ({table}) VALUES ('optimize')"
FULL_TEXT = ("search_term", "search_word_part")
_WORD_TABLE = """CREATE TABLE search_word (
  id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE, patients INTEGER NOT NULL)"""
_WORD_PART_TABLE = """CREATE VIRTUAL TABLE search_word_part USING fts5(
  word, content='', contentless_delete=1, detail=none, tokenize='trigram case_sensitive 1')"""
_MISSPELLING_TABLE = """CREATE TABLE search_misspelling (
  spelling TEXT NOT NULL, word_id INTEGER NOT NULL,
  PRIMARY KEY (spelling, word_id)) WITHOUT ROWID"""
_NAME_INDEX = "CREATE INDEX search_patient_name ON patient (name_folded)"
_BIRTH_DATE_INDEX = "CREATE INDEX search_patient_birth_date ON patient (birth_date, name_folded)"

# The newest patient first, as they are shown: a full-text list is read faster forwards.
_ADD_TERMS = _sql(
    "\nINSERT INTO search_term (rowid, terms) VALUES (-new.seq, {terms});", row="new"
)
_REMOVE_TERMS = "\nDELETE FROM search_term WHERE rowid = -old.seq;"
_ADD_WORDS = _sql(
    """
INSERT INTO search_word (word, patients) SELECT word, 1 FROM {words} WHERE true
  ON CONFLICT (word) DO UPDATE SET patients = patients + 1;""",
    row="new",
)
# A word that nobody bears any more goes too: it may have been the name of an erased patient.
_REMOVE_WORDS = _sql(
    """
UPDATE search_word SET patients = patients - 1 WHERE word IN {words};
DELETE FROM search_word WHERE patients <= 0 AND word IN {words};""",
    row="old",
)
_ADD_WORD = _sql(
    """
INSERT INTO search_word_part (rowid, word) VALUES (new.id, new.word);
INSERT INTO search_misspelling (spelling, word_id) SELECT spelling, new.id FROM {spellings};""",
    word="new.word",
)
_REMOVE_WORD = _sql(
    """
DELETE FROM search_word_part WHERE rowid = old.id;
DELETE FROM search_misspelling WHERE word_id = old.id AND spelling IN {spellings};""",
    word="old.word",
)


def _trigger(name: str, event: str, *steps: str) -> str:
    return f"CREATE TRIGGER search_{name} AFTER {event} BEGIN {' '.join(steps)}\nEND"


def _update_of(*columns: str) -> str:
    changes = (f"old.{column} IS NOT new.{column}" for column in ("seq", *columns))
    return f"UPDATE ON patient WHEN {' OR '.join(changes)}"


_TRIGGERS = (
    _trigger("patient_added", "INSERT ON patient", _ADD_TERMS, _ADD_WORDS),
    _trigger("patient_removed", "DELETE ON patient", _REMOVE_TERMS, _REMOVE_WORDS),
    _trigger("patient_renamed", _update_of("name_folded"), _REMOVE_WORDS, _ADD_WORDS),
    _trigger(
        "patient_changed",
        _update_of("name_folded", "birth_date", "phone_digits"),
        _REMOVE_TERMS,
        _ADD_TERMS,
    ),
    _trigger("word_added", "INSERT ON search_word", _ADD_WORD),
    _trigger("word_removed", "DELETE ON search_word", _REMOVE_WORD),
)

# A million patients are taken some at a time: so little memory is enough, and one can see how far
# it is. The words are counted beside the records, and come in in their own order.
_AT_A_TIME = 2000
_LAST_OF_SOME = (
    "SELECT max({key}), count(*) FROM"
    " (SELECT {key} FROM {table} WHERE {key} > ? ORDER BY {key} LIMIT ?)"
)
_BEFORE_ALL = -(2**63)
_TO_FOLD = _sql(
    "SELECT seq, name, romanised_name, phones, name_folded, phone_digits FROM patient WHERE {some}"
)
_FILL_TERMS = _sql(
    "INSERT INTO search_term (rowid, terms)"
    " SELECT -seq, {terms} FROM patient WHERE {some} ORDER BY seq DESC",
    row="patient",
)
_COUNTED = "CREATE TEMP TABLE counted (word TEXT PRIMARY KEY, patients INTEGER) WITHOUT ROWID"
_COUNT_WORDS = _sql(
    "INSERT INTO temp.counted SELECT value, count(DISTINCT seq) FROM patient, {listed}"
    " WHERE {some} AND {is word} GROUP BY value"
    " ON CONFLICT (word) DO UPDATE SET patients = patients + excluded.patients",
    row="patient",
)
_FILL_WORDS = (
    "INSERT INTO search_word (word, patients) SELECT word, patients FROM temp.counted"
    " WHERE word > ? AND word <= ? ORDER BY word"
)
_FORGET_COUNTED = "DROP TABLE IF EXISTS temp.counted"
_FOLDED, _TERMS_FILLED, _WORDS_FILLED = 0.2, 0.92, 0.95
"""How much is done by then."""


def index_ddl() -> tuple[str, ...]:
    """The statements that create the search beside an empty ``patient`` table."""
    tables = (_TERM_TABLE, _WORD_TABLE, _WORD_PART_TABLE, _MISSPELLING_TABLE)
    settings = (
        _SET.replace("{table}", table).replace("{setting}", setting).replace("{value}", str(value))
        for table in FULL_TEXT
        for setting, value in _SETTINGS.items()
    )
    return (*tables, *settings, _NAME_INDEX, _BIRTH_DATE_INDEX, *_TRIGGERS)


def rebuild(connection: Connection, reach: Reached = unwatched) -> None:
    """Fold every patient anew and make the search tables and triggers again from ``patient``.

    To be called inside a write transaction: after ``patient`` was made anew by a migration
    (which loses its triggers), after a change of the folding, and to repair.
    """
    for kind, name in _search_objects(connection):
        connection.execute(f"DROP {kind} IF EXISTS {name}")
    for some in _patients(connection, part_of(reach, 0.0, _FOLDED)):
        _fold_patients(connection, some)
    for statement in index_ddl():
        connection.execute(statement)
    _fill(connection, reach)
    # Filled, a full-text index is in many parts, all of which a search reads; in one it is faster.
    for table in FULL_TEXT:
        connection.execute(_WHOLE_AGAIN.replace("{table}", table))
    reach(1.0)


def _fill(connection: Connection, reach: Reached) -> None:
    connection.execute(_FORGET_COUNTED)
    connection.execute(_COUNTED)
    for some in _patients(connection, part_of(reach, _FOLDED, _TERMS_FILLED)):
        connection.execute(_FILL_TERMS, some)
        connection.execute(_COUNT_WORDS, some)
    put_in = part_of(reach, _TERMS_FILLED, _WORDS_FILLED)
    for some in _in_turn(connection, ("temp.counted", "word", ""), put_in):
        connection.execute(_FILL_WORDS, some)
    connection.execute(_FORGET_COUNTED)


def _patients(connection: Connection, reach: Reached) -> Iterator[tuple[object, object]]:
    return _in_turn(connection, ("patient", "seq", _BEFORE_ALL), reach)


def _in_turn(
    connection: Connection, rows: tuple[str, str, object], reach: Reached
) -> Iterator[tuple[object, object]]:
    """All rows of a table, some at a time: after which key, and up to which.

    Args:
        connection: To the records.
        rows: The table, its key, and what is less than every key.
        reach: Told how many are done.
    """
    table, key, after = rows
    _, everything = _first(connection, f"SELECT 0, count(*) FROM {table}")  # noqa: S608 - no input
    question = _LAST_OF_SOME.replace("{table}", table).replace("{key}", key)
    done = 0
    while (found := _first(connection, question, after, _AT_A_TIME))[1]:
        reach(done / everything)
        last, count = found
        yield after, last
        after, done = last, done + count


def _first(connection: Connection, question: str, *asked: object) -> tuple[object, int]:
    row = connection.execute(question, asked).fetchone()
    return (row[0], int(str(row[1]))) if row else (None, 0)


def _search_objects(connection: Connection) -> list[tuple[str, str]]:
    """Kind and name of what there is, also of older releases, triggers first.

    A dropped table takes its own along.
    """
    rows = connection.execute(
        "SELECT type, name FROM sqlite_schema WHERE name LIKE 'search\\_%' ESCAPE '\\'"
        " AND sql IS NOT NULL AND (type <> 'table' OR name IN"
        " ('search_term', 'search_name', 'search_phone', 'search_word', 'search_word_part',"
        " 'search_misspelling')) ORDER BY type <> 'trigger', type <> 'index'"
    ).fetchall()
    return [(str(kind), str(name)) for kind, name in rows]


def _fold_patients(connection: Connection, some: tuple[object, object]) -> None:
    rows = connection.execute(_TO_FOLD, some).fetchall()
    for seq, name, romanised_name, phones, *stored in rows:
        folded = index_text(str(name), str(romanised_name or ""))
        digits = phone_digits(json.loads(str(phones or "[]")))
        if [folded, digits] != stored:
            connection.execute(
                "UPDATE patient SET name_folded = ?, phone_digits = ? WHERE seq = ?",
                (folded, digits, seq),
            )
