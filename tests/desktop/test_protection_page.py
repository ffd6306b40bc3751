"""Protecting the records and managing their users, in the real window."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from intake_app.bootstrap.desktop import opening
from intake_app.bootstrap.live_records import LiveRecords
from intake_app.desktop.app import Desktop
from intake_app.desktop.pages.alone_page import AlonePage
from intake_app.desktop.pages.find_page import FindPage
from intake_app.desktop.pages.protection_page import ProtectionPage, Wish
from intake_app.desktop.pages.records_page import RecordsPage
from intake_app.desktop.pages.sign_in_page import SignInPage
from intake_app.desktop.widgets.decision import Decision
from intake_app.domain.clinic import Clinic
from intake_app.domain.protection_errors import RecoveryCodeWrong
from intake_app.services.access import Actor, Role
from intake_app.services.ports import Content
from intake_app.services.protection import Credentials, User
from intake_app.storage.key_files import is_protected
from intake_app.storage.keys import key_folder
from intake_app.storage.keys.open_keys import FolderKeys
from intake_app.storage.keys.protection import FolderProtection
from tests.helpers.protected import with_plain_text

PASSPHRASE = "correct horse bättery"
LONG = 20_000


@pytest.fixture
def set_up(data_folder: Path, content: Content) -> Path:
    """Unprotected records of a clinic that is set up; nobody has them open."""
    live = LiveRecords(data_folder, lambda: content)
    clinic = Clinic(name="A clinic", time_zone="Europe/London")
    live.services().clinic.save(Actor("Set-up", Role.MANAGER), clinic)
    live.close()
    return data_folder


@pytest.fixture
def desktop(qtbot: QtBot, qapp: QApplication, set_up: Path) -> Iterator[Desktop]:
    desktop = Desktop(qapp, opening(set_up, None, demonstration=False))
    qtbot.addWidget(desktop.window)
    with qtbot.waitSignal(desktop.settled, timeout=LONG):
        desktop.window.show()
    yield desktop
    desktop.window.close()
    qtbot.waitUntil(lambda: desktop.session is None)


def sign_in(folder: Path, passphrase: str = PASSPHRASE) -> FolderKeys:
    return FolderProtection(folder).unlock(Credentials(passphrase=passphrase))


def page_of(qtbot: QtBot, desktop: Desktop) -> ProtectionPage:
    desktop.window.wished.emit("protection")
    qtbot.waitUntil(lambda: isinstance(desktop.window.current_page, ProtectionPage))
    page = desktop.window.current_page
    assert isinstance(page, ProtectionPage)
    return page


def fill(page: ProtectionPage, name: str, passphrase: str = PASSPHRASE, again: str = "") -> None:
    page.name.setText(name)
    page.passphrase.setText(passphrase)
    page.again.setText(again or passphrase)


def press(qtbot: QtBot, page: ProtectionPage, wish: Wish) -> None:
    qtbot.mouseClick(page.buttons[wish], Qt.MouseButton.LeftButton)


def said(qtbot: QtBot, page: ProtectionPage) -> str:
    qtbot.waitUntil(lambda: page.notice.message is not None, timeout=LONG)
    assert page.notice.message is not None
    return page.notice.message.text


def protected(qtbot: QtBot, desktop: Desktop, folder: Path) -> str:
    """Protect the records at the window; gives the recovery code that it showed."""
    alone = asked_to_write_down(qtbot, desktop)
    code = code_shown(desktop)
    assert not is_protected(folder)
    qtbot.mouseClick(alone.code.written_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(alone.done_button.isVisible, timeout=LONG)
    assert is_protected(folder)
    with qtbot.waitSignal(desktop.settled, timeout=LONG):
        qtbot.mouseClick(alone.done_button, Qt.MouseButton.LeftButton)
    return code


def code_shown(desktop: Desktop) -> str:
    page = desktop.window.current_page
    return page.code.code.text() if isinstance(page, AlonePage) else ""


def asked_to_write_down(qtbot: QtBot, desktop: Desktop) -> AlonePage:
    page = page_of(qtbot, desktop)
    fill(page, "Anna")
    press(qtbot, page, Wish.PROTECT)
    qtbot.waitUntil(lambda: bool(code_shown(desktop)), timeout=LONG)
    alone = desktop.window.current_page
    assert isinstance(alone, AlonePage)
    return alone


def until_stopped(
    _held: object, _target: object, _key: object, reach: Callable[[float], object]
) -> None:
    """Stands in for records that take long; ends by what ``reach`` raises."""
    while True:
        reach(0.42)
        time.sleep(0.001)


def encrypting(qtbot: QtBot, desktop: Desktop) -> AlonePage:
    alone = asked_to_write_down(qtbot, desktop)
    assert not alone.progress.isVisible()
    qtbot.mouseClick(alone.code.written_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: alone.progress.percentage.text() not in ("", "0 %"), timeout=LONG)
    return alone


def test_while_the_records_are_encrypted_a_percentage_is_shown_and_it_can_be_stopped(
    qtbot: QtBot, desktop: Desktop, set_up: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_folder, "write_with_key", until_stopped)
    alone = encrypting(qtbot, desktop)
    assert alone.progress.bar.maximum() > 0
    qtbot.waitUntil(alone.progress.stop_button.hasFocus)

    qtbot.keyClick(alone.progress.stop_button, Qt.Key.Key_Space)

    qtbot.waitUntil(lambda: "The records are as they were" in outcome(desktop), timeout=LONG)
    assert not alone.progress.isVisible()
    assert not is_protected(set_up)
    with qtbot.waitSignal(desktop.settled, timeout=LONG):
        qtbot.mouseClick(alone.done_button, Qt.MouseButton.LeftButton)
    assert isinstance(desktop.window.current_page, FindPage)


def test_a_window_that_is_closed_while_the_records_are_encrypted_stops_it(
    qtbot: QtBot, desktop: Desktop, set_up: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_folder, "write_with_key", until_stopped)
    alone = encrypting(qtbot, desktop)

    desktop.window.close()

    qtbot.waitUntil(lambda: "as they were" in alone_words(alone), timeout=LONG)
    assert not is_protected(set_up)


def test_in_a_small_window_a_refusal_is_scrolled_to(qtbot: QtBot, desktop: Desktop) -> None:
    page = page_of(qtbot, desktop)
    desktop.window.resize(640, 450)
    fill(page, "Anna", PASSPHRASE, "another passphrase")
    page.name.setFocus()

    page.buttons[Wish.PROTECT].click()

    assert "not the same" in said(qtbot, page)
    qtbot.waitUntil(lambda: is_in_sight(page.notice))


def is_in_sight(widget: QWidget) -> bool:
    return widget.visibleRegion().boundingRect() == widget.rect()


def test_whoever_does_not_write_the_code_down_has_unprotected_records(
    qtbot: QtBot, desktop: Desktop, set_up: Path
) -> None:
    alone = asked_to_write_down(qtbot, desktop)

    qtbot.mouseClick(alone.code.declined_button, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: "Nothing was changed" in outcome(desktop), timeout=LONG)
    with qtbot.waitSignal(desktop.settled, timeout=LONG):
        qtbot.mouseClick(alone.done_button, Qt.MouseButton.LeftButton)
    assert not is_protected(set_up)


def test_a_window_that_is_closed_on_the_code_protects_nothing(
    qtbot: QtBot, desktop: Desktop, set_up: Path
) -> None:
    alone = asked_to_write_down(qtbot, desktop)

    desktop.window.close()

    qtbot.waitUntil(lambda: "Nothing was changed" in alone_words(alone), timeout=LONG)
    assert not is_protected(set_up)


def alone_words(page: AlonePage) -> str:
    return page.notice.message.text if page.notice.message is not None else ""


def test_the_records_are_protected_at_the_window(
    qtbot: QtBot, desktop: Desktop, set_up: Path
) -> None:
    assert not desktop.window.menus.actions["lock"].isEnabled()

    code = protected(qtbot, desktop, set_up)

    assert isinstance(desktop.window.current_page, FindPage)
    assert desktop.window.top_bar.actors.currentText() == "Anna"
    assert desktop.window.menus.actions["lock"].isEnabled()
    assert with_plain_text(set_up) == []
    assert sign_in(set_up).user == User("Anna", Role.MANAGER)
    assert FolderProtection(set_up).unlock_with_code(code).users() == [User("Anna", Role.MANAGER)]


@pytest.mark.parametrize(
    ("passphrase", "again", "sentence"),
    [(PASSPHRASE, "another passphrase", "not the same"), ("short", "short", "it has 5")],
)
def test_a_passphrase_that_will_not_do_protects_nothing(
    qtbot: QtBot, desktop: Desktop, set_up: Path, passphrase: str, again: str, sentence: str
) -> None:
    page = page_of(qtbot, desktop)
    fill(page, "Anna", passphrase, again)

    press(qtbot, page, Wish.PROTECT)

    assert sentence in said(qtbot, page)
    assert desktop.window.current_page is page
    assert page.passphrase.text() == passphrase
    assert not is_protected(set_up)


def test_nobody_protects_the_records_without_a_name(
    qtbot: QtBot, desktop: Desktop, set_up: Path
) -> None:
    page = page_of(qtbot, desktop)
    fill(page, " ")

    qtbot.keyClick(page.again, Qt.Key.Key_Return)

    assert "Type the name" in said(qtbot, page)
    assert not is_protected(set_up)


def role_of(page: ProtectionPage, name: str) -> str:
    """As the list says it."""
    model = page.users.model()
    rows = [[str(model.index(row, at).data()) for at in (0, 1)] for row in range(model.rowCount())]
    return dict(rows).get(name, "")


def outcome(desktop: Desktop) -> str:
    page = desktop.window.current_page
    return alone_words(page) if isinstance(page, AlonePage) else ""


def test_users_are_added_changed_and_removed(qtbot: QtBot, desktop: Desktop, set_up: Path) -> None:
    protected(qtbot, desktop, set_up)
    page = page_of(qtbot, desktop)
    qtbot.waitUntil(page.users.isVisible)
    omar = User("Dr Omar", Role.PRACTITIONER)

    fill(page, omar.name, "omars passphrase")
    page.role.setCurrentIndex(page.role.findData(omar.role.value))
    press(qtbot, page, Wish.ADD)
    assert said(qtbot, page) == "Dr Omar can sign in now. Role: Practitioner."
    assert page.passphrase.text() == page.again.text() == ""
    assert sign_in(set_up, "omars passphrase").user == omar

    fill(page, omar.name, "omars second one")
    press(qtbot, page, Wish.CHANGE)
    assert said(qtbot, page) == "The new passphrase of Dr Omar counts from now on."
    assert sign_in(set_up, "omars second one").user == omar

    fill(page, omar.name, "omars third one")
    page.role.setCurrentIndex(page.role.findData(Role.MANAGER.value))
    press(qtbot, page, Wish.ROLE)
    assert said(qtbot, page).endswith("Role: Manager.")
    assert sign_in(set_up, "omars third one").user == User(omar.name, Role.MANAGER)
    qtbot.waitUntil(lambda: "Manager" in role_of(page, omar.name))
    page.users.selectRow(1)
    assert (page.name.text(), page.role.currentText()) == (omar.name, "Manager")
    qtbot.keyClicks(page.name, "Somebody new")
    assert page.role.currentText() == "Reception"
    page.role.setCurrentIndex(page.role.findData(Role.RECEPTION.value))
    fill(page, "Anna")
    press(qtbot, page, Wish.ROLE)
    assert "only another manager" in said(qtbot, page)

    fill(page, omar.name, "")
    press(qtbot, page, Wish.REMOVE)
    (asked,) = page.findChildren(Decision)
    asked.reject()
    assert omar.name in [user.name for user in sign_in(set_up).users()]
    press(qtbot, page, Wish.REMOVE)
    page.findChildren(Decision)[-1].accept_button.click()
    assert said(qtbot, page).startswith("Dr Omar is removed.")
    assert sign_in(set_up).users() == [User("Anna", Role.MANAGER)]

    fill(page, "Anna", "")
    press(qtbot, page, Wish.REMOVE)
    page.findChildren(Decision)[-1].accept_button.click()
    assert "nobody else is a manager" in said(qtbot, page)


def test_a_new_code_and_a_new_key_at_the_window(
    qtbot: QtBot, desktop: Desktop, set_up: Path
) -> None:
    protected(qtbot, desktop, set_up)
    old = sign_in(set_up).key.octets
    page = page_of(qtbot, desktop)
    qtbot.waitUntil(page.users.isVisible)

    press(qtbot, page, Wish.NEW_CODE)
    qtbot.waitUntil(lambda: bool(page.findChildren(Decision)), timeout=LONG)
    (asked,) = page.findChildren(Decision)
    (code,) = [one.text() for one in asked.findChildren(QLabel) if one.text().count("-") == 7]
    with pytest.raises(RecoveryCodeWrong):
        FolderProtection(set_up).unlock_with_code(code)
    asked.accept_button.click()
    assert "counts from now on" in said(qtbot, page)
    assert FolderProtection(set_up).unlock_with_code(code).key.octets == old

    press(qtbot, page, Wish.NEW_KEY)
    page.findChildren(Decision)[-1].reject()
    assert desktop.window.current_page is page
    press(qtbot, page, Wish.NEW_KEY)
    page.findChildren(Decision)[-1].accept_button.click()
    qtbot.waitUntil(lambda: "with a new key" in outcome(desktop), timeout=LONG)
    assert sign_in(set_up).key.octets != old
    alone = desktop.window.current_page
    assert isinstance(alone, AlonePage)
    with qtbot.waitSignal(desktop.settled, timeout=LONG):
        qtbot.mouseClick(alone.done_button, Qt.MouseButton.LeftButton)


def test_protected_records_are_restored_and_open_with_the_passphrase_of_the_backup(
    qtbot: QtBot, desktop: Desktop, set_up: Path
) -> None:
    protected(qtbot, desktop, set_up)
    desktop.window.wished.emit("records")
    qtbot.waitUntil(lambda: isinstance(desktop.window.current_page, RecordsPage))
    page = desktop.window.current_page
    assert isinstance(page, RecordsPage)
    page.backup_button.click()
    qtbot.waitUntil(lambda: page.backups.table.current_line() is not None, timeout=LONG)
    page.backups.button("restore").click()
    qtbot.waitUntil(lambda: bool(desktop.window.findChildren(Decision)))
    desktop.window.findChildren(Decision)[0].accept_button.click()
    qtbot.waitUntil(lambda: isinstance(desktop.window.current_page, AlonePage), timeout=LONG)
    alone = desktop.window.current_page
    assert isinstance(alone, AlonePage)
    qtbot.waitUntil(alone.done_button.isVisible, timeout=LONG)
    assert list(set_up.glob("replaced-*"))

    with qtbot.waitSignal(desktop.settled, timeout=LONG):
        qtbot.mouseClick(alone.done_button, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: isinstance(desktop.window.current_page, SignInPage), timeout=LONG)
    desktop.window.wished.emit("records")
    qtbot.waitUntil(lambda: refused_page(desktop) is not None, timeout=LONG)
    assert sign_in(set_up).user == User("Anna", Role.MANAGER)


def refused_page(desktop: Desktop) -> str | None:
    """What the screen Records says to somebody who has not signed in."""
    page = desktop.window.current_page
    message = page.notice.message if isinstance(page, RecordsPage) else None
    return message.text if message is not None and "Sign in" in message.text else None
