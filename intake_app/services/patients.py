"""Register, find and correct patients."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from intake_app.domain.errors import InputRefused, PatientMergedAway, StateRefused
from intake_app.domain.patients.patient import Patient, PatientDetails, PatientId
from intake_app.services.access import Act, Actor, require
from intake_app.services.audit import Deed, Kind, ReadingNotes
from intake_app.services.finding import MOST_SHOWN, PatientLookup, PatientMatch
from intake_app.services.ports import Clock, UnitOfWorkFactory
from intake_app.services.registering import LikelyDouble, likely_doubles


class PatientChanged(StateRefused):
    code = "patient-changed"
    sentence = (
        "This patient's details were changed in another window meanwhile. Nothing was saved: "
        "look at them again, and correct what is still wrong."
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

    def correct(self, actor: Actor, patient: Patient, details: PatientDetails) -> Patient:
        """Replace what is known of a patient; record number and id stay.

        Args:
            actor: Who corrects.
            patient: As they were when somebody began to correct.
            details: What is known of them from now on.

        Raises:
            PatientChanged: Somebody else has corrected them meanwhile.
            PatientMergedAway: Somebody has merged them meanwhile.
        """
        require(actor, Act.REGISTER_PATIENT)
        checked = details.checked(today=self._today())
        with self._writing() as uow:
            now = uow.patients.get(patient.id)
            if now.id != patient.id:
                raise PatientMergedAway(id=patient.record_number, kept=now.record_number)
            if now.details != patient.details:
                raise PatientChanged
            corrected = replace(now, details=checked)
            uow.patients.update(corrected, at=self._clock.now())
            uow.audit.note(Deed(actor, Kind.PATIENT_CORRECTED, patient.id))
            uow.commit()
        return corrected

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

    def find(self, actor: Actor, text: str, *, limit: int = MOST_SHOWN) -> list[PatientMatch]:
        """Patients by anything that was typed, best first; with nothing typed, recent ones."""
        require(actor, Act.FIND_PATIENT)
        if not text.strip():
            return self._lookup().recent(limit=limit)
        return self._lookup().find(text, limit=limit)

    def likely_doubles(self, actor: Actor, typed: PatientDetails) -> list[LikelyDouble]:
        """Registered patients who may be the person being registered; a warning, no more."""
        require(actor, Act.FIND_PATIENT)
        try:
            checked = typed.checked(today=self._today())
        except InputRefused:  # nobody is registered so
            return []
        return likely_doubles(self._lookup(), self._reading, checked)

    def _today(self) -> date:
        with self._reading() as uow:
            zone = uow.clinic.get().zone
        return self._clock.now().astimezone(zone).date()
