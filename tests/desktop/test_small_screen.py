"""On a small screen, or at twice the size, everything stays within reach."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from intake_app.desktop.main_window import MainWindow
from intake_app.desktop.models.paper import Chooser
from intake_app.desktop.pages.handout_page import HandoutPage
from intake_app.desktop.widgets.flow_layout import FlowLayout
from intake_app.desktop.widgets.page import Page, held
from intake_app.desktop.widgets.wrapping_label import WrappingLabel

ORIGIN = QPoint(0, 0)


def large_page() -> Page:
    page = Page()
    column = QVBoxLayout(page)
    column.addWidget(WrappingLabel("words that break into lines " * 20))
    column.addStretch(1)
    block = QWidget()
    block.setObjectName("block")
    block.setMinimumSize(900, 700)
    column.addWidget(block)
    return page


def test_a_page_larger_than_the_window_scrolls_and_does_not_push_the_window(qtbot: QtBot) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    window.show_page(large_page(), title="Large", can_go_back=True)
    window.resize(640, 450)
    window.show()
    qtbot.waitExposed(window)

    assert (window.width(), window.height()) == (640, 450)
    page = window.current_page
    assert page is not None
    assert page.width() >= 900
    assert page.height() >= 700


def test_a_page_that_fits_takes_all_the_room_and_does_not_scroll(qtbot: QtBot) -> None:
    page = large_page()
    frame = held(page)
    qtbot.addWidget(frame)
    frame.resize(1400, 1200)
    frame.show()
    qtbot.waitExposed(frame)

    assert page.size() == frame.size()
    assert frame.verticalScrollBar().maximum() == 0
    assert frame.horizontalScrollBar().maximum() == 0


def test_a_page_that_grows_in_its_frame_is_not_cut(qtbot: QtBot) -> None:
    page = large_page()
    frame = held(page)
    qtbot.addWidget(frame)
    frame.resize(1400, 1200)
    frame.show()
    qtbot.waitExposed(frame)
    block = page.findChild(QWidget, "block")
    assert block is not None
    block.setMinimumHeight(2000)

    qtbot.waitUntil(lambda: page.height() >= 2000)


def test_the_handouts_bar_breaks_into_lines(qtbot: QtBot) -> None:
    page = HandoutPage()
    qtbot.addWidget(page)
    editions = (("standard", "Standard"), ("short", "Short"))
    languages = (("en", "English (not reviewed by a clinician)"), ("tr", "Turkish"))
    page.show_choosers(
        [
            Chooser(name="edition", label="E&dition", options=editions, first="standard"),
            Chooser(name="language", label="&Language", options=languages, first="en"),
        ]
    )
    page.resize(620, 700)
    page.show()
    qtbot.waitExposed(page)

    assert page.width() == 620
    for button in (page.print_button, page.save_button):
        at = button.mapTo(page, button.rect().bottomRight())
        assert page.rect().contains(at)
    language = page.choosers["language"]
    assert page.print_button.mapTo(page, ORIGIN).y() > language.mapTo(page, ORIGIN).y()


def test_a_line_is_broken_only_where_the_width_ends(qtbot: QtBot) -> None:
    page = Page()
    qtbot.addWidget(page)
    flow = FlowLayout(page)
    for words in ("one", "two", "three"):
        flow.addWidget(QPushButton(words))
    whole = flow.sizeHint().width()

    assert flow.heightForWidth(whole) == flow.sizeHint().height()
    assert flow.heightForWidth(whole // 2) > flow.sizeHint().height()
