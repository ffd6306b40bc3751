"""The scalp map on the screen: mouse, pen, keys, and the numbers beside it."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QDir, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from intake_app.content.resources import find_resources
from intake_app.desktop.widgets.form import scalp_field
from intake_app.desktop.widgets.form.scalp_field import ScalpField
from intake_app.desktop.widgets.scalp.view import ScalpView
from intake_app.domain.form.answers import Answer, Place, given
from intake_app.domain.form.questionnaire import Instrument
from intake_app.domain.scalp.file import as_attachment, drawing_in
from intake_app.domain.scalp.map import Cleared, Drawing, NoLoss, Size, Stroke
from intake_app.domain.scalp.views import View
from intake_app.domain.values import Attachment
from intake_app.domain.visit.attachments import new_file
from intake_app.domain.visit.drafting import SetAnswer
from tests.helpers.builders import question
from tests.helpers.consultation_screen import focus
from tests.helpers.form_fields import FormOnScreen

LEFT = Qt.MouseButton.LeftButton
RIGHT = Qt.MouseButton.RightButton
SHIFT = Qt.KeyboardModifier.ShiftModifier
INSTRUMENT = Instrument("scalp-map", tuple((view, f"n.{view}") for view in View))


@pytest.fixture(autouse=True)
def _pictures() -> None:
    QDir.setSearchPaths("pictures", [str(find_resources() / "pictures")])


@pytest.fixture
def screen(qtbot: QtBot) -> FormOnScreen:
    numbers = [question(f"n.{view}", "decimal") for view in View]
    painted = question("map", "attachment", instrument=INSTRUMENT)
    return FormOnScreen(qtbot, painted, *numbers, width=1000)


def field_of(screen: FormOnScreen) -> ScalpField:
    editor = screen.editor("map")
    assert isinstance(editor, ScalpField)
    return editor


def head(screen: FormOnScreen, view: View = View.TOP) -> ScalpView:
    return field_of(screen).views[view]


def drag(view: ScalpView, *places: tuple[int, int], button: Qt.MouseButton = LEFT) -> None:
    """Move a pressed button over places given in the view's own thousandths."""
    square = view._square()
    points = [
        (square.topLeft() + QPointF(x, y) * square.width() / 1000).toPoint() for x, y in places
    ]
    QTest.mousePress(view, button, pos=points[0])
    for point in points[1:]:
        QTest.mouseMove(view, point)
    QTest.mouseRelease(view, button, pos=points[-1])


def drawing(screen: FormOnScreen) -> Drawing:
    answer = screen.answer("map")
    assert answer is not None
    file = answer.values[0]
    assert isinstance(file, Attachment)
    found = drawing_in(file)
    assert found is not None
    return found


def number(screen: FormOnScreen, view: View = View.TOP) -> Decimal | None:
    answer = screen.answer(f"n.{view}")
    return answer.values[0] if answer is not None else None  # type: ignore[return-value]


def test_a_drag_paints_and_fills_the_number_and_the_words(screen: FormOnScreen) -> None:
    drag(head(screen), (400, 500), (450, 500), (500, 520))
    percent = drawing(screen).percent(View.TOP)
    assert percent is not None
    assert percent > 1
    assert number(screen) == percent
    assert head(screen).label == f"Top: {percent} %"
    assert head(screen).accessibleName() == head(screen).label
    assert head(screen, View.LEFT).label == "Left side: not painted"
    assert field_of(screen).score.text() == "SALT: 1 of 4 views"


def test_the_number_moves_while_the_button_is_still_down(screen: FormOnScreen) -> None:
    view = head(screen)
    square = view._square()
    QTest.mousePress(view, LEFT, pos=square.center().toPoint())
    before = view.label
    QTest.mouseMove(view, square.center().toPoint() + QPointF(40, 0).toPoint())
    assert view.label not in (before, "Top: not painted")
    assert screen.answer("map") is None
    QTest.mouseRelease(view, LEFT, pos=square.center().toPoint())
    assert screen.answer("map") is not None


def test_the_right_button_and_the_eraser_rub_out(screen: FormOnScreen) -> None:
    drag(head(screen), (400, 500), (600, 500))
    full = number(screen)
    assert full is not None
    drag(head(screen), (500, 500), (550, 500), button=RIGHT)
    less = number(screen)
    assert less is not None
    assert 0 < less < full
    field_of(screen).tools.eraser.click()
    field_of(screen).tools.sizes[Size.LARGE].click()
    drag(head(screen), (350, 500), (650, 500))
    assert number(screen) == 0


def test_undo_and_redo_go_mark_by_mark_and_wiping_can_be_undone(screen: FormOnScreen) -> None:
    tools = field_of(screen).tools
    assert not tools.undo.isEnabled()
    drag(head(screen), (400, 500), (600, 500))
    one = drawing(screen)
    drag(head(screen, View.BACK), (400, 500), (600, 500))
    two = drawing(screen)
    tools.undo.click()
    assert drawing(screen) == one
    assert number(screen, View.BACK) is None
    tools.redo.click()
    assert drawing(screen) == two
    assert not tools.redo.isEnabled()
    tools.clearing.click()
    assert drawing(screen).marks[-1] == Cleared()
    assert (number(screen), number(screen, View.BACK)) == (None, None)
    tools.undo.click()
    assert drawing(screen) == two
    assert number(screen, View.BACK) == two.percent(View.BACK)
    tools.undo.click()
    tools.undo.click()
    assert screen.answer("map") is None
    assert not tools.undo.isEnabled()
    assert tools.redo.isEnabled()


def test_the_keyboard_stays_away_from_wiping_when_a_button_goes_out(screen: FormOnScreen) -> None:
    tools = field_of(screen).tools
    drag(head(screen), (400, 500), (600, 500))
    tools.no_loss.setFocus()
    QTest.keyClick(tools.no_loss, Qt.Key.Key_Space)
    assert not tools.no_loss.isEnabled()
    assert tools.brush.hasFocus()


def test_no_loss_elsewhere_makes_a_score_of_what_is_painted(screen: FormOnScreen) -> None:
    drag(head(screen), (400, 500), (600, 500))
    field_of(screen).tools.no_loss.click()
    assert [number(screen, view) for view in View if view is not View.TOP] == [0, 0, 0]
    percent = number(screen)
    assert percent is not None
    shown = f"{(percent * Decimal('0.4')).quantize(Decimal('0.1')).normalize():f}"
    assert field_of(screen).score.text() == f"SALT {shown}"


def test_everything_goes_by_keys_alone(screen: FormOnScreen) -> None:
    view = head(screen)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Space)
    dab = number(screen)
    assert dab is not None
    QTest.keyClick(view, Qt.Key.Key_Right, SHIFT)
    assert (number(screen) or 0) > dab
    QTest.keyClick(view, Qt.Key.Key_E)
    QTest.keyClick(view, Qt.Key.Key_3)
    assert field_of(screen).tools.tool.erases
    assert field_of(screen).tools.tool.size is Size.LARGE
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert number(screen) == 0
    QTest.keyClick(view, Qt.Key.Key_0)
    assert drawing(screen).marks[-1] == NoLoss((View.RIGHT, View.LEFT, View.BACK))
    for _ in range(60):
        QTest.keyClick(view, Qt.Key.Key_Left)
    assert view._pen[0] == 0


def test_tab_goes_from_the_tools_to_the_sizes_and_from_head_to_head(screen: FormOnScreen) -> None:
    tools = field_of(screen).tools
    tools.brush.setFocus()
    seen = []
    for _ in range(7):
        seen.append(focus())
        QTest.keyClick(focus(), Qt.Key.Key_Tab)
    heads = [*field_of(screen).views.values()]
    assert seen == [tools.brush, tools.sizes[Size.MEDIUM], tools.no_loss, *heads]


def test_rubbing_out_where_nothing_is_counts_for_nothing(screen: FormOnScreen) -> None:
    before = field_of(screen).score.text()
    head(screen).setFocus()
    QTest.keyClick(focus(), Qt.Key.Key_E)
    QTest.keyClick(focus(), Qt.Key.Key_Space)

    assert field_of(screen).score.text() == before
    assert head(screen).label == "Top: not painted"


def test_the_keys_of_the_tools_work_on_their_buttons_too(screen: FormOnScreen) -> None:
    tools = field_of(screen).tools
    tools.brush.setFocus()
    QTest.keyClick(focus(), Qt.Key.Key_3)
    QTest.keyClick(focus(), Qt.Key.Key_E)
    assert (tools.tool.size, tools.tool.erases) == (Size.LARGE, True)


def test_arrows_choose_among_the_tools(screen: FormOnScreen) -> None:
    tools = field_of(screen).tools
    tools.brush.setFocus()
    QTest.keyClick(focus(), Qt.Key.Key_Right)
    assert tools.tool.erases
    assert tools.eraser.hasFocus()
    QTest.keyClick(focus(), Qt.Key.Key_Tab)
    QTest.keyClick(focus(), Qt.Key.Key_Left)
    assert tools.tool.size is Size.SMALL
    QTest.keyClick(focus(), Qt.Key.Key_Tab, SHIFT)
    assert tools.eraser.hasFocus()


def test_the_keys_are_told_where_they_are_used(screen: FormOnScreen) -> None:
    assert "Shift+arrows paint" in field_of(screen).tools.keys.text()
    assert "Shift+arrows paint" in head(screen).accessibleDescription()


def test_a_number_typed_by_hand_is_told_apart_from_the_drawing(screen: FormOnScreen) -> None:
    field = field_of(screen)
    drag(head(screen), (400, 500), (600, 500))
    assert field.remark.isHidden()
    line = screen.line("n.top")
    line.selectAll()
    QTest.keyClicks(line, "44")
    assert not field.remark.isHidden()
    assert "Top" in field.remark.text()
    drag(head(screen), (400, 600), (600, 600))
    assert field.remark.isHidden()
    assert number(screen) == drawing(screen).percent(View.TOP)


def test_numbers_alone_are_enough_and_make_the_score(screen: FormOnScreen) -> None:
    for view in View:
        QTest.keyClicks(screen.line(f"n.{view}"), "50")
    assert screen.answer("map") is None
    assert field_of(screen).score.text() == "SALT 50"
    assert field_of(screen).remark.isHidden()


def test_the_other_end_of_a_pen_rubs_out(screen: FormOnScreen) -> None:
    view = head(screen)
    kinds = QPointingDevice.PointerType

    def pen(kind: QEvent.Type, x: int, pointer: QPointingDevice.PointerType) -> None:
        device = QPointingDevice(
            "pen",
            7,
            QInputDevice.DeviceType.Stylus,
            pointer,
            QInputDevice.Capability.Position,
            1,
            1,
        )
        place = view._square().topLeft() + QPointF(x, 500) * view._square().width() / 1000
        event = QTabletEvent(
            kind,
            device,
            place,
            QPointF(view.mapToGlobal(place)),
            0.5,
            0,
            0,
            0,
            0,
            0,
            Qt.KeyboardModifier.NoModifier,
            LEFT,
            LEFT,
        )
        QApplication.sendEvent(view, event)

    for pointer in (kinds.Pen, kinds.Eraser):
        pen(QEvent.Type.TabletPress, 400, pointer)
        pen(QEvent.Type.TabletMove, 600, pointer)
        pen(QEvent.Type.TabletRelease, 600, pointer)
    strokes = [mark for mark in drawing(screen).marks if isinstance(mark, Stroke)]
    assert [stroke.erases for stroke in strokes] == [False, True]
    assert number(screen) == 0


def test_the_keyboard_comes_to_a_head_only_after_the_stroke(screen: FormOnScreen) -> None:
    view = head(screen)
    screen.line("n.top").setFocus()
    QTest.mousePress(view, LEFT, pos=view._square().center().toPoint())
    assert not view.hasFocus()
    QTest.mouseRelease(view, LEFT, pos=view._square().center().toPoint())
    assert view.hasFocus()


def test_a_click_beside_the_scalp_is_no_answer(screen: FormOnScreen) -> None:
    drag(head(screen), (10, 10), (60, 10))
    assert screen.answer("map") is None
    assert head(screen).label == "Top: not painted"


def painted_pixels(view: ScalpView) -> int:
    picture = view._layer._pixmap.toImage()
    return sum(
        picture.pixelColor(x, y).alpha() > 128
        for x in range(0, picture.width(), 2)
        for y in range(0, picture.height(), 2)
    )


def test_what_the_eye_sees_is_what_is_counted(screen: FormOnScreen) -> None:
    view = head(screen)
    field_of(screen).tools.sizes[Size.LARGE].click()
    drag(view, (300, 400), (700, 400), (700, 700))
    drag(view, (500, 400), (520, 420), button=RIGHT)
    shown = painted_pixels(view) * 4 / (view._square().width() ** 2)
    percent = drawing(screen).percent(View.TOP)
    assert percent is not None
    assert shown == pytest.approx(float(percent) / 100 * 0.3705, rel=0.05)


def show(screen: FormOnScreen, answer: Answer | None) -> None:
    screen.apply(SetAnswer(Place("map"), answer))


def test_a_drawing_from_the_records_is_shown_and_can_be_undone(screen: FormOnScreen) -> None:
    stroke = Stroke(view=View.TOP, erases=False, size=Size.LARGE, points=((400, 500), (600, 500)))
    show(screen, given(as_attachment(Drawing((stroke, NoLoss((View.LEFT,)))))))
    assert painted_pixels(head(screen)) > 100
    assert head(screen, View.LEFT).label == "Left side: 0 %"
    field_of(screen).tools.undo.click()
    assert drawing(screen) == Drawing((stroke,))
    show(screen, None)
    assert painted_pixels(head(screen)) == 0
    assert head(screen).label == "Top: not painted"


def test_another_file_in_its_place_shows_empty_heads(screen: FormOnScreen) -> None:
    show(screen, given(new_file(b"<svg/>", content_type="image/svg+xml", title="x")))
    assert head(screen).label == "Top: not painted"
    drag(head(screen), (400, 500), (600, 500))
    assert drawing(screen).percent(View.TOP)


def test_a_drawing_that_became_too_large_says_so_and_keeps_what_there_was(
    screen: FormOnScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    drag(head(screen), (400, 500), (600, 500))
    kept, pixels = drawing(screen), painted_pixels(head(screen))
    monkeypatch.setattr(scalp_field, "LARGEST", 10)
    drag(head(screen), (400, 700), (600, 700))
    assert "full" in field_of(screen).remark.text()
    assert drawing(screen) == kept
    assert painted_pixels(head(screen)) == pixels


def test_with_little_room_the_tools_stand_above(screen: FormOnScreen) -> None:
    field = field_of(screen)

    def corner(widget: QWidget) -> QPoint:
        return widget.mapTo(field, QPoint(0, 0))

    assert corner(field.tools).x() < corner(head(screen)).x()
    for width in (620, 400):
        screen.window.resize(width, 700)
        QApplication.processEvents()
        assert corner(field.tools).y() + field.tools.height() <= corner(head(screen)).y()
        for button in field.tools.inputs:
            assert button.width() >= button.minimumSizeHint().width()
