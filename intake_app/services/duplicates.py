"""Likely doubles, and what a person decides about them: one patient, or two after all."""

from collections.abc import Callable
from dataclasses import dataclass

from intake_app.domain.errors import (
    PatientMergedAway,
    PatientNotMerged,
    SamePatient,
    StateRefused,
)
from intake_app.domain.patients.duplicate_blocks import worth_comparing
from intake_app.domain.patients.duplicates import LIKELY, Identity, Likeness, Reason, likeness
from intake_app.domain.patients.patient import Patient, PatientId
from intake_app.services.access import Act, Actor, require
from intake_app.services.audit import Deed, Kind
from intake_app.services.duplicates_port import Merge
from intake_app.services.ports import Clock, UnitOfWork, UnitOfWorkFactory


class NotKeptApart(StateRefused):
    code = "not-kept-apart"
    sentence = "Nobody has said that {one} and {other} are two persons. Nothing was changed."


@dataclass(frozen=True, slots=True, kw_only=True)
class LikelyPair:
    """Two patients who may be one person; ``one`` was registered first."""

    one: Patient
    other: Patient
    score: float
    reasons: tuple[Reason, ...]


class DuplicateService:
    """Use cases about patients who were registered twice.

    A merge moves nothing: each consultation and document stays with the record it was written
    in, and all of them are shown under the kept patient until the merge is undone.

    Args:
        reading: Opens a unit of work for reading.
        writing: Opens a unit of work for writing.
        clock: The time.
    """

    def __init__(
        self, reading: UnitOfWorkFactory, writing: UnitOfWorkFactory, clock: Clock
    ) -> None:
        self._reading = reading
        self._writing = writing
        self._clock = clock

    def likely(self, actor: Actor) -> list[LikelyPair]:
        """Pairs who may be one person, the likeliest first; not those said to be two."""
        require(actor, Act.FIND_PATIENT)
        with self._reading() as uow:
            identities = uow.duplicates.identities()
            register = uow.duplicates.register(identities)
            apart = uow.duplicates.apart()
        # Comparing takes its time; no transaction is held open for it.
        found = [
            (pair, judged)
            for pair in worth_comparing(identities)
            if (judged := likeness(*pair, register)).score >= LIKELY
            and frozenset(each.id for each in pair) not in apart
        ]
        found.sort(key=_best_first)
        ids = list(dict.fromkeys(each.id for pair, _ in found for each in pair))
        with self._reading() as uow:
            patients = uow.duplicates.patients(ids)
        return [
            LikelyPair(
                one=patients[one.id],
                other=patients[other.id],
                score=judged.score,
                reasons=judged.reasons,
            )
            for (one, other), judged in found
        ]

    def keep_apart(self, actor: Actor, one_id: PatientId, other_id: PatientId) -> None:
        """Remember that these two are not one person; they are not listed again.

        Raises:
            SamePatient: They are one record already.
        """
        self._decide(actor, Kind.PATIENTS_KEPT_APART, (one_id, other_id), self._write_apart)

    def undo_apart(self, actor: Actor, one_id: PatientId, other_id: PatientId) -> None:
        """These two may be one person after all; they are listed again.

        Raises:
            NotKeptApart: Nobody has said that they are two.
        """
        self._decide(actor, Kind.PATIENTS_APART_UNDONE, (one_id, other_id), _forget_apart)

    def merge(self, actor: Actor, kept_id: PatientId, other_id: PatientId) -> None:
        """Show ``other_id`` and everything of theirs under ``kept_id``.

        Raises:
            SamePatient: They are one record already.
            PatientMergedAway: One of them is shown under somebody else.
        """
        self._decide(actor, Kind.PATIENT_MERGED, (kept_id, other_id), self._write_merge)

    def unmerge(self, actor: Actor, merged_id: PatientId) -> None:
        """Make a merged patient one of their own again, with what was written under that record.

        Raises:
            PatientNotMerged: This patient is shown under nobody else.
        """
        require(actor, Act.MERGE_PATIENTS)
        with self._writing() as uow:
            merge = uow.duplicates.merged(merged_id)
            if merge is None:
                uow.patients.get(merged_id)
                raise PatientNotMerged(id=merged_id)
            uow.duplicates.unmerge(merged_id)
            for patient_id in (merge.kept_id, merged_id):
                uow.audit.note(Deed(actor, Kind.PATIENT_UNMERGED, patient_id))
            uow.commit()

    def merged_into(self, actor: Actor, kept_id: PatientId) -> list[Merge]:
        """Who is shown under this patient, by way of others too; the last merge first."""
        require(actor, Act.FIND_PATIENT)
        with self._reading() as uow:
            return uow.duplicates.merged_into(kept_id)

    def _decide(
        self,
        actor: Actor,
        kind: Kind,
        pair: tuple[PatientId, PatientId],
        write: "Callable[[UnitOfWork, Actor, tuple[Patient, Patient]], None]",
    ) -> None:
        require(actor, Act.MERGE_PATIENTS)
        with self._writing() as uow:
            write(uow, actor, _two_patients(uow, pair))
            for patient_id in pair:
                uow.audit.note(Deed(actor, kind, patient_id))
            uow.commit()

    def _write_apart(self, uow: UnitOfWork, actor: Actor, pair: tuple[Patient, Patient]) -> None:
        one, other = pair
        uow.duplicates.keep_apart((one.id, other.id), by=actor.name, at=self._clock.now())

    def _write_merge(self, uow: UnitOfWork, actor: Actor, pair: tuple[Patient, Patient]) -> None:
        kept, other = pair
        uow.duplicates.merge(
            Merge(kept_id=kept.id, merged=other, by=actor.name, at=self._clock.now())
        )


def _forget_apart(uow: UnitOfWork, _actor: Actor, pair: tuple[Patient, Patient]) -> None:
    one, other = pair
    if not uow.duplicates.forget_apart((one.id, other.id)):
        raise NotKeptApart(one=one.record_number, other=other.record_number)


def _two_patients(uow: UnitOfWork, pair: tuple[PatientId, PatientId]) -> tuple[Patient, Patient]:
    shown = [uow.patients.get(patient_id) for patient_id in pair]
    if shown[0].id == shown[1].id:
        raise SamePatient(record_number=shown[0].record_number)
    for patient_id, patient in zip(pair, shown, strict=True):
        if patient.id != patient_id:
            raise PatientMergedAway(id=patient_id, kept=patient.record_number)
    return shown[0], shown[1]


def _best_first(
    found: tuple[tuple[Identity, Identity], Likeness],
) -> tuple[float, tuple[str, ...], str, str]:
    (one, other), judged = found
    return -judged.score, one.words, one.id, other.id
