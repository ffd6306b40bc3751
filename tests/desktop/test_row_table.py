"""Rows as a table: a column for each question; below each other where that gets too narrow."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from intake_app.desktop.widgets.form.drop_down_field import DropDownField
from intake_app.desktop.widgets.form.row_group import RowGroup
from intake_app.desktop.widgets.form.row_table import RowTable
from intake_app.desktop.widgets.form.table_row import TableRow
from intake_app.domain.form.answers import UNKNOWN, Place, given
from intake_app.domain.form.conditions import Operator, Test
from intake_app.domain.form.questionnaire import Item
from intake_app.domain.visit.drafting import AddRow, RemoveRow, SetAnswer, TypeText
from tests.helpers.builders import choice, code, question, rows
from tests.helpers.form_fields import FormOnScreen
from tests.helpers.qt_input import type_text


def drugs(control: str = "gtable") -> Item:
    why = question("why", enable_when=Test("drug", Operator.EXISTS, True))
    return rows(
        "drugs",
        question("drug", required=True),
        choice("route", "scalp", "mouth"),
        question("dose", "decimal"),
        why,
        rows("times", question("at", "time")),
        control=control,
    )


def place(text: str) -> Place:
    return Place.parse(text)


@pytest.fixture
def shown(qtbot: QtBot) -> FormOnScreen:
    screen = FormOnScreen(qtbot, drugs(), width=1100)
    for _ in range(2):
        screen.apply(AddRow(place("drugs")))
    return screen


def table(screen: FormOnScreen) -> RowTable:
    found = screen.view.findChild(RowTable)
    assert isinstance(found, RowTable)
    return found


def left(screen: FormOnScreen, widget: QWidget) -> int:
    return widget.mapTo(screen.window, QPoint(0, 0)).x()


def top(screen: FormOnScreen, widget: QWidget) -> int:
    return widget.mapTo(screen.window, QPoint(0, 0)).y()


@pytest.mark.parametrize("control", ["gtable", "table"])
def test_each_question_is_a_column_and_each_row_a_line(qtbot: QtBot, control: str) -> None:
    screen = FormOnScreen(qtbot, drugs(control), width=1100)
    for _ in range(2):
        screen.apply(AddRow(place("drugs")))
    first, second = screen.frame("drug[0]"), screen.frame("dose[0]")
    qtbot.waitUntil(lambda: top(screen, first) == top(screen, second))
    assert left(screen, second) > left(screen, first)
    assert left(screen, screen.frame("dose[1]")) == left(screen, second)
    assert top(screen, screen.frame("drug[1]")) > top(screen, first)
    assert not first.label.isVisible()
    assert table(screen).header.isVisible()
    assert isinstance(screen.editor("route[0]"), DropDownField)


def test_a_narrow_table_stands_below_each_other_with_its_words(
    qtbot: QtBot, shown: FormOnScreen
) -> None:
    shown.window.resize(420, 700)
    qtbot.waitUntil(lambda: not table(shown).is_wide)
    first, second = shown.frame("drug[0]"), shown.frame("dose[0]")
    qtbot.waitUntil(lambda: top(shown, second) > top(shown, first))
    assert first.label.isVisible()
    assert not table(shown).header.isVisible()

    shown.window.resize(1100, 700)
    qtbot.waitUntil(lambda: table(shown).is_wide)
    assert table(shown).header.isVisible()


def test_larger_writing_takes_the_room_to_stand_side_by_side(
    qtbot: QtBot, shown: FormOnScreen
) -> None:
    shown.window.resize(1100, 700)
    qtbot.waitUntil(lambda: table(shown).is_wide)
    shown.window.setStyleSheet("* { font-size: 40px; }")
    qtbot.waitUntil(lambda: not table(shown).is_wide)
    qtbot.waitUntil(lambda: not table(shown).header.isVisible())


def test_tab_goes_through_a_row_and_the_arrows_from_row_to_row(shown: FormOnScreen) -> None:
    line = shown.line("drug[0]")
    type_text(line, "Minoxidil")
    QTest.keyClick(line, Qt.Key.Key_Tab)
    QTest.keyClick(focus(), Qt.Key.Key_Tab)
    assert focus() is shown.editor("dose[0]").inputs[0]
    QTest.keyClick(focus(), Qt.Key.Key_Down)
    assert focus() is shown.editor("dose[1]").inputs[0]
    QTest.keyClick(focus(), Qt.Key.Key_Down)
    assert focus() is shown.editor("dose[1]").inputs[0]
    QTest.keyClick(focus(), Qt.Key.Key_Up)
    type_text(focus(), "2,5")
    assert str(shown.answer("dose[0]").values[0]) == "2.5"  # type: ignore[union-attr]


def test_a_question_that_is_not_asked_leaves_its_cell_empty(shown: FormOnScreen) -> None:
    shown.apply(TypeText(place("drug[0]"), "x"))
    assert shown.frame("why[0]").isVisible()
    shown.apply(TypeText(place("drug[0]"), ""))
    assert not shown.frame("why[0]").isVisible()


def test_a_row_is_taken_away_and_the_next_moves_up(shown: FormOnScreen) -> None:
    shown.apply(TypeText(place("drug[1]"), "second"))
    row = next(r for r in shown.view.findChildren(TableRow) if str(r.place) == "drugs[0]")
    row.remove_button.click()
    assert shown.edits[-1] == RemoveRow(place("drugs"), 0)
    assert shown.answer("drug[0]") == given("second")
    line = shown.editor("drug[0]").inputs[0]
    assert isinstance(line, QLineEdit)
    assert line.text() == "second"
    assert len(table(shown).shown) == 1


def test_a_new_row_takes_the_keyboard(shown: FormOnScreen) -> None:
    group = next(g for g in shown.view.findChildren(RowGroup) if str(g.place) == "drugs")
    group.add_button.setFocus()
    QTest.keyClick(group.add_button, Qt.Key.Key_Space)
    assert focus() is shown.editor("drug[2]").inputs[0]


def test_each_cell_tells_a_screen_reader_its_question_and_its_row(shown: FormOnScreen) -> None:
    assert shown.editor("drug[1]").inputs[0].accessibleName() == "Q drug, row 2"
    assert shown.frame("drug[1]").states.unknown.accessibleName() == "Unknown"


def test_unknown_is_marked_in_a_cell_too(shown: FormOnScreen) -> None:
    frame = shown.frame("dose[1]")
    frame.states.unknown.click()
    assert shown.answer("dose[1]") == UNKNOWN
    assert frame.said.text() == "? Unknown"
    shown.apply(SetAnswer(place("route[1]"), given(code("scalp"))))
    assert shown.frame("route[1]").states.clear.isVisible()


def test_rows_inside_a_row_stand_below_it(shown: FormOnScreen) -> None:
    inner = next(g for g in shown.view.findChildren(RowGroup) if str(g.place) == "times[0]")
    inner.add_button.click()
    type_text(shown.line("at[0][0]"), "8:30")
    shown.leave()
    assert shown.answer("at[0][0]") is not None


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget
