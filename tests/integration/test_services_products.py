"""The product list in the clinic's settings, over real records."""

from dataclasses import replace

import pytest

from intake_app.domain.clinic import Clinic
from intake_app.domain.errors import NotAllowed
from intake_app.domain.products import Batch, Product
from intake_app.services.access import Actor, Role
from intake_app.services.suite import Services
from intake_app.storage.records import Records
from tests.helpers.builders import AWKWARD_NAME, day

DOCTOR = Actor("Dr Ana Example", Role.PRACTITIONER)
DESK = Actor("Front desk", Role.RECEPTION)
MIX = Product(
    name=AWKWARD_NAME,
    dose="2 ml",
    batches=(Batch(number="L1", expiry=day("2027-06")), Batch(number="L2")),
    minoxidil=True,
    steroid=False,
)


def test_products_come_back_as_they_were_kept(services: Services, elsewhere: Records) -> None:
    services.clinic.save(DOCTOR, Clinic(name="Hilltop"))
    services.products.put(DOCTOR, MIX)

    with elsewhere.reading() as uow:
        assert uow.clinic.get() == Clinic(name="Hilltop", products=(MIX,))


def test_a_product_is_changed_renamed_and_retired_in_its_place(services: Services) -> None:
    services.products.put(DOCTOR, MIX)
    services.products.put(DOCTOR, Product(name="Second"))
    renamed = replace(MIX, name="First", retired=True)

    services.products.put(DOCTOR, renamed, instead_of=MIX.name)
    assert services.products.all() == (renamed, Product(name="Second"))

    services.products.put(DOCTOR, replace(renamed, dose="4 ml"))
    assert services.products.all()[0].dose == "4 ml"


def test_the_desk_changes_no_product(services: Services) -> None:
    with pytest.raises(NotAllowed):
        services.products.put(DESK, MIX)


def test_settings_saved_before_there_were_products_are_read(services: Services) -> None:
    services.clinic.save(DOCTOR, Clinic(name="Hilltop"))

    assert services.products.all() == ()
