"""The screen Records, in the real window over real records."""

from dataclasses import replace
from datetime import UTC
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QDir, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from intake_app.bootstrap.live_records import LiveRecords
from intake_app.desktop.messages import Level
from intake_app.desktop.opening import Opening
from intake_app.desktop.pages.alone_page import AlonePage
from intake_app.desktop.pages.find_page import FindPage
from intake_app.desktop.pages.records_page import RecordsPage
from intake_app.desktop.presenters.records_words import restored_message
from intake_app.domain.dates import parse_iso
from intake_app.domain.patients.patient import PatientDetails
from intake_app.services.ports import Content
from intake_app.services.suite import Services
from intake_app.services.upkeep import Restored, Unlike, UpkeepService
from intake_app.storage.backups.backup_schedule import on_time
from intake_app.storage.data_folder import records_file
from tests.desktop.conftest import DOCTOR
from tests.helpers.program import ALT, CLINIC, Program, running
from tests.helpers.record_builders import NOON
from tests.helpers.stopped_clock import StoppedClock
from tests.helpers.upkeep import raw, without_triggers

LONG = 20_000
ZOE = PatientDetails(
    name="Zoë O'Brien-Łukasz <b>&co</b> Şükrü", birth_date=parse_iso("1988-04-17")
)


def records_page(program: Program) -> RecordsPage:
    program.choose("records")
    page = program.page(RecordsPage)
    program.wait(lambda: bool(page.last.text()))
    return page


def said(program: Program, page: RecordsPage, words: str) -> str:
    """What the notice says, once these words are in it."""

    def text() -> str:
        return page.notice.message.text if page.notice.message is not None else ""

    program.qtbot.waitUntil(lambda: words in text(), timeout=LONG)
    return text()


def backed_up(program: Program, page: RecordsPage) -> None:
    program.press(Qt.Key.Key_N, ALT)
    said(program, page, "compared")
    program.wait(lambda: page.backups.table.current_line() is not None)


def restored(program: Program) -> AlonePage:
    alone = program.page(AlonePage)
    program.qtbot.waitUntil(alone.done_button.isVisible, timeout=LONG)
    return alone


def go_on(program: Program, alone: AlonePage) -> None:
    with program.qtbot.waitSignal(program.desktop.settled, timeout=LONG):
        alone.done_button.click()


def test_it_says_where_the_records_are_and_that_there_is_no_backup(
    program: Program, data_folder: Path
) -> None:
    page = records_page(program)

    assert str(data_folder) in page.place.text()
    assert "No backup" in page.last.text()
    assert page.backup_button.hasFocus()


def test_a_backup_made_by_keyboard_is_in_the_list(program: Program, data_folder: Path) -> None:
    page = records_page(program)

    backed_up(program, page)

    line = page.backups.table.current_line()
    assert line is not None
    assert Path(line.id).parent == data_folder / "backups"
    assert line.cells[1] != ""
    assert line.cells[0] in page.last.text()
    assert page.progress.isHidden()
    assert page.backup_button.isEnabled()


def test_a_backup_can_be_stopped_and_nothing_is_left_of_it(
    qtbot: QtBot, opening: Opening, clinic_records: Services
) -> None:
    may_begin = Event()

    def open_upkeep() -> UpkeepService:
        may_begin.wait(LONG / 1000)
        return opening.open_upkeep()

    with running(qtbot, replace(opening, open_upkeep=open_upkeep)) as program:
        program.choose("records")
        page = program.page(RecordsPage)
        program.press(Qt.Key.Key_N, ALT)
        program.wait(page.progress.stop_button.hasFocus)
        assert not page.backup_button.isEnabled()
        program.press(Qt.Key.Key_Space)
        may_begin.set()

        said(program, page, "nothing is left of it")
        assert page.progress.isHidden()
        assert page.backup_button.isEnabled()
    assert clinic_records.upkeep.backups() == ()


def test_a_backup_goes_to_another_place_when_asked(program: Program, tmp_path: Path) -> None:
    page = records_page(program)
    target = tmp_path / "elsewhere.intake-backup"

    program.press(Qt.Key.Key_E, ALT)
    program.wait(lambda: bool(page.findChildren(QFileDialog)))
    (dialog,) = page.findChildren(QFileDialog)
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    begins_at = dialog.directory().absolutePath()
    assert QStandardPaths.writableLocation(documents).startswith(begins_at)
    assert dialog.directory() != QDir.current(), "where the program was started, its sources stand"
    dialog.close()
    dialog.fileSelected.emit(str(target))

    said(program, page, "compared")
    assert target.is_file()


def test_a_backup_that_cannot_be_written_is_refused_in_place(
    program: Program, data_folder: Path
) -> None:
    page = records_page(program)
    (data_folder / "backups").write_text("in the way")

    program.press(Qt.Key.Key_N, ALT)

    said(program, page, "backups")
    program.wait(page.backup_button.isEnabled)


def test_checking_says_that_all_is_well(program: Program) -> None:
    page = records_page(program)

    program.press(Qt.Key.Key_K, ALT)

    said(program, page, "Everything is as it was written")


def test_checking_names_the_first_bad_entry_with_its_day_and_kind(
    program: Program, clinic_records: Services, data_folder: Path
) -> None:
    clinic_records.patients.register(DOCTOR, ZOE)
    tamper(data_folder)
    page = records_page(program)

    program.press(Qt.Key.Key_K, ALT)

    text = said(program, page, "first that is not")
    assert "(patient.registered, 20" in text
    assert "Zoë" not in text


def tamper(folder: Path) -> None:
    connection = raw(folder)
    without_triggers(connection)
    connection.execute("UPDATE audit SET actor = 'Eve' WHERE kind = 'patient.registered'")
    connection.close()


def test_damage_is_said_at_the_start_and_leads_to_the_screen(
    qtbot: QtBot, opening: Opening, clinic_records: Services, data_folder: Path
) -> None:
    clinic_records.patients.register(DOCTOR, ZOE)
    tamper(data_folder)

    with running(qtbot, opening) as program:
        program.wait(lambda: program.window.notice.message is not None)
        message = program.window.notice.message
        assert message is not None
        assert "patient.registered" in message.text
        program.window.notice.action_chosen.emit("records")
        program.page(RecordsPage)


def test_what_reception_may_not_do_is_not_offered_and_why_is_said(program: Program) -> None:
    page = records_page(program)
    backed_up(program, page)
    buttons = (
        *(page.backup_button, page.elsewhere_button, page.check_button),
        *(page.restore_button, page.salvage_button, page.backups.button("restore")),
    )
    assert all(button.isVisible() for button in buttons)
    assert not page.rights.isVisible()

    program.window.top_bar.actor_chosen.emit(0)
    program.wait(lambda: not any(button.isVisible() for button in buttons))
    assert "reception may not verify or back up" in page.rights.text()
    assert "nor restore or salvage the records" in page.rights.text()
    assert "Working as" in page.rights.text()
    assert page.rights.isVisible()

    program.window.top_bar.actor_chosen.emit(1)
    program.wait(lambda: all(button.isVisible() for button in buttons))
    assert not page.rights.isVisible()


def test_restoring_asks_first_and_cancel_changes_nothing(program: Program) -> None:
    page = records_page(program)
    backed_up(program, page)

    page.backups.table.setFocus()
    program.press(Qt.Key.Key_Return)
    decision = program.decision()
    labels = [label for label in decision.findChildren(QLabel) if label.isVisible()]
    cut_off = [each.text() for each in labels if each.height() < each.heightForWidth(each.width())]
    assert cut_off == []
    decision.reject()

    assert program.window.current_page is page


@pytest.fixture
def closed(data_folder: Path, content: Content, clock: StoppedClock) -> LiveRecords:
    """Records of a clinic that is set up; nobody has them open."""
    live = LiveRecords(data_folder, lambda: content, clock)
    live.services().clinic.save(DOCTOR, CLINIC)
    live.close()
    return live


def registered(closed: LiveRecords) -> None:
    """At another desk, which is closed again."""
    closed.services().patients.register(DOCTOR, ZOE)
    closed.close()


def test_restoring_brings_the_records_back_and_keeps_what_it_replaces(
    qtbot: QtBot, opening: Opening, closed: LiveRecords, data_folder: Path
) -> None:
    with running(qtbot, opening) as program:
        page = records_page(program)
        backed_up(program, page)
        registered(closed)
        page.backups.table.setFocus()
        program.press(Qt.Key.Key_Return)
        program.decision().accept_button.click()

        alone = restored(program)
        assert alone.notice.message is not None
        (replaced,) = data_folder.glob("replaced-*")
        assert str(replaced) in alone.notice.message.text
        assert alone.done_button.hasFocus()
        go_on(program, alone)
        find = program.page(FindPage)
        program.wait(lambda: "No patients yet" in find.empty.accessibleName())
    assert deeds(data_folder)[-1] == ("Dr Mary Example", "manager", "records.restored")
    assert any(kind == "patient.registered" for _, _, kind in deeds(replaced))


def deeds(folder: Path) -> list[tuple[object, ...]]:
    connection = raw(folder)
    rows = connection.execute("SELECT actor, role, kind FROM audit ORDER BY sequence").fetchall()
    connection.close()
    return rows


def test_records_that_somebody_else_has_open_are_not_replaced(
    program: Program, data_folder: Path
) -> None:
    page = records_page(program)
    backed_up(program, page)
    page.backups.button("restore").click()
    program.decision().accept_button.click()

    alone = restored(program)
    assert alone.notice.message is not None
    assert alone.notice.message.level is Level.STOP
    assert list(data_folder.glob("replaced-*")) == []
    go_on(program, alone)


def test_a_file_that_is_no_backup_is_refused_and_the_records_open_again(
    program: Program, tmp_path: Path, data_folder: Path
) -> None:
    page = records_page(program)
    other = tmp_path / "holiday.zip"
    other.write_bytes(b"not a backup")

    page.restore_wanted.emit(str(other))
    program.decision().accept_button.click()

    alone = restored(program)
    assert alone.notice.message is not None
    assert "not a whole backup" in alone.notice.message.text
    go_on(program, alone)
    program.page(FindPage)
    assert list(data_folder.glob("replaced-*")) == []


@pytest.mark.parametrize(
    ("unlike", "said"),
    [(Unlike.OPEN, "not encrypted"), (Unlike.OTHER, "other records than those")],
)
def test_what_was_restored_is_said_to_be_open_or_anothers(unlike: Unlike, said: str) -> None:
    message = restored_message(Restored(made_at=NOON, replaced=None, unlike=unlike), UTC)

    assert said in message.text
    assert message.level is Level.NOTE


def test_records_that_cannot_be_opened_are_restored_from_the_screen(
    qtbot: QtBot, opening: Opening, closed: LiveRecords, data_folder: Path
) -> None:
    """The worst day: the window refuses the file, the screen brings it back."""
    closed.services().upkeep.back_up(DOCTOR, None)
    closed.close()
    records_file(data_folder).write_bytes(b"no record file at all" * 1000)

    with running(qtbot, opening) as program:
        assert program.page(FindPage).notice.message is not None
        page = records_page(program)
        program.wait(lambda: page.backups.table.current_line() is not None)
        page.backups.button("restore").click()
        program.decision().accept_button.click()
        go_on(program, restored(program))
        assert program.page(FindPage).notice.message is None


def test_a_backup_on_time_that_is_refused_is_said_above_the_page_and_on_the_screen(
    program: Program, data_folder: Path
) -> None:
    (data_folder / "backups").write_text("in the way")
    session = program.desktop.session
    assert session is not None
    backing_up = session.keeping.backing_up
    backing_up.look()

    program.wait(lambda: program.window.notice.message is not None)
    message = program.window.notice.message
    assert message is not None
    assert "backup on time was not made" in message.text
    program.window.notice.action_chosen.emit("records")
    page = program.page(RecordsPage)
    assert page.missed.message is not None
    (data_folder / "backups").unlink()
    backing_up.look()
    program.wait(lambda: page.missed.message is None)
    assert len(on_time(data_folder)) == 1


def test_a_check_can_be_stopped(qtbot: QtBot, opening: Opening, clinic_records: Services) -> None:
    may_begin = Event()

    def open_upkeep() -> UpkeepService:
        may_begin.wait(LONG / 1000)
        return opening.open_upkeep()

    with running(qtbot, replace(opening, open_upkeep=open_upkeep)) as program:
        program.choose("records")
        page = program.page(RecordsPage)
        page.check_button.click()
        program.wait(page.checked.isVisible)
        page.checked.stop_button.click()
        may_begin.set()

        said(program, page, "stopped before everything was looked at")
        assert page.checked.isHidden()
        assert page.check_button.isEnabled()


def test_what_is_salvaged_is_a_backup_in_the_list_and_can_be_restored(
    program: Program, data_folder: Path
) -> None:
    page = records_page(program)
    page.salvage_button.click()
    program.decision().accept_button.click()
    alone = restored(program)
    message = alone.notice.message
    assert message is not None
    assert message.text.startswith("0 of ")
    assert "as it was written" in message.text
    go_on(program, alone)

    page = records_page(program)
    program.wait(lambda: page.backups.table.current_line() is not None)
    line = page.backups.table.current_line()
    assert line is not None
    assert Path(line.id).name.startswith("salvaged-")
    assert not (data_folder / "salvage.work").exists()
    page.restore_wanted.emit(line.id)
    program.decision().accept_button.click()
    assert "again" in str(restored(program).notice.message)
