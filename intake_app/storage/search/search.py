"""The lookup: patients found while a name, date of birth, telephone or record number is typed."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from intake_app.domain.patients.patient import PatientId
from intake_app.services.finding import MOST_SHOWN, PatientMatch
from intake_app.storage.connection import Connection
from intake_app.storage.search.merges import Merges
from intake_app.storage.search.name_search import NameSearch
from intake_app.storage.search.query_parsing import Reading, readings
from intake_app.storage.search.ranking import (
    MOST_INSIDE,
    REAL_FIT,
    SHORTEST_END,
    PatientRow,
    scores,
)
from intake_app.storage.search.reader import SearchGivenUp, SearchReader
from intake_app.storage.search.sources import (
    PatientSources,
    birth_terms,
    both_of,
    ending_terms,
    number_terms,
)
from intake_app.storage.search.typed_dates import is_day
from intake_app.storage.search.vocabulary import Vocabulary

_POOL = 60
"""Patients who are judged where many share a date or a number."""

_RARE_NUMBER = 6
"""Digits from which on few of a million have a number anywhere in theirs."""

_TELLING_NUMBER = 4
"""Digits from which on a number tells enough to forgive a mistyped name beside it."""

# Consultations are begun in the order of their rowid; one that was reopened is open.
_RECENT = """
SELECT id FROM (
  SELECT * FROM (SELECT patient_id AS id, is_open, updated_at FROM consultation
                 WHERE is_open ORDER BY updated_at DESC LIMIT ?1) UNION ALL
  SELECT * FROM (SELECT patient_id, is_open, updated_at FROM consultation
                 ORDER BY rowid DESC LIMIT ?1) UNION ALL
  SELECT * FROM (SELECT id, 0, updated_at FROM patient ORDER BY updated_at DESC LIMIT ?1))
GROUP BY id ORDER BY max(is_open) DESC, max(updated_at) DESC LIMIT ?2
"""
_RECENT_READ = 5
"""Consultations looked at for each patient wanted: some patients have several."""


class Lookup:
    """``PatientLookup`` on a connection of its own, without SQLAlchemy: it answers at once.

    One thread searches. ``interrupt`` is for any other, before the next search is asked for.
    """

    def __init__(self, connection: Connection, *, day_first: bool = True) -> None:
        """Take an open connection; who opened it closes it.

        Args:
            connection: For this lookup alone; nothing is written on it.
            day_first: Whether 3/4/1988 is first of all 3 April.
        """
        self._reader = SearchReader(connection)
        self._sources = PatientSources(self._reader)
        self._merges = Merges(self._reader)
        self._names = NameSearch(self._sources, Vocabulary(self._reader))
        self._day_first = day_first

    def find(self, text: str, *, limit: int = MOST_SHOWN) -> list[PatientMatch]:
        """Patients whom ``text`` may mean, best first; nobody when the search is interrupted."""
        return self._unless_given_up(lambda: self._best(text, limit))

    def recent(self, *, limit: int = MOST_SHOWN) -> list[PatientMatch]:
        """Patients with an open draft, then those whose records were touched last."""
        return self._unless_given_up(lambda: self._latest(limit))

    def interrupt(self) -> None:
        """Give up the search that is under way in another thread."""
        self._reader.interrupt()

    def _unless_given_up(self, search: Callable[[], "list[_Scored]"]) -> list[PatientMatch]:
        try:
            self._reader.begin()
            found = search()
            visits = _visits_of(self._merges, found)
        except SearchGivenUp:
            return []
        return [_match(scored, visits.get(scored.patient.id, _NO_VISITS)) for scored in found]

    def _best(self, text: str, limit: int) -> "list[_Scored]":
        best: dict[int, _Scored] = {}
        for reading in readings(text, day_first=self._day_first):
            if reading.worth < 1 and any(one.score >= REAL_FIT for one in best.values()):
                break
            room = limit - sum(one.score >= MOST_INSIDE for one in best.values())
            patients = self._candidates(reading, limit, room, forgiving=not best)
            for patient, points in zip(patients, scores(reading, patients), strict=True):
                known = best.get(patient.seq)
                if points > (known.score if known else 0):
                    best[patient.seq] = _Scored(points, patient)
        ranked = sorted(best.values(), key=_Scored.merit)
        shown = self._shown(ranked[: 2 * limit])
        if len(shown) < limit < len(ranked):
            # So many were merged into one another that there is room for more.
            shown = self._shown(ranked)
        return shown[:limit]

    def _shown(self, found: "list[_Scored]") -> "list[_Scored]":
        """Each patient once; in the place of one who was merged stands the kept one."""
        shown_as = self._merges.shown_as(scored.patient.id for scored in found)
        if not shown_as:
            return found
        kept = {row.id: row for row in self._sources.with_ids(shown_as.values())}
        shown: dict[str, _Scored] = {}
        for scored in found:
            row = kept.get(shown_as.get(scored.patient.id, ""), scored.patient)
            shown.setdefault(row.id, _Scored(scored.score, row))
        return list(shown.values())

    def _candidates(
        self, reading: Reading, limit: int, room: int, *, forgiving: bool
    ) -> list[PatientRow]:
        """Who may be meant; ``room`` is how many lines are left for figures inside a number."""
        if reading.record_numbers:
            typed = reading.record_numbers
            return [row for one in typed for row in self._sources.with_record_number(one, limit)]
        if reading.document_id:
            return self._sources.with_document(reading.document_id)
        if reading.births:
            return self._born(reading, limit)
        if reading.numbers:
            return self._with_number(reading, limit, room, forgiving=forgiving)
        return self._names.patients(reading.words, limit) if reading.words else []

    def _born(self, reading: Reading, limit: int) -> list[PatientRow]:
        if not reading.words:
            return self._sources.born(reading.births, limit)
        if not all(map(is_day, reading.births)):
            return self._names.born(reading.words, birth_terms(reading.births), limit)
        begun = self._sources.born_and_begun(reading.births, reading.words, _POOL)
        return begun + self._sources.born_on(reading.births, _POOL)

    def _with_number(
        self, reading: Reading, limit: int, room: int, *, forgiving: bool
    ) -> list[PatientRow]:
        begun = self._names.begun(reading.words)
        found = self._numbered(reading.numbers, limit, room, begun)
        if forgiving and reading.words and not found:
            telling = [one for one in reading.numbers if len(one) >= _TELLING_NUMBER]
            return self._numbered(telling, limit, room)
        return found

    def _numbered(
        self, numbers: Sequence[str], limit: int, room: int, begun: str = ""
    ) -> list[PatientRow]:
        """Who has one of ``numbers``, each the end of the one before, and a name begun so."""
        if numbers and len(numbers[-1]) >= _RARE_NUMBER:
            numbers = numbers[-1:]
        found: list[PatientRow] = []
        for number in numbers:
            if len(found) < limit:
                found += self._having(number, room, begun)
        return found

    def _having(self, number: str, room: int, begun: str) -> list[PatientRow]:
        """The end of a number is what people are asked for; its middle counts for less.

        Where those found before fill the lines, the middle is not asked for.
        """
        anywhere = both_of(number_terms(number), begun)
        found: list[PatientRow] = []
        if room > 0 and (begun or len(number) >= _RARE_NUMBER):
            found = self._sources.matching(anywhere, _POOL)
            if len(found) < _POOL:
                return found
        if len(number) >= SHORTEST_END:
            found += self._sources.matching(both_of(ending_terms(number), begun), _POOL)
        if len(found) < room:
            found += self._sources.matching(anywhere, _POOL)
        return found

    def _latest(self, limit: int) -> "list[_Scored]":
        rows = self._reader.rows(_RECENT, limit * _RECENT_READ, limit)
        patients = {
            patient.id: patient
            for patient in self._sources.with_ids(str(patient_id) for (patient_id,) in rows)
        }
        ordered = (str(patient_id) for (patient_id,) in rows)
        return self._shown([_Scored(0.0, patients[one]) for one in ordered if one in patients])


class _Scored(NamedTuple):
    score: float
    patient: PatientRow

    def merit(self) -> tuple[float, str, str, str]:
        """Sorts the best first, and equals by name."""
        patient = self.patient
        return -self.score, patient.name_folded, patient.name, patient.record_number


@dataclass(frozen=True, slots=True)
class _Visits:
    last: date | None
    has_draft: bool


_NO_VISITS = _Visits(last=None, has_draft=False)


def _match(scored: _Scored, visits: _Visits) -> PatientMatch:
    patient = scored.patient
    phones = json.loads(patient.phones)
    return PatientMatch(
        id=PatientId(patient.id),
        name=patient.name,
        birth_date=patient.birth_date,
        record_number=patient.record_number,
        phone=phones[0] if phones else "",
        score=round(scored.score, 1),
        last_visit=visits.last,
        has_draft=visits.has_draft,
    )


def _visits_of(merges: Merges, found: "list[_Scored]") -> "Mapping[str, _Visits]":
    rows = merges.visits(scored.patient.id for scored in found)
    return {
        str(patient_id): _Visits(date.fromisoformat(str(day)) if day else None, bool(is_open))
        for patient_id, day, is_open in rows
    }
