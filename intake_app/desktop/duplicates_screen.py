"""The screen of likely duplicates: where its page and its presenter meet."""

from PySide6.QtCore import QCoreApplication, QObject

from intake_app.desktop.around import Around
from intake_app.desktop.navigation import Screen
from intake_app.desktop.pages.duplicates_page import DuplicatesPage
from intake_app.desktop.presenters.duplicates import DuplicatesPresenter


def duplicates_screen(around: Around, parent: QObject) -> Screen:
    page = DuplicatesPage()
    presenter = DuplicatesPresenter(page, around.desk, around.clinic, parent)
    title = QCoreApplication.translate("Screens", "Likely duplicates")
    return Screen(page=page, presenter=presenter, title=title)
