"""Signing in, locking and unlocking, in the real window over really protected records."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from intake_app.bootstrap.desktop import opening
from intake_app.bootstrap.live_records import LiveRecords
from intake_app.desktop.app import Desktop
from intake_app.desktop.door import Door
from intake_app.desktop.pages.consultation_page import ConsultationPage
from intake_app.desktop.pages.find_page import FindPage
from intake_app.desktop.pages.patient_page import PatientPage
from intake_app.desktop.pages.register_page import RegisterPage
from intake_app.desktop.pages.sign_in_page import SignInPage
from intake_app.desktop.still_allowed import StillAllowed
from intake_app.desktop.widgets.cover import Idleness
from intake_app.desktop.widgets.form.field_frame import FieldFrame
from intake_app.domain.clinic import Clinic
from intake_app.domain.patients.patient import PatientDetails
from intake_app.services.access import Role
from intake_app.services.ports import Content
from intake_app.services.protection import Credentials, User, actor_of
from intake_app.storage.key_files import state_of_keys
from intake_app.storage.keys.open_keys import FolderKeys
from intake_app.storage.keys.protection import FolderProtection
from tests.helpers.keyrings import FakeKeyring, in_place_of_the_systems
from tests.helpers.program import Program
from tests.helpers.qt_input import type_text

PASSPHRASE = "correct horse bättery"
PATIENT = "Zoë Made-up"
ANNA = User("Anna", Role.MANAGER)
RITA = User("Rita", Role.RECEPTION)


@pytest.fixture
def code(tmp_path: Path, content: Content) -> str:
    """Protected records with two users, a clinic and a patient; gives the recovery code."""
    shown: list[str] = []
    keys = FolderProtection(tmp_path / "clinic").protect(ANNA, PASSPHRASE, shown.append)
    (code,) = shown
    keys.put(RITA, "ritas passphrase")

    def signed_in(_folder: Path) -> FolderKeys:
        return keys

    live = LiveRecords(tmp_path / "clinic", lambda: content, sign_in=signed_in)
    services = live.services()
    services.clinic.save(actor_of(keys), Clinic(name="A clinic", time_zone="Europe/London"))
    services.patients.register(actor_of(keys), PatientDetails(name=PATIENT))
    live.close()
    return code


@pytest.fixture(autouse=True)
def system() -> Iterator[FakeKeyring]:
    with in_place_of_the_systems() as fake:
        yield fake


@pytest.fixture
def desktop(qtbot: QtBot, qapp: QApplication, tmp_path: Path, code: str) -> Iterator[Desktop]:
    assert code
    desktop = Desktop(qapp, opening(tmp_path / "clinic", None, demonstration=False))
    qtbot.addWidget(desktop.window)
    desktop.window.show()
    qtbot.waitUntil(lambda: bool(shown(desktop)))
    yield desktop
    desktop.window.close()
    qtbot.waitUntil(lambda: desktop.session is None)


def shown(desktop: Desktop) -> list[SignInPage]:
    return [page for page in desktop.window.findChildren(SignInPage) if page.isVisible()]


def typed(line: QLineEdit, text: str) -> None:
    """Qt's test keyboard has no umlauts, so that the text is pasted."""
    line.selectAll()
    line.insert(text)


def sign_in(qtbot: QtBot, desktop: Desktop, passphrase: str = PASSPHRASE) -> None:
    (page,) = shown(desktop)
    typed(page.passphrase, passphrase)
    qtbot.keyClick(page.passphrase, Qt.Key.Key_Return)


def signed_in(qtbot: QtBot, desktop: Desktop, passphrase: str = PASSPHRASE) -> None:
    sign_in(qtbot, desktop, passphrase)
    qtbot.waitUntil(lambda: is_open(desktop), timeout=20_000)


def is_open(desktop: Desktop) -> bool:
    people = (ANNA.name, RITA.name)
    return desktop.window.top_bar.actors.currentText() in people and PATIENT in words(desktop)


def words(desktop: Desktop) -> str:
    """Everything that can be read in the window now."""
    labels = [each.text() for each in desktop.window.findChildren(QLabel) if each.isVisible()]
    lists = [page for page in desktop.window.findChildren(FindPage) if page.isVisible()]
    rows = [
        str(model.index(row, 0).data())
        for model in (page.list.model() for page in lists)
        for row in range(model.rowCount())
    ]
    return " ".join([*labels, *rows])


def test_protected_records_open_to_whoever_signs_in(qtbot: QtBot, desktop: Desktop) -> None:
    assert PATIENT not in words(desktop)

    signed_in(qtbot, desktop)

    assert desktop.window.top_bar.actors.currentText() == ANNA.name
    assert desktop.window.top_bar.actors.count() == 1
    assert not shown(desktop)


def test_signing_in_offers_no_way_back_to_a_page_on_which_nothing_can_be_done(
    desktop: Desktop,
) -> None:
    assert not desktop.window.top_bar.back.isVisible()

    desktop.window.wished.emit("back")

    assert shown(desktop)


def test_enter_without_a_passphrase_goes_to_it_and_is_no_wrong_try(
    qtbot: QtBot, desktop: Desktop
) -> None:
    (page,) = shown(desktop)
    typed(page.name, ANNA.name)

    qtbot.keyClick(page.name, Qt.Key.Key_Return)

    assert page.focusWidget() is page.passphrase
    assert page.open_button.isEnabled()
    assert page.notice.message is None


def test_with_the_recovery_code_it_is_said_whose_passphrase_is_set_anew(
    qtbot: QtBot, desktop: Desktop
) -> None:
    (page,) = shown(desktop)
    assert "May stay empty when the passphrase is nobody else's" in words(desktop)

    qtbot.mouseClick(page.other_button, Qt.MouseButton.LeftButton)

    assert "empty for the first manager" in words(desktop)
    assert "The new one" in page.passphrase.accessibleDescription()
    assert "May stay empty" not in words(desktop)


def test_before_anybody_has_signed_in_nobody_acts(qtbot: QtBot, desktop: Desktop) -> None:
    assert not desktop.window.top_bar.actors.isVisible()
    assert "Working as" not in words(desktop)

    signed_in(qtbot, desktop)

    assert desktop.window.top_bar.actors.isVisible()


def test_a_wrong_passphrase_is_one_sentence_and_stays_in_no_field(
    qtbot: QtBot, desktop: Desktop
) -> None:
    sign_in(qtbot, desktop, "a wrong passphrase")
    (page,) = shown(desktop)
    qtbot.waitUntil(lambda: page.notice.message is not None, timeout=20_000)

    assert page.notice.message is not None
    assert "do not open the records" in page.notice.message.text
    assert page.passphrase.text() == ""
    assert page.passphrase.echoMode() is QLineEdit.EchoMode.Password
    signed_in(qtbot, desktop)


def test_the_recovery_code_sets_a_new_passphrase(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path, code: str
) -> None:
    (page,) = shown(desktop)
    qtbot.mouseClick(page.other_button, Qt.MouseButton.LeftButton)
    typed(page.code, code.lower())
    typed(page.passphrase, "a new passphrase")
    typed(page.again, "a new passphrase")
    qtbot.mouseClick(page.open_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: is_open(desktop), timeout=20_000)

    again = FolderProtection(tmp_path / "clinic").unlock(
        Credentials(passphrase="a new passphrase")
    )
    assert again.user == ANNA


def test_two_different_new_passphrases_change_nothing(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path, code: str
) -> None:
    (page,) = shown(desktop)
    qtbot.mouseClick(page.other_button, Qt.MouseButton.LeftButton)
    typed(page.code, code)
    typed(page.passphrase, "a new passphrase")
    typed(page.again, "another passphrase")
    qtbot.mouseClick(page.open_button, Qt.MouseButton.LeftButton)

    assert page.notice.message is not None
    assert "not the same" in page.notice.message.text
    keys = FolderProtection(tmp_path / "clinic").unlock(Credentials(passphrase=PASSPHRASE))
    assert keys.user == ANNA


def test_a_locked_window_shows_nothing_and_keeps_everything(
    qtbot: QtBot, desktop: Desktop
) -> None:
    signed_in(qtbot, desktop)
    find = desktop.page
    qtbot.keyClicks(find.field, "zoe")

    desktop.window.wished.emit("lock")

    (page,) = shown(desktop)
    assert PATIENT not in words(desktop)
    assert not find.isVisible()
    assert not desktop.window.menuBar().isVisible()
    assert (page.name.text(), page.name.isReadOnly()) == (ANNA.name, True)
    sign_in(qtbot, desktop, "ritas passphrase")
    qtbot.waitUntil(lambda: page.notice.message is not None, timeout=20_000)
    assert shown(desktop)
    sign_in(qtbot, desktop)
    qtbot.waitUntil(find.isVisible, timeout=20_000)
    assert find.text() == "zoe"
    assert desktop.window.menuBar().isVisible()


def test_when_nobody_touches_anything_the_window_locks_itself(
    qtbot: QtBot, desktop: Desktop
) -> None:
    signed_in(qtbot, desktop)
    assert desktop.session is not None
    (door,) = desktop.session.findChildren(Door)
    (idleness,) = door.findChildren(Idleness)

    idleness.noticed.emit()

    assert shown(desktop)
    assert PATIENT not in words(desktop)
    sign_in(qtbot, desktop)
    qtbot.waitUntil(lambda: not shown(desktop), timeout=20_000)


def test_a_computer_that_slept_is_locked_before_anything_is_touched(
    qtbot: QtBot, qapp: QApplication
) -> None:
    """Qt's timers stand still in the sleep of a laptop."""
    seconds = [0.0]
    idleness = Idleness(qapp, minutes=10, now=lambda: seconds[0])
    line = QLineEdit()
    qtbot.addWidget(line)
    line.show()
    idleness.watch()
    seconds[0] += 599
    qtbot.keyClick(line, Qt.Key.Key_A)
    seconds[0] += 599
    with qtbot.assertNotEmitted(idleness.noticed):
        qtbot.keyClick(line, Qt.Key.Key_B)

    seconds[0] += 8 * 3600
    with qtbot.waitSignal(idleness.noticed):
        qtbot.keyClick(line, Qt.Key.Key_C)

    assert line.text() == "ab", "whoever came back typed behind the lock"
    idleness.rest()


def test_the_window_looks_by_itself_whether_it_was_too_long(
    qtbot: QtBot, qapp: QApplication
) -> None:
    seconds = [0.0]
    idleness = Idleness(qapp, minutes=0.0001, now=lambda: seconds[0])
    idleness.watch()
    with qtbot.waitSignal(idleness.noticed):
        seconds[0] += 1
    idleness.rest()


def test_a_visit_typed_half_way_is_there_when_the_window_is_unlocked(
    qtbot: QtBot, desktop: Desktop
) -> None:
    signed_in(qtbot, desktop)
    program = Program(qtbot, desktop)
    qtbot.keyClicks(program.page(FindPage).field, "made-up")
    qtbot.keyClick(program.page(FindPage).field, Qt.Key.Key_Return)
    begin = program.page(PatientPage).begin_button
    qtbot.waitUntil(begin.isEnabled)
    qtbot.keyClick(begin, Qt.Key.Key_Space)
    page = program.page(ConsultationPage)
    qtbot.waitUntil(lambda: bool(fields_at(page, "visit.reason")), timeout=20_000)
    reason = fields_at(page, "visit.reason")[0].editor.inputs[0]
    reason.setFocus()
    qtbot.waitUntil(lambda: desktop.window.focusWidget() is reason)
    type_text(reason, "My parting is wid")
    assert desktop.session is not None
    (door,) = desktop.session.findChildren(Door)
    (idleness,) = door.findChildren(Idleness)

    idleness.noticed.emit()
    assert shown(desktop)
    assert not reason.isVisible()
    assert "parting is wid" not in words(desktop)
    sign_in(qtbot, desktop)
    qtbot.waitUntil(reason.isVisible, timeout=20_000)

    assert isinstance(reason, QPlainTextEdit)
    assert reason.toPlainText() == "My parting is wid"
    qtbot.waitUntil(lambda: desktop.window.focusWidget() is reason)


def test_the_keyboard_is_on_the_page_that_came_up_behind_the_lock(
    qtbot: QtBot, desktop: Desktop
) -> None:
    signed_in(qtbot, desktop)
    program = Program(qtbot, desktop)
    program.page(FindPage).field.setFocus()
    desktop.window.wished.emit("lock")
    desktop.window.wished.emit("register")
    sign_in(qtbot, desktop)
    qtbot.waitUntil(lambda: not shown(desktop), timeout=20_000)

    name = program.page(RegisterPage).form.inputs["name"]

    qtbot.waitUntil(lambda: desktop.window.focusWidget() is name)


def fields_at(page: ConsultationPage, place: str) -> list[FieldFrame]:
    return [each for each in page.findChildren(FieldFrame) if str(each.place) == place]


def test_the_keyring_keeps_the_passphrase_of_whoever_ticks_it_and_the_next_start_asks_nobody(
    qtbot: QtBot, qapp: QApplication, desktop: Desktop, tmp_path: Path, system: FakeKeyring
) -> None:
    (page,) = shown(desktop)
    qtbot.keyClick(page.remember, Qt.Key.Key_Space)
    signed_in(qtbot, desktop)

    ((_, kept),) = system.kept.items()
    assert json.loads(kept) == {"name": "", "passphrase": PASSPHRASE}
    desktop.window.close()
    qtbot.waitUntil(lambda: desktop.session is None)
    again = Desktop(qapp, opening(tmp_path / "clinic", None, demonstration=False))
    qtbot.addWidget(again.window)
    again.window.show()
    qtbot.waitUntil(lambda: is_open(again), timeout=20_000)
    assert not shown(again)
    again.window.wished.emit("lock")
    (locked,) = shown(again)
    assert not locked.remember.isVisible()
    again.window.close()
    qtbot.waitUntil(lambda: again.session is None)


def test_without_a_tick_the_keyring_keeps_nothing(
    qtbot: QtBot, desktop: Desktop, system: FakeKeyring
) -> None:
    signed_in(qtbot, desktop)

    assert system.kept == {}


def test_where_there_is_no_keyring_one_signs_in_and_is_told(
    qtbot: QtBot, desktop: Desktop, system: FakeKeyring
) -> None:
    system.is_there = False
    (page,) = shown(desktop)
    qtbot.keyClick(page.remember, Qt.Key.Key_Space)

    signed_in(qtbot, desktop)

    qtbot.waitUntil(lambda: desktop.window.notice.message is not None)
    said = desktop.window.notice.message
    assert said is not None
    assert "no keyring" in said.text


def test_somebody_else_signs_in_at_a_locked_window(qtbot: QtBot, desktop: Desktop) -> None:
    signed_in(qtbot, desktop)
    desktop.window.wished.emit("lock")
    (page,) = shown(desktop)

    qtbot.mouseClick(page.other_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(shown(desktop)) and not shown(desktop)[0].name.isReadOnly())
    signed_in(qtbot, desktop, "ritas passphrase")

    assert desktop.window.top_bar.actors.currentText() == RITA.name


def test_unprotected_records_have_nothing_to_lock(
    qtbot: QtBot, qapp: QApplication, data_folder: Path
) -> None:
    desktop = Desktop(qapp, opening(data_folder, None, demonstration=False))
    qtbot.addWidget(desktop.window)
    with qtbot.waitSignal(desktop.settled, timeout=20_000):
        desktop.window.show()

    desktop.window.wished.emit("lock")

    assert not shown(desktop)
    desktop.window.close()
    qtbot.waitUntil(lambda: desktop.session is None)


@pytest.mark.parametrize("change", ["removed", "another role"])
def test_whoever_may_not_any_more_is_locked_out_within_seconds(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path, change: str
) -> None:
    signed_in(qtbot, desktop, "ritas passphrase")
    annas = FolderProtection(tmp_path / "clinic").unlock(Credentials(passphrase=PASSPHRASE))

    if change == "removed":
        annas.remove(RITA.name)
    else:
        annas.put(User(RITA.name, Role.PRACTITIONER), "ritas passphrase")

    qtbot.waitUntil(lambda: bool(shown(desktop)) and bool(said_on(desktop)), timeout=20_000)
    assert said_on(desktop).startswith("Rita is no user")
    assert PATIENT not in words(desktop)
    sign_in(qtbot, desktop, "ritas passphrase")
    if change == "removed":
        qtbot.waitUntil(lambda: "do not open" in said_on(desktop), timeout=20_000)
        assert PATIENT not in words(desktop)
    else:
        qtbot.waitUntil(lambda: begun_anew(desktop), timeout=20_000)
        signed_in(qtbot, desktop, "ritas passphrase")
        assert desktop.session is not None
        (door,) = desktop.session.findChildren(Door)
        actor = door.actor()
        assert actor is not None
        assert actor.role is Role.PRACTITIONER


def said_on(desktop: Desktop) -> str:
    message = next((page.notice.message for page in shown(desktop)), None)
    return message.text if message is not None else ""


def begun_anew(desktop: Desktop) -> bool:
    return [page.name.isReadOnly() for page in shown(desktop)] == [False]


def test_another_user_who_comes_or_goes_disturbs_nobody(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path
) -> None:
    signed_in(qtbot, desktop)
    (still_allowed,) = desktop.window.findChildren(StillAllowed)
    folder = tmp_path / "clinic"
    annas = FolderProtection(folder).unlock(Credentials(passphrase=PASSPHRASE))

    annas.remove(RITA.name)
    still_allowed.look()

    qtbot.waitUntil(lambda: still_allowed.known == state_of_keys(folder), timeout=20_000)
    assert not shown(desktop)
    assert PATIENT in words(desktop)
