"""A consultation in a small window: the questions keep their room, and nothing is out of reach."""

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from intake_app.desktop.main_window import LOW, MainWindow
from intake_app.desktop.widgets.form.date_field import DateField
from intake_app.desktop.widgets.visit.finding_card import FindingCard
from intake_app.services.suite import Services
from tests.helpers.consultation_screen import (
    ALT,
    CTRL,
    Sitting,
    begin,
    choose,
    focus,
    sitting,
)


@pytest.fixture
def small(qtbot: QtBot, services: Services) -> Iterator[Sitting]:
    """What a screen of 1280 by 900 has at twice the size, without menu and bar."""
    with sitting(qtbot, services, begin(services)) as screen:
        screen.page.resize(640, 365)
        choose(screen, "safety.pregnancy", "pregnant")
        screen.wait_until_saved()
        qtbot.waitUntil(lambda: not screen.page.findings.is_empty)
        yield screen


def test_findings_below_the_questions_are_a_few_lines_that_name_the_gravest(
    small: Sitting,
) -> None:
    strip = small.page.findings

    assert "stop" in strip.head.summary.text()
    assert strip.head.gravest.isVisible()
    assert "pregnant" in strip.head.gravest.text()
    assert not strip.area.isVisible()
    assert small.page.form.height() > 2 * strip.height()
    assert small.page.height() == 365


def test_f8_unfolds_them_and_escape_goes_back_to_the_question(small: Sitting) -> None:
    field = small.input("visit.reason")
    strip = small.page.findings
    small.press(Qt.Key.Key_F8)
    card = strip.findChildren(FindingCard)[0]
    small.qtbot.waitUntil(lambda: card.isVisible() and card.isAncestorOf(focus()))
    small.qtbot.waitUntil(lambda: card.visibleRegion().boundingRect().height() == card.height())
    small.press(Qt.Key.Key_Escape)

    assert focus() is field
    assert not strip.area.isVisible()


def test_they_fold_when_somebody_goes_on_with_the_questions(small: Sitting) -> None:
    strip = small.page.findings
    strip.head.toggle.click()
    assert strip.area.isVisible()
    small.field("visit.reason").take_focus()

    assert not strip.area.isVisible()
    assert strip.head.toggle.isVisible()


def test_beside_the_questions_they_are_always_in_sight(small: Sitting) -> None:
    small.page.resize(1280, 760)
    small.qtbot.waitUntil(small.page.findings.area.isVisible)

    assert not small.page.findings.head.toggle.isVisible()
    assert not small.page.findings.head.gravest.isVisible()


@pytest.mark.parametrize("width", [640, 960, 1280])
def test_the_way_a_date_is_written_is_never_cut(small: Sitting, width: int) -> None:
    small.page.resize(width, 500)
    small.field("history.onset")
    for field in small.page.findChildren(DateField):
        if field.isVisible():
            small.qtbot.waitUntil(partial(fits, field.line))


def fits(line: QLineEdit) -> bool:
    return line.fontMetrics().horizontalAdvance(line.placeholderText()) < line.width() - 20


def test_of_a_question_higher_than_the_window_the_words_come_into_sight(small: Sitting) -> None:
    frame = small.field("history.loss_medicines")
    area = small.page.form

    assert frame.height() > area.height()
    assert 0 <= frame.label.mapTo(area, QPoint(0, 0)).y() < area.height()


def test_the_end_of_a_section_is_the_end_of_what_scrolls(small: Sitting) -> None:
    small.page.resize(1280, 760)
    small.press(Qt.Key.Key_3, ALT)
    view = small.page.form.findChildren(type(small.page.form._views["examination"]))[-1]
    view.build_all()
    bar = view.area.verticalScrollBar()
    small.qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())

    def under_the_end() -> int:
        end = view.next_button.mapTo(view.area, QPoint(0, view.next_button.height())).y()
        return int(view.area.height() - end)

    small.qtbot.waitUntil(lambda: 0 <= under_the_end() < 60)


def test_the_last_section_leads_to_the_review(small: Sitting) -> None:
    small.press(Qt.Key.Key_9, ALT)
    button = small.page.form._views["agreement"].next_button
    assert button.text() == "Review"
    button.click()

    small.qtbot.waitUntil(small.page.review.isVisible)


def test_the_section_before_it_does_not(small: Sitting) -> None:
    small.press(Qt.Key.Key_9, ALT)
    small.press(Qt.Key.Key_PageUp, CTRL)

    assert small.page.form._views["plan"].next_button.text() == "Next section"


def test_a_low_window_gives_the_state_line_to_the_page(qtbot: QtBot) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    window.resize(900, LOW)
    window.show()
    qtbot.waitExposed(window)
    qtbot.waitUntil(window.statusBar().isVisible)
    window.resize(900, LOW - 1)

    qtbot.waitUntil(lambda: not window.statusBar().isVisible())


def test_the_review_fits_into_a_small_window_too(small: Sitting) -> None:
    small.press(Qt.Key.Key_Return, CTRL)
    review = small.page.review
    small.qtbot.waitUntil(review.isVisible)

    assert small.page.minimumSizeHint().height() <= 365
    assert review.read_back.height() >= 48
    assert review.complete_button.visibleRegion().boundingRect() == review.complete_button.rect()
