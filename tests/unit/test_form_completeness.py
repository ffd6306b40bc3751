"""Everything the design of the consultation names is asked, and every question says why."""

from intake_app.domain.fhir.form import read_form
from intake_app.domain.fhir_json import from_json_text
from intake_app.domain.form.questionnaire import Questionnaire
from intake_app.domain.values import Coding
from intake_app.services.ports import Content

ASKED = {
    "visit": "date kind practitioner others interpreter interpreter_name reason rating",
    "visit.event": "what when severity ended reported",
    "history": "onset onset_speed course kind regions scalp_symptoms family family_age cycle pcos "
    "childbirth menopause contraception diet weight_change smoking loss_medicines",
    "history.triggers": "what date",
    "history.medicines": "name dose since",
    "history.blood_results": "test value unit date range",
    "history.treatments": "what dose from to response side_effects",
    "history.mesotherapy": "product batch reaction",
    "examination": "diagnosis certainty norwood ludwig sinclair trichoscopy photographs",
    "examination.salt": "top right left back system",
    "examination.pull": "site pulled shed wash_hours rule",
    "safety": "pregnancy breastfeeding blood_thinner bleeding allergy allergy_to "
    "injection_reaction infection herpes broken_skin inflamed_skin keloid slow_healing "
    "autoimmune immunosuppression recent_antibiotics recent_steroids diabetes cancer heart "
    "blood_pressure stroke kidney_liver depression needles",
    "safety.flags": "complete sudden rapid_patches patches clumps itch_burning kerion scarring "
    "tiredness weight_loss hormone_signs joints_rash persistent",
    "safety.after": "swelling_breathing fever redness pus lump bald_patch",
    "sun": "outdoor_hours outdoor_work outdoor_sport phototype scalp_burn reaction skin_cancer "
    "photosensitising protection tanning",
    "sun.holiday": "from to",
    "care": "last_colouring last_kind next_colouring dye_reaction patch_test chemical heat "
    "traction washing minoxidil",
    "care.wet_plan": "what from to",
    "expectations": "goal outcome size by_when certainty not_worth heard promised event worries "
    "visits budget",
    "plan": "sessions interval_weeks first_session alternatives decision",
    "plan.products": "name dose batch expiry medicine dht_blocker minoxidil",
    "plan.session": "site by borne event",
    "agreement": "explained guardian guardian_name signature photos_record photos_shown",
}


def the_form(content: Content) -> Questionnaire:
    return read_form(from_json_text(content.form.definition))


def codes(form: Questionnaire, link_id: str) -> list[str]:
    values = (option.value for option in form.by_link_id[link_id].options)
    return [value.code for value in values if isinstance(value, Coding)]


def test_every_item_of_the_nine_sections_is_asked(content: Content) -> None:
    form = the_form(content)
    wanted = {f"{group}.{name}" for group, names in ASKED.items() for name in names.split()}

    assert wanted - set(form.by_link_id) == set()


def test_every_question_names_a_page_or_a_claim_that_is_there(content: Content) -> None:
    questions = [item for item in the_form(content).by_link_id.values() if item.is_question]
    without = [
        item.link_id
        for item in questions
        if not item.reason.startswith(("http://", "https://"))
        and item.reason not in content.evidence.claims
    ]

    assert len(questions) > 180
    assert not without


def test_the_scales_keep_their_codes_and_the_two_sinclair_scales_stay_apart(
    content: Content,
) -> None:
    form = the_form(content)

    assert len(set(codes(form, "examination.norwood"))) == 12
    assert len(codes(form, "examination.ludwig")) == 3
    assert len(codes(form, "examination.sinclair")) == 5
    assert len(codes(form, "examination.shedding")) == 6
    assert not set(codes(form, "examination.shedding")) & set(codes(form, "examination.sinclair"))


def test_what_may_change_from_day_to_day_is_never_offered_as_still_true(
    content: Content,
) -> None:
    form = the_form(content)
    today = (
        "safety.pregnancy", "safety.breastfeeding", "safety.infection", "safety.broken_skin",
        "safety.recent_antibiotics", "safety.depression", "sun.holiday", "plan.decision",
        "agreement.patient", "expectations.goal",
    )  # fmt: skip

    assert not [link_id for link_id in today if form.by_link_id[link_id].stable]
    assert form.by_link_id["history.medicines"].stable
    assert form.by_link_id["safety.keloid"].stable
