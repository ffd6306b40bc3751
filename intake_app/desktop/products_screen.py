"""The screen of the clinic's products: where its page and its presenter meet."""

from PySide6.QtCore import QCoreApplication, QObject

from intake_app.desktop.around import Around
from intake_app.desktop.navigation import Screen
from intake_app.desktop.pages.products_page import ProductsPage
from intake_app.desktop.presenters.products import ProductsPresenter


def products_screen(around: Around, parent: QObject) -> Screen:
    page = ProductsPage()
    presenter = ProductsPresenter(page, around.desk, around.clinic, parent)
    title = QCoreApplication.translate("Screens", "Products")
    return Screen(page=page, presenter=presenter, title=title)
