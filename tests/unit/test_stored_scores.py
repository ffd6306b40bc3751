"""SALT and the hair-pull test are answers of their own, named by the system or rule used."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from intake_app.domain.fhir.form import check_form, read_form
from intake_app.domain.fhir_json import from_json_text, to_json_text
from intake_app.domain.form.answers import Answers, Place, given
from intake_app.domain.form.questionnaire import Questionnaire
from intake_app.domain.scalp.views import View
from intake_app.domain.values import Coding, Value
from intake_app.domain.visit.consultation import Record
from intake_app.domain.visit.drafting import Edit, PutBack, SetAnswer, TypeText, edited
from intake_app.domain.visit.fhir_response import response_from_json, response_to_json
from intake_app.domain.visit.scales import BandSystem, PullRule, band_of, salt
from intake_app.domain.visit.stored_scores import with_scores
from intake_app.services.ports import Content
from tests.helpers.builders import READING, answered, code, draft
from tests.helpers.fhir_builders import extension, form_json, item_json

VIEWS = [f"examination.salt.{view}" for view in ("top", "right", "left", "back")]
SCORE, BAND = "examination.salt.score", "examination.salt.band"
PERCENT, OUTCOME = "examination.pull.percent", "examination.pull.outcome"
KIND = {"visit.kind": code("first")}


@pytest.fixture(scope="module")
def form(content: Content) -> Questionnaire:
    return read_form(content.form.definition)


def value(answers: Answers, link_id: str) -> Value | None:
    answer = answers.get(Place(link_id))
    return answer.values[0] if answer is not None else None


def salt_answers(*percents: str, system: str = "s0-s5") -> Answers:
    views = dict(zip(VIEWS, map(Decimal, percents), strict=True))
    return answered({**KIND, **views, "examination.salt.system": code(system)})


def pulled(pulled: int, shed: int, rule: str = "over-6") -> Answers:
    counts = {"examination.pull.pulled": pulled, "examination.pull.shed": shed}
    return answered({**KIND, **counts, "examination.pull.rule": code(rule)})


def test_a_score_and_its_band_are_written_down_with_the_system_that_named_it(
    form: Questionnaire,
) -> None:
    scored = with_scores(salt_answers("50", "20.5", "10", "30"), form)
    assert value(scored, SCORE) == Decimal("32.69")
    band = value(scored, BAND)
    assert isinstance(band, Coding)
    assert (band.system, band.code) == ("urn:intake-app:salt-bands:s0-s5", "S2")
    other = with_scores(salt_answers("50", "20.5", "10", "30", system=BandSystem.WORDS), form)
    band = value(other, BAND)
    assert isinstance(band, Coding)
    assert (band.system, band.code) == (
        "urn:intake-app:salt-bands:limited-very-severe",
        "moderate",
    )


@pytest.mark.parametrize(
    ("rule", "outcome"),
    [("over-10-percent", "positive"), ("over-6", "negative"), ("over-2", "positive")],
)
def test_a_pull_test_is_positive_or_negative_by_the_rule_that_stands_with_it(
    form: Questionnaire, rule: str, outcome: str
) -> None:
    scored = with_scores(pulled(50, 6, rule), form)
    assert value(scored, PERCENT) == 12
    found = value(scored, OUTCOME)
    assert isinstance(found, Coding)
    assert (found.system, found.code) == (f"urn:intake-app:pull-test:{rule}", outcome)


def test_without_a_rule_or_a_system_only_the_number_is_written_down(form: Questionnaire) -> None:
    views = {link_id: Decimal(10) for link_id in VIEWS}
    counts = {"examination.pull.pulled": 30, "examination.pull.shed": 1}
    scored = with_scores(answered({**KIND, **views, **counts}), form)
    assert value(scored, SCORE) == 10
    assert value(scored, PERCENT) == Decimal("3.333")
    assert value(scored, BAND) is None
    assert value(scored, OUTCOME) is None


@pytest.mark.parametrize("system", list(BandSystem))
@for_all(st.lists(st.decimals(0, 100, places=1), min_size=4, max_size=4))
def test_what_is_written_down_is_what_the_scale_says(
    form: Questionnaire, system: BandSystem, percents: list[Decimal]
) -> None:
    scored = with_scores(salt_answers(*map(str, percents), system=system), form)
    score = salt(dict(zip((View.TOP, View.RIGHT, View.LEFT, View.BACK), percents, strict=True)))
    assert score is not None
    assert value(scored, SCORE) == score
    found, band = value(scored, BAND), band_of(score, system)
    assert (found.code if isinstance(found, Coding) else None) == (band.name if band else None)


def test_every_band_and_every_outcome_is_in_the_form(form: Questionnaire) -> None:
    bands = [option.value for option in form.by_link_id[BAND].options]
    outcomes = [option.value for option in form.by_link_id[OUTCOME].options]
    assert len(bands) == 6 + 4
    assert len(outcomes) == 2 * len(PullRule)


def test_scores_follow_the_edits_and_go_with_what_they_follow_from(form: Questionnaire) -> None:
    consultation = draft(form, answered(KIND))
    edits: list[Edit] = [TypeText(Place(each), "25") for each in VIEWS]
    for edit in edits:
        consultation = edited(consultation, edit, form, READING)
    full = consultation
    assert value(full.record.answers, SCORE) == 25
    consultation = edited(consultation, SetAnswer(Place(VIEWS[0]), None), form, READING)
    assert value(consultation.record.answers, SCORE) is None
    back = PutBack(full.record, full.unfinished)
    consultation = edited(consultation, back, form, READING)
    assert value(consultation.record.answers, SCORE) == 25


def test_an_impossible_number_leaves_no_score(form: Questionnaire) -> None:
    stale = salt_answers("50", "20", "10", "101").with_answer(Place(SCORE), given(Decimal(40)))
    assert value(with_scores(stale, form), SCORE) is None
    assert value(with_scores(pulled(10, 11), form), OUTCOME) is None


def test_the_scores_are_in_the_response_with_their_codes(form: Questionnaire) -> None:
    record = Record(answers=with_scores(salt_answers("0", "0", "0", "50"), form))
    response = response_to_json(form, record)
    text = to_json_text(response)
    assert '{"linkId": "examination.salt.score"' in text
    assert '"valueDecimal": 12' in text
    assert '"system": "urn:intake-app:salt-bands:s0-s5", "code": "S1"' in text
    read = response_from_json(form, from_json_text(text)).answers
    assert [read.get(Place(each)) for each in (SCORE, BAND)] == [
        record.answers.get(Place(each)) for each in (SCORE, BAND)
    ]


def test_a_score_that_could_be_typed_over_is_a_fault_of_the_form() -> None:
    parts = [{"url": name, "valueString": name} for name in ("pulled", "shed")]
    named = {"url": "name", "valueCode": "pull-test-percent"}
    score: dict[str, Any] = item_json(
        "score",
        "decimal",
        extension=[extension("urn:intake-app:instrument", extension=[named, *parts])],
    )
    counts = (item_json("pulled", "integer"), item_json("shed", "integer"))
    check = check_form(form_json(score, *counts))
    assert [each.message for each in check.errors] == [
        "The instrument pull-test-percent stands on a question that is readOnly."
    ]
    assert check_form(form_json({**score, "readOnly": True}, *counts)).ok
