"""What has the keyboard is in sight, wherever the keyboard came from."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from intake_app.desktop.pages.clinic_page import ClinicPage


def test_tab_goes_round_the_set_up_screen_and_never_out_of_sight(qtbot: QtBot) -> None:
    page = ClinicPage(["Europe/Berlin"], first_start=True, can_demonstrate=True)
    qtbot.addWidget(page)
    page.resize(640, 450)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.focus_start()
    stops = []
    for _ in range(20):
        focus = QApplication.focusWidget()
        assert focus is not None
        assert focus.visibleRegion().boundingRect().height() >= min(focus.height(), 40) - 4
        stops.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert len(set(stops)) < len(stops)
