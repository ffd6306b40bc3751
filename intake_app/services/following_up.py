"""What earlier visits said, for the next one and for the patient's page."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from intake_app.domain.patients.patient import PatientId
from intake_app.domain.visit.consultation import ConsultationId
from intake_app.domain.visit.following_up import EarlierVisit, changes, look_back
from intake_app.domain.visit.patient_story import PatientOverview, PatientStory, story_of
from intake_app.domain.visit.visit_facts import VisitFacts, visit_facts
from intake_app.services.access import Act, Actor, require
from intake_app.services.audit import Kind, ReadingNotes
from intake_app.services.earlier_visits import visits_that_stand
from intake_app.services.ports import Content, UnitOfWorkFactory


class FollowUpService:
    """Reads completed visits; what is being written, or voided, does not count.

    Args:
        reading: Opens a unit of work for reading.
        writing: Opens a unit of work for writing: reading is noted.
        content: The rules, for the sentences of findings.
    """

    def __init__(
        self, reading: UnitOfWorkFactory, writing: UnitOfWorkFactory, content: Content
    ) -> None:
        self._reading = reading
        self._notes = ReadingNotes(writing)
        self._rules = {rule.id: rule for rule in content.rules}

    def before(self, actor: Actor, consultation_id: ConsultationId) -> PatientStory:
        """What was completed before this consultation was begun."""
        require(actor, Act.READ_CONSULTATION)
        with self._reading() as uow:
            consultation = uow.consultations.get(consultation_id)
            summaries = [
                each
                for each in uow.consultations.of_patient(consultation.patient_id)
                if each.id != consultation_id and each.started_at <= consultation.started_at
            ]
            visits = list(visits_that_stand(uow, summaries))
            form = uow.forms.questionnaire(consultation.form)
            story = story_of(look_back(form, visits), self._rules)
            corrections = uow.corrections.of([consultation_id]).get(consultation_id, [])
        self._note(actor, visits)
        return replace(story, corrections=tuple(corrections))

    def overview(self, actor: Actor, patient_id: PatientId) -> PatientOverview:
        """Everything completed, and what the newest visit said otherwise than those before."""
        require(actor, Act.READ_CONSULTATION)
        with self._reading() as uow:
            visits = list(visits_that_stand(uow, uow.consultations.of_patient(patient_id)))
        if not visits:
            return PatientOverview(story=PatientStory())
        self._note(actor, visits)
        newest = visits[0]
        before = look_back(newest.questionnaire, visits[1:])
        return PatientOverview(
            story=story_of(look_back(newest.questionnaire, visits), self._rules),
            changed=tuple(changes(newest.questionnaire, before, newest.record.answers)),
        )

    def facts(self, actor: Actor, patient_id: PatientId) -> Mapping[ConsultationId, VisitFacts]:
        """What the list of a patient's visits says of each, drafts and void ones too."""
        require(actor, Act.READ_CONSULTATION)
        with self._reading() as uow:
            found = [uow.consultations.get(s.id) for s in uow.consultations.of_patient(patient_id)]
            facts = {
                each.id: visit_facts(uow.forms.questionnaire(each.form), each) for each in found
            }
        self._notes.read_all(
            actor, Kind.CONSULTATION_READ, [each.id for each in found if each.versions]
        )
        return facts

    def _note(self, actor: Actor, visits: Sequence[EarlierVisit]) -> None:
        """What was answered at an earlier visit is read here as it is by opening that visit."""
        self._notes.read_all(actor, Kind.CONSULTATION_READ, [each.id for each in visits])
