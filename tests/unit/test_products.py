"""The product list: batches as they are typed, and rows filled from them."""

from datetime import date

import pytest

from intake_app.domain.errors import DateNotUnderstood, ValueRefused
from intake_app.domain.form.answers import Place, given
from intake_app.domain.products import Batch, Product, read_batches
from intake_app.domain.visit.product_rows import filled_row, offered
from tests.helpers.builders import AWKWARD_NAME, TODAY, day

ASKED = ["plan.products.name", "plan.products.dose", "plan.products.batch"]
MIX = Product(
    name=AWKWARD_NAME,
    dose="2 ml",
    batches=(Batch(number="L1", expiry=day("2027-06")), Batch(number="L2")),
    minoxidil=True,
    steroid=False,
)


def test_batches_are_typed_one_a_line_with_a_day_a_month_or_nothing() -> None:
    text = "L-1, 30.06.27\n\n  A,B 7 , 12.2027\nC9\nD,\n"

    found = read_batches(text, today=TODAY, day_first=True)

    assert found == (
        Batch(number="L-1", expiry=day("2027-06-30")),
        Batch(number="A,B 7", expiry=day("2027-12")),
        Batch(number="C9"),
        Batch(number="D"),
    )


def test_a_batch_without_number_or_with_no_date_behind_the_comma_is_refused() -> None:
    with pytest.raises(ValueRefused):
        read_batches(", 12.2027", today=TODAY, day_first=True)
    with pytest.raises(DateNotUnderstood):
        read_batches("L1, soon", today=TODAY, day_first=True)


@pytest.mark.parametrize(
    ("expiry", "on", "expired"),
    [
        ("2026-11", date(2026, 11, 30), False),
        ("2026-11", date(2026, 12, 1), True),
        ("2026-11-20", date(2026, 11, 20), False),
        ("2026-11-20", date(2026, 11, 21), True),
    ],
)
def test_a_batch_is_good_until_the_end_of_its_day_or_month(
    expiry: str, on: date, *, expired: bool
) -> None:
    assert Batch(number="L1", expiry=day(expiry)).is_expired(on) is expired


def test_each_batch_of_what_is_not_retired_is_offered() -> None:
    retired = Product(name="Old", retired=True, batches=(Batch(number="X"),))
    bare = Product(name="Bare")

    found = [(p.name, b.number if b else None) for p, b in offered((retired, MIX, bare))]

    assert found == [(AWKWARD_NAME, "L1"), (AWKWARD_NAME, "L2"), ("Bare", None)]


def test_a_row_is_filled_with_what_is_known_and_asked() -> None:
    asked = [*ASKED, "plan.products.expiry", "plan.products.minoxidil", "plan.products.steroid"]

    edit = filled_row(MIX, MIX.batches[0], Place("plan.products"), 2, asked)

    assert dict(edit.answers) == {
        Place("plan.products.name", (2,)): given(AWKWARD_NAME),
        Place("plan.products.dose", (2,)): given("2 ml"),
        Place("plan.products.batch", (2,)): given("L1"),
        Place("plan.products.expiry", (2,)): given(day("2027-06")),
        Place("plan.products.minoxidil", (2,)): given(True),
        Place("plan.products.steroid", (2,)): given(False),
    }
    fewer = filled_row(MIX, None, Place("plan.products"), 0, ASKED)
    assert [place.link_id for place, _ in fewer.answers] == ASKED[:2]


def test_a_product_needs_a_name_and_texts_that_can_be_kept() -> None:
    for wrong in (Product(name=" "), Product(name="x" * 201), Product(name="\x00")):
        with pytest.raises(ValueRefused):
            wrong.checked()
