"""What a patient says of their mood is for the practitioner, and nothing of it is on the paper."""

import re
from dataclasses import replace
from itertools import product

import pytest

from intake_app.content.loading import load_content
from intake_app.domain.form.answers import UNKNOWN, Answer, Place, given
from intake_app.domain.handout.composing import compose_handout
from intake_app.domain.handout.composing_input import HandoutInput
from intake_app.domain.handout.handout import Edition, Handout, HandoutOptions
from intake_app.domain.own_words import bare
from intake_app.domain.visit.screening import Severity
from intake_app.services.ports import Content
from tests.helpers.builders import code, patient
from tests.helpers.printed import texts
from tests.helpers.visits import ADULT, input_of, visit

LANGUAGES = sorted(load_content().texts)
SAID = ("past", "now", "suicidal-thoughts")
HELD_BACK = ("expectations.held_back", given(True))
LOST_IN_THOUGHT = ("expectations.thinking", given(code("over-3")))
TO_A_COLLEAGUE = re.compile(r"\b(?:the patient|refer|weigh it|consider)\b", re.I)
OFFERED = ("plan.alternatives", given(code("finasteride-tablets")))


def told(content: Content, language: str, *pairs: tuple[str, Answer]) -> HandoutInput:
    """A visit at which this was said."""
    first = visit(content, diagnosis="pattern-loss", language=language)
    answers = first.answers
    for link_id, answer in pairs:
        answers = answers.with_answer(Place(link_id), answer)
    return input_of(content, first.questionnaire, answers, patient(born=ADULT), language)


def paper(given_: HandoutInput, edition: Edition) -> Handout:
    return compose_handout(given_, HandoutOptions(edition=edition))


def words(handout: Handout) -> str:
    return bare("\n".join(text for each in handout.blocks for text in texts(each)))


@pytest.mark.parametrize(("language", "edition"), list(product(LANGUAGES, Edition)))
def test_the_paper_is_the_same_whatever_was_said_of_the_mind(
    content: Content, language: str, edition: Edition
) -> None:
    for beside in ([], [OFFERED]):
        calm = told(content, language, ("safety.depression", given(code("no"))), *beside)
        plain = paper(calm, edition)
        for said in SAID:
            mood = ("safety.depression", given(code(said)))
            troubled = told(content, language, mood, HELD_BACK, LOST_IN_THOUGHT, *beside)
            assert set(troubled.personal.rules) > set(calm.personal.rules)

            assert paper(troubled, edition) == plain, said


def test_thoughts_of_ending_life_come_first_and_stop_a_treatment(content: Content) -> None:
    said = told(
        content,
        "en",
        ("safety.depression", given(code("suicidal-thoughts"))),
        ("safety.pregnancy", given(code("pregnant"))),
    )

    assert said.personal.rules[0] == "suicidal-thoughts"
    rule = next(each for each in content.rules if each.id == "suicidal-thoughts")
    assert rule.severity is Severity.STOP
    assert "Notes on the plan" in rule.sentence


def test_everyone_who_is_offered_finasteride_is_warned_of_what_it_can_do(
    content: Content,
) -> None:
    line = content.texts["en"].personal.lines["finasteride-mood"]

    for mood in (given(code("no")), given(code("now")), UNKNOWN):
        offered = told(content, "en", OFFERED, ("safety.depression", mood))
        assert line in words(paper(offered, Edition.STANDARD))
    assert line not in words(paper(told(content, "en"), Edition.STANDARD))


@pytest.mark.parametrize(("language", "edition"), list(product(LANGUAGES, Edition)))
def test_a_crisis_line_stands_beside_the_emergency_number_where_the_clinic_has_one(
    content: Content, language: str, edition: Edition
) -> None:
    said = told(content, language)
    with_line = replace(said, clinic=replace(said.clinic, support_line="Talk Line, 01632 960 222"))

    assert "Talk Line, 01632 960 222" in words(paper(with_line, edition))
    talk = content.texts[language].phrases["support.talk"].partition("{line}")[0]
    assert talk not in words(paper(said, edition))


def test_each_rule_speaks_to_the_practitioner_and_its_words_on_paper_to_the_patient(
    content: Content,
) -> None:
    to_patient = content.texts["en"].personal.rules
    for rule in content.rules:
        if said := to_patient.get(rule.id):
            assert said != rule.sentence
            assert not TO_A_COLLEAGUE.search(said), rule.id
