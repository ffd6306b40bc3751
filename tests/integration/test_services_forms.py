"""A clinic's own form: loaded, used, left again; drafts and records keep theirs."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from intake_app.bootstrap import LiveRecords
from intake_app.domain.dates import parse_iso
from intake_app.domain.errors import FormRefused, HandoutRefused, IntakeError, NotAllowed
from intake_app.domain.form.answers import Place, given
from intake_app.domain.form.questionnaire import FormRef
from intake_app.domain.handout.handout import HandoutOptions
from intake_app.domain.patients.patient import PatientDetails
from intake_app.domain.visit.consultation import ConsultationId
from intake_app.domain.visit.drafting import SetAnswer
from intake_app.services.access import Actor, Role
from intake_app.services.ports import Content
from intake_app.services.suite import Services
from intake_app.storage.data_folder import RECORDS_FILE
from tests.helpers.fhir_builders import coded, form_json, item_json
from tests.helpers.program import CLINIC
from tests.helpers.stopped_clock import StoppedClock

MANAGER = Actor("Mo Manager", Role.MANAGER)
DOCTOR = Actor("Dr Mary Example", Role.PRACTITIONER)


def text_of(*items: dict[str, Any], **properties: Any) -> str:
    return json.dumps(form_json(*items, **properties))


OURS = text_of(item_json("mood"), item_json("sleep", "integer"))
NEXT = text_of(item_json("mood", text="How do you feel?"), version="2")


def begun(services: Services) -> ConsultationId:
    details = PatientDetails(name="Ada Example", birth_date=parse_iso("1990-01-31"))
    patient = services.patients.register(DOCTOR, details)
    return services.consultations.start(DOCTOR, patient.id).consultation.id


def test_a_loaded_form_is_what_new_consultations_are_begun_in(services: Services) -> None:
    form = services.forms.load(MANAGER, OURS)

    view = services.consultations.open(DOCTOR, begun(services))

    assert form.ref == FormRef("urn:test:form", "1") == view.consultation.form
    assert set(view.questionnaire.by_link_id) == {"mood", "sleep"}
    assert form.is_in_use
    assert form.chosen_by == "Mo Manager"


def test_the_choice_survives_the_program_and_one_can_go_back(
    services: Services, data_folder: Path, content: Content, clock: StoppedClock
) -> None:
    services.forms.load(MANAGER, OURS)
    again = LiveRecords(data_folder, lambda: content, clock)
    in_use = [(str(each.ref), each.is_in_use) for each in again.services().forms.known()]
    assert in_use == [(str(content.form.ref), False), ("urn:test:form|1", True)]

    again.services().forms.use(MANAGER, content.form.ref)
    again.close()

    assert services.forms.in_use() == content.form
    assert [each.is_in_use for each in services.forms.known()] == [True, False]
    services.forms.use(MANAGER, FormRef("urn:test:form", "1"))
    assert services.forms.in_use().ref == FormRef("urn:test:form", "1")


def test_a_draft_goes_on_in_the_version_it_was_begun_in(services: Services) -> None:
    services.forms.load(MANAGER, OURS)
    draft = begun(services)
    services.forms.load(MANAGER, NEXT)

    view = services.consultations.save(
        DOCTOR, draft, [SetAnswer(Place("sleep"), given(7)), SetAnswer(Place("mood"), given("ok"))]
    )
    done = services.consultations.complete(DOCTOR, draft)

    assert view.questionnaire.by_link_id["mood"].text == "Q mood"
    assert done.consultation.form.version == "1"
    shown = services.consultations.open(DOCTOR, draft)
    assert shown.questionnaire.by_link_id["mood"].text == "Q mood"
    assert services.consultations.open(DOCTOR, begun(services)).consultation.form.version == "2"


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "{",
        "[]",
        '{"resourceType": "Patient"}',
        text_of(),
        text_of(item_json("a"), item_json("a")),
    ],
)
def test_a_broken_form_is_refused_and_the_one_in_use_stays(
    services: Services, broken: str
) -> None:
    services.forms.load(MANAGER, OURS)

    with pytest.raises(IntakeError):
        services.forms.load(MANAGER, broken)

    assert services.forms.in_use().ref == FormRef("urn:test:form", "1")
    look = services.forms.look(broken)
    assert look.refusal is not None
    assert look.check.errors


def test_the_same_version_with_another_content_is_refused(
    services: Services, content: Content
) -> None:
    services.forms.load(MANAGER, OURS)
    other = text_of(item_json("mood", text="Changed"))
    posing = json.dumps(
        form_json(item_json("a"), url=content.form.ref.url, version=content.form.ref.version)
    )

    for text in (other, posing):
        with pytest.raises(FormRefused, match="give it a new version"):
            services.forms.load(MANAGER, text)
        look = services.forms.look(text)
        assert look.check.ok
        assert look.refusal is not None

    assert json.loads(services.forms.in_use().definition) == json.loads(OURS)


def test_the_same_content_set_out_in_another_way_is_the_same_form(services: Services) -> None:
    services.forms.load(MANAGER, OURS)

    again = services.forms.load(MANAGER, "\ufeff" + json.dumps(json.loads(OURS), indent=4))

    assert again.is_in_use
    assert len(services.forms.known()) == 2


def test_loading_the_programs_own_form_goes_back_to_it(
    services: Services, content: Content
) -> None:
    services.forms.load(MANAGER, OURS)

    form = services.forms.load(MANAGER, content.form.definition.encode())

    assert form.is_own
    assert services.forms.in_use() == content.form


def test_a_form_that_is_not_there_cannot_be_used(services: Services) -> None:
    with pytest.raises(FormRefused, match="load its file first"):
        services.forms.use(MANAGER, FormRef("urn:no", "1"))


@pytest.mark.parametrize("role", [Role.RECEPTION, Role.PRACTITIONER])
def test_only_a_manager_chooses_the_form(services: Services, content: Content, role: Role) -> None:
    actor = Actor("Somebody", role)

    with pytest.raises(NotAllowed):
        services.forms.load(actor, OURS)
    with pytest.raises(NotAllowed):
        services.forms.use(actor, content.form.ref)


def test_each_choice_is_audited_and_never_changed(services: Services, data_folder: Path) -> None:
    services.forms.load(MANAGER, OURS)

    connection = sqlite3.connect(data_folder / RECORDS_FILE)
    entry = connection.execute(
        "SELECT actor, kind, record_id FROM audit ORDER BY sequence DESC LIMIT 1"
    ).fetchone()
    assert entry == ("Mo Manager", "form.chosen", "urn:test:form|1")
    for change in ("UPDATE form_choice SET url = 'x'", "DELETE FROM form_choice"):
        with pytest.raises(sqlite3.IntegrityError, match="only ever added to"):
            connection.execute(change)
    connection.close()


def test_a_look_says_what_changes_and_changes_nothing(
    services: Services, content: Content
) -> None:
    services.forms.load(MANAGER, OURS)

    look = services.forms.look(NEXT)

    assert look.changes is not None
    assert (look.changes.removed, look.changes.changed) == (("sleep",), ("mood",))
    assert look.fit is not None
    assert "plan.decision" in look.fit.no_handout_without
    assert services.forms.in_use().ref.version == "1"


SAME_NAMES = text_of(
    item_json("visit.date", "string"),
    item_json("visit.practitioner", "boolean"),
    item_json("plan.decision", "integer"),
    item_json("plan.first_session", "text"),
    item_json("plan.products", "decimal", repeats=True),
    item_json("safety.pregnancy", "boolean"),
    item_json("examination.salt.top", "string"),
    item_json("expectations.size", "choice", answerOption=[coded("big")]),
    item_json("care.next_colouring", "boolean"),
)


@pytest.mark.parametrize("text", [OURS, SAME_NAMES])
def test_a_whole_visit_in_a_foreign_form_raises_nothing_and_gives_no_handout(
    services: Services, text: str
) -> None:
    services.clinic.save(MANAGER, CLINIC)
    services.forms.load(MANAGER, text)
    draft = begun(services)
    view = services.consultations.open(DOCTOR, draft)
    assert view.assessment.findings == ()
    edits = []
    for spot in view.assessment.spots:
        value: Any = {"integer": 3, "boolean": True, "decimal": 2}.get(spot.item.type, "words")
        if spot.item.options:
            value = spot.item.options[0].value
        edits.append(SetAnswer(spot.place, given(value)))

    services.consultations.save(DOCTOR, draft, edits)
    done = services.consultations.complete(DOCTOR, draft)

    assert done.assessment.findings == ()
    assert services.consultations.of_patient(DOCTOR, done.patient.id)
    with pytest.raises(HandoutRefused, match=r"does not ask “plan\.decision”"):
        services.handouts.preview(DOCTOR, draft, HandoutOptions())
