"""The screens that the menu leads to at once: they need nothing but what is around."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, QObject

from intake_app.desktop.around import Around
from intake_app.desktop.navigation import Screen
from intake_app.desktop.pages.duplicates_page import DuplicatesPage
from intake_app.desktop.pages.forms_page import FormsPage
from intake_app.desktop.pages.products_page import ProductsPage
from intake_app.desktop.pages.text_page import TextPage
from intake_app.desktop.pages.times_page import TimesPage
from intake_app.desktop.presenters.duplicates import DuplicatesPresenter
from intake_app.desktop.presenters.forms import FormsPresenter
from intake_app.desktop.presenters.handout_text import HandoutTextPresenter
from intake_app.desktop.presenters.products import ProductsPresenter
from intake_app.desktop.presenters.text_review import TextReviewPresenter
from intake_app.desktop.presenters.times import TimesPresenter


def _duplicates(around: Around, parent: QObject) -> Screen:
    page = DuplicatesPage()
    presenter = DuplicatesPresenter(page, around.desk, around.clinic, parent)
    return Screen(page=page, presenter=presenter, title=_tr("Likely duplicates"))


def _products(around: Around, parent: QObject) -> Screen:
    page = ProductsPage()
    presenter = ProductsPresenter(page, around.desk, around.clinic, parent)
    around.actor_changed.connect(presenter.show_rights)
    return Screen(page=page, presenter=presenter, title=_tr("Products"))


def _forms(around: Around, parent: QObject) -> Screen:
    page = FormsPage()
    presenter = FormsPresenter(page, around.desk, around.in_charge, around.clinic, parent)
    around.actor_changed.connect(presenter.show_rights)
    return Screen(page=page, presenter=presenter, title=_tr("Consultation form"))


def _text(around: Around, parent: QObject) -> Screen:
    page = TextPage()
    presenter = HandoutTextPresenter(page, around.desk, around.clinic, parent)
    review = TextReviewPresenter(page.review, around.desk, around.clinic, presenter)
    presenter.text_shown.connect(review.show_of)
    presenter.text_left.connect(review.show_nothing)
    review.changed.connect(presenter.show_languages)
    review.said.connect(page.show_message)
    around.actor_changed.connect(presenter.show_rights)
    return Screen(page=page, presenter=presenter, title=_tr("Text of the handout"))


def _times(around: Around, parent: QObject) -> Screen:
    page = TimesPage()
    presenter = TimesPresenter(page, around.desk, parent)
    around.actor_changed.connect(presenter.show_rights)
    return Screen(page=page, presenter=presenter, title=_tr("Aftercare times"))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Screens", text)


PLACES: Mapping[str, Callable[[Around, QObject], Screen]] = {
    "duplicates": _duplicates,
    "products": _products,
    "form": _forms,
    "text": _text,
    "times": _times,
}
"""Screens by the wish of the menu that leads there."""
