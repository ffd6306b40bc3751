"""The scalp map in a whole consultation: saved, read back, undone, and on the patient's page."""

from decimal import Decimal

from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QTextBrowser
from pytestqt.qtbot import QtBot

from intake_app.desktop.widgets.form.scalp_field import ScalpField
from intake_app.desktop.widgets.visit.read_back import ReadBack
from intake_app.desktop.widgets.visit.story_panel import StoryPanel
from intake_app.domain.form.answers import Place, given
from intake_app.domain.scalp.file import as_attachment, drawing_in
from intake_app.domain.scalp.map import Drawing, NoLoss, Size, Stroke
from intake_app.domain.scalp.views import View
from intake_app.domain.values import Attachment
from intake_app.domain.visit.drafting import SetAnswer
from intake_app.services.suite import Services
from tests.helpers.builders import READING
from tests.helpers.consultation_screen import DOCTOR, begin, fill_in, sitting

MAP = "examination.salt.map"
STROKE = Stroke(view=View.TOP, erases=False, size=Size.LARGE, points=((400, 500), (600, 500)))
DRAWING = Drawing((STROKE, NoLoss((View.RIGHT, View.LEFT, View.BACK))))


def shown(words: QTextBrowser) -> QImage:
    kind = QTextDocument.ResourceType.ImageResource
    image = words.document().resource(kind, QUrl("scalp:0/top"))
    assert isinstance(image, QImage)
    return image


def test_a_drawing_is_saved_with_its_numbers_and_read_back(
    qtbot: QtBot, services: Services
) -> None:
    with sitting(qtbot, services, begin(services)) as screen:
        fill_in(screen)
        screen.edit(SetAnswer(Place(MAP), given(as_attachment(DRAWING))))
        screen.presenter.flush()
        screen.wait_until_saved()

        stored = screen.stored_answer(MAP)
        assert stored is not None
        file = stored.values[0]
        assert isinstance(file, Attachment)
        assert drawing_in(file) == DRAWING
        top = screen.stored_answer("examination.salt.top")
        percent = DRAWING.percent(View.TOP)
        assert percent is not None
        assert top == given(percent)
        assert screen.stored_answer("examination.salt.back") == given(Decimal("0.0"))

        editor = screen.field(MAP).editor
        assert isinstance(editor, ScalpField)
        assert editor.views[View.BACK].label == "Back: 0 %"

        screen.page.undo_requested.emit()
        assert screen.state.answer(Place(MAP)) is None
        assert screen.state.answer(Place("examination.salt.top")) is None
        screen.page.redo_requested.emit()
        assert screen.state.answer(Place("examination.salt.top")) == top


def test_review_and_patient_page_show_the_heads(qtbot: QtBot, services: Services) -> None:
    consultation = begin(services)
    with sitting(qtbot, services, consultation) as screen:
        fill_in(screen)
        screen.edit(SetAnswer(Place(MAP), given(as_attachment(DRAWING))))
        screen.presenter.flush()
        screen.wait_until_saved()
        read_back = screen.page.findChild(ReadBack)
        assert read_back is not None
        read_back.show_state(screen.state, screen.page.form.sections)
        assert shown(read_back).width() > 100
        read_back.setFixedWidth(400)
        read_back.show()
        assert read_back.horizontalScrollBar().maximum() == 0, "the heads do not break"
        assert "SALT" in read_back.toPlainText()

        services.consultations.complete(DOCTOR, consultation)
        patient = screen.stored().patient_id
        panel = StoryPanel()
        qtbot.addWidget(panel)
        panel.show_overview(services.follow_up.overview(DOCTOR, patient), READING)
        assert "Scalp map" in panel.words.toPlainText()
        assert shown(panel.words).width() > 100
