"""Signing on the screen: mouse, pen and finger; undone, cleared, kept with name and time."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QPointingDeviceUniqueId, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from intake_app.desktop.widgets.form.signature_field import SignatureField
from intake_app.domain.form.answers import Place, given
from intake_app.domain.values import Attachment
from intake_app.domain.visit.drafting import SetAnswer
from intake_app.domain.visit.signature import Signature
from intake_app.services.suite import Services
from tests.helpers.builders import AWKWARD_NAME
from tests.helpers.consultation_screen import CTRL, DOCTOR, Sitting, begin, choose, sitting
from tests.helpers.qt_input import type_text
from tests.helpers.signatures import read_signature

SIGN = "agreement.patient_signature"
WHY_NOT = "agreement.no_signature"


@pytest.fixture
def screen(qtbot: QtBot, services: Services) -> Iterator[Sitting]:
    with sitting(qtbot, services, begin(services)) as it:
        choose(it, "agreement.signature", "on-screen")
        yield it


def field(screen: Sitting, place: str = SIGN) -> SignatureField:
    editor = screen.field(place).editor
    assert isinstance(editor, SignatureField)
    return editor


def draw(editor: SignatureField, *points: tuple[int, int]) -> None:
    """A stroke with the mouse."""
    first, *others = (QPoint(x, y) for x, y in points)
    QTest.mousePress(editor.pad, Qt.MouseButton.LeftButton, pos=first)
    for point in others:
        QTest.mouseMove(editor.pad, point)
    QTest.mouseRelease(editor.pad, Qt.MouseButton.LeftButton, pos=others[-1])


def stored(screen: Sitting, place: str = SIGN) -> Signature | None:
    screen.wait_until_saved()
    answer = screen.stored_answer(place)
    if answer is None:
        return None
    (file,) = answer.values
    assert isinstance(file, Attachment)
    attachments = screen.desk.services.attachments
    return read_signature(attachments.content(DOCTOR, screen.consultation_id, file))


def lengths(signature: Signature | None) -> list[int]:
    return [len(stroke) for stroke in signature.strokes] if signature is not None else []


def test_a_signature_is_kept_with_the_name_of_who_signed(screen: Sitting) -> None:
    editor = field(screen)
    assert editor.signer.text() == AWKWARD_NAME
    draw(editor, (10, 20), (40, 60), (80, 30))
    draw(editor, (100, 20), (140, 60))

    signature = stored(screen)
    assert signature is not None
    assert (lengths(signature), signature.signer) == ([3, 2], AWKWARD_NAME)
    points = signature.strokes[0]
    assert [p.at for p in points] == sorted(p.at for p in points)
    assert AWKWARD_NAME in editor.said.text()


def test_strokes_are_taken_back_brought_back_and_cleared_by_keys(screen: Sitting) -> None:
    editor = field(screen)
    draw(editor, (10, 20), (40, 60))
    draw(editor, (100, 20), (140, 60), (150, 90))
    for button, expected in (
        (editor.undo_button, [2]),
        (editor.redo_button, [2, 3]),
        (editor.clear_button, []),
    ):
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)
        assert lengths(stored(screen)) == expected

    screen.press(Qt.Key.Key_Z, CTRL)  # the form's own undo brings the whole signature back
    assert lengths(stored(screen)) == [2, 3]
    draw(field(screen), (10, 90), (40, 95))
    assert lengths(stored(screen)) == [2, 3, 2]


def test_nobody_signs_without_a_name_and_a_corrected_name_is_kept(screen: Sitting) -> None:
    editor = field(screen)
    editor.signer.setFocus()
    editor.signer.selectAll()
    type_text(editor.signer, " ")
    draw(editor, (10, 20), (40, 60))
    assert "Write who signs first" in editor.said.text()
    assert stored(screen) is None

    editor.signer.clear()
    type_text(editor.signer, "Her mother")
    draw(editor, (10, 20), (40, 60))
    editor.signer.setFocus()
    type_text(editor.signer, " Ada")
    QTest.keyClick(editor.signer, Qt.Key.Key_Return)
    signature = stored(screen)
    assert signature is not None
    assert signature.signer == "Her mother Ada"


def test_a_pen_signs(screen: Sitting) -> None:
    editor = field(screen)
    pen = QPointingDevice(
        "pen",
        1,
        QInputDevice.DeviceType.Stylus,
        QPointingDevice.PointerType.Pen,
        QInputDevice.Capability.Position,
        1,
        1,
        "",
        QPointingDeviceUniqueId(),
    )
    kinds = (QEvent.Type.TabletPress, QEvent.Type.TabletMove, QEvent.Type.TabletRelease)
    for kind, at in zip(kinds, (QPointF(10, 20), QPointF(60, 70), QPointF(60, 70)), strict=True):
        none = Qt.KeyboardModifier.NoModifier
        left = Qt.MouseButton.LeftButton
        event = QTabletEvent(kind, pen, at, at, 0.5, 0, 0, 0, 0, 0, none, left, left)
        QApplication.sendEvent(editor.pad, event)
    assert lengths(stored(screen)) == [2]


def test_a_finger_signs(screen: Sitting) -> None:
    editor = field(screen)
    finger = QTest.createTouchDevice()
    window = screen.page.window().windowHandle()

    def there(x: int, y: int) -> QPoint:
        return editor.pad.mapTo(screen.page.window(), QPoint(x, y))

    QTest.touchEvent(window, finger).press(0, there(10, 20), window).commit()
    QTest.touchEvent(window, finger).move(0, there(50, 40), window).commit()
    QTest.touchEvent(window, finger).release(0, there(50, 40), window).commit()
    assert lengths(stored(screen)) == [2]


def test_who_cannot_sign_says_why(screen: Sitting) -> None:
    choose(screen, "agreement.signature", "not-signed")
    assert not screen.shows(SIGN)
    screen.page.show_review()
    assert Place(WHY_NOT) in screen.state.assessment.in_the_way
    screen.edit(SetAnswer(Place(WHY_NOT), given("Her hand is in plaster; said yes aloud.")))
    assert Place(WHY_NOT) not in screen.state.assessment.in_the_way
    screen.wait_until_saved()


def test_a_signature_of_a_killed_program_is_shown_and_can_be_replaced(
    qtbot: QtBot, services: Services
) -> None:
    consultation_id = begin(services)
    with sitting(qtbot, services, consultation_id) as screen:
        choose(screen, "agreement.signature", "on-screen")
        draw(field(screen), (10, 20), (40, 60))
        screen.wait_until_saved()
    with sitting(qtbot, services, consultation_id) as screen:
        editor = field(screen)
        qtbot.waitUntil(lambda: not editor.pad._picture.isNull())
        assert editor.clear_button.isEnabled()
        draw(editor, (10, 20), (40, 60), (70, 70))
        assert lengths(stored(screen)) == [3]
