"""On a small screen, or at twice the size, everything stays within reach."""

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from intake_app.desktop.main_window import MainWindow
from intake_app.desktop.widgets.decision import Decision, Question
from intake_app.desktop.widgets.page import Page, held
from intake_app.desktop.widgets.wrapping_label import WrappingLabel


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


def test_a_question_of_any_length_is_read_whole_without_scrolling(qtbot: QtBot) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    for words in range(1, 40):
        detail = " ".join(["what was written since"] * words)
        question = Question(text="Undo this merge?", detail=detail, accept="Undo")
        asked = Decision(question, window)
        asked.open()
        qtbot.waitExposed(asked)
        (area,) = asked.findChildren(QScrollArea)
        qtbot.waitUntil(area.isVisible)
        assert area.verticalScrollBar().maximum() == 0, words
        asked.reject()


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
