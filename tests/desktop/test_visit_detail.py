"""Below the list of visits: who signed, what was amended, what was hoped for and measured."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from intake_app.desktop.opening import Opening
from intake_app.desktop.pages.patient_page import PatientPage
from intake_app.domain.form.answers import Place, given
from intake_app.domain.patients.patient import PatientDetails, PatientId
from intake_app.domain.visit.drafting import SetAnswer
from intake_app.domain.visit.signature import Point, Signature
from intake_app.services.suite import Services
from tests.desktop.test_handout import DOCTOR
from tests.helpers.builders import AWKWARD_NAME, NOON, day
from tests.helpers.earlier_visits import choice_of, completed_visit
from tests.helpers.program import CLINIC, running

HOPE = "To see <b>no scalp</b> in photographs"
SIGNATURE = Signature(
    strokes=((Point(100, 100, 0), Point(800, 200, 90)),), signer=AWKWARD_NAME, signed_at=NOON
)
SALT = {f"examination.salt.{view}": Decimal(40) for view in ("top", "right", "left", "back")}


@pytest.fixture
def patient_id(services: Services) -> PatientId:
    """A first visit that was signed, and a follow-up that was not and was amended."""
    services.clinic.save(DOCTOR, CLINIC)
    details = PatientDetails(name=AWKWARD_NAME, birth_date=day("1988-04-17"))
    patient_id = services.patients.register(DOCTOR, details).id
    completed_visit(
        services,
        DOCTOR,
        patient_id,
        {**SALT, "expectations.goal": HOPE, "agreement.signature": "on-screen"},
        SetAnswer(Place("agreement.patient_signature"), given(SIGNATURE.file())),
        on="2026-05-03",
    )
    second = completed_visit(
        services,
        DOCTOR,
        patient_id,
        {
            **SALT,
            "history.smoking": "now",
            "agreement.signature": "not-signed",
            "agreement.no_signature": "Her hand is in plaster",
        },
        on="2026-07-05",
    )
    view = services.consultations.begin_amendment(DOCTOR, second, "Read wrongly")
    stopped = given(choice_of(view.questionnaire, "history.smoking", "stopped"))
    top = SetAnswer(Place("examination.salt.top"), given(Decimal(30)))
    services.consultations.save(
        DOCTOR, second, [SetAnswer(Place("history.smoking"), stopped), top]
    )
    services.consultations.complete(DOCTOR, second)
    return patient_id


@pytest.fixture
def page(qtbot: QtBot, opening: Opening, patient_id: PatientId) -> Iterator[PatientPage]:
    with running(qtbot, opening) as program:
        assert program.desktop.session is not None
        program.desktop.session.find.patient_chosen.emit(patient_id)
        page = program.page(PatientPage)
        program.wait(lambda: page.consultations.detail.words.text() != "")
        yield page


def choose_last(page: PatientPage) -> None:
    table = page.consultations.table
    table.setCurrentIndex(table.model().index(table.model().rowCount() - 1, 0))


def test_the_chosen_visit_shows_its_signature_with_name_and_time(
    qtbot: QtBot, page: PatientPage
) -> None:
    choose_last(page)

    detail = page.consultations.detail
    qtbot.waitUntil(lambda: [each.is_there for each in detail.signatures] == [True])
    assert AWKWARD_NAME in detail.signatures[0].accessibleName()
    assert "21 Nov 2026" in detail.signatures[0].accessibleName()


def test_the_reason_for_no_signature_and_what_was_amended_stand_there(page: PatientPage) -> None:
    words = page.consultations.detail.words.text()

    assert "Not signed: \u2068Her hand is in plaster\u2069" in words
    assert "Read wrongly" in words
    assert "Top without hair: 40 → 30" in words
    assert "Do you smoke? Yes → " in words
    assert not page.consultations.detail.signatures


def test_what_was_hoped_for_stands_beside_each_measure_with_its_day(page: PatientPage) -> None:
    words = page.story.words.toPlainText()

    assert "Hoped for on 3 May 2026" in words
    assert HOPE in words
    lines = words[words.index("Measured") :].split("\n")
    assert lines[1:7] == ["SALT score", "36 of 100", "5 Jul 2026", "", "40 of 100", "3 May 2026"]
