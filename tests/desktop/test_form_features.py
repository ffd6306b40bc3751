"""Each feature that a form may use, from the form's JSON to what stands on the screen."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from intake_app.desktop.models.outline import sections_of
from intake_app.desktop.widgets.form.drop_down_field import DropDownField, SearchableField
from intake_app.desktop.widgets.form.options_field import OptionsField
from intake_app.desktop.widgets.form.quantity_field import QuantityField
from intake_app.desktop.widgets.form.scale_field import ScaleField
from intake_app.desktop.widgets.form.section_list import STATUS_ROLE, SectionList
from intake_app.domain.fhir.form import read_form
from intake_app.domain.form.answers import given
from intake_app.domain.form.initial_answers import initial_answers
from intake_app.domain.form.questionnaire import Item
from intake_app.domain.visit.fhir_response import response_to_json
from tests.helpers.builders import code, question, rows
from tests.helpers.fhir_builders import coded, extension, form_json, item_json
from tests.helpers.form_fields import FormOnScreen
from tests.helpers.qt_input import type_text

Show = Callable[..., FormOnScreen]


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    def shown(kind: str, *extensions: dict[str, Any], **properties: Any) -> FormOnScreen:
        item = item_json("q", kind, **properties)
        if extensions:
            item["extension"] = list(extensions)
        return FormOnScreen(qtbot, *read_form(form_json(item)).items)

    return shown


def control(name: str) -> dict[str, Any]:
    concept = {"coding": [{"code": name}]}
    return extension("questionnaire-itemControl", valueCodeableConcept=concept)


def options(*codes: str, exclusive: str = "") -> list[dict[str, Any]]:
    found = [coded(each) for each in codes]
    for option in found:
        if option["valueCoding"]["code"] == exclusive:
            alone = extension("questionnaire-optionExclusive", valueBoolean=True)
            option["extension"] = [alone]
    return found


def problem(screen: FormOnScreen) -> str:
    screen.leave()
    return screen.frame("q").error.text()


@pytest.mark.parametrize(
    ("kind", "limit", "low", "high", "wrong", "right"),
    [
        ("integer", "Integer", 5, 9, "4", "5"),
        ("decimal", "Decimal", 0.5, 9, "9,1", "0,5"),
        ("quantity", "Quantity", {"value": 5}, {"value": 9}, "10", "9"),
        ("date", "Date", "2026-02-01", "2026-03-01", "31.1.2026", "1.2.2026"),
        (
            "dateTime",
            "DateTime",
            "2026-02-01T08:00:00Z",
            "2026-02-01T18:00:00Z",
            "1.2.2026 3:00",
            "1.2.2026 12:00",
        ),
        ("time", "Time", "08:00:00", "18:00:00", "7:59", "8:00"),
    ],
)
def test_smallest_and_largest_are_kept_to(
    show: Show, kind: str, limit: str, low: Any, high: Any, wrong: str, right: str
) -> None:
    ends = [
        extension(f"{end}Value", **{f"value{limit}": value})
        for end, value in (("min", low), ("max", high))
    ]
    screen = show(kind, *ends)
    type_text(screen.line("q"), wrong)
    assert screen.answer("q") is None
    assert screen.unfinished("q") == wrong
    assert " or " in problem(screen)  # "5 or more" or "9 or less"
    screen.line("q").selectAll()
    type_text(screen.line("q"), right)
    assert screen.answer("q") is not None
    assert problem(screen) == ""


@pytest.mark.parametrize("kind", ["decimal", "quantity"])
def test_digits_after_the_point_are_counted(show: Show, kind: str) -> None:
    screen = show(kind, extension("maxDecimalPlaces", valueInteger=1))
    type_text(screen.line("q"), "2.55")
    assert "At most 1 digits after the point" in problem(screen)
    assert screen.answer("q") is None


def test_a_text_keeps_to_its_length(show: Show) -> None:
    screen = show("string", maxLength=3)
    type_text(screen.line("q"), "abcd")
    assert "At most 3 characters" in problem(screen)


def test_a_pattern_and_how_to_write_it_are_shown(show: Show) -> None:
    screen = show(
        "string",
        extension("regex", valueString="[A-Z]{2}"),
        extension("entryFormat", valueString="two capitals"),
    )
    assert screen.line("q").placeholderText() == "two capitals"
    type_text(screen.line("q"), "ab")
    assert "expected form: two capitals" in problem(screen)


def test_a_choice_that_stands_alone_takes_the_others_back_and_says_so(show: Show) -> None:
    screen = show(
        "open-choice",
        control("check-box"),
        repeats=True,
        answerOption=options("itch", "pain", "none", exclusive="none"),
    )
    field = screen.editor("q")
    assert isinstance(field, OptionsField)
    for number in (0, 1):
        field.buttons[number].click()
    type_text(field.own_words, "heat")
    field.buttons[2].click()
    assert screen.answer("q") == given(code("none"))
    assert screen.frame("q").said.text() == (
        "Taken back, because it cannot stand beside this: Itch, Pain, heat."
    )

    field.buttons[0].click()
    assert screen.answer("q") == given(code("itch"))
    assert screen.frame("q").said.text().endswith("this: None.")
    field.buttons[1].click()
    assert screen.frame("q").said.text() == ""

    field.buttons[2].click()
    type_text(field.own_words, "x")
    assert screen.answer("q") == given("x")
    assert screen.frame("q").said.text().endswith("this: None.")


def test_a_number_behind_a_choice_goes_out_with_the_answer(show: Show) -> None:
    scored = coded("often")
    scored["valueCoding"]["extension"] = [extension("ordinalValue", valueDecimal=2)]
    screen = show("choice", answerOption=[scored, coded("never")])
    field = screen.editor("q")
    assert isinstance(field, OptionsField)
    field.buttons[0].click()
    state = screen.state()
    response = response_to_json(state.questionnaire, state.consultation.record)
    sent = response["item"][0]["item"][0]["answer"][0]["valueCoding"]  # type: ignore[index]
    assert sent["extension"] == [extension("ordinalValue", valueDecimal=Decimal(2))]


def test_what_is_selected_at_first_stands_in_a_new_draft() -> None:
    chosen = {**coded("b"), "initialSelected": True}
    form = read_form(form_json(item_json("q", "choice", answerOption=[coded("a"), chosen])))
    assert list(initial_answers(form).at.values()) == [given(code("b"))]


@pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard")
def test_own_words_are_an_answer_of_an_open_choice(show: Show) -> None:
    screen = show("open-choice", control("autocomplete"), answerOption=options("scalp", "brow"))
    field = screen.editor("q")
    assert isinstance(field, SearchableField)
    field.line.setFocus()
    type_text(field.line, "eyelash")
    assert screen.answer("q") == given("eyelash")
    field.line.selectAll()
    type_text(field.line, "Brow")
    assert screen.answer("q") == given(code("brow"))


@pytest.mark.parametrize(
    ("name", "editor"),
    [
        ("radio-button", OptionsField),
        ("check-box", OptionsField),
        ("drop-down", DropDownField),
        ("autocomplete", SearchableField),
    ],
)
def test_the_form_says_how_a_choice_is_shown(show: Show, name: str, editor: type) -> None:
    assert isinstance(show("choice", control(name), answerOption=options("a")).editor("q"), editor)


def test_a_slider_goes_by_its_step_between_its_ends(show: Show) -> None:
    screen = show(
        "integer",
        control("slider"),
        extension("minValue", valueInteger=0),
        extension("maxValue", valueInteger=20),
        extension("questionnaire-sliderStepValue", valueInteger=5),
    )
    field = screen.editor("q")
    assert isinstance(field, ScaleField)
    assert field.slider.maximum() == 4
    line = screen.line("q")
    for _ in range(2):
        QTest.keyClick(line, Qt.Key.Key_Up)
    assert screen.answer("q") == given(5)


def test_the_units_to_choose_from_are_offered_and_kept(show: Show) -> None:
    units = [
        extension("questionnaire-unitOption", valueCoding={"code": each}) for each in ("mg", "ml")
    ]
    screen = show("quantity", *units)
    field = screen.editor("q")
    assert isinstance(field, QuantityField)
    type_text(screen.line("q"), "5")
    field.units.setCurrentIndex(1)
    field.units.activated.emit(1)
    answer = screen.answer("q")
    assert answer is not None
    assert getattr(answer.values[0], "code", "") == "ml"


def test_one_unit_stands_beside_a_number(show: Show) -> None:
    unit = extension("questionnaire-unit", valueCoding={"code": "%", "display": "percent"})
    screen = show("decimal", unit)
    assert "percent" in [label.text() for label in screen.editor("q").findChildren(QLabel)]


def test_fewest_and_most_answers_are_kept_to(show: Show) -> None:
    screen = show(
        "choice",
        extension("questionnaire-minOccurs", valueInteger=2),
        extension("questionnaire-maxOccurs", valueInteger=2),
        repeats=True,
        answerOption=options("a", "b", "c"),
    )
    field = screen.editor("q")
    assert isinstance(field, OptionsField)
    field.buttons[0].click()
    assert [str(spot.place) for spot in screen.state().assessment.missing] == ["q"]
    field.buttons[1].click()
    assert screen.state().assessment.missing == ()
    field.buttons[2].setFocus()
    field.buttons[2].click()
    assert "At most 2 answers" in problem(screen)


def test_prefix_and_help_stand_beside_the_question(show: Show) -> None:
    hint = item_json("hint", "display", text="Count both sides", extension=[control("help")])
    screen = show("integer", prefix="3a", item=[hint])
    frame = screen.frame("q")
    assert frame.label.text() == "3a Q q"
    assert frame.help.text() == "Count both sides"
    assert frame.help.isVisible()


def test_what_is_hidden_is_not_there_and_what_is_fixed_cannot_be_changed(qtbot: QtBot) -> None:
    hidden = extension("questionnaire-hidden", valueBoolean=True)
    fixed = item_json("fixed", readOnly=True)
    secret = item_json("secret", required=True, extension=[hidden])
    screen = FormOnScreen(qtbot, *read_form(form_json(fixed, secret)).items)
    assert [str(spot.place) for spot in screen.state().assessment.missing] == []
    type_text(screen.line("fixed"), "x")
    assert screen.answer("fixed") is None
    assert not screen.frame("fixed").states.isVisible()


def test_a_text_that_is_too_short_says_how_long_it_has_to_be(show: Show) -> None:
    screen = show("string", extension("minLength", valueInteger=4))
    screen.frame("q").take_focus()
    type_text(screen.frame("q").editor.inputs[0], "abc")
    assert "At least 4 characters are wanted" in problem(screen)
    assert screen.answer("q") is None
    type_text(screen.frame("q").editor.inputs[0], "d")
    assert screen.answer("q") == given("abcd")


@pytest.mark.parametrize(
    ("item", "said"),
    [
        (question("q", "display"), "– only to read"),
        (rows("q", question("what")), "– no rows yet"),
        (question("q"), "0 of 1 answered"),
    ],
)
def test_a_section_without_a_question_does_not_say_that_all_are_answered(
    qtbot: QtBot, item: Item, said: str
) -> None:
    listed = SectionList()
    qtbot.addWidget(listed)
    listed.show_sections(sections_of(FormOnScreen(qtbot, item).state()), "")
    assert listed.item(0).data(STATUS_ROLE) == said
