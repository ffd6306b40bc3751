"""Signing in, locking and unlocking, in the real window over really protected records."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from intake_app.bootstrap.desktop import opening
from intake_app.bootstrap.live_records import LiveRecords
from intake_app.desktop.app import Desktop
from intake_app.desktop.door import Door
from intake_app.desktop.pages.find_page import FindPage
from intake_app.desktop.pages.sign_in_page import SignInPage
from intake_app.desktop.widgets.cover import Idleness
from intake_app.domain.clinic import Clinic
from intake_app.domain.patient import PatientDetails
from intake_app.services.access import Role
from intake_app.services.ports import Content
from intake_app.services.protection import Credentials, User, actor_of
from intake_app.storage.open_keys import FolderKeys
from intake_app.storage.protection import FolderProtection

PASSPHRASE = "correct horse bättery"
PATIENT = "Zoë Made-up"
ANNA = User("Anna", Role.MANAGER)
RITA = User("Rita", Role.RECEPTION)


@pytest.fixture
def code(tmp_path: Path, content: Content) -> str:
    """Protected records with two users, a clinic and a patient; gives the recovery code."""
    keys, code = FolderProtection(tmp_path / "clinic").protect(ANNA, PASSPHRASE)
    keys.put(RITA, "ritas passphrase")

    def signed_in(_folder: Path) -> FolderKeys:
        return keys

    live = LiveRecords(tmp_path / "clinic", lambda: content, sign_in=signed_in)
    services = live.services()
    services.clinic.save(actor_of(keys), Clinic(name="A clinic", time_zone="Europe/London"))
    services.patients.register(actor_of(keys), PatientDetails(name=PATIENT))
    live.close()
    return code


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
