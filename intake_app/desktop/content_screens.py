"""The screens of what is printed: where their pages and their presenters meet."""

from PySide6.QtCore import QCoreApplication, QObject

from intake_app.desktop.around import Around
from intake_app.desktop.navigation import Screen
from intake_app.desktop.pages.text_page import TextPage
from intake_app.desktop.pages.times_page import TimesPage
from intake_app.desktop.presenters.handout_text import HandoutTextPresenter
from intake_app.desktop.presenters.text_review import TextReviewPresenter
from intake_app.desktop.presenters.times import TimesPresenter


def text_screen(around: Around, parent: QObject) -> Screen:
    page = TextPage()
    presenter = HandoutTextPresenter(page, around.desk, around.clinic, parent)
    review = TextReviewPresenter(page.review, around.desk, around.clinic, presenter)
    presenter.text_shown.connect(review.show_of)
    presenter.text_left.connect(review.show_nothing)
    review.changed.connect(presenter.show_languages)
    review.said.connect(page.show_message)
    title = QCoreApplication.translate("Screens", "Text of the handout")
    return Screen(page=page, presenter=presenter, title=title)


def times_screen(around: Around, parent: QObject) -> Screen:
    page = TimesPage()
    presenter = TimesPresenter(page, around.desk, parent)
    title = QCoreApplication.translate("Screens", "Aftercare times")
    return Screen(page=page, presenter=presenter, title=title)
