"""A visit from its first answer to its amendments, through the services over real records."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from intake_app.bootstrap import LiveRecords
from intake_app.domain.clinic import Clinic
from intake_app.domain.errors import (
    AnswersMissing,
    ConsultationClosed,
    ConsultationNotFound,
    FindingsOpen,
    NotAllowed,
    PatientNotFound,
    ResponseRefused,
    ValueRefused,
)
from intake_app.domain.fhir_json import from_json_text, to_json_text
from intake_app.domain.form.answers import DECLINED, UNKNOWN, Place, given
from intake_app.domain.form.questionnaire import FormRef, Item, ItemType
from intake_app.domain.patients.patient import Patient, PatientDetails, PatientId
from intake_app.domain.values import Coding, Value
from intake_app.domain.visit.consultation import ConsultationId, ConsultationState
from intake_app.domain.visit.drafting import (
    AddRow,
    Edit,
    PutBack,
    RemoveRow,
    SetAnswer,
    SetOverride,
    TypeText,
)
from intake_app.domain.visit.fhir_response import response_to_json
from intake_app.domain.visit.screening import Override
from intake_app.services.access import Actor, Role
from intake_app.services.consultations import ConsultationView
from intake_app.services.ports import Content, StoredForm
from intake_app.services.suite import Services
from tests.helpers.builders import AWKWARD_NAME, NOON, answered, day, moment
from tests.helpers.fhir_builders import form_json, item_json
from tests.helpers.stopped_clock import StoppedClock

DOCTOR = Actor("Dr Ana Example", Role.PRACTITIONER)
DESK = Actor("Front desk", Role.RECEPTION)
OVERRIDE = Override(reason="Seen by a colleague", name="Dr Ana Example", at=NOON)


@pytest.fixture
def zoe(services: Services) -> Patient:
    details = PatientDetails(name=AWKWARD_NAME, birth_date=day("1988-04-17"))
    return services.patients.register(DESK, details)


@pytest.fixture
def visit(services: Services, zoe: Patient) -> ConsultationView:
    return services.consultations.start(DOCTOR, zoe.id)


def coding(view: ConsultationView, link_id: str, code: str) -> Coding:
    """The form's own wording of a choice."""
    options = view.questionnaire.by_link_id[link_id].options
    values = (option.value for option in options)
    return next(each for each in values if isinstance(each, Coding) and each.code == code)


def harmless(view: ConsultationView, *, decision: str = "think") -> list[SetAnswer]:
    """An answer to everything that is required, none of which any rule minds."""
    chosen: dict[str, Value] = {
        link_id: _harmless_value(view.questionnaire.by_link_id[link_id])
        for link_id in (spot.item.link_id for spot in view.assessment.missing)
    }
    chosen["plan.decision"] = coding(view, "plan.decision", decision)
    chosen["safety.pregnancy"] = coding(view, "safety.pregnancy", "not-possible")
    if decision == "go-ahead":
        chosen["plan.first_session"] = moment("2026-11-28 10:00")
    return [SetAnswer(Place(link_id), given(value)) for link_id, value in chosen.items()]


def _harmless_value(item: Item) -> Value:
    if item.type is ItemType.BOOLEAN:
        return False
    if item.options:
        values = [option.value for option in item.options]
        calm = [v for v in values if isinstance(v, Coding) and v.code in ("no", "normal")]
        return (calm or values)[0]
    return "In words"


Filled = Callable[..., ConsultationView]


@pytest.fixture
def filled(services: Services, visit: ConsultationView) -> Filled:
    """Answers all that is required, until nothing is missing."""

    def fill(decision: str = "think") -> ConsultationView:
        view = visit
        while view.assessment.missing:
            edits = harmless(view, decision=decision)
            view = services.consultations.save(DOCTOR, visit.consultation.id, edits)
        return view

    return fill


# A draft


def test_a_new_visit_is_a_draft_that_knows_its_day_and_who_sees_the_patient(
    visit: ConsultationView, zoe: Patient
) -> None:
    answers = visit.consultation.record.answers
    assert visit.consultation.state is ConsultationState.DRAFT
    assert visit.patient == zoe
    assert answers.get(Place("visit.date")) == given(day("2026-11-21"))
    assert answers.get(Place("visit.practitioner")) == given("Dr Ana Example")


def test_the_desk_begins_a_visit_without_putting_itself_down_as_the_practitioner(
    services: Services, zoe: Patient
) -> None:
    view = services.consultations.start(DESK, zoe.id)
    assert view.consultation.record.answers.get(Place("visit.practitioner")) is None
    assert view.consultation.started_by == "Front desk"


def test_the_day_of_the_visit_is_the_day_in_the_clinics_zone(
    services: Services, zoe: Patient, clock: StoppedClock
) -> None:
    services.clinic.save(DOCTOR, Clinic(time_zone="Pacific/Auckland"))
    view = services.consultations.start(DOCTOR, zoe.id)
    answers = view.consultation.record.answers
    assert answers.get(Place("visit.date")) == given(day("2026-11-22"))


def test_nobody_is_seen_who_is_not_registered(services: Services) -> None:
    with pytest.raises(PatientNotFound):
        services.consultations.start(DOCTOR, PatientId("00000000-0000-4000-8000-000000000000"))


def test_edits_are_kept_with_unfinished_text_rows_and_reasons(
    services: Services, visit: ConsultationView
) -> None:
    edits: list[Edit] = [
        TypeText(Place("visit.reason"), "ab <b>&co</b> 髪"),
        TypeText(Place("history.onset"), "31.2."),
        SetAnswer(Place("safety.herpes"), UNKNOWN),
        SetAnswer(Place("safety.keloid"), DECLINED),
        AddRow(Place("sun.holiday")),
        AddRow(Place("sun.holiday")),
        TypeText(Place("sun.holiday.from", (1,)), "2026-12-01"),
        SetOverride("keloid", OVERRIDE),
    ]
    saved = services.consultations.save(DOCTOR, visit.consultation.id, edits)
    opened = services.consultations.open(DESK, visit.consultation.id)
    assert opened.consultation == saved.consultation
    record = opened.consultation.record
    assert opened.consultation.unfinished == {Place("history.onset"): "31.2."}
    assert record.answers.get(Place("visit.reason")) == given("ab <b>&co</b> 髪")
    assert record.answers.get(Place("safety.herpes")) == UNKNOWN
    assert record.answers.get(Place("safety.keloid")) == DECLINED
    assert record.answers.rows(Place("sun.holiday")) == 2
    assert record.overrides == {"keloid": OVERRIDE}


def test_what_was_before_can_be_put_back(services: Services, visit: ConsultationView) -> None:
    before = visit.consultation
    services.consultations.save(
        DOCTOR, before.id, [AddRow(Place("sun.holiday")), TypeText(Place("visit.reason"), "x")]
    )
    back = services.consultations.save(
        DOCTOR, before.id, [PutBack(before.record, before.unfinished)]
    )
    assert back.consultation.record == before.record


def test_one_edit_that_is_refused_keeps_none_of_its_fellows(
    services: Services, visit: ConsultationView
) -> None:
    edits = [TypeText(Place("visit.reason"), "x"), TypeText(Place("nowhere"), "y")]
    with pytest.raises(ResponseRefused, match="nowhere"):
        services.consultations.save(DOCTOR, visit.consultation.id, edits)
    opened = services.consultations.open(DOCTOR, visit.consultation.id)
    assert opened.consultation == visit.consultation


def test_rows_are_taken_out_on_the_disk_too(services: Services, visit: ConsultationView) -> None:
    holiday = Place("sun.holiday")
    edits: list[Edit] = [
        TypeText(Place("sun.holiday.from", (0,)), "2026-12-01"),
        TypeText(Place("sun.holiday.from", (1,)), "2027-01-01"),
        RemoveRow(holiday, 0),
    ]
    services.consultations.save(DOCTOR, visit.consultation.id, edits)
    answers = services.consultations.open(
        DOCTOR, visit.consultation.id
    ).consultation.record.answers
    assert answers.rows(holiday) == 1
    assert answers.get(Place("sun.holiday.from", (0,))) == given(day("2027-01-01"))


def test_open_drafts_and_a_patients_visits_are_listed(
    services: Services, visit: ConsultationView, zoe: Patient, clock: StoppedClock
) -> None:
    clock.move(days=1)
    second = services.consultations.start(DOCTOR, zoe.id)
    newest_first = [second.consultation.id, visit.consultation.id]
    listed = services.consultations.of_patient(DESK, zoe.id)
    assert [each.id for each in listed] == newest_first
    assert [each.id for each in services.consultations.open_drafts(DESK)] == newest_first
    assert {each.patient_name for each in listed} == {AWKWARD_NAME}


def test_a_draft_that_is_discarded_is_gone(services: Services, visit: ConsultationView) -> None:
    services.consultations.discard(DOCTOR, visit.consultation.id)
    with pytest.raises(ConsultationNotFound):
        services.consultations.open(DOCTOR, visit.consultation.id)
    assert services.consultations.open_drafts(DOCTOR) == []


# Completing


def test_gaps_refuse_completing_and_the_draft_stays(
    services: Services, visit: ConsultationView
) -> None:
    with pytest.raises(AnswersMissing) as refused:
        services.consultations.complete(DOCTOR, visit.consultation.id)
    assert "plan.decision" in refused.value.link_ids
    assert services.consultations.open(DOCTOR, visit.consultation.id).consultation.is_open


def test_unfinished_text_refuses_completing(services: Services, filled: Filled) -> None:
    view = filled()
    services.consultations.save(
        DOCTOR, view.consultation.id, [TypeText(Place("history.onset"), "31.2.")]
    )
    with pytest.raises(AnswersMissing) as refused:
        services.consultations.complete(DOCTOR, view.consultation.id)
    assert refused.value.link_ids == ("history.onset",)


def test_a_visit_is_completed_once(
    services: Services, filled: Filled, clock: StoppedClock
) -> None:
    view = filled()
    clock.move(hours=1)
    done = services.consultations.complete(DOCTOR, view.consultation.id)
    assert done.consultation.state is ConsultationState.COMPLETED
    assert done.consultation.completed.by == "Dr Ana Example"
    assert done.consultation.completed.at == clock.now()
    assert services.consultations.open_drafts(DOCTOR) == []
    for again in (
        lambda: services.consultations.complete(DOCTOR, view.consultation.id),
        lambda: services.consultations.discard(DOCTOR, view.consultation.id),
        lambda: services.consultations.save(
            DOCTOR, view.consultation.id, [TypeText(Place("visit.reason"), "x")]
        ),
    ):
        with pytest.raises(ConsultationClosed):
            again()


def test_going_ahead_past_a_finding_needs_a_reason_and_keeps_it(
    services: Services, filled: Filled
) -> None:
    visit_id = filled("go-ahead").consultation.id
    services.consultations.save(
        DOCTOR, visit_id, [SetAnswer(Place("safety.infection"), given(True))]
    )
    with pytest.raises(FindingsOpen) as refused:
        services.consultations.complete(DOCTOR, visit_id)
    reasons = [SetOverride(rule_id, OVERRIDE) for rule_id in refused.value.rule_ids]
    services.consultations.save(DOCTOR, visit_id, [*reasons, SetOverride("not-holding", OVERRIDE)])
    done = services.consultations.complete(DOCTOR, visit_id)
    assert set(done.consultation.completed.record.overrides) == set(refused.value.rule_ids)
    assert all(finding.override for finding in done.assessment.findings if finding.is_open)


def test_the_session_and_the_patients_own_dates_are_seen_together(
    services: Services, filled: Filled
) -> None:
    view = filled("go-ahead")
    assert view.own_dates == ()
    colouring: list[Edit] = [
        SetAnswer(Place("care.colouring_planned"), given(True)),
        TypeText(Place("care.next_colouring"), "2026-12-01"),
    ]
    view = services.consultations.save(DOCTOR, view.consultation.id, colouring)
    assert {check.own.link_id for check in view.own_dates} == {"care.next_colouring"}


def test_answers_to_what_is_not_asked_are_named_and_left_out(
    services: Services, filled: Filled
) -> None:
    view = filled("go-ahead")
    think = SetAnswer(Place("plan.decision"), given(coding(view, "plan.decision", "think")))
    view = services.consultations.save(DOCTOR, view.consultation.id, [think])
    assert Place("plan.first_session") in view.assessment.left_out
    done = services.consultations.complete(DOCTOR, view.consultation.id)
    kept = done.consultation.completed.record.answers
    assert kept.get(Place("plan.first_session")) is None
    assert kept.get(Place("plan.decision")) == think.answer


# Amending


def test_an_amendment_is_a_second_version_and_the_first_stays(
    services: Services, filled: Filled, clock: StoppedClock
) -> None:
    visit_id = filled().consultation.id
    first = services.consultations.complete(DOCTOR, visit_id).consultation.completed
    clock.move(days=2)
    services.consultations.begin_amendment(DOCTOR, visit_id, "A slip")
    services.consultations.save(DOCTOR, visit_id, [TypeText(Place("visit.reason"), "Mended")])
    half = services.consultations.open(DOCTOR, visit_id).consultation
    assert half.completed == first
    done = services.consultations.complete(DOCTOR, visit_id).consultation
    assert done.state is ConsultationState.AMENDED
    assert done.versions[0] == first
    assert (done.completed.reason, done.completed.at) == ("A slip", clock.now())
    stored = services.consultations.open(DOCTOR, visit_id).consultation
    assert stored.versions == done.versions


def test_an_amendment_that_is_given_up_leaves_what_stood(
    services: Services, filled: Filled
) -> None:
    visit_id = filled().consultation.id
    done = services.consultations.complete(DOCTOR, visit_id).consultation
    services.consultations.begin_amendment(DOCTOR, visit_id, "A slip")
    services.consultations.save(DOCTOR, visit_id, [TypeText(Place("visit.reason"), "x")])
    services.consultations.discard(DOCTOR, visit_id)
    after = services.consultations.open(DOCTOR, visit_id).consultation
    assert not after.is_open
    assert after.versions == done.versions


def test_an_amendment_needs_a_reason(services: Services, filled: Filled) -> None:
    visit_id = filled().consultation.id
    services.consultations.complete(DOCTOR, visit_id)
    with pytest.raises(ValueRefused, match="write why"):
        services.consultations.begin_amendment(DOCTOR, visit_id, " ")


# Taking a response whole


def response_of(view: ConsultationView) -> Any:
    """The visit as another program would hand it in."""
    response = response_to_json(view.questionnaire, view.consultation.record)
    return from_json_text(to_json_text(response))


def test_a_whole_response_is_recorded_and_completed(
    services: Services, filled: Filled, zoe: Patient
) -> None:
    response = response_of(filled())
    recorded = services.consultations.record(DOCTOR, zoe.id, response, complete=True)
    assert recorded.refusal is None
    stored = services.consultations.open(DOCTOR, recorded.view.consultation.id).consultation
    assert stored.state is ConsultationState.COMPLETED
    assert stored.completed.record == recorded.view.consultation.completed.record


def test_a_response_with_gaps_stays_a_draft_and_says_why(
    services: Services, visit: ConsultationView, zoe: Patient
) -> None:
    response = response_of(visit)
    recorded = services.consultations.record(DOCTOR, zoe.id, response, complete=True)
    assert isinstance(recorded.refusal, AnswersMissing)
    stored = services.consultations.open(DOCTOR, recorded.view.consultation.id).consultation
    assert stored.is_open
    assert stored.record == visit.consultation.record


def test_a_response_that_does_not_fit_saves_nothing(services: Services, zoe: Patient) -> None:
    bad = {"resourceType": "QuestionnaireResponse", "item": [{"linkId": "nowhere"}]}
    with pytest.raises(ResponseRefused, match=r"“nowhere” is not in this form.*Nothing was saved"):
        services.consultations.record(DOCTOR, zoe.id, bad, complete=False)
    assert services.consultations.of_patient(DOCTOR, zoe.id) == []


# Who may do what


ACTS: Mapping[str, Callable[[Services, Actor, ConsultationId], object]] = {
    "complete": lambda s, who, visit: s.consultations.complete(who, visit),
    "amend": lambda s, who, visit: s.consultations.begin_amendment(who, visit, "A slip"),
    "record and complete": lambda s, who, _visit: s.consultations.record(
        who, PatientId("x"), {}, complete=True
    ),
    "clinic": lambda s, who, _visit: s.clinic.save(who, s.clinic.get()),
}


@pytest.mark.parametrize("act", ACTS)
def test_the_desk_completes_amends_and_configures_nothing(
    services: Services, visit: ConsultationView, act: str
) -> None:
    with pytest.raises(NotAllowed, match="reception may not"):
        ACTS[act](services, DESK, visit.consultation.id)
    assert services.consultations.open(DESK, visit.consultation.id).consultation.is_open


def test_a_clinics_own_form_is_begun_even_where_it_asks_something_else_under_our_names(
    data_folder: Path, content: Content, clock: StoppedClock
) -> None:
    definition = to_json_text(
        form_json(
            item_json("visit.date", "integer"),
            item_json("visit.practitioner", "group", repeats=True, item=[item_json("x")]),
            item_json("note", initial=[{"valueString": "as always"}]),
        )
    )
    ref = FormRef("urn:test:form", "1")
    own = replace(content, form=StoredForm(ref=ref, sha256="0" * 64, definition=definition))
    live = LiveRecords(data_folder, lambda: own, clock)
    services = live.services()
    zoe = services.patients.register(DESK, PatientDetails(name=AWKWARD_NAME))
    view = services.consultations.start(DOCTOR, zoe.id)
    assert view.consultation.record.answers == answered({"note": "as always"})
    assert services.consultations.open(DOCTOR, view.consultation.id) == view
    live.close()
