"""The screen of forms: where its page and its presenter meet."""

from PySide6.QtCore import QCoreApplication, QObject

from intake_app.desktop.around import Around
from intake_app.desktop.navigation import Screen
from intake_app.desktop.pages.forms_page import FormsPage
from intake_app.desktop.presenters.forms import FormsPresenter


def forms_screen(around: Around, parent: QObject) -> Screen:
    page = FormsPage()
    presenter = FormsPresenter(page, around.desk, around.in_charge, around.clinic, parent)
    title = QCoreApplication.translate("Screens", "Consultation form")
    return Screen(page=page, presenter=presenter, title=title)
