"""A completed visit that is being amended: always said, and read back as what it changes."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from intake_app.domain.form.answers import Place, given
from intake_app.domain.patients.patient import PatientDetails
from intake_app.domain.visit.drafting import SetAnswer
from intake_app.services.suite import Services
from tests.helpers.builders import AWKWARD_NAME
from tests.helpers.consultation_screen import DOCTOR, Sitting, sitting
from tests.helpers.earlier_visits import completed_visit

NOTES = Place("examination.notes")


@pytest.fixture
def screen(qtbot: QtBot, services: Services) -> Iterator[Sitting]:
    patient = services.patients.register(DOCTOR, PatientDetails(name=AWKWARD_NAME))
    visit = completed_visit(services, DOCTOR, patient.id, {"examination.notes": "Left <b>ear</b>"})
    services.consultations.begin_amendment(DOCTOR, visit, "The other side")
    with sitting(qtbot, services, visit) as opened:
        yield opened


def test_the_banner_says_what_is_amended_and_why(screen: Sitting) -> None:
    said = screen.page.banner.about.text()

    assert "Amending what \u2068Dr Mary Example\u2069 completed" in said
    assert "\u2068The other side\u2069" in said


def test_the_review_shows_what_the_amendment_changes_before_it_is_completed(
    screen: Sitting,
) -> None:
    read_back = screen.page.review.read_back
    screen.page.show_review()
    assert "Nothing is changed yet." in read_back.toPlainText()

    screen.edit(SetAnswer(NOTES, given("Right <i>ear</i>")))

    words = read_back.toPlainText()
    assert "What this amendment changes" in words
    assert "Other findings: Left <b>ear</b> → Right <i>ear</i>" in words
    assert "Nothing is changed yet." not in words
