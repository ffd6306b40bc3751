"""A row filled from the clinic's product list."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from intake_app.desktop.models.form_state import FormState
from intake_app.desktop.shown import one_line, shown_date
from intake_app.domain.form.answers import Place
from intake_app.domain.form.questionnaire import Item
from intake_app.domain.products import Batch, Product
from intake_app.domain.visit.hair_form import (
    FIRST_SESSION,
    PRODUCTS,
    VISIT_DATE,
    day_of,
    first_value,
)
from intake_app.domain.visit.product_rows import filled_row, offered


class ProductPicker(QPushButton):
    """A menu of products and batches; what is out of date says so.

    Signals:
        picked: The edit that fills a row (a SetAnswers).
    """

    picked = Signal(object)

    def __init__(self, group: Item, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("From the product list"), parent)
        self._asked = [item.link_id for item in group.walk() if item.is_question]
        self._is_for_products = group.link_id == PRODUCTS
        self._shown: Sequence[tuple[str, Product, Batch | None]] = ()
        self._place, self._row = Place(group.link_id), 0
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self.hide()

    def show_state(self, state: FormState, place: Place) -> None:
        """Offer what can be picked now; an empty last row is filled before one is added."""
        self._place, self._row = place, _row_to_fill(state, place, self._asked)
        choices = offered(state.products) if self._is_for_products else []
        lines = [(_words(state, *each), *each) for each in choices]
        self.setVisible(bool(lines) and state.consultation.is_open)
        if lines == self._shown:
            return
        self._shown = lines
        self._menu.clear()
        for words, product, batch in lines:
            action = self._menu.addAction(words.replace("&", "&&"))
            action.triggered.connect(
                lambda *_, product=product, batch=batch: self._pick(product, batch)
            )

    def _pick(self, product: Product, batch: Batch | None) -> None:
        self.picked.emit(filled_row(product, batch, self._place, self._row, self._asked))


def _row_to_fill(state: FormState, place: Place, asked: Sequence[str]) -> int:
    count = state.answers.rows(place)
    last = (*place.rows, count - 1)
    is_empty = not any(
        state.answer(here) or state.unfinished(here)
        for here in (Place(link_id, last) for link_id in asked)
    )
    return count - 1 if count and is_empty else count


def _words(state: FormState, product: Product, batch: Batch | None) -> str:
    parts = [product.name, product.dose]
    if batch is not None:
        parts.append(_tr("batch {number}").format(number=batch.number))
        if batch.expiry is not None:
            expired = batch.is_expired(_day_of_use(state))
            until = _tr("⚠ expired {day}") if expired else _tr("until {day}")
            parts.append(until.format(day=shown_date(batch.expiry)))
    return one_line(" · ".join(part for part in parts if part))


def _day_of_use(state: FormState) -> date:
    days = (day_of(first_value(state.answers, each)) for each in (FIRST_SESSION, VISIT_DATE))
    day = next((each for each in days if each is not None and each.is_full), None)
    return day.first_day if day is not None else state.reading.today


def _tr(text: str) -> str:
    return QCoreApplication.translate("ProductPicker", text)
