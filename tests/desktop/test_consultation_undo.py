"""Undo and redo within the form."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from intake_app.domain.form.answers import UNKNOWN, Place, given
from intake_app.services.suite import Services
from tests.helpers.consultation_screen import ALT, CTRL, SHIFT, Sitting, begin, focus, sitting
from tests.helpers.qt_input import type_text

REASON = Place("visit.reason")
INTERPRETER = Place("visit.interpreter")


@pytest.fixture
def screen(qtbot: QtBot, services: Services) -> Iterator[Sitting]:
    with sitting(qtbot, services, begin(services)) as opened:
        yield opened


def undo(screen: Sitting) -> None:
    screen.press(Qt.Key.Key_Z, CTRL)


def redo(screen: Sitting) -> None:
    screen.press(Qt.Key.Key_Z, CTRL | SHIFT)


def text_of(screen: Sitting, place: str) -> str:
    widget = screen.input(place)
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    assert isinstance(widget, QLineEdit)
    return widget.text()


def test_a_choice_is_undone_and_done_again(screen: Sitting) -> None:
    screen.field("visit.interpreter")
    screen.press(Qt.Key.Key_Y)
    undo(screen)
    assert screen.state.answer(INTERPRETER) is None

    redo(screen)
    assert screen.state.answer(INTERPRETER) == given(True)
    screen.wait_until_saved()
    assert screen.stored_answer("visit.interpreter") == given(True)


def test_steps_in_several_fields_go_back_one_by_one(screen: Sitting) -> None:
    type_text(screen.input("visit.reason"), "one")
    screen.field("visit.interpreter")
    screen.press(Qt.Key.Key_Y)
    screen.press(Qt.Key.Key_Tab)
    type_text(focus(), "Ana")

    undo(screen)  # the line's own undo
    assert screen.state.answer(Place("visit.interpreter_name")) is None
    undo(screen)
    assert screen.state.answer(INTERPRETER) is None
    undo(screen)
    assert screen.state.answer(REASON) is None
    assert text_of(screen, "visit.reason") == ""

    redo(screen)
    assert text_of(screen, "visit.reason") == "one"
    redo(screen)
    assert screen.state.answer(INTERPRETER) == given(True)


def test_typing_in_one_field_is_one_step_once_it_is_left(screen: Sitting) -> None:
    type_text(screen.input("visit.reason"), "one two three")
    screen.press(Qt.Key.Key_Tab)
    undo(screen)

    assert text_of(screen, "visit.reason") == ""
    assert not screen.page.undo_button.isEnabled()


def test_undo_leads_to_the_field_that_it_changed(screen: Sitting) -> None:
    type_text(screen.input("visit.reason"), "one")
    screen.press(Qt.Key.Key_7, ALT)
    assert screen.page.form.current == "expectations"
    undo(screen)

    assert screen.page.form.current == "visit"
    assert focus() is screen.input("visit.reason")


def test_undo_in_a_line_that_was_left_does_not_jump_back_in_time(screen: Sitting) -> None:
    type_text(screen.input("visit.practitioner"), "Dr Other")
    type_text(screen.input("visit.reason"), "later")
    screen.input("visit.practitioner")
    undo(screen)

    assert text_of(screen, "visit.reason") == ""
    assert text_of(screen, "visit.practitioner") == "Dr Other"


def test_coming_back_to_a_field_begins_a_new_step(screen: Sitting) -> None:
    type_text(screen.input("visit.reason"), "one")
    screen.press(Qt.Key.Key_Tab)
    screen.press(Qt.Key.Key_Backtab, SHIFT)
    screen.press(Qt.Key.Key_End)
    type_text(focus(), " two")
    screen.press(Qt.Key.Key_Tab)
    undo(screen)

    assert text_of(screen, "visit.reason") == "one"


def test_half_a_date_is_undone_too(screen: Sitting) -> None:
    type_text(screen.input("history.onset"), "31.2.")
    screen.press(Qt.Key.Key_Tab)
    undo(screen)
    assert text_of(screen, "history.onset") == ""

    redo(screen)
    assert text_of(screen, "history.onset") == "31.2."


def test_unknown_is_undone(screen: Sitting) -> None:
    screen.field("visit.interpreter")
    screen.press(Qt.Key.Key_U, ALT)
    assert screen.state.answer(INTERPRETER) == UNKNOWN
    undo(screen)

    assert screen.state.answer(INTERPRETER) is None


def test_a_row_that_was_removed_comes_back_with_its_answers(screen: Sitting) -> None:
    rows = screen.row_group("history.medicines")
    rows.add_button.click()
    type_text(focus(), "biotin")
    rows.add_button.setFocus()
    rows.add_button.click()
    type_text(focus(), "iron")
    screen.row("history.medicines[0]").remove_button.click()
    assert text_of(screen, "history.medicines.name[0]") == "iron"

    undo(screen)
    assert text_of(screen, "history.medicines.name[0]") == "biotin"
    assert text_of(screen, "history.medicines.name[1]") == "iron"
    screen.wait_until_saved()
    assert screen.stored_answer("history.medicines.name[1]") == given("iron")


def test_something_new_ends_what_could_be_done_again(screen: Sitting) -> None:
    screen.field("visit.interpreter")
    screen.press(Qt.Key.Key_Y)
    undo(screen)
    screen.field("visit.interpreter")
    screen.press(Qt.Key.Key_N)

    assert not screen.page.wishes.redo.isEnabled()
