"""Void a consultation, or move it to the patient it is about."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from intake_app.domain.errors import (
    ConsultationNotCompleted,
    ConsultationNotFound,
    ConsultationNotVoided,
    ConsultationOpen,
    ConsultationVoided,
    SamePatient,
)
from intake_app.domain.patients.patient import Patient, PatientId
from intake_app.domain.visit.consultation import Consultation, ConsultationId
from intake_app.domain.visit.corrections import Correction, CorrectionKind, voiding
from intake_app.domain.visit.visit_facts import VisitFacts, visit_facts
from intake_app.services.access import Act, Actor, require
from intake_app.services.audit import Deed, Kind
from intake_app.services.ports import Clock, UnitOfWork, UnitOfWorkFactory


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedAway:
    """A consultation that stood under a patient, and under whom it stands now.

    Attributes:
        now_under: Under whom it stands, or stood last.
        facts: What it was; None of a draft that has been discarded since.
    """

    consultation_id: ConsultationId
    correction: Correction
    now_under: Patient
    facts: VisitFacts | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientCorrections:
    """What a patient's page has to say: of each consultation there, and of those gone.

    Attributes:
        people: Under whom a consultation that was moved here stood before.
    """

    here: Mapping[ConsultationId, tuple[Correction, ...]] = field(default_factory=dict)
    moved_away: tuple[MovedAway, ...] = ()
    people: Mapping[PatientId, Patient] = field(default_factory=dict)


class CorrectionService:
    """Use cases about mistakes that were completed; each is one transaction.

    What was completed never changes: a correction is said beside it, with reason and name.
    """

    def __init__(
        self, reading: UnitOfWorkFactory, writing: UnitOfWorkFactory, clock: Clock
    ) -> None:
        self._reading = reading
        self._writing = writing
        self._clock = clock

    def void(self, actor: Actor, consultation_id: ConsultationId, reason: str) -> Correction:
        """Mark it as void: it stays readable and counts nowhere.

        Raises:
            ConsultationNotCompleted: It is a draft, which is discarded instead.
            ConsultationOpen: It is being amended.
            ConsultationVoided: It was voided already.
        """
        require(actor, Act.CORRECT_CONSULTATION)
        with self._writing() as uow:
            consultation = _correctable(uow, consultation_id)
            if not consultation.versions:
                raise ConsultationNotCompleted
            correction = self._correction(actor, consultation, reason, kind=CorrectionKind.VOIDED)
            uow.corrections.add(consultation_id, correction)
            uow.audit.note(Deed(actor, Kind.CONSULTATION_VOIDED, consultation_id))
            uow.commit()
        return correction

    def reinstate(self, actor: Actor, consultation_id: ConsultationId, reason: str) -> Correction:
        """Take a voiding back: it was a mistake, and the consultation counts again.

        Raises:
            ConsultationNotVoided: It counts already.
        """
        require(actor, Act.CORRECT_CONSULTATION)
        with self._writing() as uow:
            consultation = uow.consultations.get(consultation_id)
            if not voided_among(uow, [consultation_id]):
                raise ConsultationNotVoided
            correction = self._correction(
                actor, consultation, reason, kind=CorrectionKind.REINSTATED
            )
            uow.corrections.add(consultation_id, correction)
            uow.audit.note(Deed(actor, Kind.CONSULTATION_REINSTATED, consultation_id))
            uow.commit()
        return correction

    def move(
        self, actor: Actor, consultation_id: ConsultationId, to: PatientId, reason: str
    ) -> Correction:
        """Put it under another patient; who begins a draft may move it too.

        Raises:
            PatientNotFound: Nobody has this id.
            SamePatient: It stands there already.
            ConsultationOpen: It is being amended.
            ConsultationVoided: It was voided.
        """
        require(actor, Act.WRITE_CONSULTATION)
        with self._writing() as uow:
            consultation = _correctable(uow, consultation_id)
            if consultation.versions:
                require(actor, Act.CORRECT_CONSULTATION)
            target = uow.patients.get(to).id
            now_under = uow.patients.get(consultation.patient_id)
            if target == now_under.id:
                raise SamePatient(record_number=now_under.record_number)
            correction = self._correction(
                actor, consultation, reason, kind=CorrectionKind.MOVED, to=target
            )
            uow.corrections.add(consultation_id, correction)
            uow.consultations.move(consultation, target)
            uow.audit.note(Deed(actor, Kind.CONSULTATION_MOVED, consultation_id))
            uow.commit()
        return correction

    def of_patient(self, actor: Actor, patient_id: PatientId) -> PatientCorrections:
        """What was corrected among a patient's consultations, and what went elsewhere."""
        require(actor, Act.READ_CONSULTATION)
        with self._reading() as uow:
            here = [each.id for each in uow.consultations.of_patient(patient_id)]
            found = uow.corrections.of(here)
            gone = dict(reversed(uow.corrections.moved_away(patient_id)))  # the newest of each
            away = [_moved_away(uow, *each) for each in gone.items() if each[0] not in here]
            before = {said.from_patient for each in found.values() for said in each}
            people = {each: uow.patients.get(each) for each in before}
        return PatientCorrections(
            here={id_: tuple(each) for id_, each in found.items()},
            moved_away=tuple(sorted(away, key=lambda each: each.correction.at, reverse=True)),
            people=people,
        )

    def of_consultation(
        self, actor: Actor, consultation_id: ConsultationId
    ) -> tuple[Correction, ...]:
        """What was said of one consultation afterwards, oldest first."""
        require(actor, Act.READ_CONSULTATION)
        with self._reading() as uow:
            return tuple(uow.corrections.of([consultation_id]).get(consultation_id, ()))

    def _correction(
        self,
        actor: Actor,
        consultation: Consultation,
        reason: str,
        *,
        kind: CorrectionKind,
        to: PatientId | None = None,
    ) -> Correction:
        return Correction(
            kind=kind,
            from_patient=consultation.patient_id,
            to_patient=to or consultation.patient_id,
            reason=reason,
            by=actor.name,
            at=self._clock.now(),
        )


def _moved_away(
    uow: UnitOfWork, consultation_id: ConsultationId, correction: Correction
) -> MovedAway:
    try:
        consultation = uow.consultations.get(consultation_id)
    except ConsultationNotFound:
        return MovedAway(
            consultation_id=consultation_id,
            correction=correction,
            now_under=uow.patients.get(correction.to_patient),
            facts=None,
        )
    return MovedAway(
        consultation_id=consultation_id,
        correction=correction,
        now_under=uow.patients.get(consultation.patient_id),
        facts=visit_facts(uow.forms.questionnaire(consultation.form), consultation),
    )


def voided_among(uow: UnitOfWork, ids: list[ConsultationId]) -> frozenset[ConsultationId]:
    """Those of these consultations that were voided."""
    found = uow.corrections.of(ids)
    return frozenset(id_ for id_, corrections in found.items() if voiding(corrections) is not None)


def ensure_not_voided(uow: UnitOfWork, consultation_id: ConsultationId) -> None:
    """Raises ConsultationVoided."""
    if voided_among(uow, [consultation_id]):
        raise ConsultationVoided


def _correctable(uow: UnitOfWork, consultation_id: ConsultationId) -> Consultation:
    consultation = uow.consultations.get(consultation_id)
    ensure_not_voided(uow, consultation_id)
    if consultation.is_open and consultation.versions:
        raise ConsultationOpen
    return consultation
