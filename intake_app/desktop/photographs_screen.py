"""The screen of a patient's photographs: where its page and its presenter meet."""

from PySide6.QtCore import QCoreApplication, QObject

from intake_app.desktop.around import Around
from intake_app.desktop.navigation import Screen
from intake_app.desktop.pages.photographs_page import PhotographsPage
from intake_app.desktop.presenters.photographs import PhotographsPresenter
from intake_app.domain.patients.patient import PatientId


def photographs_screen(around: Around, patient_id: PatientId, parent: QObject) -> Screen:
    page = PhotographsPage()
    presenter = PhotographsPresenter(page, around.desk, around.clinic, patient_id, parent)
    title = QCoreApplication.translate("Screens", "Photographs")
    return Screen(page=page, presenter=presenter, title=title)
