"""Fields that are chosen in: radio buttons, check boxes, lists, yes and no, files."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyle, QStyleOptionComboBox, QWidget
from pytestqt.qtbot import QtBot

from intake_app.content.resources import find_resources
from intake_app.desktop.theme import Scheme, style_sheet
from intake_app.desktop.widgets.drop_down import DropDown
from intake_app.desktop.widgets.form.block_factory import editor_class
from intake_app.desktop.widgets.form.boolean_field import BooleanField
from intake_app.desktop.widgets.form.drop_down_field import DropDownField, SearchableField
from intake_app.desktop.widgets.form.option_button import CheckOption, RadioOption
from intake_app.desktop.widgets.form.options_field import OptionsField
from intake_app.desktop.widgets.tile_grid import TileGrid
from intake_app.domain.form.answers import Place, given
from intake_app.domain.form.questionnaire import Item, Option
from intake_app.domain.values import Coding
from intake_app.domain.visit.drafting import SetAnswer
from tests.helpers.builders import choice, code, question
from tests.helpers.form_fields import FormOnScreen
from tests.helpers.qt_input import type_text

MANY = tuple(f"option-{number}" for number in range(20))


def options_of(screen: FormOnScreen, place: str = "q") -> OptionsField:
    editor = screen.editor(place)
    assert isinstance(editor, OptionsField)
    return editor


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (choice("q", "a", "b"), OptionsField),
        (choice("q", *MANY), DropDownField),
        (choice("q", *MANY, control="radio-button"), OptionsField),
        (choice("q", "a", "b", control="drop-down"), DropDownField),
        (choice("q", "a", "b", control="autocomplete"), SearchableField),
        (choice("q", *MANY, repeats=True), OptionsField),
        (choice("q", *MANY, kind="open-choice"), SearchableField),
        (choice("q", "a", kind="open-choice"), OptionsField),
        (question("q", "boolean"), BooleanField),
    ],
)
def test_the_form_and_the_number_of_options_decide_how_a_choice_looks(
    item: Item, expected: type[QWidget]
) -> None:
    assert editor_class(item) is expected


def test_one_of_several_is_picked_by_a_click(qtbot: QtBot) -> None:
    screen = FormOnScreen(qtbot, choice("q", "a", "b", "c"))
    field = options_of(screen)
    field.buttons[1].click()
    assert screen.answer("q") == given(code("b"))

    field.buttons[2].click()
    assert screen.answer("q") == given(code("c"))
    assert [button.isChecked() for button in field.buttons] == [False, False, True]


def test_several_are_ticked_and_the_answer_keeps_the_order_of_the_form(qtbot: QtBot) -> None:
    screen = FormOnScreen(qtbot, choice("q", "a", "b", "c", repeats=True))
    field = options_of(screen)
    assert all(isinstance(button, CheckOption) for button in field.buttons)
    field.buttons[2].click()
    field.buttons[0].click()
    assert screen.answer("q") == given(code("a"), code("c"))

    field.buttons[0].click()
    field.buttons[2].click()
    assert screen.answer("q") is None


def test_an_exclusive_option_stands_alone(qtbot: QtBot) -> None:
    none = Option(value=code("none"), exclusive=True)
    item = question(
        "q",
        "choice",
        repeats=True,
        options=(Option(value=code("a")), Option(value=code("b")), none),
    )
    screen = FormOnScreen(qtbot, item)
    field = options_of(screen)
    field.buttons[0].click()
    field.buttons[1].click()
    field.buttons[2].click()
    assert screen.answer("q") == given(code("none"))

    field.buttons[1].click()
    assert screen.answer("q") == given(code("b"))


def test_tab_stops_once_at_a_choice_where_something_is_chosen(qtbot: QtBot) -> None:
    screen = FormOnScreen(qtbot, question("before"), choice("q", "a", "b", "c"), question("after"))
    field = options_of(screen)
    screen.apply(SetAnswer(Place("q"), given(code("b"))))
    stops = [b for b in field.buttons if b.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [field.buttons[1]]

    line = screen.line("before")
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert field.buttons[1].hasFocus()
    QTest.keyClick(field.buttons[1], Qt.Key.Key_Tab)
    assert screen.editor("after").inputs[0].hasFocus()


def test_arrows_change_a_choice_that_is_made(qtbot: QtBot) -> None:
    screen = FormOnScreen(qtbot, choice("q", "a", "b", "c"))
    field = options_of(screen)
    field.buttons[0].setFocus()
    field.buttons[0].click()
    QTest.keyClick(field.buttons[0], Qt.Key.Key_Right)

    assert screen.answer("q") == given(code("b"))


def test_a_digit_ticks_and_unticks(qtbot: QtBot) -> None:
    screen = FormOnScreen(qtbot, choice("q", "a", "b", repeats=True))
    field = options_of(screen)
    field.buttons[0].setFocus()
    QTest.keyClick(field.buttons[0], Qt.Key.Key_2)
    assert screen.answer("q") == given(code("b"))

    QTest.keyClick(field.buttons[1], Qt.Key.Key_2)
    assert screen.answer("q") is None


def test_clear_takes_a_choice_back_and_is_there_only_then(qtbot: QtBot) -> None:
    screen = FormOnScreen(qtbot, choice("q", "a", "b"))
    states = screen.frame("q").states
    assert not states.clear.isVisible()
    options_of(screen).buttons[0].click()
    assert states.clear.isVisible()
    states.clear.click()

    assert screen.answer("q") is None
    assert not any(button.isChecked() for button in options_of(screen).buttons)


def test_unknown_unticks_every_option(qtbot: QtBot) -> None:
    screen = FormOnScreen(qtbot, choice("q", "a", "b"))
    options_of(screen).buttons[0].click()
    screen.frame("q").states.unknown.click()

    assert not any(button.isChecked() for button in options_of(screen).buttons)
    assert screen.frame("q").states.unknown.isChecked()


def test_an_open_choice_takes_own_words_instead(qtbot: QtBot) -> None:
    screen = FormOnScreen(qtbot, choice("q", "a", "b", kind="open-choice"))
    field = options_of(screen)
    field.buttons[0].click()
    field.own_words.setFocus()
    type_text(field.own_words, "Öl & <i>")
    assert screen.answer("q") == given("Öl & <i>")
    assert not field.buttons[0].isChecked()

    field.buttons[1].click()
    assert screen.answer("q") == given(code("b"))
    assert field.own_words.text() == ""


def test_an_open_choice_that_repeats_takes_both(qtbot: QtBot) -> None:
    screen = FormOnScreen(qtbot, choice("q", "a", "b", kind="open-choice", repeats=True))
    field = options_of(screen)
    field.buttons[0].click()
    field.own_words.setFocus()
    type_text(field.own_words, "oil")

    assert screen.answer("q") == given(code("a"), "oil")


def test_nothing_is_chosen_in_a_list_until_somebody_chooses(qtbot: QtBot) -> None:
    screen = FormOnScreen(qtbot, choice("q", "a", "b", control="drop-down"))
    field = screen.editor("q")
    assert isinstance(field, DropDownField)
    assert field.list.currentIndex() == -1

    field.list.setCurrentIndex(1)
    field.list.activated.emit(1)
    assert screen.answer("q") == given(code("b"))
    screen.frame("q").states.clear.click()
    assert field.list.currentIndex() == -1


def test_options_with_the_same_words_in_a_list_stay_apart(qtbot: QtBot) -> None:
    alike = (Option(value=Coding("a", "Same")), Option(value=Coding("b", "Same")))
    screen = FormOnScreen(qtbot, question("q", "choice", options=alike, control="drop-down"))
    field = screen.editor("q")
    assert isinstance(field, DropDownField)
    field.list.activated.emit(1)

    assert screen.answer("q") == given(Coding("b", "Same"))
    assert field.list.currentIndex() == 1


@pytest.mark.qt_log_ignore("This plugin does not support grabbing")
def test_a_list_is_searched_by_typing(qtbot: QtBot) -> None:
    screen = FormOnScreen(qtbot, choice("q", "biotin", "iron", control="autocomplete"))
    field = screen.editor("q")
    assert isinstance(field, SearchableField)
    field.line.setFocus()
    type_text(field.line, "iro")
    assert screen.answer("q") is None
    assert screen.unfinished("q") == "iro"

    type_text(field.line, "n")
    assert screen.answer("q") == given(code("iron"))


def test_yes_and_no_are_picked_by_their_letters(qtbot: QtBot) -> None:
    screen = FormOnScreen(qtbot, question("q", "boolean"))
    field = options_of(screen)
    field.buttons[0].setFocus()
    QTest.keyClick(field.buttons[0], Qt.Key.Key_N)
    assert screen.answer("q") == given(False)

    QTest.keyClick(field.buttons[1], Qt.Key.Key_Y)
    assert screen.answer("q") == given(True)
    assert [button.text() for button in field.buttons] == ["Yes", "No"]


def test_the_signs_of_a_form_are_no_shortcuts(qtbot: QtBot) -> None:
    item = question("q", "choice", options=(Option(value="Salt & <b>pepper"),))
    screen = FormOnScreen(qtbot, item)
    button = options_of(screen).buttons[0]

    assert isinstance(button, RadioOption)
    assert button.words == "Salt & <b>pepper"
    assert button.text() == "Salt && <b>pepper"
    assert button.accessibleName() == "Salt & <b>pepper"


def test_long_options_wrap_and_are_never_cut_off(qtbot: QtBot) -> None:
    long = Option(value="a word and another " * 12)
    screen = FormOnScreen(
        qtbot, question("q", "choice", options=(long, Option(value="b"))), width=420
    )
    field = options_of(screen)
    first, second = field.buttons

    assert first.height() >= first.heightForWidth(first.width())
    assert first.height() > second.height()
    assert first.geometry().right() < field.width()


@pytest.mark.parametrize("width", [320, 500, 900])
def test_tiles_stand_in_straight_columns_inside_their_grid(qtbot: QtBot, width: int) -> None:
    tiles = [RadioOption("word " * (number % 5 + 1), "") for number in range(11)]
    grid = TileGrid(tiles)
    qtbot.addWidget(grid)
    grid.show()
    grid.resize(width, grid.heightForWidth(width))
    lefts = {tile.x() for tile in tiles}

    assert len(lefts) <= 4
    assert all(tile.geometry().right() < width for tile in tiles)
    assert max(tile.geometry().bottom() for tile in tiles) < grid.height()
    shapes = [tile.geometry() for tile in tiles]
    assert not any(
        one.intersects(other) for n, one in enumerate(shapes) for other in shapes[n + 1 :]
    )


def test_tiles_are_measured_again_when_their_font_grows(qtbot: QtBot) -> None:
    screen = FormOnScreen(qtbot, choice("q", "a rather long option", "another one"))
    button = options_of(screen).buttons[0]
    before = button.width()
    font = button.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    for each in options_of(screen).buttons:
        each.setFont(font)

    qtbot.waitUntil(lambda: button.width() > before)


def test_a_drop_down_opens_as_a_list_not_as_a_menu_that_leaves_out_rows(qtbot: QtBot) -> None:
    box = DropDown()
    qtbot.addWidget(box)
    box.setStyleSheet(style_sheet(find_resources() / "styles", Scheme.LIGHT))
    option = QStyleOptionComboBox()
    option.initFrom(box)

    as_menu = QStyle.StyleHint.SH_ComboBox_Popup
    assert not box.style().styleHint(as_menu, option, box)


def test_choices_stand_one_below_the_other_where_the_form_says_so(qtbot: QtBot) -> None:
    across = FormOnScreen(qtbot, choice("q", "a", "b", "c"))
    upright = FormOnScreen(qtbot, choice("q", "a", "b", "c", stands_upright=True))

    def lefts(screen: FormOnScreen) -> set[int]:
        return {button.x() for button in options_of(screen).buttons}

    qtbot.waitUntil(lambda: len(lefts(across)) == 3)
    qtbot.waitUntil(lambda: len(lefts(upright)) == 1)


def test_the_line_for_own_words_is_called_as_the_form_says(qtbot: QtBot) -> None:
    screen = FormOnScreen(
        qtbot, choice("q", "a", kind="open-choice", open_label="Another place, namely")
    )
    line = options_of(screen).own_words
    assert line.accessibleName() == line.placeholderText() == "Another place, namely"
