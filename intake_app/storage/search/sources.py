"""Where patients may be found from one part of a text: rows to be judged, not yet results."""

import json
from collections.abc import Iterable, Mapping

from intake_app.storage.search.name_forms import EXTRAS_MARK
from intake_app.storage.search.ranking import PatientRow
from intake_app.storage.search.reader import SearchReader
from intake_app.storage.search.typed_dates import BIRTHDAY, is_day

_PATIENTS = """
SELECT seq, id, name, birth_date, record_number, phones, name_folded, phone_digits
FROM patient WHERE {condition}
"""
_SEQS = "SELECT -rowid FROM search_term WHERE search_term MATCH ? ORDER BY rowid LIMIT ?"

# Of each word in a list, whether a word of the name begins so.
_BEGUN = """NOT EXISTS (SELECT 1 FROM json_each(?) WHERE
  instr(' ' || name_folded, ' ' || value) = 0)"""


def _patients_where(condition: str) -> str:
    return _PATIENTS.replace("{condition}", condition).replace("{begun}", _BEGUN)


_BY_TERMS = _patients_where(f"seq IN ({_SEQS})")
_BY_SEQS = _patients_where("seq IN (SELECT value FROM json_each(?))")
_BY_NAME = _patients_where("name_folded = ?1 OR name_folded BETWEEN ?2 AND ?3 LIMIT ?4")
_BY_BIRTHS = _patients_where("birth_date IN (SELECT value FROM json_each(?)) LIMIT ?")
_BY_BIRTHS_AND_WORDS = _patients_where(
    "seq IN (SELECT seq FROM patient WHERE birth_date IN (SELECT value FROM json_each(?))"
    " AND {begun} ORDER BY length(birth_date) DESC, seq DESC LIMIT ?)"
)
_BY_BIRTH_RANGE = _patients_where("birth_date BETWEEN ? AND ? LIMIT ?")
_BY_RECORD_RANGE = _patients_where("record_number BETWEEN ? AND ? ORDER BY record_number LIMIT ?")

_BY_DOCUMENT = _patients_where(
    "id IN (SELECT patient_id FROM consultation WHERE id IN"
    " (SELECT consultation_id FROM document WHERE document_id = ?))"
)
_BY_ID = _patients_where("id IN (SELECT value FROM json_each(?))")

_GRAM = 4

_AFTER_ALL = "\U0010ffff"


class PatientSources:
    """Each method gives at most ``limit`` patients; where there are more, the newest."""

    def __init__(self, reader: SearchReader) -> None:
        self._reader = reader

    def matching(self, expression: str, limit: int) -> list[PatientRow]:
        """Patients whose words satisfy a full-text expression made by this package."""
        return self._patients(_BY_TERMS, expression, limit)

    def seqs_of(self, expression: str, limit: int) -> list[int]:
        """Who these patients are, to be read later or not at all."""
        return [int(str(seq)) for (seq,) in self._reader.rows(_SEQS, expression, limit)]

    def with_seqs(self, seqs: list[int]) -> list[PatientRow]:
        return self._patients(_BY_SEQS, json.dumps(seqs)) if seqs else []

    def named(self, words: tuple[str, ...], limit: int) -> list[PatientRow]:
        """Patients whose whole name these words are, however many share them."""
        name = " ".join(words)
        marked = f"{name} {EXTRAS_MARK}"
        return self._patients(_BY_NAME, name, marked, marked + _AFTER_ALL, limit)

    def with_record_number(self, typed: str, limit: int) -> list[PatientRow]:
        """Patients whose record number is, or begins with, ``typed``."""
        return self._patients(_BY_RECORD_RANGE, typed, typed + _AFTER_ALL, limit)

    def with_document(self, document_id: str) -> list[PatientRow]:
        """The patient to whom this document was issued."""
        return self._patients(_BY_DOCUMENT, document_id)

    def with_ids(self, ids: Iterable[str]) -> list[PatientRow]:
        return self._patients(_BY_ID, json.dumps(list(ids)))

    def born(self, births: Mapping[str, float], limit: int) -> list[PatientRow]:
        """Patients born then; also those of whom less is known, when that agrees."""
        found = self.born_on(births, limit)
        for birth in births:
            if birth.startswith(BIRTHDAY):
                found += self.matching(birth_terms([birth]), limit)
            elif not is_day(birth):
                found += self._patients(_BY_BIRTH_RANGE, birth, birth + _AFTER_ALL, limit)
        less = {birth[:length] for birth in births for length in (4, 7)} - {BIRTHDAY}
        return found + self._patients(_BY_BIRTHS, json.dumps(sorted(less)), limit)

    def born_and_begun(
        self, births: Mapping[str, float], words: tuple[str, ...], limit: int
    ) -> list[PatientRow]:
        """Patients with a word beginning with each of ``words``, born on one of those days.

        After them those of whom only the year or the month is known, and agrees.
        """
        agreeing = {birth[:length] for birth in births for length in (4, 7, 10)}
        asked = json.dumps(sorted(agreeing)), json.dumps(words)
        return self._patients(_BY_BIRTHS_AND_WORDS, *asked, limit)

    def born_on(self, births: Iterable[str], limit: int) -> list[PatientRow]:
        """Patients born on one of the days among ``births``."""
        days = [birth for birth in births if is_day(birth)]
        return self._patients(_BY_BIRTHS, json.dumps(days), limit)

    def _patients(self, sql: str, *parameters: object) -> list[PatientRow]:
        return list(map(PatientRow._make, self._reader.rows(sql, *parameters)))


def number_terms(number: str) -> str:
    """A full-text expression for telephone numbers with ``number``, of three figures or more.

    It names every four figures in a row; that they follow one another is judged later.
    """
    if len(number) < _GRAM:
        return f'"${number}"*'
    grams = (number[at : at + _GRAM] for at in range(len(number) - _GRAM + 1))
    return " AND ".join(f'"${gram}"' for gram in dict.fromkeys(grams))


def ending_terms(number: str) -> str:
    """The same for those that end with ``number``, of four figures or more."""
    return f'{number_terms(number)} AND "${number[-3:]}$"'


def birth_terms(births: Iterable[str]) -> str:
    """A full-text expression for the years and birthdays that ``births`` speak of."""
    return any_of(
        f'"##{birth.removeprefix(BIRTHDAY).replace("-", "")}"'
        if birth.startswith(BIRTHDAY)
        else f'"#{birth[:4]}"'
        for birth in births
    )


def any_of(expressions: Iterable[str]) -> str:
    """A full-text expression for patients to whom at least one of these applies."""
    asked = list(dict.fromkeys(expressions))
    return f"({' OR '.join(asked)})" if len(asked) > 1 else asked[0]


def both_of(expression: str, other: str) -> str:
    """A full-text expression for patients to whom both apply; ``other`` may be empty."""
    return f"({expression}) AND ({other})" if other else expression
