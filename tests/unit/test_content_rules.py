"""Each screening rule is set off by real answers to the real form, and by nothing else."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from intake_app.content.loading import load_content
from intake_app.domain.fhir.form import check_form
from intake_app.domain.fhir_json import from_json_text
from intake_app.domain.form.answers import DECLINED, UNKNOWN, Answer, Answers, Place, given
from intake_app.domain.form.conditions import derived_names, questions_in
from intake_app.domain.form.live_form import LiveForm
from intake_app.domain.form.questionnaire import ItemType, Questionnaire
from intake_app.domain.values import Coding, Value
from intake_app.domain.visit.screening import Severity, find
from intake_app.services.ports import Content

Given = Mapping[str, object]

WELL: Given = {
    "visit.kind": "first",
    "safety.pregnancy": "not-possible",
    "safety.blood_thinner": "no",
    "safety.bleeding": False,
    "safety.allergy": "no",
    "safety.injection_reaction": False,
    "safety.infection": False,
    "safety.herpes": False,
    "safety.broken_skin": False,
    "safety.inflamed_skin": False,
    "safety.keloid": False,
    "safety.slow_healing": False,
    "safety.autoimmune": "no",
    "safety.immunosuppression": "no",
    "safety.recent_antibiotics": False,
    "safety.recent_steroids": False,
    "safety.diabetes": "no",
    "safety.cancer": "no",
    "safety.heart": "no",
    "safety.blood_pressure": "normal",
    "safety.stroke": False,
    "safety.kidney_liver": "no",
    "safety.depression": "no",
    "safety.needles": "fine",
    "safety.flags.scarring": "none",
    "safety.flags.complete": False,
    "safety.flags.kerion": False,
    "sun.skin_cancer": "no",
    "sun.reaction": "no",
    "sun.photosensitising": "no",
    "sun.outdoor_hours": Decimal(1),
    "care.dye_reaction": "no",
    "expectations.promised": "no",
    "expectations.size": 5,
    "expectations.certainty": 9,
    "examination.scalp": "normal",
    "examination.diagnosis": "pattern-loss",
    "plan.decision": "go-ahead",
}

DHT: Given = {"plan.products.dht_blocker": True}
MINOXIDIL: Given = {"plan.products.minoxidil": True}
AFTER: Given = {"visit.kind": "after-treatment-check"}
WOMAN: Given = {"safety.pregnancy": "no", "history.hormonal": True}

CASES: dict[str, list[Given]] = {
    "pregnant": [{"safety.pregnancy": "pregnant"}, {"safety.pregnancy": "possibly-pregnant"}],
    "pregnancy-not-known": [{"safety.pregnancy": UNKNOWN}, {"safety.pregnancy": DECLINED}],
    "breastfeeding": [{**WOMAN, "safety.breastfeeding": "yes"}],
    "breastfeeding-ended-recently": [{**WOMAN, "safety.breastfeeding": "stopped-recently"}],
    "dht-blocker-childbearing": [
        {**DHT, "safety.pregnancy": "trying"},
        {**DHT, "safety.pregnancy": "no"},
    ],
    "dht-blocker-pregnancy-not-known": [
        {**DHT, "safety.pregnancy": UNKNOWN},
        {**DHT, "safety.pregnancy": DECLINED},
        {**DHT, "safety.pregnancy": None},
    ],
    "mix-not-known-childbearing": [
        {"plan.products.dht_blocker": UNKNOWN, "safety.pregnancy": "no"},
        {"plan.products.dht_blocker": DECLINED, "safety.pregnancy": UNKNOWN},
    ],
    "dht-blocker-partner": [{**DHT, "plan.partner_pregnant": "yes"}],
    "dht-blocker-blood-donation": [DHT],
    "finasteride-tablets-childbearing": [
        {"plan.alternatives": "finasteride-tablets", "safety.pregnancy": "no"}
    ],
    "blood-thinner": [
        {"safety.blood_thinner": "anticoagulant"},
        {"safety.blood_thinner": "own-choice"},
    ],
    "bleeding-disorder": [{"safety.bleeding": True}],
    "allergy": [{"safety.allergy": "mild"}],
    "allergy-severe": [{"safety.allergy": "severe"}],
    "allergy-anaesthetic": [
        {"safety.allergy": "mild", "safety.allergy_to": "local-anaesthetic"},
    ],
    "allergy-steroid": [{"safety.allergy": "severe", "safety.allergy_to": "steroid"}],
    "injection-reaction": [
        {"safety.injection_reaction": True},
        {**AFTER, "visit.event.what": "allergic-reaction"},
    ],
    "earlier-mesotherapy-reaction": [
        {"history.mesotherapy_before": True, "history.mesotherapy.reaction": "A rash"}
    ],
    "scalp-infection": [{"safety.infection": True}, {"examination.scalp": "pustules"}],
    "herpes": [{"safety.herpes": True}],
    "broken-skin": [{"safety.broken_skin": True}, {"examination.scalp": "sunburn"}],
    "inflamed-skin": [{"safety.inflamed_skin": True}],
    "keloid": [{"safety.keloid": True}],
    "slow-healing": [{"safety.slow_healing": True}],
    "autoimmune": [{"safety.autoimmune": "thyroid"}, {"safety.autoimmune": "rheumatoid"}],
    "immunosuppression": [{"safety.immunosuppression": "hiv"}],
    "recent-antibiotics": [{"safety.recent_antibiotics": True}],
    "recent-steroids": [{"safety.recent_steroids": True}],
    "diabetes": [{"safety.diabetes": "controlled"}],
    "cancer": [{"safety.cancer": code} for code in ("now", "chemotherapy", "radiotherapy-head")],
    "cancer-past": [{"safety.cancer": "past"}],
    "skin-cancer": [{"sun.skin_cancer": "being-checked"}],
    "heart-disease": [{"safety.heart": "heart-failure"}],
    "high-blood-pressure": [{"safety.blood_pressure": "very-high"}],
    "stroke": [{"safety.stroke": True}],
    "minoxidil-heart": [
        {**MINOXIDIL, "safety.blood_pressure": "low"},
        {**MINOXIDIL, "safety.blood_pressure": "treated"},
        {**MINOXIDIL, "safety.heart": UNKNOWN},
    ],
    "kidney-liver": [{"safety.kidney_liver": "gallstones"}],
    "depression-finasteride": [
        {**DHT, "safety.depression": "past"},
        {"plan.alternatives": "finasteride-tablets", "safety.depression": UNKNOWN},
    ],
    "suicidal-thoughts": [{"safety.depression": "suicidal-thoughts"}],
    "under-18": [{"age": 17}],
    "needles": [{"safety.needles": "fainted"}, {"expectations.worries": "needles"}],
    "safety-answers-missing": [{"safety.keloid": UNKNOWN}, {"safety.allergy": DECLINED}],
    "photosensitising-medicine": [{"sun.photosensitising": "retinoid"}],
    "strong-sun": [{"sun.outdoor_hours": Decimal("4.5")}, {"sun.phototype": "II"}],
    "dye-reaction": [{"care.dye_reaction": "black-henna"}, {"care.patch_test": "positive"}],
    "traction": [{"care.traction": "tight"}, {"examination.diagnosis": "traction"}],
    "high-expectations": [
        {"expectations.size": 9},
        {"expectations.promised": "certain"},
    ],
    "distress": [{"expectations.held_back": True}, {"expectations.thinking": "over-3"}],
    "flag-complete-loss": [{"safety.flags.complete": True}],
    "flag-sudden-loss": [{"safety.flags.sudden": True}, {"history.onset_speed": "sudden"}],
    "flag-rapid-patches": [{"safety.flags.rapid_patches": True}, {"salt": 51}],
    "flag-patches": [{"safety.flags.patches": True}, {"history.kind": "patches"}],
    "flag-clumps": [{"safety.flags.clumps": True}],
    "flag-itch-burning": [
        {"safety.flags.itch_burning": True},
        {"history.scalp_symptoms": ("itch", "burning")},
    ],
    "flag-kerion": [{"safety.flags.kerion": True}],
    "flag-scarring": [
        {"safety.flags.scarring": "shiny-skin"},
        {"examination.trichoscopy": "openings-lost"},
    ],
    "flag-tiredness": [{"safety.flags.tiredness": True}],
    "flag-weight-loss": [
        {"safety.flags.weight_loss": True},
        {"history.weight_change": "lost-unexplained"},
    ],
    "flag-hormone-signs": [{**WOMAN, "safety.flags.hormone_signs": "deep-voice"}],
    "flag-joints-rash": [{"safety.flags.joints_rash": True}],
    "flag-persistent": [{"safety.flags.persistent": True}],
    "flag-diagnosis-unclear": [{"examination.diagnosis": "unclear"}],
    "flag-child-shedding": [{"age": 9, "examination.diagnosis": "telogen-effluvium"}],
    "after-emergency": [{**AFTER, "safety.after.swelling_breathing": True}],
    "after-infection": [
        {**AFTER, "safety.after.fever": True},
        {**AFTER, "visit.event.what": "pus"},
    ],
    "after-lump": [
        {**AFTER, "safety.after.lump": code} for code in ("lasting", "growing", "hurts", "drains")
    ],
    "after-lump-shrinking": [{**AFTER, "safety.after.lump": "getting-smaller"}],
    "after-bald-patch": [{**AFTER, "safety.after.bald_patch": True}],
    "after-other-effect": [{**AFTER, "visit.event.what": "bruise"}],
    "after-severe-effect": [
        {**AFTER, "visit.event.severity": "severe"},
        {**AFTER, "visit.event.severity": "life-threatening"},
    ],
    "product-expired": [{"expired": 1}],
    "minoxidil-injected": [MINOXIDIL],
    "steroid-injected": [{"plan.products.steroid": True}],
    "outside-licence": [{"plan.products.outside_licence": True}],
    "alopecia-areata": [{"examination.diagnosis": "alopecia-areata"}],
    "telogen-effluvium": [{"examination.diagnosis": "telogen-effluvium"}],
    "pull-test-high": [{"pull_percent": 12}],
}

DERIVED = {
    "age": "age_at_visit",
    "salt": "salt",
    "pull_percent": "pull_percent",
    "expired": "expired_products",
}


@pytest.fixture(scope="module")
def content() -> Content:
    return load_content()


@pytest.fixture(scope="module")
def form(content: Content) -> Questionnaire:
    questionnaire = check_form(from_json_text(content.form.definition)).questionnaire
    assert questionnaire is not None
    return questionnaire


def _findings(content: Content, form: Questionnaire, changed: Given) -> list[str]:
    told = {**WELL, **changed}
    derived = {"age_at_visit": Decimal(40)}
    answers = Answers()
    for link_id, answer in told.items():
        if link_id in DERIVED:
            derived[DERIVED[link_id]] = Decimal(str(answer))
        elif answer is not None:
            rows = (0,) * len(form.row_groups_above[link_id])
            answers = answers.with_answer(Place(link_id, rows), _answer(form, link_id, answer))
    facts = LiveForm(form, answers).facts_at(None, derived)
    return [finding.rule.id for finding in find(content.rules, facts, {})]


def _answer(form: Questionnaire, link_id: str, answer: object) -> Answer:
    if isinstance(answer, Answer):
        return answer
    several = answer if isinstance(answer, tuple) else (answer,)
    return given(*(_value(form, link_id, each) for each in several))


def _value(form: Questionnaire, link_id: str, answer: object) -> Value:
    item = form.by_link_id[link_id]
    if item.type is ItemType.CHOICE:
        offered = [each.value for each in item.options if isinstance(each.value, Coding)]
        return next(each for each in offered if each.code == answer)
    assert isinstance(answer, bool | int | Decimal | str)
    return answer


def test_a_patient_who_is_well_sets_off_nothing(content: Content, form: Questionnaire) -> None:
    assert _findings(content, form, {}) == []


def test_every_rule_has_a_case_here(content: Content) -> None:
    assert set(CASES) == {rule.id for rule in content.rules}


@pytest.mark.parametrize(
    ("rule_id", "answers"), [(rule, case) for rule, cases in CASES.items() for case in cases]
)
def test_a_rule_is_set_off(
    content: Content, form: Questionnaire, rule_id: str, answers: Given
) -> None:
    assert rule_id in _findings(content, form, answers)


@pytest.mark.parametrize(
    ("rule_id", "answers"),
    [
        ("dht-blocker-childbearing", DHT),
        ("dht-blocker-childbearing", {"safety.pregnancy": "no"}),
        ("dht-blocker-pregnancy-not-known", DHT),
        ("minoxidil-heart", MINOXIDIL),
        ("depression-finasteride", {"safety.depression": "past"}),
        ("under-18", {"age": 18}),
        ("flag-rapid-patches", {"salt": 50}),
        ("flag-itch-burning", {"history.scalp_symptoms": "itch"}),
        ("after-lump", {**AFTER, "safety.after.lump": "no"}),
        (
            "after-lump-shrinking",
            {**AFTER, "safety.after.lump": "getting-smaller", "visit.event.what": "lump"},
        ),
        ("after-infection", {"safety.after.fever": True}),
        ("breastfeeding", {"safety.breastfeeding": "yes"}),
        ("breastfeeding", {**WOMAN, "safety.breastfeeding": "stopped-recently"}),
        ("pregnant", {"safety.pregnancy": "trying"}),
        ("pregnancy-not-known", {"safety.pregnancy": None}),
        ("mix-not-known-childbearing", {"plan.products.dht_blocker": UNKNOWN}),
        ("dht-blocker-partner", {**DHT, "plan.partner_pregnant": "no"}),
        ("blood-thinner", {"safety.blood_thinner": UNKNOWN}),
        ("allergy", {"safety.allergy": "severe"}),
        ("allergy-severe", {"safety.allergy": "mild"}),
        ("allergy-anaesthetic", {"safety.allergy": "mild", "safety.allergy_to": "latex"}),
        ("allergy-anaesthetic", {"safety.allergy_to": "local-anaesthetic"}),
        ("injection-reaction", {**AFTER, "visit.event.what": "bruise"}),
        ("scalp-infection", {"examination.scalp": "redness"}),
        ("broken-skin", {"examination.scalp": "shiny"}),
        ("keloid", {"safety.slow_healing": True}),
        ("recent-antibiotics", {"safety.recent_steroids": True}),
        ("cancer", {"safety.cancer": "past"}),
        ("cancer-past", {"safety.cancer": "now"}),
        ("high-blood-pressure", {"safety.blood_pressure": "treated"}),
        ("suicidal-thoughts", {"safety.depression": "now"}),
        ("needles", {"expectations.worries": "pain"}),
        ("safety-answers-missing", {"safety.keloid": None}),
        ("safety-answers-missing", {"safety.needles": UNKNOWN}),
        ("dye-reaction", {"care.patch_test": "negative"}),
        ("traction", {"care.traction": "helmet"}),
        ("high-expectations", {"expectations.size": 7}),
        ("high-expectations", {"expectations.size": 10, "expectations.certainty": 7}),
        ("high-expectations", {"expectations.promised": "some"}),
        ("distress", {"expectations.thinking": "1-to-3"}),
        ("flag-patches", {"history.kind": "thinning"}),
        ("flag-itch-burning", {"history.scalp_symptoms": ("burning", "pain")}),
        ("flag-scarring", {"safety.flags.scarring": UNKNOWN}),
        ("flag-weight-loss", {"history.weight_change": "lost-on-purpose"}),
        ("flag-hormone-signs", {"safety.flags.hormone_signs": "deep-voice"}),
        ("flag-hormone-signs", {**WOMAN, "history.cycle": "stopped"}),
        ("flag-diagnosis-unclear", {"examination.certainty": "likely"}),
        ("flag-child-shedding", {"age": 18, "examination.diagnosis": "telogen-effluvium"}),
        ("flag-child-shedding", {"age": 9}),
        ("after-emergency", {"safety.after.swelling_breathing": True}),
        ("after-lump", {**AFTER, "safety.after.lump": "getting-smaller"}),
        ("after-lump-shrinking", {**AFTER, "safety.after.lump": "lasting"}),
        ("after-other-effect", {**AFTER, "visit.event.what": "pus"}),
        ("after-severe-effect", {**AFTER, "visit.event.severity": "moderate"}),
        ("pull-test-high", {"pull_percent": 10}),
    ],
)
def test_a_rule_keeps_silent_when_its_reason_is_not_there(
    content: Content, form: Questionnaire, rule_id: str, answers: Given
) -> None:
    assert rule_id not in _findings(content, form, answers)


@pytest.mark.parametrize(
    ("rule_id", "answers"), [(rule, case) for rule, cases in CASES.items() for case in cases]
)
def test_a_rule_is_silent_once_any_answer_that_set_it_off_is_as_of_somebody_well(
    content: Content, form: Questionnaire, rule_id: str, answers: Given
) -> None:
    rule = next(each for each in content.rules if each.id == rule_id)
    asked = questions_in(rule.condition) | {
        name for name, derived in DERIVED.items() if derived in derived_names(rule.condition)
    }
    reasons = [link_id for link_id in answers if link_id in asked]

    assert reasons
    for link_id in reasons:
        well = {"age": 40}.get(link_id, WELL.get(link_id))
        if well is None and link_id in DERIVED:
            without = {name: each for name, each in answers.items() if name != link_id}
        else:
            without = {**answers, link_id: well}
        assert rule_id not in _findings(content, form, without), link_id


@pytest.mark.parametrize(
    ("severity", "rule_ids"),
    [
        (
            Severity.STOP,
            [
                "pregnant",
                "breastfeeding",
                "dht-blocker-childbearing",
                "dht-blocker-pregnancy-not-known",
                "allergy",
                "scalp-infection",
                "cancer",
                "under-18",
                "after-lump",
            ],
        ),
        (Severity.ASK, ["blood-thinner", "keloid", "autoimmune", "diabetes", "heart-disease"]),
        (Severity.NOTE, ["photosensitising-medicine", "needles", "dye-reaction"]),
    ],
)
def test_a_rule_is_as_severe_as_the_screening_list_has_it(
    content: Content, severity: Severity, rule_ids: list[str]
) -> None:
    found = {rule.id: rule.severity for rule in content.rules}

    assert {found[rule_id] for rule_id in rule_ids} == {severity}
