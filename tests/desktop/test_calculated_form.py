"""A form that calculates, on the screen: results follow, undo takes both back."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from intake_app.bootstrap import LiveRecords
from intake_app.domain.form.answers import Place, given
from intake_app.domain.values import Value
from intake_app.domain.visit.drafting import AddRow, SetAnswer
from intake_app.services.ports import Content
from tests.helpers.consultation_screen import DOCTOR, Sitting, begin, sitting, stored_form
from tests.helpers.expression_forms import (
    BODY,
    answer_to,
    calculated,
    expression,
    scored,
    variable,
)
from tests.helpers.fhir_builders import item_json
from tests.helpers.qt_input import type_text
from tests.helpers.stopped_clock import StoppedClock

Open = Callable[..., Sitting]


@pytest.fixture
def open_form(
    qtbot: QtBot, data_folder: Path, content: Content, clock: StoppedClock
) -> Iterator[Open]:
    """Opens a consultation in a form of the given items."""
    with ExitStack() as stack:

        def opened(*items: dict[str, Any]) -> Sitting:
            own = replace(content, form=stored_form(*items))
            live = LiveRecords(data_folder, lambda: own, clock)
            stack.callback(live.close)
            services = live.services()
            return stack.enter_context(sitting(qtbot, services, begin(services)))

        yield opened


def with_a_row_that_begins_with_the_birth_date(open_form: Open) -> Sitting:
    born = expression("initialExpression", "%patient.birthDate.toString()")
    screen = open_form(
        item_json(
            "rows",
            "group",
            repeats=True,
            item=[item_json("from", extension=[born]), item_json("what")],
        )
    )
    screen.page.edited.emit(AddRow(Place("rows")))
    return screen


def value(screen: Sitting, place: str) -> Value | None:
    answer = screen.state.answer(Place.parse(place))
    return answer.values[0] if answer is not None else None


def wait_for(screen: Sitting, place: str, expected: Value | None) -> None:
    screen.qtbot.waitUntil(lambda: value(screen, place) == expected)


def type_into(screen: Sitting, place: str, text: str) -> None:
    screen.field(place).take_focus()
    type_text(screen.input(place), text)


def test_a_result_follows_while_one_types_and_cannot_be_typed_over(open_form: Open) -> None:
    screen = open_form(*BODY)

    type_into(screen, "weight", "90")
    type_into(screen, "height", "1.75")
    wait_for(screen, "bmi", Decimal("29.4"))

    shown = screen.input("bmi")
    assert isinstance(shown, QLineEdit)
    screen.qtbot.waitUntil(lambda: shown.text() == "29.4")
    assert not shown.isEnabled() or shown.isReadOnly()
    screen.wait_until_saved()
    assert screen.stored_answer("bmi") == given(Decimal("29.4"))


def test_undo_takes_back_the_cause_and_its_result_and_redo_brings_both(open_form: Open) -> None:
    screen = open_form(
        item_json("n", "integer"), calculated("double", f"{answer_to('n')} * 2", "integer")
    )
    type_into(screen, "n", "4")
    wait_for(screen, "double", 8)

    screen.page.undo_requested.emit()
    wait_for(screen, "double", None)
    assert value(screen, "n") is None

    screen.page.redo_requested.emit()
    wait_for(screen, "double", 8)
    assert value(screen, "n") == 4
    screen.wait_until_saved()
    assert screen.stored_answer("double") == given(8)


def test_what_the_field_itself_takes_back_is_no_step_of_its_own(open_form: Open) -> None:
    screen = open_form(
        item_json("n", "integer"), calculated("double", f"{answer_to('n')} * 2", "integer")
    )
    type_into(screen, "n", "4")
    wait_for(screen, "double", 8)

    screen.press(Qt.Key.Key_Backspace)
    wait_for(screen, "double", None)

    assert not screen.page.undo_button.isEnabled()


def test_a_question_comes_and_goes_by_expression_and_its_answer_is_left_out(
    open_form: Open,
) -> None:
    hidden = [expression("enableWhenExpression", f"{answer_to('n')} > 3")]
    screen = open_form(item_json("n", "integer"), item_json("why", extension=hidden))
    assert not screen.shows("why")

    type_into(screen, "n", "4")
    screen.qtbot.waitUntil(lambda: screen.shows("why"))
    type_into(screen, "why", "because")
    screen.press(Qt.Key.Key_Tab)
    screen.input("n").setFocus()
    type_into(screen, "n", "2")
    screen.qtbot.waitUntil(lambda: not screen.shows("why"))

    screen.qtbot.waitUntil(lambda: screen.state.assessment.left_out == (Place("why"),))
    screen.wait_until_saved()
    assert screen.stored_answer("why") == given("because")  # kept in the draft
    done = screen.desk.services.consultations.complete(DOCTOR, screen.consultation_id)
    assert done.consultation.record.answers.get(Place("why")) is None


def test_completing_waits_for_the_result(open_form: Open) -> None:
    screen = open_form(
        scored("q", never=0, often=3), calculated("s", f"{answer_to('q')}.ordinal()", "integer")
    )
    item = screen.state.questionnaire.by_link_id["q"]

    screen.edit(SetAnswer(Place("q"), given(item.options[1].value)))
    screen.page.completion_requested.emit()

    screen.qtbot.waitUntil(lambda: not screen.state.consultation.is_open)
    assert screen.stored().completed.record.answers.get(Place("s")) == given(3)


def test_an_expression_that_fails_is_said_at_its_question_and_not_in_the_way(
    open_form: Open,
) -> None:
    screen = open_form(
        item_json("n", "integer"), calculated("bad", "'x' + 1", "integer", required=True)
    )

    notice = screen.field("bad").notice.text()

    assert "calculatedExpression fails" in notice
    done = screen.desk.services.consultations.complete(DOCTOR, screen.consultation_id)
    assert not done.consultation.is_open


def test_rows_are_worked_out_each_for_itself(open_form: Open) -> None:

    rows = item_json(
        "r",
        "group",
        repeats=True,
        extension=[variable("n", "%context.item.where(linkId='n').answer.value")],
        item=[item_json("n", "integer"), calculated("square", "%n * %n", "integer")],
    )
    screen = open_form(rows)
    for text in ("3", "4"):
        screen.edit(AddRow(Place("r")))
        row = screen.state.answers.rows(Place("r")) - 1
        type_into(screen, f"n[{row}]", text)

    wait_for(screen, "square[0]", 9)
    wait_for(screen, "square[1]", 16)


def test_a_form_that_does_not_ask_what_screening_needs_says_so_beside_the_questions(
    open_form: Open, content: Content
) -> None:
    screen = open_form(item_json("n", "integer"))

    assert screen.page.findings.head.silent.isVisible()
    assert str(len(content.rules)) in screen.page.findings.head.silent.text()


def test_a_row_that_is_added_begins_with_what_the_form_gives_and_undo_knows_it(
    open_form: Open,
) -> None:
    screen = with_a_row_that_begins_with_the_birth_date(open_form)
    wait_for(screen, "from[0]", "1988-04-17")
    screen.qtbot.waitUntil(lambda: _text(screen, "from[0]") == "1988-04-17")

    screen.page.edited.emit(SetAnswer(Place("what", (0,)), given("a word")))
    screen.wait_until_saved()
    screen.page.undo_requested.emit()
    wait_for(screen, "what[0]", None)
    assert value(screen, "from[0]") == "1988-04-17"

    screen.page.undo_requested.emit()
    screen.wait_until_saved()
    assert screen.state.answers.rows(Place("rows")) == 0
    screen.page.redo_requested.emit()
    screen.wait_until_saved()
    assert value(screen, "from[0]") == "1988-04-17"


def test_a_word_typed_before_the_answer_to_begin_with_came_is_undone_alone(
    open_form: Open,
) -> None:
    screen = with_a_row_that_begins_with_the_birth_date(open_form)
    screen.page.edited.emit(SetAnswer(Place("what", (0,)), given("a word")))
    wait_for(screen, "from[0]", "1988-04-17")
    screen.wait_until_saved()

    screen.page.undo_requested.emit()
    wait_for(screen, "what[0]", None)
    assert value(screen, "from[0]") == "1988-04-17"


def _text(screen: Sitting, place: str) -> str:
    line = screen.input(place)
    assert isinstance(line, QLineEdit)
    return line.text()
