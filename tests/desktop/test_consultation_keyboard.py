"""The consultation screen by keyboard alone."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QRadioButton
from pytestqt.qtbot import QtBot

from intake_app.desktop.widgets.form.field_frame import FieldFrame
from intake_app.desktop.widgets.visit.finding_card import FindingCard
from intake_app.domain.form.answers import DECLINED, UNKNOWN, Answer, Place, given
from intake_app.domain.visit.drafting import SetAnswer
from intake_app.services.suite import Services
from tests.helpers.consultation_screen import (
    ALT,
    CTRL,
    SHIFT,
    Sitting,
    begin,
    choose,
    focus,
    sitting,
)
from tests.helpers.qt_input import type_text


@pytest.fixture
def screen(qtbot: QtBot, services: Services) -> Iterator[Sitting]:
    with sitting(qtbot, services, begin(services)) as opened:
        yield opened


def question_in_hand() -> str:
    """The linkId of the question that has the keyboard."""
    widget = focus()
    while not isinstance(widget, FieldFrame):
        parent = widget.parentWidget()
        if parent is None:
            return ""
        widget = parent
    return str(widget.place)


def test_the_keyboard_begins_in_the_first_field(screen: Sitting) -> None:
    assert question_in_hand() == "visit.date"


def test_a_section_that_begins_with_rows_begins_at_the_button_that_adds_one(
    screen: Sitting,
) -> None:
    choose(screen, "visit.kind", "treatment-session")
    screen.press(Qt.Key.Key_8, ALT)
    added = screen.row_group("plan.products").add_button
    screen.press(Qt.Key.Key_1, ALT)
    screen.press(Qt.Key.Key_8, ALT)

    assert focus() is added


def test_a_section_goes_on_at_the_rows_where_it_was_left(screen: Sitting) -> None:
    button = screen.row_group("history.medicines").add_button
    assert focus() is button
    screen.press(Qt.Key.Key_PageDown, CTRL)
    assert focus() is not button
    screen.press(Qt.Key.Key_PageUp, CTRL)

    assert focus() is button


def test_tab_goes_through_the_questions_in_the_order_of_reading(screen: Sitting) -> None:
    wanted = [
        spot.place.link_id for spot in screen.state.assessment.spots if spot.item.is_question
    ]
    wanted = [link_id for link_id in wanted if link_id.startswith("visit.")]
    seen = [question_in_hand()]
    for _ in range(len(wanted) - 1):
        screen.press(Qt.Key.Key_Tab)
        seen.append(question_in_hand())

    assert seen == wanted


def test_tab_reaches_a_question_that_appeared_in_place(screen: Sitting) -> None:
    screen.field("visit.interpreter")
    screen.press(Qt.Key.Key_Y)
    screen.press(Qt.Key.Key_Tab)

    assert question_in_hand() == "visit.interpreter_name"


def test_a_section_is_gone_on_with_where_it_was_left(screen: Sitting) -> None:
    screen.field("visit.practitioner")
    screen.press(Qt.Key.Key_2, ALT)
    assert question_in_hand() == "history.onset"

    screen.press(Qt.Key.Key_1, ALT)

    assert question_in_hand() == "visit.practitioner"


def test_shift_tab_goes_back(screen: Sitting) -> None:
    screen.field("visit.practitioner")
    screen.press(Qt.Key.Key_Backtab, SHIFT)

    assert question_in_hand() == "visit.kind"


def test_enter_goes_on_to_the_next_field(screen: Sitting) -> None:
    screen.press(Qt.Key.Key_Return)

    assert question_in_hand() == "visit.kind"


def test_arrows_move_among_options_and_space_picks(screen: Sitting) -> None:
    screen.field("visit.kind")
    screen.press(Qt.Key.Key_Right)
    screen.press(Qt.Key.Key_Space)
    screen.wait_until_saved()

    item = screen.state.questionnaire.by_link_id["visit.kind"]
    assert screen.stored_answer("visit.kind") == given(item.options[1].value)


def test_a_digit_picks_its_option_at_once(screen: Sitting) -> None:
    screen.field("visit.kind")
    screen.press(Qt.Key.Key_3)
    screen.wait_until_saved()

    item = screen.state.questionnaire.by_link_id["visit.kind"]
    assert screen.stored_answer("visit.kind") == given(item.options[2].value)
    assert isinstance(focus(), QRadioButton)


def test_delete_takes_a_choice_back(screen: Sitting) -> None:
    screen.field("visit.kind")
    screen.press(Qt.Key.Key_1)
    screen.press(Qt.Key.Key_Delete)
    screen.wait_until_saved()

    assert screen.stored_answer("visit.kind") is None
    assert not any(button.isChecked() for button in screen.page.findChildren(QRadioButton))


def test_alt_u_marks_a_question_unknown_and_typing_takes_it_back(screen: Sitting) -> None:
    field = screen.field("visit.reason")
    screen.press(Qt.Key.Key_U, ALT)
    screen.wait_until_saved()
    assert screen.stored_answer("visit.reason") == UNKNOWN
    assert field.said.text().startswith("? Unknown")

    type_text(focus(), "thinner")
    screen.press(Qt.Key.Key_Tab)
    screen.wait_until_saved()
    assert screen.stored_answer("visit.reason") == given("thinner")
    assert not field.said.isVisible()


def test_alt_d_marks_a_question_declined_and_again_takes_it_back(screen: Sitting) -> None:
    field = screen.field("visit.interpreter")
    screen.press(Qt.Key.Key_D, ALT)
    assert field.said.text().startswith("✕ Declined")
    assert screen.state.answer(Place("visit.interpreter")) == DECLINED

    screen.press(Qt.Key.Key_D, ALT)
    assert screen.state.answer(Place("visit.interpreter")) is None


@pytest.mark.parametrize(
    ("key", "answer"), [(Qt.Key.Key_U, UNKNOWN), (Qt.Key.Key_D, DECLINED), (Qt.Key.Key_N, None)]
)
@pytest.mark.parametrize("text", ["2019", "31.2."])
def test_what_stood_in_the_field_goes_with_the_mark_and_comes_back_with_undo(
    screen: Sitting, key: Qt.Key, answer: Answer | None, text: str
) -> None:
    line = screen.input("history.onset")
    assert isinstance(line, QLineEdit)
    type_text(line, text)
    screen.press(key, ALT)
    assert line.text() == ""
    assert screen.state.answer(Place("history.onset")) == answer
    assert screen.state.unfinished(Place("history.onset")) is None

    screen.press(Qt.Key.Key_Z, CTRL)
    assert line.text() == text


def test_alt_n_takes_back_what_was_picked(screen: Sitting) -> None:
    screen.field("visit.interpreter")
    screen.press(Qt.Key.Key_1)
    assert screen.state.answer(Place("visit.interpreter")) == given(True)
    screen.press(Qt.Key.Key_N, ALT)

    assert screen.state.answer(Place("visit.interpreter")) is None


def test_an_administrative_question_is_never_unknown(screen: Sitting) -> None:
    screen.field("visit.practitioner")
    screen.press(Qt.Key.Key_U, ALT)

    assert screen.state.answer(Place("visit.practitioner")) == given("Dr Mary Example")


def test_page_keys_and_numbers_go_from_section_to_section(screen: Sitting) -> None:
    screen.press(Qt.Key.Key_PageDown, CTRL)
    assert screen.page.form.current == "history"
    assert question_in_hand() == "history.onset"

    screen.press(Qt.Key.Key_PageUp, CTRL)
    assert screen.page.form.current == "visit"

    screen.press(Qt.Key.Key_7, ALT)
    assert screen.page.form.current == "expectations"
    assert isinstance(focus(), QPlainTextEdit)

    screen.press(Qt.Key.Key_8, ALT)
    assert screen.page.form.current == "plan"


def test_enter_in_the_list_of_sections_goes_into_the_section(screen: Sitting) -> None:
    screen.page.sections.setFocus()
    screen.press(Qt.Key.Key_Down)
    assert focus() is screen.page.sections
    screen.press(Qt.Key.Key_Return)

    assert screen.page.form.current == "history"
    assert question_in_hand() == "history.onset"


def test_a_text_box_leaves_the_section_keys_alone(screen: Sitting) -> None:
    screen.field("visit.reason")
    screen.press(Qt.Key.Key_PageDown, CTRL)

    assert screen.page.form.current == "history"


def test_a_hidden_section_is_passed_over(screen: Sitting) -> None:
    item = screen.state.questionnaire.by_link_id["visit.kind"]
    check = next(
        o for o in item.options if getattr(o.value, "code", "") == "after-treatment-check"
    )
    screen.edit(SetAnswer(Place("visit.kind"), given(check.value)))
    asked = [section.key for section in screen.page.form.sections if section.is_asked]
    screen.press(Qt.Key.Key_PageDown, CTRL)

    assert screen.page.form.current == asked[1]


def test_the_field_that_gets_the_keyboard_is_scrolled_into_view(screen: Sitting) -> None:
    screen.press(Qt.Key.Key_2, ALT)
    for _ in range(40):
        screen.press(Qt.Key.Key_Tab)
        widget = focus()
        if isinstance(widget, QLineEdit | QRadioButton) and question_in_hand():
            assert not widget.visibleRegion().isEmpty()


def test_control_enter_reads_the_answers_back(screen: Sitting) -> None:
    screen.field("visit.reason")
    type_text(focus(), "Zoë <b>&co</b>")
    screen.press(Qt.Key.Key_Return, CTRL)

    assert "Zoë <b>&co</b>" in screen.page.review.read_back.toPlainText()
    assert screen.state.answer(Place("visit.reason")) == given("Zoë <b>&co</b>")


def test_f8_goes_to_the_findings(screen: Sitting) -> None:
    pregnancy = screen.state.questionnaire.by_link_id["safety.pregnancy"]
    screen.edit(SetAnswer(Place("safety.pregnancy"), given(pregnancy.options[0].value)))
    screen.wait_until_saved()
    screen.press(Qt.Key.Key_F8)

    assert screen.page.findings.isAncestorOf(focus())


def test_f8_goes_on_to_the_next_finding_and_from_the_last_to_the_first(screen: Sitting) -> None:
    asked = screen.state.questionnaire.by_link_id
    for link_id, option in (("safety.breastfeeding", 1), ("safety.pregnancy", 0)):
        screen.edit(SetAnswer(Place(link_id), given(asked[link_id].options[option].value)))
        screen.wait_until_saved()
    cards = sorted(screen.page.findChildren(FindingCard), key=lambda card: card.y())
    assert len(cards) > 1

    passed = []
    for _ in range(len(cards) + 1):
        screen.press(Qt.Key.Key_F8)
        passed.append(next(card for card in cards if card.isAncestorOf(focus())))
    assert passed == [*cards, cards[0]]


def test_tab_goes_through_the_findings_from_top_to_bottom(screen: Sitting) -> None:
    asked = screen.state.questionnaire.by_link_id
    for link_id, option in (("safety.breastfeeding", 1), ("safety.pregnancy", 0)):
        screen.edit(SetAnswer(Place(link_id), given(asked[link_id].options[option].value)))
        screen.wait_until_saved()
    screen.press(Qt.Key.Key_F8)

    passed = []
    while screen.page.findings.isAncestorOf(focus()):
        passed.append(focus().mapToGlobal(QPoint(0, focus().height())).y())
        screen.press(Qt.Key.Key_Tab)
    assert len(passed) > 3
    assert passed == sorted(passed)
