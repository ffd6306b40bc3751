"""The expressions of forms, worked out for consultations."""

from dataclasses import replace
from datetime import datetime

from intake_app.domain.form.answers import Answers, Place
from intake_app.domain.form.expressions import ExpressionLanguage
from intake_app.domain.form.questionnaire import FormRef, Questionnaire
from intake_app.domain.patients.patient import Patient
from intake_app.domain.visit.assessment import WorkedOut
from intake_app.domain.visit.calculating import Calculator
from intake_app.domain.visit.consultation import Consultation


class Calculations:
    """Keeps a calculator for each form version that was met; a form without any has none."""

    def __init__(self, language: ExpressionLanguage) -> None:
        self._language = language
        self._calculators: dict[FormRef, Calculator] = {}

    def calculator(self, questionnaire: Questionnaire) -> Calculator:
        known = self._calculators.get(questionnaire.ref)
        if known is None or known.questionnaire is not questionnaire:
            known = Calculator(questionnaire, self._language)
            self._calculators[questionnaire.ref] = known
        return known

    def begun(
        self,
        questionnaire: Questionnaire,
        answers: Answers,
        patient: Patient,
        now: datetime,
        *,
        row: Place | None = None,
    ) -> Answers:
        """The answers of a new draft, or of a new row, with what initial expressions give."""
        calculator = self.calculator(questionnaire)
        if not calculator.has_initial:
            return answers
        return calculator.initial(answers, patient, now, row=row)

    def settled(
        self,
        questionnaire: Questionnaire,
        consultation: Consultation,
        patient: Patient,
        now: datetime,
    ) -> WorkedOut:
        """What is being written, with what follows from it.

        What was completed stays as it was written down: there an expression only says which
        questions were asked, and a question with an answer was.
        """
        calculator = self.calculator(questionnaire)
        if not calculator.has_work:
            return WorkedOut(consultation)
        answers = consultation.record.answers
        if consultation.working is None:
            then = consultation.completed.at.astimezone(now.tzinfo)
            calculated = calculator.work_out(answers, patient, then)
            return WorkedOut(consultation, calculated.as_recorded(answers))
        calculated = calculator.work_out(answers, patient, now)
        working = replace(consultation.working, answers=calculated.answers)
        return WorkedOut(replace(consultation, working=working), calculated)
