"""All that the handout of a visit is composed from, as it stands today."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import tee

from intake_app.domain.dates import quoted
from intake_app.domain.errors import HandoutRefused
from intake_app.domain.form.questionnaire import Questionnaire
from intake_app.domain.handout.composing import HandoutInput
from intake_app.domain.visit.beginning import is_check
from intake_app.domain.visit.carried import carried
from intake_app.domain.visit.consultation import ConsultationId
from intake_app.domain.visit.following_up import EarlierVisit
from intake_app.domain.visit.form_fit import checkable_lines, checkable_rules, no_handout_without
from intake_app.domain.visit.lasting import lasting, with_lasting
from intake_app.domain.visit.personal import personal
from intake_app.domain.visit.screening import Rule
from intake_app.services.content_in_force import approval_in_force, last_review, windows_in_force
from intake_app.services.corrections import ensure_not_voided
from intake_app.services.earlier_visits import visits_before
from intake_app.services.ports import Content, UnitOfWork

MOST_NAMED = 4

_OF_A_CHECK = (
    "this visit is a check after treatment, at which nothing is injected, so it has no days to "
    "print. Print the handout of the visit at which the treatment was agreed"
)


def handout_input(
    uow: UnitOfWork, content: Content, consultation_id: ConsultationId, language: str
) -> HandoutInput:
    """Gather it, in this language.

    Raises:
        ConsultationNotCompleted: It is still a draft.
        HandoutRefused: It was voided, it is a check after treatment, its form lacks a question
            that the paper stands on, a setting of the clinic is missing, or there is no whole
            text in this language.
    """
    texts = content.texts.get(language)
    consultation = uow.consultations.get(consultation_id)
    ensure_not_voided(uow, consultation_id)
    if texts is None:
        raise HandoutRefused(reason=_no_texts(content, language))
    patient = uow.patients.get(consultation.patient_id)
    version, form = consultation.completed, uow.forms.questionnaire(consultation.form)
    _refuse_form(form, content.rules)
    if is_check(version.record.answers):
        raise HandoutRefused(reason=_OF_A_CHECK)
    clinic = uow.clinic.get().checked_for_handout()
    windows = windows_in_force(uow, content, clinic.zone)
    review = last_review(uow, content, language)
    given = HandoutInput(
        patient=patient,
        version=version,
        questionnaire=form,
        clinic=clinic,
        windows=windows,
        evidence=content.evidence,
        texts=texts,
        content_version=content.version,
        approval=approval_in_force(uow, texts, windows, content.evidence),
        review=review if review is not None and review.holds else None,
        personal=personal(
            form,
            version.record.answers,
            patient.birth_date,
            checkable_rules(form, content.rules),
            checkable_lines(form, content.personal_lines),
        ),
    )
    return _with_what_was_said(given, content, visits_before(uow, consultation))


def _with_what_was_said(
    given: HandoutInput, content: Content, earlier: Iterator[EarlierVisit]
) -> HandoutInput:
    """What the patient's earlier visits say where this one says nothing, of merged records too."""
    plans = [plan for window in given.windows for plan in window.plans]
    own, birth = given.version.record.answers, given.patient.birth_date
    first, again = tee(earlier)
    advice = lasting(content.rules, content.personal_lines)
    return replace(
        given,
        carried=carried(own, given.visit_day, first, plans),
        personal=with_lasting(given.personal, own, again, birth, advice),
    )


def _no_texts(content: Content, code: str) -> str:
    language = content.languages.get(code)
    if language is None:
        have = " or ".join(sorted(content.texts))
        return f"there is no language “{code}” yet; choose {have}"
    faults = [fault for fault in content.faults(code) if fault.stops]
    return (
        f"its text in {language.in_english} is not complete: {len(faults)} of its parts are "
        f"missing or older than the English ones. “intake-app content check” names them. "
        "Choose another language"
    )


def _refuse_form(form: Questionnaire, rules: Sequence[Rule]) -> None:
    if lacking := no_handout_without(form, rules):
        named = ", ".join(quoted(each) for each in lacking[:MOST_NAMED])
        more = f" and {len(lacking) - MOST_NAMED} more" if len(lacking) > MOST_NAMED else ""
        reason = f"the form of this visit, {form.ref}, does not ask {named}{more}"
        raise HandoutRefused(reason=f"{reason}, and nothing safe can be printed without")
