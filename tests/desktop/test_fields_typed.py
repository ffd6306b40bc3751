"""Fields that are typed in: text, numbers, dates, amounts, several lines."""

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given as whatever
from hypothesis import strategies as st
from PySide6.QtCore import QDate, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from intake_app.desktop.widgets.form.calendar_popup import CalendarPopup
from intake_app.desktop.widgets.form.date_field import DateField
from intake_app.desktop.widgets.form.field_text import day_words, field_text
from intake_app.desktop.widgets.form.inputs import ON_MACOS, LineInput, TextInput
from intake_app.desktop.widgets.form.quantity_field import QuantityField
from intake_app.desktop.widgets.form.repeated_field import RepeatedField
from intake_app.desktop.widgets.form.scale_field import ScaleField
from intake_app.domain.dates import PartialDate
from intake_app.domain.form.answers import given
from intake_app.domain.form.questionnaire import ItemType, Limits
from intake_app.domain.form.typed_text import read_typed
from intake_app.domain.values import Coding, Quantity, Value
from tests.helpers.builders import READING, between, day, moment, question
from tests.helpers.form_fields import FormOnScreen
from tests.helpers.qt_input import type_by_input_method, type_text

POPUP = "This plugin does not support grabbing"
"""What the platform without a screen says of every popup."""

MG = Coding("mg", "mg", "http://unitsofmeasure.org")
ML = Coding("mL", "ml", "http://unitsofmeasure.org")


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("string", "Zoë O'Brien <b>", "Zoë O'Brien <b>"),
        ("url", "https://example.org/a?b&c", "https://example.org/a?b&c"),
        ("integer", "12", 12),
        ("decimal", "12,50", Decimal("12.50")),
        ("time", "9.30", time(9, 30)),
        ("date", "17.4.88", PartialDate(1988, 4, 17)),
        ("date", "4/1988", PartialDate(1988, 4)),
        ("dateTime", "1.12.2026 10:30", moment("2026-12-01 10:30")),
        ("dateTime", "1.12.2026", None),
    ],
)
def test_what_is_typed_becomes_a_value(qtbot: QtBot, kind: str, typed: str, value: object) -> None:
    screen = FormOnScreen(qtbot, question("q", kind))
    type_text(screen.line("q"), typed)
    answer = screen.answer("q")

    assert answer is not None
    assert value is None or answer.values == (value,)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("integer", "1.5"),
        ("integer", "twelve"),
        ("decimal", "1.2.3"),
        ("date", "31.2."),
        ("date", "31.2.2020"),
        ("dateTime", "1.12.2026 25:00"),
        ("time", "9.75"),
    ],
)
def test_what_is_not_a_value_stays_on_the_screen_with_a_sentence(
    qtbot: QtBot, kind: str, typed: str
) -> None:
    screen = FormOnScreen(qtbot, question("q", kind), question("next"))
    line = screen.line("q")
    type_text(line, typed)
    assert not screen.frame("q").error.isVisible()
    screen.leave()

    assert screen.answer("q") is None
    assert screen.unfinished("q") == typed
    assert line.text() == typed
    assert screen.frame("q").error.text().startswith("⚠ ")
    assert screen.frame("q").error.isVisible()


def test_the_words_in_an_empty_date_and_time_are_not_cut_off(qtbot: QtBot) -> None:
    words = "day.month.year hour:minute, for example 1.12.2026 10:30"
    screen = FormOnScreen(qtbot, question("q", "dateTime", entry_format=words))
    line = screen.line("q")
    assert line.width() > line.fontMetrics().horizontalAdvance(words)


def test_limits_of_a_number_are_its_placeholder_and_are_kept(qtbot: QtBot) -> None:
    item = question("q", "integer", limits=between(5, 100), units=(Coding("a", "years"),))
    screen = FormOnScreen(qtbot, item)
    line = screen.line("q")
    assert line.placeholderText() == "5 to 100"
    assert "years" in [label.text() for label in screen.frame("q").findChildren(QLabel)]

    type_text(line, "101")
    screen.leave()
    assert "100 or less" in screen.frame("q").error.text()


@pytest.mark.skipif(ON_MACOS, reason="Alt writes accents there")
@pytest.mark.parametrize("field", [LineInput, TextInput])
def test_alt_with_a_letter_types_nothing_over_an_answer(
    qtbot: QtBot, field: type[LineInput] | type[TextInput]
) -> None:
    line = field()
    qtbot.addWidget(line)
    line.show_text("21.11.2026")
    line.selectAll()

    QTest.keyClick(line, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)

    shown = line.text() if isinstance(line, LineInput) else line.toPlainText()
    assert shown == "21.11.2026"


def test_a_text_that_is_too_long_is_never_cut_off(qtbot: QtBot) -> None:
    screen = FormOnScreen(qtbot, question("q", limits=Limits(max_length=10)))
    line = screen.line("q")
    type_by_input_method(line, "a word of 500 letters" + "x" * 500)
    screen.leave()

    assert len(line.text()) == 521
    assert "At most 10" in screen.frame("q").error.text()


def test_a_text_box_grows_with_its_text_and_keeps_its_lines(qtbot: QtBot) -> None:
    screen = FormOnScreen(qtbot, question("q", "text"))
    box = screen.editor("q").inputs[0]
    assert isinstance(box, QPlainTextEdit)
    before = box.height()
    box.setFocus()
    type_by_input_method(box, "one\ntwo\nthree\nfour\nfive\nsix")
    qtbot.waitUntil(lambda: box.height() > before)

    assert screen.answer("q") == given("one\ntwo\nthree\nfour\nfive\nsix")


@pytest.mark.qt_log_ignore(POPUP)
def test_the_calendar_is_opened_by_key_and_fills_the_field(qtbot: QtBot) -> None:
    screen = FormOnScreen(qtbot, question("q", "date"))
    line = screen.line("q")
    type_text(line, "3.12.2026")
    QTest.keyClick(line, Qt.Key.Key_F4)
    popup = screen.window.findChild(CalendarPopup)
    assert isinstance(popup, CalendarPopup)
    assert popup.calendar.selectedDate() == QDate(2026, 12, 3)

    popup.calendar.clicked.emit(QDate(2026, 12, 9))
    assert screen.answer("q") == given(day("2026-12-09"))
    assert line.text() == "09.12.2026"


@pytest.mark.qt_log_ignore(POPUP)
def test_the_calendar_keeps_the_time_that_was_typed(qtbot: QtBot) -> None:
    screen = FormOnScreen(qtbot, question("q", "dateTime"))
    type_text(screen.line("q"), "3.12.2026 10:30")
    editor = screen.editor("q")
    assert isinstance(editor, DateField)
    editor.button.click()
    popup = screen.window.findChild(CalendarPopup)
    assert isinstance(popup, CalendarPopup)
    popup.calendar.clicked.emit(QDate(2026, 12, 9))

    assert screen.answer("q") == given(moment("2026-12-09 10:30"))


def test_an_amount_takes_its_unit_from_the_list(qtbot: QtBot) -> None:
    screen = FormOnScreen(qtbot, question("q", "quantity", units=(MG, ML)))
    type_text(screen.line("q"), "2,5")
    editor = screen.editor("q")
    assert isinstance(editor, QuantityField)
    assert screen.answer("q") == given(Quantity(Decimal("2.5"), "mg", MG.system, "mg"))

    editor.units.setCurrentIndex(1)
    editor.units.activated.emit(1)
    assert screen.answer("q") == given(Quantity(Decimal("2.5"), "ml", ML.system, "mL"))
    screen.leave()
    assert editor.line.text() == "2.5"


def test_the_mouse_wheel_never_changes_an_answer(qtbot: QtBot) -> None:
    screen = FormOnScreen(qtbot, question("q", "quantity", units=(MG, ML)))
    units = screen.window.findChild(QComboBox)
    assert isinstance(units, QComboBox)
    units.setFocus()
    QApplication.sendEvent(units, _wheel())

    assert units.currentIndex() == 0
    assert screen.edits == []


@pytest.mark.parametrize("typed", ["99999999999999", "-99999999999999"])
def test_a_number_far_beyond_a_slider_leaves_it_at_its_end(qtbot: QtBot, typed: str) -> None:
    item = question("q", "decimal", control="slider", limits=between(0, 10))
    screen = FormOnScreen(qtbot, item)
    editor = screen.editor("q")
    assert isinstance(editor, ScaleField)
    screen.frame("q").take_focus()
    type_text(editor.line, typed)
    assert editor.slider.value() == (0 if typed.startswith("-") else 10)
    assert screen.unfinished("q") == typed


@pytest.mark.parametrize(
    ("kind", "low", "high", "step", "second"),
    [
        ("integer", 0, 2_000_000, None, 2000),
        ("integer", 0, 1500, None, 2),
        ("decimal", Decimal(0), Decimal(1), Decimal("0.00001"), Decimal("0.001")),
    ],
)
def test_a_slider_with_very_many_steps_takes_larger_ones(
    qtbot: QtBot, kind: str, low: Value, high: Value, step: Decimal | None, second: Value
) -> None:
    limits = between(low, high)
    item = question("q", kind, control="slider", limits=limits, slider_step=step)
    screen = FormOnScreen(qtbot, item)
    screen.frame("q").take_focus()
    for _ in range(2):  # to the low end, then one step up
        QTest.keyClick(screen.editor("q").inputs[0], Qt.Key.Key_Up)
    assert screen.answer("q") == given(second)


def test_what_the_ends_of_a_slider_mean_stands_at_its_ends(qtbot: QtBot) -> None:
    item = question(
        "q", "integer", control="slider", limits=between(0, 10), ends=("No pain", "Worst pain")
    )
    editor = FormOnScreen(qtbot, item).editor("q")
    assert isinstance(editor, ScaleField)
    low, high = (
        next(each for each in editor.findChildren(QLabel) if each.text() == words)
        for words in item.ends
    )
    qtbot.waitUntil(lambda: low.x() < editor.slider.x() < high.x())


def test_a_scale_is_empty_until_it_is_used(qtbot: QtBot) -> None:
    item = question("q", "integer", control="slider", limits=between(0, 10))
    screen = FormOnScreen(qtbot, item)
    editor = screen.editor("q")
    assert isinstance(editor, ScaleField)
    assert editor.slider.property("empty")
    assert editor.line.text() == ""

    type_text(screen.line("q"), "7")
    assert editor.slider.value() == 7
    assert not editor.slider.property("empty")
    QTest.keyClick(editor.line, Qt.Key.Key_Up)
    assert screen.answer("q") == given(8)


def test_up_on_an_empty_scale_begins_at_its_low_end(qtbot: QtBot) -> None:
    item = question("q", "integer", control="slider", limits=between(0, 10))
    screen = FormOnScreen(qtbot, item)
    QTest.keyClick(screen.line("q"), Qt.Key.Key_Up)

    assert screen.answer("q") == given(0)


def test_several_answers_are_typed_one_to_a_line(qtbot: QtBot) -> None:
    screen = FormOnScreen(qtbot, question("q", repeats=True))
    editor = screen.editor("q")
    assert isinstance(editor, RepeatedField)
    type_text(screen.line("q"), "first")
    editor.add_button.click()
    type_text(editor.lines[1], "second")
    assert screen.answer("q") == given("first", "second")

    editor.remove_buttons[0].click()
    assert screen.answer("q") == given("second")
    assert [line.text() for line in editor.lines] == ["second"]


def test_a_line_that_is_not_a_value_keeps_all_lines(qtbot: QtBot) -> None:
    screen = FormOnScreen(qtbot, question("q", "date", repeats=True))
    editor = screen.editor("q")
    assert isinstance(editor, RepeatedField)
    type_text(screen.line("q"), "2024")
    editor.add_button.click()
    type_text(editor.lines[1], "31.2.")
    screen.leave()

    assert screen.answer("q") is None
    assert [line.text() for line in editor.lines] == ["2024", "31.2."]
    assert screen.frame("q").error.isVisible()


@whatever(
    st.dates(date(1800, 1, 1), date(2200, 12, 31)),
    st.sampled_from(["year", "month", "day"]),
)
def test_a_day_in_a_field_is_read_back_as_the_same_day(whole: date, exact: str) -> None:
    known = {
        "year": PartialDate(whole.year),
        "month": PartialDate(whole.year, whole.month),
        "day": PartialDate.from_day(whole),
    }[exact]
    item = question("q", ItemType.DATE.value)

    assert read_typed(item, field_text(known, READING), READING) == known
    assert str(known.year) in day_words(known, READING)


def _wheel() -> QWheelEvent:
    return QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
