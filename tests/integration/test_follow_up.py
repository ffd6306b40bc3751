"""What earlier visits said, through the services over real records."""

from decimal import Decimal

import pytest

from intake_app.domain.form.answers import UNKNOWN, Answer, Place, given
from intake_app.domain.patients.patient import Patient, PatientDetails
from intake_app.domain.visit.beginning import VisitKind
from intake_app.domain.visit.drafting import Edit, SetAnswer, SetOverride
from intake_app.domain.visit.following_up import changes, not_yet_confirmed, rows_of
from intake_app.domain.visit.measures import first_expected, measured_before
from intake_app.domain.visit.screening import Override
from intake_app.services.access import Actor, Role
from intake_app.services.suite import Services
from tests.helpers.builders import AWKWARD_NAME, NOON, day
from tests.helpers.earlier_visits import completed_visit, row_of
from tests.helpers.stopped_clock import StoppedClock

DOCTOR = Actor("Dr Ana Example", Role.PRACTITIONER)
DESK = Actor("Front desk", Role.RECEPTION)


@pytest.fixture
def zoe(services: Services) -> Patient:
    details = PatientDetails(name=AWKWARD_NAME, birth_date=day("1988-04-17"))
    return services.patients.register(DESK, details)


def test_the_newest_answer_is_shown_with_the_day_of_its_visit(
    services: Services, zoe: Patient
) -> None:
    completed_visit(services, DOCTOR, zoe.id, {"history.smoking": "now"}, on="2025-05-03")
    completed_visit(services, DOCTOR, zoe.id, {"history.smoking": "stopped"}, on="2026-02-01")
    newest = completed_visit(services, DOCTOR, zoe.id, {}, on="2026-05-03")

    draft = services.consultations.start(DOCTOR, zoe.id)
    earlier = services.follow_up.before(DOCTOR, draft.consultation.id).earlier

    smoking = earlier.answers["history.smoking"]
    assert (smoking.answer.values[0].code, smoking.day) == ("stopped", day("2026-02-01"))  # type: ignore[union-attr]
    assert earlier.visits[0].id == newest
    assert "visit.practitioner" not in earlier.answers


def test_nothing_of_an_earlier_visit_stands_in_a_new_draft(
    services: Services, zoe: Patient
) -> None:
    said = {"history.smoking": "now", "safety.allergy": "mild"}
    form = services.consultations.start(DOCTOR, zoe.id).questionnaire
    ferritin = row_of(
        form, "history.blood_results", 0, {"test": "ferritin", "value": Decimal("11.50")}
    )
    completed_visit(services, DOCTOR, zoe.id, said, ferritin)

    draft = services.consultations.start(DOCTOR, zoe.id)

    answers = draft.consultation.record.answers
    assert {place.link_id for place in answers.at} == {
        "visit.date",
        "visit.kind",
        "visit.practitioner",
    }
    assert not answers.row_counts
    kind = answers.get(Place("visit.kind"))
    assert kind is not None
    assert kind.values[0].code == "follow-up"  # type: ignore[union-attr]


def test_a_confirmed_answer_says_of_which_visit_it_is_and_survives_completing(
    services: Services, zoe: Patient
) -> None:
    first = completed_visit(services, DOCTOR, zoe.id, {"history.smoking": "now"})
    view = services.consultations.start(DOCTOR, zoe.id)
    last = services.follow_up.before(DOCTOR, view.consultation.id).earlier.answers
    place = Place("history.smoking")

    edit = SetAnswer(place, last["history.smoking"].confirmed)
    services.consultations.save(DOCTOR, view.consultation.id, [edit])

    stored = services.consultations.open(DOCTOR, view.consultation.id).consultation
    answer = stored.record.answers.get(place)
    assert answer is not None
    assert answer.confirmed is not None
    assert (answer.confirmed.visit, answer.confirmed.day) == (first, day("2026-05-03"))

    services.consultations.save(
        DOCTOR, view.consultation.id, [SetAnswer(place, given(answer.values[0]))]
    )
    anew = services.consultations.open(DOCTOR, view.consultation.id).consultation
    assert anew.record.answers.get(place) == Answer(answer.values)


def test_rows_are_confirmed_one_at_a_time(services: Services, zoe: Patient) -> None:
    form = services.consultations.start(DOCTOR, zoe.id).questionnaire
    group = form.by_link_id["history.medicines"]
    completed_visit(
        services,
        DOCTOR,
        zoe.id,
        {},
        row_of(form, "history.medicines", 0, {"name": "Iron", "dose": "1 a day"}),
        row_of(form, "history.medicines", 1, {"name": "Zinc", "since": day("2025-03")}),
    )
    view = services.consultations.start(DOCTOR, zoe.id)
    last = services.follow_up.before(DOCTOR, view.consultation.id).earlier.rows[group.link_id]
    assert len(last.rows) == 2

    edit = last.confirm(last.rows[1], Place(group.link_id), 0)
    saved = services.consultations.save(DOCTOR, view.consultation.id, [edit])

    now = rows_of(group, saved.consultation.record.answers)
    assert [row["history.medicines.name"].values for row in now] == [("Zinc",)]
    left = not_yet_confirmed(last, now)
    assert [row["history.medicines.name"].values for row in left] == [("Iron",)]


def test_what_changed_is_listed_and_what_was_not_asked_is_not(
    services: Services, zoe: Patient
) -> None:
    form = services.consultations.start(DOCTOR, zoe.id).questionnaire
    said = {"history.smoking": "now", "history.diet": "mixed", "sun.phototype": "II"}
    iron = row_of(form, "history.medicines", 0, {"name": "Iron"})
    completed_visit(services, DOCTOR, zoe.id, said, iron)
    view = services.consultations.start(DOCTOR, zoe.id)
    earlier = services.follow_up.before(DOCTOR, view.consultation.id).earlier

    edits: list[Edit] = [
        SetAnswer(Place("history.smoking"), UNKNOWN),
        SetAnswer(Place("history.diet"), earlier.answers["history.diet"].confirmed),
        row_of(form, "history.medicines", 0, {"name": "Zinc"}),
    ]
    saved = services.consultations.save(DOCTOR, view.consultation.id, edits)

    found = changes(form, earlier, saved.consultation.record.answers)
    names = [(each.item.link_id, bool(each.before), bool(each.after)) for each in found]
    assert names == [
        ("history.medicines", True, False),
        ("history.medicines", False, True),
        ("history.smoking", True, True),
    ]


def test_the_first_expectations_and_each_visits_measures_are_kept_in_sight(
    services: Services, zoe: Patient
) -> None:
    salt = {f"examination.salt.{view}": Decimal(50) for view in ("top", "right", "left", "back")}
    first = {"expectations.goal": "Thicker", "expectations.size": 7, **salt}
    completed_visit(services, DOCTOR, zoe.id, first, on="2026-01-10")
    later = {"expectations.goal": "Keep it", "expectations.size": 2}
    completed_visit(services, DOCTOR, zoe.id, later, on="2026-05-03")
    view = services.consultations.start(DOCTOR, zoe.id)

    earlier = services.follow_up.before(DOCTOR, view.consultation.id).earlier

    expected = first_expected(earlier)
    assert expected is not None
    assert expected.day == day("2026-01-10")
    assert [said.answer.values for said in expected.said] == [("Thicker",), (7,)]
    assert [measures.salt for _visit, measures in measured_before(earlier)] == [Decimal(50)]


def test_a_finding_gone_past_is_there_at_the_next_visit_with_reason_and_name(
    services: Services, zoe: Patient
) -> None:
    view = services.consultations.start(DOCTOR, zoe.id)
    override = Override(reason="Patch test was clear", name="Dr Ana Example", at=NOON)
    said = {"safety.allergy": "mild"}
    completed_visit(services, DOCTOR, zoe.id, said, SetOverride("allergy", override))

    story = services.follow_up.overview(DOCTOR, zoe.id).story

    assert [(each.override, each.day) for each in story.gone_past] == [
        (override, day("2026-05-03"))
    ]
    assert "allergy" in story.gone_past[0].sentence
    assert view.consultation.is_open


def test_visits_begun_after_an_amended_one_do_not_count_as_before_it(
    services: Services, zoe: Patient, clock: StoppedClock
) -> None:
    first = completed_visit(services, DOCTOR, zoe.id, {"history.smoking": "now"})
    clock.move(days=30)
    completed_visit(services, DOCTOR, zoe.id, {"history.smoking": "stopped"})
    services.consultations.begin_amendment(DOCTOR, first, "A slip")

    assert not services.follow_up.before(DOCTOR, first).earlier.visits


def test_the_page_of_a_patient_without_visits_has_no_story(
    services: Services, zoe: Patient
) -> None:
    overview = services.follow_up.overview(DESK, zoe.id)

    assert not overview.story.earlier.visits
    assert not overview.changed


def test_an_unwanted_effect_is_not_over_because_another_is_told(
    services: Services, zoe: Patient
) -> None:
    form = services.consultations.start(DOCTOR, zoe.id).questionnaire
    kind = VisitKind.AFTER_TREATMENT_CHECK
    pain = row_of(form, "visit.event", 0, {"what": "pain"})
    completed_visit(services, DOCTOR, zoe.id, {}, pain, kind=kind)
    view = services.consultations.start(DOCTOR, zoe.id, kind)
    earlier = services.follow_up.before(DOCTOR, view.consultation.id).earlier

    told = row_of(form, "visit.event", 0, {"what": "swelling"})
    saved = services.consultations.save(DOCTOR, view.consultation.id, [told])

    (change,) = changes(form, earlier, saved.consultation.record.answers)
    assert (change.before, bool(change.after)) == ((), True)
