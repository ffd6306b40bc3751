"""What the storage knows of patients who may be one person."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from intake_app.domain.patients.duplicates import Identity, Register
from intake_app.domain.patients.patient import Patient, PatientDetails, PatientId


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """``merged`` is shown under ``kept_id``; ``merged`` is as it was registered."""

    kept_id: PatientId
    merged: Patient
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Somebody who is not registered yet, beside patients who are.

    Attributes:
        typed: Whom they are compared with.
        known: Each patient with whom they are shown as; those who were merged as well, so
            that what they were called counts.
        register: How frequent the words of all these names are.
    """

    typed: Identity
    known: Sequence[tuple[PatientId, Identity]]
    register: Register


class DuplicateRepository(Protocol):
    def identities(self) -> list[Identity]:
        """Everybody who was not merged into somebody else."""
        ...

    def register(self, identities: Sequence[Identity]) -> Register:
        """How frequent the words of these names are."""
        ...

    def beside(self, typed: PatientDetails, shown: Collection[PatientId]) -> Beside:
        """Beside what was typed: these, and whoever was born about then or has that e-mail."""
        ...

    def patients(self, ids: Sequence[PatientId]) -> Mapping[PatientId, Patient]:
        """These patients as they were registered, merged or not."""
        ...

    def apart(self) -> frozenset[frozenset[PatientId]]:
        """Pairs who are not one person; those merged since count as whom they are shown as."""
        ...

    def keep_apart(self, pair: tuple[PatientId, PatientId], *, by: str, at: datetime) -> None:
        """Remember that these are two persons; who said it first is kept."""
        ...

    def forget_apart(self, pair: tuple[PatientId, PatientId]) -> bool:
        """Whether that was remembered of these two; now it is not."""
        ...

    def merge(self, merge: Merge) -> None: ...

    def unmerge(self, merged_id: PatientId) -> None: ...

    def merged(self, merged_id: PatientId) -> Merge | None:
        """The merge in which this patient was not the kept one; None when there is none."""
        ...

    def merged_into(self, kept_id: PatientId) -> list[Merge]:
        """The last first; also who was merged into somebody who was."""
        ...
