"""Calculated answers in the records: worked out by the service, whoever hands in what."""

import json
from decimal import Decimal
from typing import Any

import pytest

from intake_app.domain.dates import parse_iso
from intake_app.domain.errors import FormRefused
from intake_app.domain.form.answers import Place, given
from intake_app.domain.patients.patient import PatientDetails
from intake_app.domain.visit.drafting import AddRow, Edit, SetAnswer, TypeText
from intake_app.services.access import Actor, Role
from intake_app.services.suite import Services
from tests.helpers.expression_forms import BODY, answer_to, calculated, expression, variable
from tests.helpers.fhir_builders import form_json, item_json, one, response_json
from tests.helpers.stopped_clock import StoppedClock

MANAGER = Actor("Mo Manager", Role.MANAGER)
DIET = item_json(
    "diet", extension=[expression("enableWhenExpression", f"{answer_to('bmi')} > 25")]
)


def patient(services: Services, *items: dict[str, Any]) -> Any:
    services.forms.load(MANAGER, json.dumps(form_json(*items)))
    details = PatientDetails(name="Ada Example", birth_date=parse_iso("1990-01-31"))
    return services.patients.register(MANAGER, details).id


def test_an_answer_handed_in_is_replaced_by_what_is_worked_out(services: Services) -> None:
    response = response_json(
        one("weight", {"valueDecimal": 90}),
        one("height", {"valueDecimal": Decimal("1.75")}),
        one("bmi", {"valueDecimal": 12}),
        one("diet", {"valueString": "bread"}),
    )

    recorded = services.consultations.record(
        MANAGER, patient(services, *BODY, DIET), response, complete=True
    )

    answers = recorded.view.consultation.completed.record.answers
    assert answers.get(Place("bmi")) == given(Decimal("29.4"))
    assert answers.get(Place("diet")) == given("bread")


def test_what_an_expression_hides_is_kept_in_the_draft_and_left_out_of_the_record(
    services: Services,
) -> None:
    view = services.consultations.start(MANAGER, patient(services, *BODY, DIET))
    edits: list[Edit] = [
        TypeText(Place("weight"), "60"),
        TypeText(Place("height"), "1.75"),
        SetAnswer(Place("diet"), given("bread")),
    ]

    saved = services.consultations.save(MANAGER, view.consultation.id, edits)

    assert saved.assessment.left_out == (Place("diet"),)
    assert saved.consultation.record.answers.get(Place("diet")) == given("bread")
    done = services.consultations.complete(MANAGER, view.consultation.id)
    assert set(done.consultation.completed.record.answers.at) == {
        Place("weight"),
        Place("height"),
        Place("bmi"),
    }


def test_what_was_completed_is_never_worked_out_anew(
    services: Services, clock: StoppedClock
) -> None:
    seen = item_json(
        "seen", extension=[expression("enableWhenExpression", "today() < @2027-01-01")]
    )
    items = (calculated("day", "today()", "date"), seen)
    view = services.consultations.start(MANAGER, patient(services, *items))
    services.consultations.save(
        MANAGER, view.consultation.id, [SetAnswer(Place("seen"), given("yes"))]
    )
    services.consultations.complete(MANAGER, view.consultation.id)

    clock.move(days=400)
    later = services.consultations.open(MANAGER, view.consultation.id)

    assert later.consultation.record.answers.get(Place("day")) == given(parse_iso("2026-11-21"))
    assert Place("seen") in [spot.place for spot in later.assessment.spots]


def test_a_draft_follows_the_day(services: Services, clock: StoppedClock) -> None:
    draft = services.consultations.start(
        MANAGER, patient(services, calculated("day", "today()", "date"))
    )

    clock.move(days=1)
    later = services.consultations.open(MANAGER, draft.consultation.id)

    assert later.consultation.record.answers.get(Place("day")) == given(parse_iso("2026-11-22"))


def test_a_draft_begins_with_what_initial_expressions_give(services: Services) -> None:
    born = item_json(
        "born", "date", extension=[expression("initialExpression", "%patient.birthDate")]
    )
    view = services.consultations.start(MANAGER, patient(services, born, *BODY))

    answers = view.consultation.record.answers
    assert answers.get(Place("born")) == given(parse_iso("1990-01-31"))
    edits = [SetAnswer(Place("born"), given(parse_iso("1991")))]
    saved = services.consultations.save(MANAGER, view.consultation.id, edits)
    assert saved.consultation.record.answers.get(Place("born")) == given(parse_iso("1991"))


def rows_that_begin() -> dict[str, Any]:
    """Rows with an initial answer, one by expression, one that follows, one asked by one."""
    born = expression("initialExpression", "%born.toString()")
    age = expression("calculatedExpression", "%row.item.where(linkId='dose').answer.value * 2")
    asked = expression("enableWhenExpression", "%row.item.where(linkId='dose').answer.value > 5")
    return item_json(
        "drugs",
        "group",
        repeats=True,
        extension=[variable("born", "%patient.birthDate"), variable("row", "%context")],
        item=[
            item_json("from", "string", extension=[born]),
            item_json("dose", "integer", initial=[{"valueInteger": 3}]),
            item_json("twice", "integer", readOnly=True, extension=[age]),
            item_json("why", extension=[asked]),
        ],
    )


def test_a_row_added_later_begins_with_what_the_form_gives(services: Services) -> None:
    view = services.consultations.start(MANAGER, patient(services, rows_that_begin()))
    group = Place("drugs")

    saved = services.consultations.save(MANAGER, view.consultation.id, [AddRow(group)])

    answers = saved.consultation.record.answers
    assert answers.get(Place("from", (0,))) == given("1990-01-31")
    assert answers.get(Place("dose", (0,))) == given(3)
    assert answers.get(Place("twice", (0,))) == given(6)
    assert Place("why", (0,)) not in [spot.place for spot in saved.assessment.spots]
    assert saved.begun == {Place("from", (0,)): given("1990-01-31")}
    edits: list[Edit] = [
        SetAnswer(Place("from", (0,)), None),
        AddRow(group),
        SetAnswer(Place("from", (1,)), given("1991")),
        SetAnswer(Place("dose", (1,)), given(9)),
    ]
    saved = services.consultations.save(MANAGER, view.consultation.id, edits)
    answers = saved.consultation.record.answers
    assert answers.get(Place("from", (0,))) is None  # what was taken back stays so
    assert answers.get(Place("from", (1,))) == given("1991")
    assert answers.get(Place("twice", (1,))) == given(18)
    assert Place("why", (1,)) in [spot.place for spot in saved.assessment.spots]


@pytest.mark.parametrize("text", ["1 +", answer_to("a")])
def test_a_form_whose_expressions_cannot_work_is_not_loaded(services: Services, text: str) -> None:
    with pytest.raises(FormRefused, match="“a”"):
        services.forms.load(MANAGER, json.dumps(form_json(calculated("a", text))))
