"""Register, find and correct patients."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from intake_app.domain.dates import PartialDate
from intake_app.domain.patients.birth_likeness import BirthLikeness, birth_likeness
from intake_app.domain.patients.patient import Patient, PatientDetails, PatientId
from intake_app.services.access import Act, Actor, require
from intake_app.services.audit import Deed, Kind, ReadingNotes
from intake_app.services.finding import PatientLookup, PatientMatch
from intake_app.services.ports import Clock, UnitOfWorkFactory

SAME_DAY_DOUBLE = 60
"""A lookup score from which a same-day birth is worth a warning: one letter mistyped."""

SAME_NAME_DOUBLE = 80
"""The score that is worth one while a date of birth is not known on either side."""

_MAY_BE_SAME_DAY = frozenset(
    {
        BirthLikeness.SAME,
        BirthLikeness.SWAPPED,
        BirthLikeness.MONTH_AGREES,
        BirthLikeness.YEAR_AGREES,
    }
)


class PatientService:
    """Use cases about who somebody is.

    Args:
        reading: Opens a unit of work for reading.
        writing: Opens a unit of work for writing.
        lookup: Gives the lookup; asked for at each use, so that it may be replaced.
        clock: The time.
    """

    def __init__(
        self,
        reading: UnitOfWorkFactory,
        writing: UnitOfWorkFactory,
        lookup: Callable[[], PatientLookup],
        clock: Clock,
    ) -> None:
        self._reading = reading
        self._writing = writing
        self._lookup = lookup
        self._clock = clock
        self._notes = ReadingNotes(writing)

    def register(self, actor: Actor, details: PatientDetails) -> Patient:
        """Add a patient to the records.

        Raises:
            InputRefused: The name or the date of birth cannot be taken.
        """
        require(actor, Act.REGISTER_PATIENT)
        now = self._clock.now()
        checked = details.checked(today=self._today())
        with self._writing() as uow:
            patient = uow.patients.add(checked, at=now)
            uow.audit.note(Deed(actor, Kind.PATIENT_REGISTERED, patient.id))
            uow.commit()
        return patient

    def correct(self, actor: Actor, patient_id: PatientId, details: PatientDetails) -> Patient:
        """Replace what is known of a patient; record number and id stay."""
        require(actor, Act.REGISTER_PATIENT)
        checked = details.checked(today=self._today())
        with self._writing() as uow:
            patient = replace(uow.patients.get(patient_id), details=checked)
            uow.patients.update(patient, at=self._clock.now())
            uow.audit.note(Deed(actor, Kind.PATIENT_CORRECTED, patient.id))
            uow.commit()
        return patient

    def get(self, actor: Actor, patient_id: PatientId) -> Patient:
        """The patient; of one who was merged, the kept one.

        Raises:
            PatientNotFound: Nobody has this id.
        """
        require(actor, Act.FIND_PATIENT)
        with self._reading() as uow:
            patient = uow.patients.get(patient_id)
        self._notes.read(actor, Kind.PATIENT_READ, patient.id)
        return patient

    def find(self, actor: Actor, text: str, *, limit: int = 20) -> list[PatientMatch]:
        """Patients by anything that was typed, best first; with nothing typed, recent ones."""
        require(actor, Act.FIND_PATIENT)
        if not text.strip():
            return self._lookup().recent(limit=limit)
        return self._lookup().find(text, limit=limit)

    def likely_doubles(
        self, actor: Actor, name: str, birth_date: PartialDate | None
    ) -> list[PatientMatch]:
        """Registered patients who may be the person being registered; a warning, no more.

        Somebody of that name, typing errors allowed, whose date of birth is the same, has day
        and month swapped, or is not known on either side.
        """
        require(actor, Act.FIND_PATIENT)
        if not any(char.isalnum() for char in name):
            return []
        matches = self._lookup().find(name, limit=20)
        return [match for match in matches if _is_likely_double(match, birth_date)]

    def _today(self) -> date:
        with self._reading() as uow:
            zone = uow.clinic.get().zone
        return self._clock.now().astimezone(zone).date()


def _is_likely_double(match: PatientMatch, typed: PartialDate | None) -> bool:
    known = match.birth_date
    if typed is None or not known:
        return match.score >= SAME_NAME_DOUBLE
    is_same_day = birth_likeness(known, str(typed)) in _MAY_BE_SAME_DAY
    return is_same_day and match.score >= SAME_DAY_DOUBLE
