"""The screen of a patient's photographs: where its page and its presenter meet."""

from PySide6.QtCore import QCoreApplication, QObject

from intake_app.desktop.around import Around
from intake_app.desktop.models.form_state import FormState
from intake_app.desktop.navigation import Screen
from intake_app.desktop.pages.photographs_page import PhotographsPage
from intake_app.desktop.presenters.photographs import PhotographsPresenter, Wanted
from intake_app.domain.patients.patient import PatientId
from intake_app.domain.values import Attachment


def photographs_screen(
    around: Around, patient_id: PatientId, parent: QObject, *, begin_with: str = ""
) -> Screen:
    """All photographs of a patient; the one with this hash is chosen first."""
    page = PhotographsPage()
    wanted = Wanted(patient_id=patient_id, begin_with=begin_with)
    presenter = PhotographsPresenter(page, around.desk, around.clinic, wanted, parent)
    title = QCoreApplication.translate("Screens", "Photographs")
    return Screen(page=page, presenter=presenter, title=title)


def compare(around: Around, state: FormState | None, file: Attachment, parent: QObject) -> None:
    """Go from a consultation to one of its photographs beside that of an earlier visit."""
    if state is not None:
        whose = state.consultation.patient_id
        around.navigation.go(
            lambda: photographs_screen(around, whose, parent, begin_with=file.hash)
        )
