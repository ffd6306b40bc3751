"""A table of answers: a row for each question, a column for each answer."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from intake_app.desktop.widgets.form.matrix_block import MatrixTable
from intake_app.desktop.widgets.form.matrix_row import MatrixRow
from intake_app.domain.form.answers import DECLINED, UNKNOWN, Place, given
from intake_app.domain.form.conditions import Operator, Test
from intake_app.domain.form.questionnaire import Item
from intake_app.domain.visit.drafting import SetAnswer
from tests.helpers.builders import choice, code, group, question
from tests.helpers.form_fields import FormOnScreen

OFTEN = ("never", "sometimes", "always")
LONG = "How often did you find more hair than you were used to on your pillow or in the shower?"


def scalp(control: str = "table") -> Item:
    return group(
        "scalp",
        question("note", "display"),
        choice("itch", *OFTEN, text="Itching", required=True),
        choice("hair", *OFTEN, text=LONG),
        choice("sore", *OFTEN, text="Soreness", repeats=True, enable_when=_itching()),
        control=control,
    )


def _itching() -> Test:
    return Test("itch", Operator.EQUAL, code("always"))


def place(text: str) -> Place:
    return Place.parse(text)


@pytest.fixture
def shown(qtbot: QtBot) -> FormOnScreen:
    return FormOnScreen(qtbot, scalp())


def table(screen: FormOnScreen) -> MatrixTable:
    found = screen.view.findChild(MatrixTable)
    assert isinstance(found, MatrixTable)
    return found


def buttons(screen: FormOnScreen, link_id: str) -> list[QWidget]:
    return screen.frame(link_id).editor.inputs


def left(screen: FormOnScreen, widget: QWidget) -> int:
    return widget.mapTo(screen.window, QPoint(0, 0)).x()


def press(key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key)


def test_the_same_answer_of_every_question_stands_in_one_column(
    qtbot: QtBot, shown: FormOnScreen
) -> None:
    qtbot.waitUntil(table(shown).header.isVisible)
    titles = table(shown).titles
    assert [title.text() for title in titles] == ["Never", "Sometimes", "Always"]

    def in_line() -> bool:
        return all(
            abs(left(shown, button) - left(shown, title)) <= 8
            for link_id in ("itch", "hair")
            for button, title in zip(buttons(shown, link_id), titles, strict=True)
        )

    qtbot.waitUntil(in_line)


def test_keys_go_along_the_answers_and_from_question_to_question(shown: FormOnScreen) -> None:
    shown.frame("itch").take_focus()
    press(Qt.Key.Key_2)
    assert shown.state().answer(place("itch")) == given(code("sometimes"))
    press(Qt.Key.Key_Down)
    assert QApplication.focusWidget() is buttons(shown, "hair")[1]
    press(Qt.Key.Key_Space)
    assert shown.state().answer(place("hair")) == given(code("sometimes"))
    press(Qt.Key.Key_Up)
    assert QApplication.focusWidget() is buttons(shown, "itch")[1]
    press(Qt.Key.Key_Delete)
    assert shown.state().answer(place("itch")) is None


def test_each_question_is_one_stop_of_tab(shown: FormOnScreen) -> None:
    shown.frame("itch").take_focus()
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() in buttons(shown, "hair")


def test_a_screen_reader_hears_the_answer_and_what_is_asked(shown: FormOnScreen) -> None:
    first = buttons(shown, "itch")[0]
    assert first.accessibleName() == "Never"
    assert "required" in first.accessibleDescription()
    assert shown.frame("itch").label.buddy() is first
    assert shown.frame("hair").editor.accessibleName() == LONG


def test_a_question_that_is_asked_later_comes_as_a_row_of_check_boxes(
    shown: FormOnScreen,
) -> None:
    assert [row.item.link_id for row in table(shown).shown] == ["note", "itch", "hair"]
    shown.apply(SetAnswer(place("itch"), given(code("always"))))
    assert [row.item.link_id for row in table(shown).shown] == ["note", "itch", "hair", "sore"]
    shown.frame("sore").take_focus()
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_3)
    assert shown.state().answer(place("sore")) == given(code("never"), code("always"))


def test_unknown_and_declined_are_answers_in_a_row_too(shown: FormOnScreen) -> None:
    row = shown.frame("itch")
    assert isinstance(row, MatrixRow)
    row.states.unknown.click()
    assert shown.state().answer(place("itch")) == UNKNOWN
    shown.view.mark(DECLINED)
    row.take_focus()
    shown.view.mark(DECLINED)
    assert shown.state().answer(place("itch")) == DECLINED
    assert "Declined" in row.said.text()


def test_where_it_is_narrow_each_answer_stands_with_its_words(
    qtbot: QtBot, shown: FormOnScreen
) -> None:
    shown.window.resize(340, 700)
    qtbot.waitUntil(lambda: not table(shown).is_wide)
    qtbot.waitUntil(lambda: not table(shown).header.isVisible())
    words = [button.words for button in buttons(shown, "itch")]  # type: ignore[attr-defined]
    assert words == ["Never", "Sometimes", "Always"]
    shown.window.resize(900, 700)
    qtbot.waitUntil(table(shown).header.isVisible)
    assert [button.words for button in buttons(shown, "itch")] == [""] * 3  # type: ignore[attr-defined]


def test_questions_with_different_answers_stand_below_each_other(qtbot: QtBot) -> None:
    mixed = group("g", choice("a", "yes", "no"), choice("b", "much", "little"), control="table")
    screen = FormOnScreen(qtbot, mixed)
    assert screen.view.findChild(MatrixTable) is None
    assert screen.frame("b").isVisible()
