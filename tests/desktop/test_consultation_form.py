"""Any form is shown, by section, and changes in place."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSlider,
    QWidget,
)
from pytestqt.qtbot import QtBot

from intake_app.bootstrap import LiveRecords
from intake_app.desktop.widgets.form.field_frame import FieldFrame
from intake_app.desktop.widgets.form.row_group import RowCard
from intake_app.desktop.widgets.group_block import DisplayBlock
from intake_app.domain.form.answers import Place, given
from intake_app.domain.visit.drafting import AddRow, SetAnswer, TypeText
from intake_app.services.ports import Content
from intake_app.services.suite import Services
from tests.helpers.builders import day
from tests.helpers.consultation_screen import (
    ALT,
    CTRL,
    Sitting,
    begin,
    focus,
    sitting,
    stored_form,
)
from tests.helpers.qt_input import type_text
from tests.helpers.stopped_clock import StoppedClock

OpenForm = Callable[..., Sitting]
JsonItem = dict[str, object]
AWKWARD_TEXT = "Is it <b>bold</b> & true? “5 > 3”"


@pytest.fixture
def screen(qtbot: QtBot, services: Services) -> Iterator[Sitting]:
    with sitting(qtbot, services, begin(services)) as opened:
        yield opened


@pytest.fixture
def open_form(
    qtbot: QtBot, data_folder: Path, content: Content, clock: StoppedClock
) -> Iterator[OpenForm]:
    """Opens a consultation in a form of the given items."""
    with ExitStack() as stack:

        def opened(*items: JsonItem) -> Sitting:
            own = replace(content, form=stored_form(*items))
            live = LiveRecords(data_folder, lambda: own, clock)
            stack.callback(live.close)
            services = live.services()
            return stack.enter_context(sitting(qtbot, services, begin(services)))

        yield opened


def item(link_id: str, kind: str, **more: object) -> JsonItem:
    return {"linkId": link_id, "type": kind, "text": f"Question {link_id}", **more}


def section(*items: JsonItem, link_id: str = "s") -> JsonItem:
    return item(link_id, "group", item=list(items))


def control(code: str) -> list[JsonItem]:
    return [
        {
            "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl",
            "valueCodeableConcept": {
                "coding": [
                    {"system": "http://hl7.org/fhir/questionnaire-item-control", "code": code}
                ]
            },
        }
    ]


def options(*codes: str) -> list[JsonItem]:
    return [{"valueCoding": {"code": code, "display": code.title()}} for code in codes]


def heights_on_screen(screen: Sitting) -> dict[str, int]:
    return {
        str(frame.place): frame.mapTo(screen.page, QPoint(0, 0)).y()
        for frame in screen.page.findChildren(FieldFrame)
        if frame.isVisible()
    }


def label_of(widget: QWidget) -> str:
    """What a screen reader says before the control: its label, or the control's own name."""
    interface = QAccessible.queryAccessibleInterface(widget)
    labels = [
        other.text(QAccessible.Text.Name)
        for other, kind in interface.relations()
        if kind & QAccessible.RelationFlag.Label
    ]
    if labels:
        return labels[0]
    return "" if isinstance(widget, QComboBox) else interface.text(QAccessible.Text.Name)


def test_only_the_section_in_sight_is_built(screen: Sitting) -> None:
    sections = {str(frame.place).split(".")[0] for frame in screen.page.findChildren(FieldFrame)}
    assert sections == {"visit"}

    screen.press(Qt.Key.Key_5, ALT)
    sections = {str(frame.place).split(".")[0] for frame in screen.page.findChildren(FieldFrame)}
    assert sections == {"visit", "sun"}


def test_a_question_appears_in_place_without_moving_the_one_being_answered(
    screen: Sitting,
) -> None:
    screen.field("visit.interpreter")
    screen.qtbot.waitUntil(lambda: len(heights_on_screen(screen)) > 3)
    before = heights_on_screen(screen)
    in_hand = focus()
    screen.press(Qt.Key.Key_Y)
    after = heights_on_screen(screen)

    assert "visit.interpreter_name" not in before
    assert after["visit.interpreter_name"] > after["visit.interpreter"]
    assert after["visit.interpreter"] == before["visit.interpreter"]
    assert in_hand.parentWidget() is focus().parentWidget()

    screen.press(Qt.Key.Key_N)
    assert not screen.shows("visit.interpreter_name")


def test_a_question_that_appears_above_does_not_push_the_field_in_hand_away(
    open_form: OpenForm,
) -> None:
    wish = item("extra", "string", enableWhen=[_when("later", answerString="more")])
    screen = open_form(
        section(
            wish,
            *(item(f"q{number}", "string") for number in range(30)),
            item("later", "string"),
        )
    )
    line = screen.input("later")
    screen.qtbot.waitUntil(lambda: not line.visibleRegion().isEmpty())
    before = line.mapTo(screen.page, QPoint(0, 0)).y()
    type_text(line, "more")

    assert "extra" in {str(spot.place) for spot in screen.state.assessment.spots}
    assert line.mapTo(screen.page, QPoint(0, 0)).y() == before
    assert focus() is line


def test_a_question_that_hides_itself_gives_the_keyboard_on(open_form: OpenForm) -> None:
    hidden_by_undo = item("second", "string", enableWhen=[_when("first", answerString="x")])
    screen = open_form(section(item("first", "string"), hidden_by_undo, item("third", "string")))
    type_text(screen.input("first"), "x")
    screen.input("second")
    screen.edit(TypeText(Place("first"), "y"))
    screen.presenter.flush()
    screen.wait_until_saved()

    assert not screen.shows("second")
    assert screen.page.isAncestorOf(focus())


def test_tab_goes_through_a_question_that_appeared_between_two_others(
    open_form: OpenForm,
) -> None:
    second = item("second", "string", enableWhen=[_when("first", answerString="x")])
    screen = open_form(section(item("first", "string"), second, item("third", "string")))
    type_text(screen.input("first"), "x")
    screen.press(Qt.Key.Key_Tab)
    assert focus() is screen.field("second").editor.inputs[0]

    screen.press(Qt.Key.Key_Tab)
    assert focus() is screen.field("third").editor.inputs[0]


def test_an_answer_to_a_hidden_question_is_kept_and_shown_again(screen: Sitting) -> None:
    screen.field("visit.interpreter")
    screen.press(Qt.Key.Key_Y)
    type_text(screen.input("visit.interpreter_name"), "Ana")
    screen.field("visit.interpreter")
    screen.press(Qt.Key.Key_N)
    assert not screen.shows("visit.interpreter_name")

    screen.press(Qt.Key.Key_Y)
    line = screen.input("visit.interpreter_name")
    assert isinstance(line, QLineEdit)
    assert line.text() == "Ana"


def test_an_error_is_said_when_the_field_is_left_and_not_while_typing(screen: Sitting) -> None:
    field = screen.field("history.onset")
    type_text(focus(), "31.2.2020")
    screen.wait_until_saved()
    assert not field.error.isVisible()

    screen.press(Qt.Key.Key_Tab)
    assert field.error.isVisible()
    assert field.error.text().startswith("⚠ “31.2.2020” is not a date")
    assert field.editor.inputs[0].property("invalid") is True

    field.take_focus()
    type_text(focus(), "2020")
    screen.press(Qt.Key.Key_Tab)
    assert not field.error.isVisible()
    assert field.editor.inputs[0].property("invalid") is False


def test_sections_say_in_words_what_is_done_and_what_is_missing(screen: Sitting) -> None:
    def status(number: int) -> str:
        return str(screen.page.sections.item(number).data(Qt.ItemDataRole.AccessibleTextRole))

    assert "needed" in status(3)
    assert "of" in status(0)
    screen.edit(TypeText(Place("history.onset"), "31.2."))
    screen.presenter.flush()
    screen.wait_until_saved()
    assert "1 needed" in status(1)


def test_every_control_has_a_name_for_a_screen_reader(screen: Sitting) -> None:
    kinds = (QLineEdit, QComboBox, QPlainTextEdit, QAbstractButton, QSlider)
    screen.edit(AddRow(Place("history.blood_results")))
    for number in range(len(screen.page.form.sections)):
        screen.page.form.show_section(screen.page.form.sections[number].key)
    nameless = [
        (type(control).__name__, str(frame.place))
        for frame in screen.page.findChildren(FieldFrame)
        for control in frame.editor.inputs
        if isinstance(control, kinds) and not label_of(control)
    ]
    assert nameless == []


def test_everything_around_the_questions_has_a_name_too(screen: Sitting) -> None:
    pregnancy = screen.state.questionnaire.by_link_id["safety.pregnancy"]
    screen.edit(SetAnswer(Place("safety.pregnancy"), given(pregnancy.options[0].value)))
    screen.wait_until_saved()
    kinds = (QLineEdit, QComboBox, QPlainTextEdit, QAbstractButton, QAbstractItemView)
    nameless = [
        type(control).__name__
        for control in screen.page.findChildren(QWidget)
        if isinstance(control, kinds) and control.isVisible() and not label_of(control)
    ]
    assert nameless == []


def test_words_of_a_form_are_shown_as_they_are(open_form: OpenForm) -> None:
    question = {**item("q", "boolean"), "text": AWKWARD_TEXT, "prefix": "1a"}
    screen = open_form(section(question, {**item("d", "display"), "text": AWKWARD_TEXT}))
    label = screen.field("q").label

    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text().replace("&&", "&") == f"1a {AWKWARD_TEXT}"
    display = screen.page.findChild(DisplayBlock)
    assert isinstance(display, DisplayBlock)
    assert [each.text() for each in display.findChildren(QLabel)] == [AWKWARD_TEXT]


def test_questions_outside_any_group_get_a_section_of_their_own(open_form: OpenForm) -> None:
    screen = open_form(item("loose", "string"), section(item("inside", "string")))

    assert [part.key for part in screen.page.form.sections] == ["loose", "s"]
    type_text(screen.input("loose"), "kept")
    screen.press(Qt.Key.Key_Tab)
    screen.wait_until_saved()
    assert screen.stored_answer("loose") == given("kept")


def test_rows_inside_rows_are_added_filled_and_removed(open_form: OpenForm) -> None:
    inner = item("doses", "group", repeats=True, item=[item("dose", "decimal")])
    outer = item("treatments", "group", repeats=True, item=[item("what", "string"), inner])
    screen = open_form(section(outer))
    for _ in range(2):
        screen.row_group("treatments").add_button.click()
    screen.row_group("doses[1]").add_button.click()
    type_text(screen.input("dose[1][0]"), "2,5")
    screen.press(Qt.Key.Key_Tab)
    screen.row("treatments[0]").remove_button.click()
    screen.wait_until_saved()

    line = screen.input("dose[0][0]")
    assert isinstance(line, QLineEdit)
    assert line.text() == "2.5"
    assert screen.stored().record.answers.rows(Place("treatments")) == 1


def test_questions_under_each_answer_of_a_repeating_question_are_filled_removed_and_put_back(
    open_form: OpenForm,
) -> None:
    screen = open_form(
        section(
            item(
                "what",
                "choice",
                repeats=True,
                answerOption=options("itch", "pain"),
                item=[item("since", "date")],
            ),
            item("last", "string"),
        )
    )
    screen.input("what[0]")
    screen.press(Qt.Key.Key_1)
    type_text(screen.input("since[0]"), "2020")
    group = screen.row_group("what")
    assert group.add_button.text() == "Add another answer"
    group.add_button.setFocus()
    screen.press(Qt.Key.Key_Space)
    assert screen.page.form.isAncestorOf(focus())
    screen.press(Qt.Key.Key_2)
    type_text(screen.input("since[1]"), "31.2.")
    screen.row("what[0]").remove_button.click()
    screen.wait_until_saved()

    moved = screen.input("since[0]")
    assert isinstance(moved, QLineEdit)
    assert moved.text() == "31.2."
    assert len(visible_rows(screen)) == 1
    screen.press(Qt.Key.Key_Z, CTRL)
    screen.wait_until_saved()
    assert len(visible_rows(screen)) == 2
    assert screen.stored_answer("since[0]") == given(day("2020"))
    assert screen.stored().unfinished == {Place("since", (1,)): "31.2."}


def visible_rows(screen: Sitting) -> list[RowCard]:
    return [row for row in screen.page.findChildren(RowCard) if row.isVisible()]


def test_adding_a_row_puts_the_keyboard_into_it(open_form: OpenForm) -> None:
    screen = open_form(section(item("rows", "group", repeats=True, item=[item("a", "string")])))
    rows = screen.row_group("rows")
    rows.add_button.setFocus()
    screen.press(Qt.Key.Key_Space)

    assert focus() is screen.input("a[0]")


def test_a_repeating_group_is_a_section_too(open_form: OpenForm) -> None:
    screen = open_form(item("rows", "group", repeats=True, item=[item("a", "string")]))
    screen.row_group("rows").add_button.click()
    type_text(screen.input("a[0]"), "x")

    assert screen.state.answer(Place("a", (0,))) == given("x")


def test_hidden_items_are_not_shown_and_read_only_ones_are_not_changed(
    open_form: OpenForm,
) -> None:
    hidden = [
        {
            "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden",
            "valueBoolean": True,
        }
    ]
    screen = open_form(
        section(
            item("secret", "string", extension=hidden),
            item("fixed", "string", readOnly=True, initial=[{"valueString": "as it is"}]),
        )
    )
    assert not screen.shows("secret")
    line = screen.input("fixed")
    assert isinstance(line, QLineEdit)
    type_text(line, "changed")
    assert line.text() == "as it is"


def test_a_form_of_five_hundred_questions_is_built_section_by_section(
    open_form: OpenForm,
) -> None:
    parts = [
        section(
            *(item(f"q{part}.{n}", "boolean" if n % 2 else "string") for n in range(50)),
            link_id=f"part{part}",
        )
        for part in range(10)
    ]
    screen = open_form(*parts)
    screen.qtbot.waitUntil(lambda: len(screen.page.findChildren(FieldFrame)) == 50)

    type_text(screen.input("q9.48"), "the last")
    screen.press(Qt.Key.Key_Tab)
    screen.wait_until_saved()
    assert screen.stored_answer("q9.48") == given("the last")
    screen.qtbot.waitUntil(lambda: len(screen.page.findChildren(FieldFrame)) == 100)


def test_a_long_section_is_built_piece_by_piece_and_tab_goes_through_all_of_it(
    open_form: OpenForm,
) -> None:
    names = [f"q{number}" for number in range(60)]
    screen = open_form(section(*(item(name, "string") for name in names)))
    screen.qtbot.waitUntil(lambda: len(screen.page.findChildren(FieldFrame)) == 60)
    screen.input("q0")
    seen = []
    for _ in names:
        frame = focus().parentWidget()
        while not isinstance(frame, FieldFrame):
            assert frame is not None
            frame = frame.parentWidget()
        seen.append(str(frame.place))
        screen.press(Qt.Key.Key_Tab)

    assert seen == names


def test_an_answer_that_cannot_be_taken_is_refused_in_words(open_form: OpenForm) -> None:
    screen = open_form(section(item("q", "choice", answerOption=options("a", "b"))))
    screen.edit(SetAnswer(Place("q"), given("not a choice at all", "twice")))

    assert screen.page.notice.isVisible()
    assert screen.state.answer(Place("q")) is None


def _when(question: str, **answer: object) -> JsonItem:
    return {"question": question, "operator": "=", **answer}
