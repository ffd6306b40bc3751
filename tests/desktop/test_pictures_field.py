"""A choice by pictures on the screen."""

import base64
from dataclasses import replace

import pytest
from PySide6.QtCore import QDir, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from intake_app.content.resources import find_resources
from intake_app.desktop.widgets.form.block_factory import editor_class
from intake_app.desktop.widgets.form.options_field import OptionsField
from intake_app.desktop.widgets.form.pictures_field import PictureOption, PicturesField
from intake_app.desktop.widgets.scalp.schematic import OWN, Schematic
from intake_app.domain.form.answers import given
from intake_app.domain.form.questionnaire import Item, Option
from intake_app.domain.values import Attachment
from tests.helpers.builders import choice, code
from tests.helpers.form_fields import FormOnScreen

SVG = "image/svg+xml"
LONG = "A " + "very " * 40 + "long line"


@pytest.fixture(autouse=True)
def _pictures() -> None:
    QDir.setSearchPaths("pictures", [str(find_resources() / "pictures")])


def pictured(*names: str, line: str = "A plain line", **properties: object) -> Item:
    options = tuple(
        Option(value=code(name), picture=Attachment(SVG, line, "", OWN + name)) for name in names
    )
    return replace(choice("q", *names), options=options, **properties)  # type: ignore[arg-type]


def field_of(screen: FormOnScreen) -> PicturesField:
    editor = screen.editor("q")
    assert isinstance(editor, PicturesField)
    return editor


def painted(schematic: Schematic) -> int:
    """How many of 10,000 pixels a picture leaves a mark on."""
    image = QImage(100, 100, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    schematic.paint(painter, QRectF(image.rect()), QColor("black"))
    painter.end()
    return sum(image.pixelColor(x, y).alpha() > 0 for x in range(100) for y in range(100))


def test_pictures_are_shown_where_one_is_picked_and_they_are_named() -> None:
    named = ("ludwig-i", "ludwig-ii")
    assert editor_class(pictured(*named)) is PicturesField
    assert editor_class(pictured(*named, repeats=True)) is OptionsField
    assert editor_class(pictured(*named, control="drop-down")) is not PicturesField
    assert editor_class(choice("q", *named)) is OptionsField


def test_a_picture_is_picked_by_mouse_arrow_and_number(qtbot: QtBot) -> None:
    screen = FormOnScreen(qtbot, pictured("ludwig-i", "ludwig-ii", "ludwig-iii"))
    one, two, _three = field_of(screen).buttons
    QTest.mouseClick(two, Qt.MouseButton.LeftButton)
    assert screen.answer("q") == given(code("ludwig-ii"))
    QTest.keyClick(two, Qt.Key.Key_Left)
    assert one.hasFocus()
    QTest.keyClick(one, Qt.Key.Key_Space)
    assert screen.answer("q") == given(code("ludwig-i"))
    QTest.keyClick(one, Qt.Key.Key_3)
    assert screen.answer("q") == given(code("ludwig-iii"))
    QTest.keyClick(field_of(screen).buttons[2], Qt.Key.Key_Delete)
    assert screen.answer("q") is None


def test_the_name_read_aloud_holds_the_plain_line(qtbot: QtBot) -> None:
    screen = FormOnScreen(qtbot, pictured("ludwig-i", line="Thinner on top"))
    assert field_of(screen).buttons[0].accessibleName() == "Ludwig-i: Thinner on top"


def test_a_long_line_makes_the_tile_higher_and_is_never_cut(qtbot: QtBot) -> None:
    screen = FormOnScreen(qtbot, pictured("ludwig-i", line=LONG))
    tile = field_of(screen).buttons[0]
    assert isinstance(tile, PictureOption)
    room = tile._line_at(tile.width(), tile._words_at(tile.width(), 0).bottom())
    assert room.bottom() <= tile.height()
    assert room.height() > 5 * tile.fontMetrics().height()


def test_our_own_picture_is_drawn_and_an_unknown_one_leaves_the_words() -> None:
    assert painted(Schematic(Attachment(SVG, "", "", OWN + "norwood-iv"))) > 3000
    for name in ("no-such-picture", "../icons/person", "", "a/b"):
        unknown = Schematic(Attachment(SVG, "", "", OWN + name))
        assert not unknown.is_there
        assert painted(unknown) == 0


def inline(svg: str) -> Attachment:
    return Attachment(SVG, "", base64.b64encode(svg.encode()).decode(), "")


def test_a_form_can_carry_its_own_picture_but_none_that_points_elsewhere() -> None:
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">'
    square = '<rect width="10" height="10" fill="currentColor"/></svg>'
    assert painted(Schematic(inline(head + square))) == 10_000
    outside = '<image href="file:///etc/hostname" width="10" height="10"/>'
    assert not Schematic(inline(head + outside + square)).is_there
    assert not Schematic(inline("<!DOCTYPE x [<!ENTITY a 'b'>]>" + head + square)).is_there
    assert not Schematic(Attachment("image/png", "", "not base64!", "")).is_there
