"""From the clinic's product list into the rows of a consultation."""

from collections.abc import Iterable, Sequence

from intake_app.domain.form.answers import Answer, Place, given
from intake_app.domain.products import Batch, Product
from intake_app.domain.values import Value
from intake_app.domain.visit.drafting import SetAnswers
from intake_app.domain.visit.hair_form import PRODUCTS


def offered(products: Iterable[Product]) -> list[tuple[Product, Batch | None]]:
    """What can be picked: each batch of each product that is not retired."""
    return [
        (product, batch)
        for product in products
        if not product.retired
        for batch in (product.batches or (None,))
    ]


def filled_row(
    product: Product, batch: Batch | None, group: Place, row: int, asked: Sequence[str]
) -> SetAnswers:
    """The edit that fills a row of the form with a product; everything stays editable.

    Args:
        product: The product.
        batch: Which batch; None where none is listed.
        group: The repeating group.
        row: Which row.
        asked: The linkIds of the form inside the group; what it does not ask is passed over.
    """
    known: dict[str, Value] = {"name": product.name}
    if product.dose:
        known["dose"] = product.dose
    if batch is not None:
        known["batch"] = batch.number
        if batch.expiry is not None:
            known["expiry"] = batch.expiry
    known |= dict(product.known_contents())
    rows = (*group.rows, row)
    answers: list[tuple[Place, Answer | None]] = [
        (Place(link_id, rows), given(known[name]))
        for name in known
        if (link_id := f"{PRODUCTS}.{name}") in asked
    ]
    return SetAnswers(tuple(answers))
