"""Findings, reviewing, completing, amending and giving up."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from intake_app.desktop.widgets.decision import Decision
from intake_app.desktop.widgets.visit.finding_card import FindingCard
from intake_app.desktop.widgets.visit.override_dialog import OverrideDialog
from intake_app.domain.errors import ConsultationNotFound
from intake_app.domain.form.answers import DECLINED, UNKNOWN, Place, given
from intake_app.domain.visit.beginning import VisitKind
from intake_app.domain.visit.consultation import ConsultationState
from intake_app.domain.visit.drafting import AddRow, SetAnswer, TypeText
from intake_app.domain.visit.screening import Severity
from intake_app.services.access import Actor, Role
from intake_app.services.suite import Services
from tests.helpers.consultation_screen import (
    CTRL,
    DOCTOR,
    Sitting,
    begin,
    choose,
    fill_in,
    focus,
    sitting,
)
from tests.helpers.earlier_visits import completed_visit
from tests.helpers.qt_input import type_text

AWKWARD = "Zoë <b>&co</b>"


@pytest.fixture
def screen(qtbot: QtBot, services: Services) -> Iterator[Sitting]:
    with sitting(qtbot, services, begin(services)) as opened:
        yield opened


def message(screen: Sitting) -> str:
    shown = screen.page.notice.message
    return "" if shown is None else shown.text


def read_back(screen: Sitting) -> str:
    return screen.page.review.read_back.toPlainText()


def dialog(
    screen: Sitting, kind: type[Decision] | type[OverrideDialog]
) -> Decision | OverrideDialog:
    screen.qtbot.waitUntil(lambda: screen.page.findChild(kind) is not None)
    found = screen.page.findChild(kind)
    assert isinstance(found, Decision | OverrideDialog)
    return found


def card(screen: Sitting, severity: Severity) -> FindingCard:
    cards = screen.page.findings.findChildren(FindingCard)
    return next(c for c in cards if c.property("level") == severity.value)


def test_answers_are_read_back_in_words(screen: Sitting) -> None:
    screen.edit(TypeText(Place("visit.reason"), AWKWARD))
    screen.edit(TypeText(Place("history.onset"), "2024"))
    screen.edit(SetAnswer(Place("history.smoking"), UNKNOWN))
    screen.edit(SetAnswer(Place("history.diet"), DECLINED))
    screen.edit(AddRow(Place("history.medicines")))
    screen.edit(TypeText(Place("history.medicines.name", (0,)), "biotin"))
    screen.press(Qt.Key.Key_Return, CTRL)
    text = read_back(screen)

    assert AWKWARD in text
    assert "Do you smoke? unknown (asked, but not known)" in text
    assert "How do you eat? declined (asked, but not said)" in text
    assert "Name: biotin" in text
    assert "Not asked:" in text
    assert "2024" in text


def test_what_is_missing_leads_to_its_field(screen: Sitting) -> None:
    screen.edit(TypeText(Place("history.onset"), "31.2."))
    screen.press(Qt.Key.Key_Return, CTRL)
    assert "Still needed" in read_back(screen)
    assert "31.2." in read_back(screen)

    screen.page.review.read_back.anchorClicked.emit(QUrl("#0"))
    assert screen.page.form.current == "history"
    assert focus() is screen.field("history.onset").editor.inputs[0]
    assert screen.field("history.onset").error.isVisible()


def test_what_is_missing_in_a_row_says_in_which(screen: Sitting) -> None:
    screen.edit(TypeText(Place("history.medicines.since", (1,)), "31.2."))
    screen.press(Qt.Key.Key_Return, CTRL)

    assert "Medicines and supplements taken now 2: Since when?" in read_back(screen)


def test_tab_and_enter_lead_from_the_review_to_what_is_missing(screen: Sitting) -> None:
    screen.press(Qt.Key.Key_Return, CTRL)
    assert screen.page.review.complete_button.hasFocus()
    screen.press(Qt.Key.Key_Tab)
    screen.press(Qt.Key.Key_Return)

    missing = screen.state.assessment.missing[0].place
    screen.qtbot.waitUntil(screen.page.form.isVisible)
    assert screen.frame_in_hand().place == missing


def test_the_pages_of_what_is_read_turn_from_the_buttons_too(screen: Sitting) -> None:
    fill_in(screen)
    screen.press(Qt.Key.Key_Return, CTRL)
    bar = screen.page.review.read_back.verticalScrollBar()
    screen.qtbot.waitUntil(lambda: bar.maximum() > 0)
    screen.press(Qt.Key.Key_PageDown)
    assert bar.value() > 0
    screen.press(Qt.Key.Key_PageUp)
    assert bar.value() == 0


def test_after_a_look_at_the_review_every_missing_field_says_so(screen: Sitting) -> None:
    screen.press(Qt.Key.Key_Return, CTRL)
    field = screen.field("expectations.goal")

    assert field.error.text() == "⚠ This needs an answer."
    assert "This needs an answer" in field.editor.inputs[0].accessibleDescription()


def test_completing_too_early_is_refused_in_place(screen: Sitting) -> None:
    screen.press(Qt.Key.Key_Return, CTRL)
    with screen.qtbot.assertNotEmitted(screen.presenter.completed):
        screen.page.review.complete_button.click()
        screen.qtbot.waitUntil(lambda: "still needed" in message(screen))

    assert screen.stored().state is ConsultationState.DRAFT


def test_a_single_missing_answer_is_spoken_of_as_one(screen: Sitting) -> None:
    fill_in(screen)
    screen.edit(SetAnswer(Place("expectations.goal"), None))
    screen.press(Qt.Key.Key_Return, CTRL)

    assert screen.page.review.standing.text() == "○ 1 answer is still needed."


def test_completing_announces_the_consultation(screen: Sitting) -> None:
    fill_in(screen)
    screen.press(Qt.Key.Key_Return, CTRL)
    with screen.qtbot.waitSignal(screen.presenter.completed) as completed:
        screen.press(Qt.Key.Key_Space)

    assert completed.args == [screen.consultation_id]
    assert screen.stored().state is ConsultationState.COMPLETED


def test_what_was_typed_last_is_in_the_completed_record(screen: Sitting) -> None:
    fill_in(screen)
    screen.edit(TypeText(Place("visit.reason"), "typed last"))
    with screen.qtbot.waitSignal(screen.presenter.completed):
        screen.page.completion_requested.emit()

    assert screen.stored_answer("visit.reason") == given("typed last")


def test_an_answer_to_a_question_not_asked_any_more_is_said_and_left_out(
    screen: Sitting,
) -> None:
    screen.edit(SetAnswer(Place("visit.interpreter"), given(True)))
    screen.edit(TypeText(Place("visit.interpreter_name"), "Ana"))
    screen.edit(SetAnswer(Place("visit.interpreter"), given(False)))
    fill_in(screen)
    screen.press(Qt.Key.Key_Return, CTRL)
    assert "Not part of the record" in read_back(screen)
    assert "Ana" in read_back(screen)

    with screen.qtbot.waitSignal(screen.presenter.completed):
        screen.page.review.complete_button.click()
    assert screen.stored_answer("visit.interpreter_name") is None


def test_a_stop_is_shown_with_sign_word_and_reason(screen: Sitting) -> None:
    choose(screen, "safety.pregnancy", "pregnant")
    screen.wait_until_saved()
    stop = card(screen, Severity.STOP)

    assert stop.word.text() == "■ Stop"
    assert "pregnant" in stop.sentence.text()
    assert "stop" in screen.page.findings.head.summary.text()
    assert not stop.sources.isVisible()
    stop.why_button.click()
    assert stop.sources.isVisible()


def test_going_ahead_past_a_finding_needs_a_reason_and_a_name(screen: Sitting) -> None:
    fill_in(screen, decision="go-ahead")
    choose(screen, "safety.pregnancy", "pregnant")
    screen.wait_until_saved()
    screen.page.completion_requested.emit()
    screen.qtbot.waitUntil(screen.page.notice.isVisible)
    card(screen, Severity.STOP).past_button.click()
    asked = dialog(screen, OverrideDialog)
    assert isinstance(asked, OverrideDialog)
    assert asked.name.text() == DOCTOR.name
    assert not asked.accept_button.isEnabled()

    type_text(asked.reason, "Test was negative")
    asked.accept_button.click()
    assert not screen.page.notice.isVisible(), "it said that the finding is open"
    screen.wait_until_saved()
    stop = card(screen, Severity.STOP)
    assert "Dr Mary Example" in stop.past.text()
    assert "Test was negative" in stop.past.text()
    assert stop.past.isVisible()
    assert screen.stored().record.overrides

    stop.back_button.click()
    screen.wait_until_saved()
    assert not screen.stored().record.overrides
    assert card(screen, Severity.STOP).past_button.isVisible()


def test_going_ahead_with_an_open_stop_is_refused_in_words(screen: Sitting) -> None:
    fill_in(screen, decision="go-ahead")
    choose(screen, "safety.pregnancy", "pregnant")
    screen.page.review_requested.emit()
    screen.page.completion_requested.emit()
    screen.qtbot.waitUntil(lambda: "1 safety finding is open" in message(screen))

    assert screen.stored().state is ConsultationState.DRAFT


def test_a_date_inside_an_aftercare_window_is_said_beside_the_field_and_in_the_strip(
    screen: Sitting,
) -> None:
    choose(screen, "plan.decision", "go-ahead")
    screen.edit(TypeText(Place("plan.first_session"), "1.12.2026 10:30"))
    screen.edit(SetAnswer(Place("care.colouring_planned"), given(True)))
    type_text(screen.input("care.next_colouring"), "3.12.2026")
    field = screen.field("care.next_colouring")
    screen.qtbot.waitUntil(field.notice.isVisible)

    assert "too early" in field.notice.text()
    assert field.notice.text().startswith("▲")
    assert "date" in screen.page.findings.head.summary.text()

    screen.press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    buttons = screen.page.findings.findChildren(QPushButton)
    next(button for button in buttons if button.text() == "Show the date").click()
    assert focus() is field.editor.inputs[0]


def complete(screen: Sitting) -> None:
    fill_in(screen)
    with screen.qtbot.waitSignal(screen.presenter.completed):
        screen.page.completion_requested.emit()


def test_a_completed_consultation_opens_to_be_read(
    qtbot: QtBot, services: Services, screen: Sitting
) -> None:
    complete(screen)
    with sitting(qtbot, services, screen.consultation_id) as again:
        assert again.page.review.isVisible()
        assert not again.page.sections.isVisible()
        assert "Completed by Dr Mary Example" in again.page.review.standing.text()
        assert not again.page.review.complete_button.isVisible()
        with qtbot.waitSignal(again.presenter.handout_asked) as asked:
            again.page.review.handout_button.click()
        assert asked.args == [screen.consultation_id]


def test_a_completed_check_after_treatment_offers_no_handout_and_amend_has_the_keyboard(
    qtbot: QtBot, services: Services, screen: Sitting
) -> None:
    patient_id, kind = screen.stored().patient_id, VisitKind.AFTER_TREATMENT_CHECK
    check = completed_visit(services, DOCTOR, patient_id, kind=kind)
    with sitting(qtbot, services, check) as again:
        assert again.page.review.handout_button.isHidden()
        assert again.page.review.amend_button.isVisible()
        again.page.review.focus_start()
        assert focus() is again.page.review.amend_button


def test_amending_asks_for_the_reason_and_opens_the_questions(screen: Sitting) -> None:
    complete(screen)
    screen.page.review.amend_button.click()
    asked = dialog(screen, Decision)
    assert isinstance(asked, Decision)
    assert not asked.accept_button.isEnabled()
    type_text(asked.reason, "wrong date")
    asked.accept_button.click()
    screen.qtbot.waitUntil(screen.page.form.isVisible)
    type_text(screen.input("visit.reason"), "amended")
    screen.presenter.flush()
    screen.wait_until_saved()
    with screen.qtbot.waitSignal(screen.presenter.completed):
        screen.page.completion_requested.emit()

    assert screen.stored().state is ConsultationState.AMENDED
    assert "wrong date" in screen.page.review.standing.text()


def test_discarding_a_draft_asks_first(screen: Sitting) -> None:
    type_text(screen.input("visit.reason"), "to be given up")
    screen.page.wishes.discard.trigger()
    asked = dialog(screen, Decision)
    assert isinstance(asked, Decision)
    with screen.qtbot.waitSignal(screen.presenter.closed):
        asked.accept_button.click()

    with pytest.raises(ConsultationNotFound):
        screen.stored()


def test_discarding_an_amendment_leaves_what_was_completed(screen: Sitting) -> None:
    complete(screen)
    screen.page.amendment_wanted.emit("a second look")
    screen.qtbot.waitUntil(screen.page.form.isVisible)
    screen.page.discard_confirmed.emit()
    with screen.qtbot.waitSignal(screen.presenter.closed):
        QApplication.processEvents()

    assert screen.stored().state is ConsultationState.COMPLETED
    assert not screen.stored().is_open


def test_the_reception_is_told_that_it_may_not_complete(qtbot: QtBot, services: Services) -> None:
    reception = Actor("Ana at the desk", Role.RECEPTION)
    with sitting(qtbot, services, begin(services), reception) as opened:
        opened.page.review_requested.emit()
        opened.page.completion_requested.emit()
        qtbot.waitUntil(lambda: "may not" in message(opened))
