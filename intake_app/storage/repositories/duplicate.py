"""Reading all patients for comparing, and keeping what people said of two of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, delete, func, select, text
from sqlalchemy.orm import Session

from intake_app.domain.patients.duplicates import Identity, Register
from intake_app.domain.patients.patient import Patient, PatientDetails, PatientId
from intake_app.services.duplicates_port import Beside, Merge
from intake_app.storage.mapping import patient_of
from intake_app.storage.merges import IS_MERGE, merged_away, merged_under, shown_as
from intake_app.storage.search.folding import phone_digits
from intake_app.storage.search.name_forms import EXTRAS_MARK, index_text
from intake_app.storage.search.typed_dates import EARLIEST_YEAR, LATEST_YEAR
from intake_app.storage.tables import PatientPairRow, PatientRow

_TELLING_END = 9
"""Digits at the end of a telephone number that no trunk or country code changes."""

_SHORTEST_PHONE = 6

_TELLING = (
    select(PatientRow.id, PatientRow.name_folded, PatientRow.birth_date)
    .add_columns(PatientRow.phone_digits, PatientRow.email, PatientRow.sex)
    .order_by(PatientRow.seq)
)
_COMPARED = _TELLING.where(PatientRow.id.not_in(merged_away()))
_IS_APART = PatientPairRow.verdict == "apart"

_BEARERS = text("SELECT word, patients FROM search_word WHERE patients > 1")
_BEARERS_OF = text("SELECT word, patients FROM search_word WHERE word IN :words").bindparams(
    bindparam("words", expanding=True)
)


class SqlDuplicateRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def identities(self) -> list[Identity]:
        return [_identity(tuple(row)) for row in self._session.execute(_COMPARED)]

    def register(self, identities: Sequence[Identity]) -> Register:
        if len(identities) <= 1000:
            return _register_of(self._session, identities, patients=len(identities))
        bearers = self._session.execute(_BEARERS)
        return Register(patients=len(identities), bearers=_counts(bearers))

    def beside(self, typed: PatientDetails, shown: Collection[PatientId]) -> Beside:
        asked: list[ColumnElement[bool]] = [
            PatientRow.id.in_(shown),
            PatientRow.birth_date.in_(_births_near(typed)),
        ]
        if "@" in typed.email:
            asked.append(func.lower(PatientRow.email) == typed.email.lower())
        found = [row for each in asked for row in self._session.execute(_TELLING.where(each))]
        shown_for = {str(row[0]): PatientId(row[0]) for row in found}
        shown_for |= shown_as(self._session, shown_for)
        merged = merged_under(self._session, shown)
        found += self._session.execute(_TELLING.where(PatientRow.id.in_(merged)))
        shown_for |= merged
        known = {each.id: each for each in (_identity(tuple(row)) for row in found)}
        one = _identity(_telling(typed))
        patients = self._session.scalar(select(func.max(PatientRow.seq))) or 0
        return Beside(
            typed=one,
            known=[(shown_for[each.id], each) for each in known.values()],
            register=_register_of(self._session, [one, *known.values()], patients=patients),
        )

    def patients(self, ids: Sequence[PatientId]) -> Mapping[PatientId, Patient]:
        found: dict[PatientId, Patient] = {}
        for start in range(0, len(ids), 500):
            some = select(PatientRow).where(PatientRow.id.in_(ids[start : start + 500]))
            found |= {PatientId(row.id): patient_of(row) for row in self._session.scalars(some)}
        return found

    def apart(self) -> frozenset[frozenset[PatientId]]:
        said = select(PatientPairRow.patient_id, PatientPairRow.other_id).where(_IS_APART)
        pairs = self._session.execute(said).all()
        shown = shown_as(self._session, {one for pair in pairs for one in pair})
        return frozenset(
            frozenset(shown.get(one, PatientId(one)) for one in pair) for pair in pairs
        )

    def keep_apart(self, pair: tuple[PatientId, PatientId], *, by: str, at: datetime) -> None:
        first, second = sorted(pair)
        known = select(PatientPairRow.number).where(_IS_APART, *_of(pair))
        if self._session.scalar(known) is None:
            _add(self._session, (first, second), verdict="apart", said=(by, at))

    def forget_apart(self, pair: tuple[PatientId, PatientId]) -> bool:
        said = self._session.scalar(select(PatientPairRow).where(_IS_APART, *_of(pair)))
        if said is not None:
            self._session.delete(said)
            self._session.flush()
        return said is not None

    def merge(self, merge: Merge) -> None:
        pair = merge.merged.id, merge.kept_id
        _add(self._session, pair, verdict="same", said=(merge.by, merge.at))

    def unmerge(self, merged_id: PatientId) -> None:
        self._session.execute(
            delete(PatientPairRow).where(IS_MERGE, PatientPairRow.patient_id == merged_id)
        )

    def merged(self, merged_id: PatientId) -> Merge | None:
        found = self._merges(PatientPairRow.patient_id == merged_id)
        return found[0] if found else None

    def merged_into(self, kept_id: PatientId) -> list[Merge]:
        family = merged_under(self._session, [kept_id])
        return self._merges(PatientPairRow.patient_id.in_(family))

    def _merges(self, of_whom: ColumnElement[bool]) -> list[Merge]:
        wanted = (
            select(PatientPairRow, PatientRow)
            .join(PatientRow, PatientRow.id == PatientPairRow.patient_id)
            .where(IS_MERGE, of_whom)
            .order_by(PatientPairRow.number.desc())
        )
        return [
            Merge(
                kept_id=PatientId(row.other_id),
                merged=patient_of(patient),
                by=row.said_by,
                at=row.said_at,
            )
            for row, patient in self._session.execute(wanted)
        ]


def _of(pair: tuple[PatientId, PatientId]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    first, second = sorted(pair)
    return PatientPairRow.patient_id == first, PatientPairRow.other_id == second


def _add(
    session: Session, pair: tuple[str, str], *, verdict: str, said: tuple[str, datetime]
) -> None:
    (patient_id, other_id), (by, at) = pair, said
    session.add(
        PatientPairRow(
            patient_id=patient_id, other_id=other_id, verdict=verdict, said_by=by, said_at=at
        )
    )
    session.flush()


def _register_of(session: Session, named: Iterable[Identity], *, patients: int) -> Register:
    words = sorted({word for each in named for word in (*each.words, *each.also)})
    rows = session.execute(_BEARERS_OF, {"words": words})
    return Register(patients=patients, bearers=_counts(rows))


def _counts(rows: Iterable[Sequence[object]]) -> dict[str, int]:
    return {str(row[0]): int(str(row[1])) for row in rows}


def _telling(typed: PatientDetails) -> tuple[str, str, str, str, str, str]:
    return (
        *("", index_text(typed.name, typed.romanised_name), str(typed.birth_date or "")),
        *(phone_digits(typed.phones), typed.email, typed.sex.value),
    )


def _births_near(typed: PatientDetails) -> list[str]:
    """Those with which two parts of the typed date agree; the rules of likeness do the rest."""
    if typed.birth_date is None:
        return []
    birth = str(typed.birth_date)
    year, month, day = birth[:4], birth[5:7], birth[8:]
    if not day:
        return [year, birth]
    return [
        *(year, f"{year}-{month}", f"{year}-{day}-{month}"),
        *(f"{year}-{month}-{each:02}" for each in range(1, 32)),
        *(f"{year}-{each:02}-{day}" for each in range(1, 13)),
        *(f"{each:04}-{month}-{day}" for each in range(EARLIEST_YEAR, LATEST_YEAR)),
    ]


def _identity(row: tuple[str, str, str, str, str, str]) -> Identity:
    patient_id, folded, birth_date, phone_digits, email, sex = row
    own, _, also = folded.partition(EXTRAS_MARK)
    return Identity(
        id=PatientId(patient_id),
        words=tuple(own.split()),
        also=tuple(also.split()),
        birth=birth_date,
        phones=frozenset(
            digits[-_TELLING_END:]
            for digits in phone_digits.split()
            if len(digits) >= _SHORTEST_PHONE
        ),
        email=email.strip().casefold(),
        sex=sex,
    )
