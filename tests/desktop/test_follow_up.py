"""A follow-up by keyboard: the last answers stand beside the questions, and one key confirms."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from intake_app.domain.form.answers import Place, given
from intake_app.domain.patients.patient import PatientDetails, PatientId
from intake_app.domain.visit.consultation import ConsultationId
from intake_app.domain.visit.drafting import SetAnswer, SetOverride
from intake_app.domain.visit.screening import Override
from intake_app.services.access import Actor, Role
from intake_app.services.suite import Services
from tests.helpers.builders import AWKWARD_NAME, NOON, day
from tests.helpers.consultation_screen import ALT, CTRL, Sitting, choose, sitting
from tests.helpers.earlier_visits import completed_visit, row_of

DOCTOR = Actor("Dr Mary Example", Role.PRACTITIONER)


@pytest.fixture
def patient_id(services: Services) -> PatientId:
    details = PatientDetails(name=AWKWARD_NAME, birth_date=day("1988-04-17"))
    return services.patients.register(DOCTOR, details).id


@pytest.fixture
def begun(services: Services, patient_id: PatientId) -> ConsultationId:
    """A follow-up after a visit with answers, rows and a finding gone past."""
    form = services.consultations.start(DOCTOR, patient_id).questionnaire
    override = Override(reason=AWKWARD_NAME, name="Dr Ana Example", at=NOON)
    said = {
        "history.smoking": "now",
        "history.course": "worse",
        "safety.allergy": "mild",
        "expectations.goal": "Thicker by summer",
        "visit.language": "Türkçe",
        "visit.interpreter": True,
    }
    completed_visit(
        services,
        DOCTOR,
        patient_id,
        said,
        row_of(form, "history.medicines", 0, {"name": "Iron", "dose": "1 a day"}),
        row_of(form, "history.medicines", 1, {"name": "Zinc"}),
        SetOverride("allergy", override),
    )
    return services.consultations.start(DOCTOR, patient_id).consultation.id


@pytest.fixture
def screen(qtbot: QtBot, services: Services, begun: ConsultationId) -> Iterator[Sitting]:
    with sitting(qtbot, services, begun) as opened:
        yield opened


def test_alt_s_confirms_the_one_field_that_has_the_keyboard(screen: Sitting) -> None:
    field = screen.field("history.smoking")
    assert field.last.isVisible()
    assert "3 May 2026" in field.last.words.text()
    field.take_focus()

    screen.press(Qt.Key.Key_S, ALT)

    answer = screen.state.answer(Place("history.smoking"))
    assert answer is not None
    assert answer.confirmed is not None
    assert field.last.words.text() == "✓ Still true, as on 3 May 2026."
    given_now = {place.link_id for place in screen.state.answers.at}
    assert given_now == {"visit.date", "visit.kind", "visit.practitioner", "history.smoking"}


def test_undo_takes_a_confirmed_answer_back(screen: Sitting) -> None:
    screen.field("history.smoking").take_focus()
    screen.press(Qt.Key.Key_S, ALT)
    screen.press(Qt.Key.Key_Z, CTRL)

    assert screen.state.answer(Place("history.smoking")) is None
    assert screen.field("history.smoking").last.button.isVisible()


def test_a_question_that_is_not_stable_shows_the_last_answer_and_offers_nothing(
    screen: Sitting,
) -> None:
    field = screen.field("history.course")
    assert "3 May 2026" in field.last.words.text()
    assert not field.last.button.isVisible()
    field.take_focus()

    screen.press(Qt.Key.Key_S, ALT)

    assert screen.state.answer(Place("history.course")) is None


def test_another_answer_today_leaves_the_last_one_in_sight(screen: Sitting) -> None:
    choose(screen, "history.smoking", "stopped")

    field = screen.field("history.smoking")
    assert "Last answer, 3 May 2026" in field.last.words.text()
    assert field.last.button.isVisible()


def test_rows_are_taken_over_one_key_at_a_time(screen: Sitting) -> None:
    rows = screen.row_group("history.medicines")
    assert len(rows.last.buttons) == 2
    rows.add_button.setFocus()

    screen.press(Qt.Key.Key_S, ALT)
    assert screen.state.answers.rows(Place("history.medicines")) == 1
    assert len(rows.last.buttons) == 1

    rows.last.buttons[0].setFocus()
    screen.press(Qt.Key.Key_Space)
    assert screen.state.answers.rows(Place("history.medicines")) == 2
    assert not rows.last.isVisible()

    screen.press(Qt.Key.Key_Z, CTRL)
    assert screen.state.answers.rows(Place("history.medicines")) == 1
    assert rows.last.isVisible()


def test_what_was_gone_past_earlier_stands_beside_the_form_with_name_and_reason(
    screen: Sitting,
) -> None:
    text = screen.page.findings.story.text

    assert "Dr Ana Example" in text
    assert AWKWARD_NAME in text
    assert "Thicker by summer" in text


def test_the_review_lists_what_changed(screen: Sitting) -> None:
    choose(screen, "history.smoking", "stopped")
    screen.edit(SetAnswer(Place("expectations.goal"), given("<b>Keep</b> it")))
    screen.page.show_review()

    text = screen.page.review.read_back.toPlainText()
    assert "What changed since last time" in text
    assert "(was: Thicker by summer)" in text
    assert "<b>Keep</b> it" in text


def test_words_taken_over_by_key_stand_in_their_line_at_once(screen: Sitting) -> None:
    screen.edit(SetAnswer(Place("visit.interpreter"), given(True)))
    line = screen.input("visit.language")
    assert isinstance(line, QLineEdit)
    screen.field("visit.language").take_focus()

    screen.press(Qt.Key.Key_S, ALT)

    assert line.hasFocus()
    assert line.text() == "Türkçe"
