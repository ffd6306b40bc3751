"""The scales that are worked out, and the traps between those that look alike."""

from decimal import Decimal
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from intake_app.domain.fhir.form import read_form
from intake_app.domain.fhir.instruments import PULL_TEST, SALT
from intake_app.domain.form.answers import Place
from intake_app.domain.form.questionnaire import Instrument, Limits
from intake_app.domain.scalp.views import WEIGHTS, View
from intake_app.domain.values import AnswerState, Coding
from intake_app.domain.visit.assessment import assess
from intake_app.domain.visit.scales import (
    BANDS,
    BandSystem,
    PullRule,
    PullTest,
    band_of,
    pull_test,
    salt,
)
from intake_app.domain.visit.scores import SaltReading, score_at
from tests.helpers.builders import READING, answered, code, draft, form, question

SHIPPED = Path(__file__).parents[2] / "resources" / "questionnaires" / "hair-consultation.json"
FORM = read_form(SHIPPED.read_text(encoding="utf-8"))
SCALES = (
    "examination.norwood",
    "examination.ludwig",
    "examination.sinclair",
    "examination.shedding",
)


def band(score: str, system: BandSystem) -> str:
    found = band_of(Decimal(score), system)
    return "" if found is None else found.name


# SALT


def test_the_weights_of_the_four_views_make_up_the_whole() -> None:
    assert sum(WEIGHTS.values()) == 1
    assert WEIGHTS[View.TOP] == Decimal("0.40")
    assert WEIGHTS[View.BACK] == Decimal("0.24")
    assert WEIGHTS[View.LEFT] == WEIGHTS[View.RIGHT] == Decimal("0.18")


def test_there_is_no_score_while_a_view_is_missing_or_impossible() -> None:
    full = dict.fromkeys(View, Decimal(100))
    assert salt(full) == 100
    for view in View:
        assert salt({one: full[one] for one in View if one is not view}) is None
        assert salt({**full, view: Decimal("100.1")}) is None
        assert salt({**full, view: Decimal("-0.1")}) is None


@pytest.mark.parametrize(
    ("score", "quarters", "words"),
    [
        ("0", "S0", ""),
        ("0.1", "S1", "limited"),
        ("20", "S1", "limited"),
        ("20.5", "S1", "limited"),
        ("20.99", "S1", "limited"),
        ("21", "S1", "moderate"),
        ("24.9", "S1", "moderate"),
        ("25", "S2", "moderate"),
        ("49.99", "S2", "moderate"),
        ("50", "S3", "severe"),
        ("74.5", "S3", "severe"),
        ("75", "S4", "severe"),
        ("94.9", "S4", "severe"),
        ("95", "S4", "very severe"),
        ("99.99", "S4", "very severe"),
        ("100", "S5", "very severe"),
    ],
)
def test_a_score_in_a_gap_stays_in_the_lower_band(score: str, quarters: str, words: str) -> None:
    assert band(score, BandSystem.QUARTERS) == quarters
    assert band(score, BandSystem.WORDS) == words


@for_all(st.decimals(0, 100, places=2), st.decimals(0, 100, places=2))
def test_more_loss_is_never_a_lower_band(one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    for system in BandSystem:
        bands = (None, *BANDS[system])
        assert bands.index(band_of(low, system)) <= bands.index(band_of(high, system))


def test_a_band_says_of_which_system_it_is() -> None:
    for system, bands in BANDS.items():
        assert {each.system for each in bands} == {system}
    names = [{each.name for each in bands} for bands in BANDS.values()]
    assert names[0].isdisjoint(names[1])


def test_the_score_is_read_from_the_questions_that_the_form_names() -> None:
    instrument = Instrument(
        SALT, (("back", "d"), ("left", "c"), ("right", "b"), ("system", "s"), ("top", "a"))
    )
    answers = answered({"a": 50, "b": 10, "c": 10, "d": Decimal("20.5"), "s": code("s0-s5")})

    reading = score_at(instrument, Place("result"), answers.get)

    assert isinstance(reading, SaltReading)
    assert (reading.score, reading.views) == (Decimal("28.52"), 4)
    assert reading.band is not None
    assert reading.band.name == "S2"
    three = answers.with_answer(Place("d"), None)
    assert score_at(instrument, Place("result"), three.get) == SaltReading(
        views=3, score=None, system=BandSystem.QUARTERS, band=None
    )
    assert score_at(instrument, Place("result"), answered({}).get) is None


# Pull test


@pytest.mark.parametrize(
    ("pulled", "shed", "rule", "positive"),
    [
        (60, 6, "over-10-percent", False),
        (59, 6, "over-10-percent", True),
        (60, 7, "over-10-percent", True),
        (60, 6, "over-6", False),
        (60, 7, "over-6", True),
        (60, 2, "over-2", False),
        (60, 3, "over-2", True),
        (50, 5, "over-10-percent", False),
        (50, 5, "over-2", True),
    ],
)
def test_positive_is_positive_by_one_rule(
    pulled: int, shed: int, rule: str, *, positive: bool
) -> None:
    test = pull_test(Decimal(pulled), Decimal(shed), PullRule(rule))
    assert test is not None
    assert test.is_positive is positive
    assert test.rule == rule


def test_without_a_rule_a_count_is_neither_positive_nor_negative() -> None:
    test = pull_test(Decimal(60), Decimal(50))
    assert test is not None
    assert test.is_positive is None


@pytest.mark.parametrize(("pulled", "shed"), [(60, 61), (0, 0), (-1, 0), (60, -1)])
def test_an_impossible_count_is_no_test(pulled: int, shed: int) -> None:
    for rule in PullRule:
        assert pull_test(Decimal(pulled), Decimal(shed), rule) is None
    assert pull_test(None, Decimal(1)) is None
    assert pull_test(Decimal(1), None) is None


def test_a_rule_made_for_about_sixty_hairs_says_so_of_twenty() -> None:
    few = pull_test(Decimal(20), Decimal(3), PullRule.OVER_TWO)
    enough = pull_test(Decimal(60), Decimal(3), PullRule.OVER_TWO)
    assert few is not None
    assert enough is not None
    assert (few.is_as_described, enough.is_as_described) == (False, True)


def test_the_pull_test_is_read_with_its_rule() -> None:
    instrument = Instrument(PULL_TEST, (("pulled", "a"), ("rule", "r"), ("shed", "b")))
    answers = answered({"a": 60, "b": 3, "r": code("over-2")})
    test = score_at(instrument, Place("result"), answers.get)
    assert isinstance(test, PullTest)
    assert (test.rule, test.is_positive) == (PullRule.OVER_TWO, True)
    other = answered({"a": 60, "b": 3, "r": code("some-other-rule")})
    ruleless = score_at(instrument, Place("result"), other.get)
    assert isinstance(ruleless, PullTest)
    assert ruleless.is_positive is None


def test_more_hairs_shed_than_pulled_stands_in_the_way() -> None:
    counts = form(
        question("pulled", "integer"),
        question("shed", "integer", limits=Limits(not_more_than="pulled")),
    )

    def problem(pulled: object, shed: object) -> str | None:
        consultation = draft(counts, answered({"pulled": pulled, "shed": shed}))
        found = assess(counts, consultation, rules=(), birth_date=None, reading=READING)
        return found.problems.get(Place("shed"))

    assert problem(60, 61) == "It cannot be more than 60, the whole that it is a part of."
    assert problem(60, 60) is None
    assert problem(AnswerState.UNKNOWN, 60) is None


def test_the_shipped_form_asks_for_all_that_a_pull_test_needs() -> None:
    wanted = ("site", "pulled", "shed", "wash_hours", "rule", "result")
    assert all(FORM.find(f"examination.pull.{name}") for name in wanted)
    shed = FORM.by_link_id["examination.pull.shed"]
    assert shed.limits.not_more_than == "examination.pull.pulled"
    codes = {
        o.value.code
        for o in FORM.by_link_id["examination.pull.rule"].options
        if isinstance(o.value, Coding)
    }
    assert codes == set(PullRule)
    systems = FORM.by_link_id["examination.salt.system"].options
    assert {o.value.code for o in systems if isinstance(o.value, Coding)} == set(BandSystem)


# Scales by pictures


def codes(link_id: str) -> list[str]:
    options = FORM.by_link_id[link_id].options
    return [option.value.code for option in options if isinstance(option.value, Coding)]


def test_each_scale_has_its_own_number_of_grades() -> None:
    assert [len(codes(scale)) for scale in SCALES] == [12, 3, 5, 6]
    grades = ("i", "ii", "iia", "iii", "iiia", "iii-vertex", "iv", "iva", "v", "va", "vi", "vii")
    assert codes("examination.norwood") == [f"norwood-{grade}" for grade in grades]


def test_no_grade_of_one_scale_can_be_taken_for_one_of_another() -> None:
    for one, other in combinations(SCALES, 2):
        assert set(codes(one)).isdisjoint(codes(other))
        shown = [{o.text for o in FORM.by_link_id[scale].options} for scale in (one, other)]
        assert shown[0].isdisjoint(shown[1])


def test_the_two_scales_of_sinclair_warn_of_each_other() -> None:
    density, shedding = (FORM.by_link_id[scale] for scale in SCALES[2:])
    assert "density" in density.text
    assert "shedding" in density.help
    assert "shedding" in shedding.text
    assert "density" in shedding.help
    assert "long hair" in shedding.help


def test_only_grades_without_a_spot_on_the_crown_carry_an_a() -> None:
    lines = {
        option.value.code: option.picture.title
        for option in FORM.by_link_id["examination.norwood"].options
        if isinstance(option.value, Coding) and option.picture is not None
    }
    for grade, line in lines.items():
        if grade.endswith("a"):
            assert "whole front edge" in line or "no spot" in line
