"""Files in a form: added, dropped, looked at, copied, removed, undone, refused in words."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from intake_app.bootstrap import LiveRecords
from intake_app.desktop.widgets.form.attachment_field import AttachmentField
from intake_app.desktop.widgets.patient.picture_viewer import PictureViewer
from intake_app.domain.form.answers import Place, given
from intake_app.domain.values import Attachment
from intake_app.domain.visit.attachments import LARGEST
from intake_app.domain.visit.drafting import AddRow, SetAnswer
from intake_app.services.ports import Content
from intake_app.services.suite import Services
from tests.helpers.consultation_screen import (
    CTRL,
    DOCTOR,
    Sitting,
    begin,
    choose,
    sitting,
    stored_form,
)
from tests.helpers.fhir_builders import extension, item_json
from tests.helpers.pictures import made_up_head, photograph
from tests.helpers.stopped_clock import StoppedClock

PHOTO = "examination.photos.image[0]"
AGREEMENT = Place("agreement.photos_record")


@pytest.fixture
def letters(
    qtbot: QtBot, data_folder: Path, content: Content, clock: StoppedClock
) -> Iterator[Sitting]:
    """A form that takes several files, and one of text."""
    only_text = extension("mimeType", valueCode="text/plain")
    form = stored_form(
        item_json("files", "attachment", repeats=True),
        item_json("text", "attachment", extension=[only_text]),
    )
    live = LiveRecords(data_folder, lambda: replace(content, form=form), clock)
    services = live.services()
    with sitting(qtbot, services, begin(services)) as screen:
        yield screen
    live.close()


@pytest.fixture
def visit(qtbot: QtBot, services: Services) -> Iterator[Sitting]:
    """Our own consultation, at a row for a photograph; the agreement is not asked for yet."""
    with sitting(qtbot, services, begin(services)) as screen:
        choose(screen, "examination.photographs", "taken")
        screen.edit(AddRow(Place("examination.photos")))
        yield screen


def field(screen: Sitting, place: str) -> AttachmentField:
    editor = screen.field(place).editor
    assert isinstance(editor, AttachmentField)
    return editor


def text_file(folder: Path, name: str, content: bytes = b"A made-up letter.") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def picture_file(folder: Path, name: str = "IMG_4711.jpg") -> Path:
    return text_file(folder, name, photograph(picture=made_up_head()))


def titles(screen: Sitting, place: str) -> list[str]:
    answer = screen.stored_answer(place)
    values = answer.values if answer is not None else ()
    return [value.title for value in values if isinstance(value, Attachment)]


def agree(screen: Sitting, *, yes: bool = True) -> None:
    screen.edit(SetAnswer(AGREEMENT, given(yes)))


def test_files_are_added_with_the_dialog_and_kept(letters: Sitting, tmp_path: Path) -> None:
    editor = field(letters, "files")
    editor.button.setFocus()
    QTest.keyClick(editor.button, Qt.Key.Key_Space)
    dialog = editor.findChild(QFileDialog)
    assert dialog is not None
    dialog.filesSelected.emit([str(text_file(tmp_path, name)) for name in ("a.txt", "b.pdf.txt")])
    dialog.reject()

    letters.qtbot.waitUntil(lambda: len(editor.rows) == 2)
    letters.wait_until_saved()
    assert titles(letters, "files") == ["a.txt", "b.pdf.txt"]
    assert [row.name.text() for row in editor.rows] == ["a.txt", "b.pdf.txt"]
    assert "text/plain" in editor.rows[0].facts.text()


def test_a_file_can_be_dropped_on_its_field(letters: Sitting, tmp_path: Path) -> None:
    editor = field(letters, "files")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(text_file(tmp_path, "a.txt")))])
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    editor.dropEvent(drop)
    letters.qtbot.waitUntil(lambda: len(editor.rows) == 1)


def test_a_file_is_removed_and_put_back_by_key(letters: Sitting, tmp_path: Path) -> None:
    editor = field(letters, "files")
    editor.take_files([text_file(tmp_path, "a.txt")])
    letters.qtbot.waitUntil(lambda: len(editor.rows) == 1)
    letters.wait_until_saved()

    editor.rows[0].remove_button.setFocus()
    QTest.keyClick(editor.rows[0].remove_button, Qt.Key.Key_Space)
    letters.wait_until_saved()
    assert titles(letters, "files") == []
    assert editor.button.hasFocus()

    letters.press(Qt.Key.Key_Z, CTRL)
    letters.wait_until_saved()
    assert titles(letters, "files") == ["a.txt"]


@pytest.mark.parametrize(
    ("name", "octets", "sentence"),
    [
        ("large.txt", b"0" * (LARGEST + 1), "larger than 10 MB"),
        ("empty.txt", b"", "it is empty"),
        ("picture.png", b"not really a picture", "its content is not"),
    ],
)
def test_a_file_that_cannot_be_kept_is_refused_in_place(
    letters: Sitting, tmp_path: Path, name: str, octets: bytes, sentence: str
) -> None:
    editor = field(letters, "files")
    editor.take_files([text_file(tmp_path, name, octets), text_file(tmp_path, "a.txt")])
    letters.qtbot.waitUntil(lambda: sentence in str(editor.note.text()))

    assert str(editor.note.text()).startswith(f"⚠ {name}: ")
    letters.wait_until_saved()
    assert titles(letters, "files") == ["a.txt"]


def test_a_missing_file_and_a_kind_that_is_not_wanted_are_refused(
    letters: Sitting, tmp_path: Path
) -> None:
    editor = field(letters, "text")
    editor.take_files([tmp_path / "missing.txt"])
    letters.qtbot.waitUntil(lambda: "cannot be read" in editor.note.text())
    editor.take_files([picture_file(tmp_path)])
    letters.qtbot.waitUntil(lambda: "wanted is: text/plain" in editor.note.text())
    assert editor.rows == []


def test_a_copy_is_written_where_the_person_says(letters: Sitting, tmp_path: Path) -> None:
    editor = field(letters, "files")
    editor.take_files([text_file(tmp_path, "a.txt")])
    letters.qtbot.waitUntil(lambda: len(editor.rows) == 1)
    editor.rows[0].copied.emit(str(tmp_path / "copy.txt"))

    letters.qtbot.waitUntil(lambda: letters.page.notice.message is not None)
    assert (tmp_path / "copy.txt").read_bytes() == b"A made-up letter."
    assert letters.page.notice.message is not None
    assert "not protected" in letters.page.notice.message.text
    editor.rows[0].copied.emit(str(tmp_path / "no folder" / "copy.txt"))
    letters.qtbot.waitUntil(lambda: "cannot be written" in said(letters))


def said(screen: Sitting) -> str:
    message = screen.page.notice.message
    return message.text if message is not None else ""


def test_without_the_agreement_the_field_says_so_and_leads_to_the_question(
    visit: Sitting, tmp_path: Path
) -> None:
    editor = field(visit, PHOTO)
    assert editor.button.isHidden()
    assert "Photographs may be kept in this record" in editor.withheld.text()
    editor.take_files([picture_file(tmp_path)])  # dropped all the same

    QTest.keyClick(editor.agreement_button, Qt.Key.Key_Space)
    assert visit.shows(str(AGREEMENT))
    assert visit.stored_answer(PHOTO) is None


def test_a_photograph_is_shown_small_and_opens_large_with_the_patients_name(
    visit: Sitting, tmp_path: Path
) -> None:
    agree(visit)
    editor = field(visit, PHOTO)
    editor.take_files([picture_file(tmp_path)])
    visit.qtbot.waitUntil(lambda: bool(editor.rows) and editor.rows[0].picture.is_there)
    visit.wait_until_saved()
    assert titles(visit, PHOTO) == ["Photograph"]

    QTest.keyClick(editor.rows[0].open_button, Qt.Key.Key_Space)
    visit.qtbot.waitUntil(lambda: visit.page.findChild(PictureViewer) is not None)
    viewer = visit.page.findChild(PictureViewer)
    assert viewer is not None
    assert "Zoë" in viewer.banner.accessibleName()
    fitting = viewer.area.picture.width()
    QTest.keyClicks(viewer.area, "++")
    assert viewer.area.picture.width() > fitting
    QTest.keyClicks(viewer.area, "0")
    assert viewer.area.picture.width() == fitting
    QTest.keyClick(viewer, Qt.Key.Key_Escape)


def test_several_photographs_make_a_row_each_in_one_step(visit: Sitting, tmp_path: Path) -> None:
    agree(visit)
    editor = field(visit, PHOTO)
    files = [picture_file(tmp_path, f"{n}.jpg") for n in range(3)]
    broken = text_file(tmp_path, "broken.jpg", photograph()[:900])
    editor.take_files([*files[:2], broken, files[2]])

    visit.qtbot.waitUntil(lambda: visit.state.answers.rows(Place("examination.photos")) == 3)
    assert "broken.jpg" in field(visit, PHOTO).note.text()
    visit.presenter.flush()
    visit.wait_until_saved()
    for row in range(3):
        assert titles(visit, f"examination.photos.image[{row}]") == ["Photograph"]

    visit.page.undo_requested.emit()
    assert visit.state.answers.rows(Place("examination.photos")) == 1
    assert visit.state.answer(Place.parse(PHOTO)) is None
    visit.page.redo_requested.emit()
    visit.wait_until_saved()
    assert titles(visit, "examination.photos.image[2]") == ["Photograph"]


def test_when_the_agreement_is_taken_back_the_photograph_is_not_shown(
    visit: Sitting, tmp_path: Path
) -> None:
    agree(visit)
    editor = field(visit, PHOTO)
    editor.take_files([picture_file(tmp_path)])
    visit.qtbot.waitUntil(lambda: bool(editor.rows) and editor.rows[0].picture.is_there)

    agree(visit, yes=False)
    editor = field(visit, PHOTO)
    assert not editor.rows[0].picture.is_there
    assert not editor.rows[0].open_button.isEnabled()
    assert editor.rows[0].remove_button.isEnabled()
    visit.wait_until_saved()


def test_a_file_in_a_draft_is_there_when_it_is_opened_again(
    qtbot: QtBot, services: Services, tmp_path: Path
) -> None:
    consultation_id = begin(services)
    with sitting(qtbot, services, consultation_id) as screen:
        choose(screen, "examination.photographs", "taken")
        screen.edit(AddRow(Place("examination.photos")))
        agree(screen)
        field(screen, PHOTO).take_files([picture_file(tmp_path)])
        qtbot.waitUntil(lambda: screen.state.answer(Place.parse(PHOTO)) is not None)
        screen.wait_until_saved()
    with sitting(qtbot, services, consultation_id) as screen:
        editor = field(screen, PHOTO)
        qtbot.waitUntil(lambda: editor.rows[0].picture.is_there)
        assert services.consultations.open(DOCTOR, consultation_id).consultation.is_open


def test_the_review_shows_what_the_patient_agrees_to(visit: Sitting, tmp_path: Path) -> None:
    def pictures() -> int:
        return visit.page.review.read_back.toHtml().count("<img")

    agree(visit)
    editor = field(visit, PHOTO)
    editor.take_files([picture_file(tmp_path)])
    visit.qtbot.waitUntil(lambda: bool(editor.rows) and editor.rows[0].picture.is_there)
    visit.page.show_review()
    assert pictures() == 1
    agree(visit, yes=False)
    visit.page.show_review()
    assert pictures() == 0
    assert "Not part of the record" in visit.page.review.read_back.toPlainText()
    visit.wait_until_saved()
