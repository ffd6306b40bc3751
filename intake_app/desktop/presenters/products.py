"""The clinic's product list on the screen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QObject, SignalInstance

from intake_app.desktop.clinic_now import ClinicNow
from intake_app.desktop.desk import Desk
from intake_app.desktop.errors import sentence
from intake_app.desktop.messages import Level, Message
from intake_app.desktop.models.lines import Line
from intake_app.desktop.presenters.allowed import why_not
from intake_app.desktop.shown import one_line, shown_date
from intake_app.domain.errors import IntakeError
from intake_app.domain.products import CONTENTS, Batch, Product, read_batches
from intake_app.services.access import Act

Texts = Mapping[str, str]
_KNOWN = {"yes": True, "no": False}


class ProductsView(Protocol):
    product_wanted: SignalInstance
    retirement_chosen: SignalInstance

    def focus_start(self) -> None: ...
    def show_rights(self, why_not: str) -> None: ...
    def show_lines(self, lines: Sequence[Line]) -> None: ...
    def show_message(self, message: Message | None) -> None: ...
    def ask_product(self, texts: Texts, check: Callable[[Texts], str]) -> None: ...


class ProductsPresenter(QObject):
    """Adds, edits and retires; a retired product stays in the records it was used in."""

    def __init__(
        self, page: ProductsView, desk: Desk, clinic: ClinicNow, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._desk = desk
        self._clinic = clinic
        self._products: dict[str, Product] = {}
        page.product_wanted.connect(self._ask)
        page.retirement_chosen.connect(self._retire)
        self._load()

    def _load(self) -> None:
        products = self._desk.services.products
        self._desk.tasks.run(
            products.all, done=self._show, failed=self._refused, newest_of="products"
        )

    def _show(self, products: Sequence[Product]) -> None:
        self._products = {each.name: each for each in products}
        self.show_rights()
        self._page.focus_start()

    def show_rights(self) -> None:
        """Offer what whoever acts now may do."""
        why = why_not(self._desk.actor(), Act.CHANGE_CLINIC)
        self._page.show_rights(why)
        lines = (self._line(each) for each in self._products.values())
        self._page.show_lines([replace(each, can=frozenset()) if why else each for each in lines])

    def _ask(self, name: str) -> None:
        known = self._products.get(name)

        def take(texts: Texts) -> str:
            try:
                product = self._product(texts, known).checked()
            except IntakeError as refusal:
                return sentence(refusal)
            if product.name != name and product.name in self._products:
                return self.tr("There is a product of this name already.")
            self._put(product, instead_of=name)
            return ""

        self._page.ask_product(self._texts(known), take)

    def _retire(self, name: str) -> None:
        known = self._products[name]
        self._put(replace(known, retired=not known.retired), instead_of=name)

    def _put(self, product: Product, *, instead_of: str) -> None:
        actor, products = self._desk.actor(), self._desk.services.products
        self._page.show_message(None)
        self._desk.tasks.write(
            lambda: products.put(actor, product, instead_of=instead_of),
            done=lambda _nothing: self._load(),
            failed=self._refused,
        )

    def _product(self, texts: Texts, known: Product | None) -> Product:
        reading = self._clinic.reading()
        return replace(
            known or Product(name=""),
            name=one_line(texts["name"]),
            dose=one_line(texts["dose"]),
            batches=read_batches(
                texts["batches"], today=reading.today, day_first=reading.day_first
            ),
        ).with_contents({name: _KNOWN.get(texts[name]) for name in CONTENTS})

    def _texts(self, known: Product | None) -> dict[str, str]:
        if known is None:
            return {}
        words = {True: "yes", False: "no", None: ""}
        return {
            "name": known.name,
            "dose": known.dose,
            "batches": "\n".join(f"{b.number}, {b.expiry or ''}" for b in known.batches),
            **{name: words[getattr(known, name)] for name in CONTENTS},
        }

    def _line(self, product: Product) -> Line:
        batches = "; ".join(self._batch(each) for each in product.batches)
        state = self.tr("retired") if product.retired else self.tr("offered")
        act = "bring-back" if product.retired else "retire"
        return Line(
            id=product.name,
            cells=(one_line(product.name), one_line(product.dose), one_line(batches), state),
            can=frozenset({"edit", act}),
        )

    def _batch(self, batch: Batch) -> str:
        if batch.expiry is None:
            return batch.number
        is_expired = batch.is_expired(self._clinic.today())
        words = (
            self.tr("{number} ⚠ expired {day}") if is_expired else self.tr("{number} until {day}")
        )
        return words.format(number=batch.number, day=shown_date(batch.expiry))

    def _refused(self, error: Exception) -> None:
        self._page.show_message(Message(level=Level.STOP, text=sentence(error)))
