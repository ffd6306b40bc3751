"""What is typed is in the records within a second, and is never lost."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from intake_app.bootstrap.expressions import FhirPathWhenNeeded
from intake_app.bootstrap.live_records import PhotographsWhenNeeded
from intake_app.desktop.presenters.meanwhile import Meanwhile
from intake_app.domain.dates import PartialDate
from intake_app.domain.errors import ConsultationChanged
from intake_app.domain.form.answers import Place, given
from intake_app.domain.visit.drafting import SetAnswer, TypeText
from intake_app.services.access import Actor, Role
from intake_app.services.attachments import FileKeeper
from intake_app.services.consultation_view import ConsultationViewer
from intake_app.services.consultations import ConsultationService
from intake_app.services.ports import Content
from intake_app.services.suite import Services
from intake_app.storage.records import Records
from tests.helpers.consultation_screen import DOCTOR, Sitting, begin, fill_in, focus, sitting
from tests.helpers.full_disk import FullDisk
from tests.helpers.qt_input import type_by_input_method, type_text
from tests.helpers.stopped_clock import StoppedClock

LONG_WORD = "Ł" * 500
AWKWARD = "Zoë <b>&co</b> & 王小明 مريم\twith “quotes”"


@pytest.fixture
def screen(qtbot: QtBot, services: Services) -> Iterator[Sitting]:
    with sitting(qtbot, services, begin(services)) as opened:
        yield opened


@pytest.fixture
def disk(records: Records) -> FullDisk:
    return FullDisk(records.writing)


@pytest.fixture
def threatened(
    qtbot: QtBot,
    services: Services,
    records: Records,
    disk: FullDisk,
    content: Content,
    clock: StoppedClock,
) -> Iterator[Sitting]:
    """A consultation on a disk that a test may fill."""
    consultation_id = begin(services)
    consultations = ConsultationService(
        records.reading,
        disk,
        clock,
        ConsultationViewer(clock, content, FhirPathWhenNeeded()),
        FileKeeper(PhotographsWhenNeeded(), clock),
    )
    with sitting(qtbot, replace(services, consultations=consultations), consultation_id) as it:
        yield it


def test_what_is_typed_is_saved_although_the_field_is_not_left(screen: Sitting) -> None:
    type_text(screen.input("visit.reason"), "thinner since summer")
    screen.qtbot.waitUntil(
        lambda: screen.stored_answer("visit.reason") == given("thinner since summer")
    )

    assert focus() is screen.input("visit.reason")


def test_typing_that_never_pauses_is_saved_too(screen: Sitting) -> None:
    box = screen.input("visit.reason")

    def goes_on_typing() -> bool:
        type_text(box, "a")
        return screen.stored_answer("visit.reason") is not None

    screen.qtbot.waitUntil(goes_on_typing)


def test_a_choice_is_saved_at_once(screen: Sitting) -> None:
    screen.field("visit.interpreter")
    sent = screen.qtbot.waitSignal(screen.presenter._recording.outbox.sent)
    screen.press(Qt.Key.Key_Y)

    assert sent.signal_triggered, "it waits for more, as typing does"
    screen.wait_until_saved()
    assert screen.stored_answer("visit.interpreter") == given(True)


@pytest.mark.parametrize(
    "text", [AWKWARD, LONG_WORD, "line\nbreak", "\u200fمريم\u200e", "  spaces  "]
)
def test_any_text_is_kept_as_it_was_typed(screen: Sitting, text: str) -> None:
    box = screen.input("visit.reason")
    type_by_input_method(box, text)
    screen.press(Qt.Key.Key_Tab)
    screen.wait_until_saved()

    assert screen.stored_answer("visit.reason") == given(text.strip())
    assert isinstance(box, QPlainTextEdit)
    assert box.toPlainText() == text.strip()


def test_the_mark_says_when_it_was_saved(screen: Sitting) -> None:
    type_text(screen.input("visit.reason"), "x")
    assert screen.page.mark.words.text() == "… Saving"
    screen.wait_until_saved()

    assert re.fullmatch(r"✓ Saved \d\d:\d\d:\d\d", screen.page.mark.words.text())
    assert screen.page.mark.accessibleName() == screen.page.mark.words.text()


def test_half_a_date_comes_back_after_the_program_was_killed(
    qtbot: QtBot, services: Services, screen: Sitting
) -> None:
    type_text(screen.input("history.onset"), "31.2.")
    qtbot.waitUntil(lambda: bool(screen.stored().unfinished))

    with sitting(qtbot, services, screen.consultation_id) as again:
        field = again.frame_in_hand()
        assert str(field.place) == "history.onset"
        line = field.editor.inputs[0]
        assert isinstance(line, QLineEdit)
        assert line.text() == "31.2."
        assert line.cursorPosition() == len("31.2.")
        assert not line.hasSelectedText()  # or the next letter would take its place
        assert "is not a date" in field.error.text()
        assert field.error.text().startswith("⚠")
        assert "is not a date" in line.accessibleDescription()


@pytest.mark.parametrize(
    "place",
    ["visit.reason", "safety.herpes", "examination.salt.back", "history.medicines.name[1]"],
)
def test_a_draft_goes_on_where_somebody_wrote_last(
    qtbot: QtBot, services: Services, place: str
) -> None:
    consultation_id = begin(services)
    written = Place.parse(place)
    herpes = SetAnswer(written, given(True))
    edit = herpes if place == "safety.herpes" else TypeText(written, "31.2.")
    services.consultations.save(DOCTOR, consultation_id, [edit])

    with sitting(qtbot, services, consultation_id) as again:
        frame = again.frame_in_hand()
        assert frame.place == written
        assert again.page.form.current == place.partition(".")[0]


def test_a_draft_in_which_nobody_wrote_begins_at_its_beginning(
    qtbot: QtBot, services: Services
) -> None:
    with sitting(qtbot, services, begin(services)) as fresh:
        assert str(fresh.frame_in_hand().place) == "visit.date"


def test_two_windows_at_one_question_are_both_told_what_was_replaced(
    qtbot: QtBot, services: Services, screen: Sitting
) -> None:
    place = Place("visit.reason")
    with sitting(qtbot, services, screen.consultation_id) as other:
        _write(screen, place, "first text")
        _write(other, place, "second text")
        assert not screen.page.notice.isVisible()
        assert "had written “first text”; “second text” replaced it" in _said(other)

        _write(screen, Place("history.onset"), "2020")
        assert "changed “first text” to “second text”" in _said(screen)
        assert screen.stored_answer("visit.reason") == given("second text")


def test_two_windows_at_different_questions_are_told_nothing(
    qtbot: QtBot, services: Services, screen: Sitting
) -> None:
    with sitting(qtbot, services, screen.consultation_id) as other:
        _write(screen, Place("visit.reason"), "first")
        _write(other, Place("history.onset"), "2020")
        _write(other, Place("history.onset"), "2021")
        _write(screen, Place("visit.reason"), "first and more")
        for window in (screen, other):
            assert not window.page.notice.isVisible()
            assert window.stored_answer("history.onset") is not None
        assert other.stored_answer("visit.reason") == given("first and more")


def test_completing_stops_at_what_another_window_wrote_unseen(
    qtbot: QtBot, services: Services, screen: Sitting
) -> None:
    fill_in(screen)
    _write(screen, Place("visit.reason"), "mine")
    with sitting(qtbot, services, screen.consultation_id) as other:
        _write(other, Place("visit.reason"), "theirs")
        screen.page.completion_requested.emit()
        qtbot.waitUntil(screen.page.notice.isVisible)

    assert "wrote into this consultation meanwhile" in _said(screen)
    assert "changed “mine” to “theirs”" in _said(screen)
    assert screen.stored().is_open
    assert screen.state.answer(Place("visit.reason")) == given("theirs")

    with qtbot.waitSignal(screen.presenter.completed):
        screen.page.completion_requested.emit()
    assert not screen.stored().is_open


def test_completing_stops_when_its_own_last_save_meets_another_windows(
    qtbot: QtBot, services: Services, screen: Sitting
) -> None:
    fill_in(screen)
    _write(screen, Place("visit.reason"), "mine")
    with sitting(qtbot, services, screen.consultation_id) as other:
        _write(other, Place("history.onset"), "2020")
        screen.edit(TypeText(Place("visit.reason"), "mine and more"))
        screen.page.completion_requested.emit()
        qtbot.waitUntil(screen.page.notice.isVisible)

    assert screen.stored().is_open
    assert screen.state.answer(Place("history.onset")) == given(PartialDate(2020))
    assert screen.stored_answer("visit.reason") == given("mine and more")


def test_what_comes_onto_the_screen_after_completing_was_asked_for_was_not_seen(
    services: Services,
) -> None:
    consultation_id = begin(services)
    service, meanwhile = services.consultations, Meanwhile()
    meanwhile.begin(service.open(DOCTOR, consultation_id).consultation)
    service.save(DOCTOR, consultation_id, [TypeText(Place("visit.reason"), "theirs")])

    seen = meanwhile.asked()
    mine = service.save(DOCTOR, consultation_id, [TypeText(Place("visit.reason"), "mine")])
    meanwhile.note(mine)
    assert "“mine” replaced it" in meanwhile.told()
    meanwhile.look()

    with pytest.raises(ConsultationChanged):
        seen()
    assert "“mine” replaced it" in meanwhile.catch_up(mine)
    assert meanwhile.asked()() == mine.consultation.revision


def _said(window: Sitting) -> str:
    message = window.page.notice.message
    assert message is not None
    return message.text


def _write(window: Sitting, place: Place, text: str) -> None:
    window.edit(TypeText(place, text))
    window.presenter.flush()
    window.wait_until_saved()


def test_answers_of_every_kind_come_back_as_they_were(
    qtbot: QtBot, services: Services, screen: Sitting
) -> None:
    screen.edit(TypeText(Place("history.onset"), "3/2024"))
    screen.edit(TypeText(Place("examination.salt.top"), "12,5"))
    screen.edit(TypeText(Place("visit.reason"), AWKWARD))
    screen.presenter.flush()
    screen.wait_until_saved()

    with sitting(qtbot, services, screen.consultation_id) as again:
        onset = again.input("history.onset")
        salt = again.input("examination.salt.top")
        assert isinstance(onset, QLineEdit)
        assert isinstance(salt, QLineEdit)
        assert onset.text() == "03.2024"
        assert again.field("history.onset").said.text() == "March 2024"
        assert salt.text() == "12.5"


def test_leaving_a_field_shows_the_date_as_it_was_understood(screen: Sitting) -> None:
    line = screen.input("history.onset")
    type_text(line, "3/4/24")
    assert isinstance(line, QLineEdit)
    assert line.text() == "3/4/24"
    screen.press(Qt.Key.Key_Tab)

    assert line.text() == "03.04.2024"
    assert screen.state.answer(Place("history.onset")) == given(PartialDate(2024, 4, 3))
    assert screen.field("history.onset").said.text() == "Wednesday 3 April 2024"


def test_a_full_disk_is_said_and_nothing_typed_is_lost(
    threatened: Sitting, disk: FullDisk
) -> None:
    disk.is_full = True
    box = threatened.input("visit.reason")
    type_text(box, "first")
    threatened.qtbot.waitUntil(threatened.page.mark.retry_button.isVisible)

    assert "disk" in threatened.page.mark.words.text()
    assert isinstance(box, QPlainTextEdit)
    assert box.toPlainText() == "first"
    assert threatened.stored_answer("visit.reason") is None
    assert "full" in threatened.presenter.question()

    disk.is_full = False
    threatened.page.mark.retry_button.click()
    threatened.wait_until_saved()
    assert threatened.stored_answer("visit.reason") == given("first")
    assert threatened.presenter.question() == ""


def test_the_next_edit_saves_what_could_not_be_saved_before(
    threatened: Sitting, disk: FullDisk
) -> None:
    disk.is_full = True
    type_text(threatened.input("visit.reason"), "first")
    threatened.qtbot.waitUntil(threatened.page.mark.retry_button.isVisible)
    disk.is_full = False
    type_text(threatened.input("visit.practitioner"), " MD")
    threatened.press(Qt.Key.Key_Tab)
    threatened.wait_until_saved()

    assert threatened.stored_answer("visit.reason") == given("first")
    practitioner = threatened.stored_answer("visit.practitioner")
    assert practitioner is not None
    assert "MD" in str(practitioner.values[0])


def test_completing_takes_along_what_could_not_be_saved_a_moment_ago(
    threatened: Sitting, disk: FullDisk
) -> None:
    fill_in(threatened)
    type_text(threatened.input("visit.reason"), "typed last")
    disk.refusals = 1
    with threatened.qtbot.waitSignal(threatened.presenter.completed):
        threatened.page.completion_requested.emit()

    assert threatened.stored_answer("visit.reason") == given("typed last")


def test_flush_hands_over_what_waits_for_a_pause(screen: Sitting) -> None:
    type_text(screen.input("visit.reason"), "closing")
    screen.presenter.flush()
    screen.desk.tasks.finish_writes()

    assert screen.stored_answer("visit.reason") == given("closing")


def test_the_reception_may_write_answers_down(qtbot: QtBot, services: Services) -> None:
    reception = Actor("Ana at the desk", Role.RECEPTION)
    with sitting(qtbot, services, begin(services, DOCTOR), reception) as opened:
        opened.field("visit.interpreter")
        opened.press(Qt.Key.Key_N)
        opened.wait_until_saved()

        assert opened.stored_answer("visit.interpreter") == given(False)


def test_what_comes_back_does_not_touch_the_field_being_typed_in(screen: Sitting) -> None:
    line = screen.input("examination.salt.top")
    type_text(line, "1.")
    screen.qtbot.waitUntil(lambda: screen.stored_answer("examination.salt.top") is not None)

    assert isinstance(line, QLineEdit)
    assert line.text() == "1."
    type_text(line, "5")
    screen.press(Qt.Key.Key_Tab)
    assert line.text() == "1.5"
