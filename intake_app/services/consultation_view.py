"""A consultation with all that a screen or a verb shows of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType

from intake_app.domain.form.answers import Answer, Place
from intake_app.domain.form.expressions import ExpressionLanguage
from intake_app.domain.form.questionnaire import FormRef, Questionnaire
from intake_app.domain.form.typed_text import Reading
from intake_app.domain.patients.patient import Patient
from intake_app.domain.visit.aftercare import OwnDateCheck
from intake_app.domain.visit.assessment import Assessment, WorkedOut, assess_worked_out
from intake_app.domain.visit.calculating import Calculated, Calculator
from intake_app.domain.visit.consultation import Consultation
from intake_app.domain.visit.drafting import AddRow, Edit, edited, with_begun
from intake_app.domain.visit.form_fit import checkable_rules
from intake_app.domain.visit.hair_form import session_at
from intake_app.domain.visit.own_dates import own_date_checks
from intake_app.domain.visit.screening import Rule
from intake_app.services.calculations import Calculations
from intake_app.services.content_in_force import windows_in_force
from intake_app.services.form_in_use import form_in_use
from intake_app.services.ports import Clock, Content, StoredForm, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationView:
    """Everything worked out anew from what is stored.

    Attributes:
        before: What a save found before it changed anything; another program may have written.
        begun: What the form's expressions gave a row that a save added, to begin with.
        calculator: Works out what follows from other answers.
        calculated: What follows from these, where the form has expressions.
        silent_rules: How many screening rules this form does not ask about.
    """

    consultation: Consultation
    patient: Patient
    questionnaire: Questionnaire
    assessment: Assessment
    own_dates: tuple[OwnDateCheck, ...]
    reading: Reading
    before: Consultation | None = None
    begun: Mapping[Place, Answer] = field(default_factory=lambda: MappingProxyType({}))
    calculator: Calculator | None = field(default=None, compare=False, repr=False)
    calculated: Calculated | None = None
    silent_rules: int = 0


class ConsultationViewer:
    """Looks at consultations inside somebody else's unit of work."""

    def __init__(self, clock: Clock, content: Content, language: ExpressionLanguage) -> None:
        self._clock = clock
        self._content = content
        self._calculations = Calculations(language)
        self._rules: dict[FormRef, tuple[Rule, ...]] = {}

    def reading(self, uow: UnitOfWork) -> Reading:
        """How the clinic reads typed dates, today."""
        clinic = uow.clinic.get()
        today = self._clock.now().astimezone(clinic.zone).date()
        return Reading(today=today, zone=clinic.zone, day_first=clinic.day_first)

    def view(self, uow: UnitOfWork, consultation: Consultation) -> ConsultationView:
        patient = uow.patients.get(consultation.patient_id)
        questionnaire = uow.forms.questionnaire(consultation.form)
        reading, rules = self.reading(uow), self._rules_of(questionnaire)
        worked_out = self._settled(uow, consultation)
        consultation = worked_out.consultation
        answers = consultation.record.answers
        session = session_at(answers, reading.zone)
        return ConsultationView(
            consultation=consultation,
            patient=patient,
            questionnaire=questionnaire,
            assessment=assess_worked_out(
                questionnaire,
                worked_out,
                rules=rules,
                birth_date=patient.birth_date,
                reading=reading,
            ),
            own_dates=own_date_checks(
                windows_in_force(uow, self._content, reading.zone), answers, session
            ),
            reading=reading,
            calculator=self._calculations.calculator(questionnaire),
            calculated=worked_out.calculated,
            silent_rules=len(self._content.rules) - len(rules),
        )

    def form_in_use(self, uow: UnitOfWork) -> StoredForm:
        """The form that new consultations are begun in."""
        return form_in_use(uow, self._content)

    def begun(self, uow: UnitOfWork, consultation: Consultation) -> Consultation:
        """A new draft with what the form's expressions give to begin with."""
        record = consultation.record
        answers = self._calculations.begun(
            uow.forms.questionnaire(consultation.form),
            record.answers,
            uow.patients.get(consultation.patient_id),
            self._now(uow),
        )
        working = replace(record, answers=answers)
        return self.settled(uow, replace(consultation, working=working))

    def edited(
        self, uow: UnitOfWork, consultation: Consultation, edit: Edit
    ) -> tuple[Consultation, Mapping[Place, Answer]]:
        """After one edit; and what the form's expressions gave a row that it added."""
        form = uow.forms.questionnaire(consultation.form)
        consultation = edited(consultation, edit, form, self.reading(uow))
        if not isinstance(edit, AddRow):
            return consultation, {}
        given = self._begun_in_row(uow, consultation, edit.group)
        return with_begun(consultation, given), given

    def _begun_in_row(
        self, uow: UnitOfWork, consultation: Consultation, group: Place
    ) -> Mapping[Place, Answer]:
        """What the form's expressions give the last row of a group to begin with."""
        before = consultation.record.answers
        after = self._calculations.begun(
            uow.forms.questionnaire(consultation.form),
            before,
            uow.patients.get(consultation.patient_id),
            self._now(uow),
            row=Place(group.link_id, (*group.rows, before.rows(group) - 1)),
        )
        return {place: answer for place, answer in after.at.items() if place not in before.at}

    def settled(self, uow: UnitOfWork, consultation: Consultation) -> Consultation:
        """What is being written, with what the form's expressions make of it."""
        return self._settled(uow, consultation).consultation

    def _settled(self, uow: UnitOfWork, consultation: Consultation) -> WorkedOut:
        questionnaire = uow.forms.questionnaire(consultation.form)
        if not self._calculations.calculator(questionnaire).has_work:
            return WorkedOut(consultation)
        patient = uow.patients.get(consultation.patient_id)
        return self._calculations.settled(questionnaire, consultation, patient, self._now(uow))

    def _now(self, uow: UnitOfWork) -> datetime:
        return self._clock.now().astimezone(uow.clinic.get().zone)

    def _rules_of(self, questionnaire: Questionnaire) -> tuple[Rule, ...]:
        """Those that this form asks about; a stored form never changes."""
        known = self._rules.get(questionnaire.ref)
        if known is None:
            known = checkable_rules(questionnaire, self._content.rules)
            self._rules[questionnaire.ref] = known
        return known
