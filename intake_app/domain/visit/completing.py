"""Whether a consultation can be completed, and what is kept when it is."""

from datetime import datetime

from intake_app.domain.errors import AnswersMissing, ConsultationClosed, FindingsOpen
from intake_app.domain.form.answers import Place
from intake_app.domain.form.questionnaire import Questionnaire
from intake_app.domain.visit.assessment import Assessment
from intake_app.domain.visit.consultation import Consultation, Record
from intake_app.domain.visit.hair_form import DECISION, GO_AHEAD, code_of
from intake_app.domain.visit.screening import open_findings


def completed(
    consultation: Consultation,
    questionnaire: Questionnaire,
    assessment: Assessment,
    *,
    by: str,
    at: datetime,
) -> Consultation:
    """Close what is being written as the version that stands.

    Answers to questions that are not asked any more are left out, and so are reasons given
    for findings that no longer hold, and what the patient does not agree to.

    Raises:
        ConsultationClosed: It is completed already.
        AnswersMissing: Something required is missing, or something typed cannot stand.
        FindingsOpen: The decision is to go ahead past open findings.
    """
    if not consultation.is_open:
        raise ConsultationClosed
    if places := assessment.in_the_way:
        raise AnswersMissing(
            link_ids=[str(place) for place in places],
            questions=[question_text(questionnaire, place) for place in places],
        )
    answers = consultation.record.answers
    free = {s.place for s in assessment.spots if s.item.link_id not in assessment.withheld}
    rows_shown = free & set(answers.row_counts)
    kept = answers.only(set(answers.at) - set(assessment.left_out) | rows_shown)
    still_open = open_findings(assessment.findings)
    if still_open and code_of(kept, DECISION) == GO_AHEAD:
        raise FindingsOpen(rule_ids=[finding.rule.id for finding in still_open])
    holding = {finding.rule.id for finding in assessment.findings}
    overrides = {
        rule: each for rule, each in consultation.record.overrides.items() if rule in holding
    }
    return consultation.complete(Record(answers=kept, overrides=overrides), by=by, at=at)


def question_text(questionnaire: Questionnaire, place: Place) -> str:
    """The words of the question at a place, or the place itself when it has none."""
    item = questionnaire.find(place.link_id)
    return item.text if item is not None and item.text else str(place)
