"""The clinic's product list."""

from dataclasses import replace

from intake_app.domain.products import Product
from intake_app.services.access import Act, Actor, require
from intake_app.services.audit import Deed, Kind
from intake_app.services.ports import Clock, UnitOfWorkFactory


class ProductService:
    """Kept with the clinic's settings: every state of the list stays behind the newest."""

    def __init__(
        self, reading: UnitOfWorkFactory, writing: UnitOfWorkFactory, clock: Clock
    ) -> None:
        self._reading = reading
        self._writing = writing
        self._clock = clock

    def all(self) -> tuple[Product, ...]:
        """In the order in which they were added, retired ones too. Anybody may read it."""
        with self._reading() as uow:
            return uow.clinic.get().products

    def put(self, actor: Actor, product: Product, *, instead_of: str = "") -> None:
        """Add a product, or replace the one of this name.

        Raises:
            ValueRefused: It has no name, or a text cannot be kept.
        """
        require(actor, Act.CHANGE_CLINIC)
        checked = product.checked()
        with self._writing() as uow:
            clinic = uow.clinic.get()
            old = instead_of or checked.name
            others = [each for each in clinic.products if each.name not in (old, checked.name)]
            names = [each.name for each in clinic.products]
            place = names.index(old) if old in names else len(others)
            products = (*others[:place], checked, *others[place:])
            changed = replace(clinic, products=products)
            uow.clinic.save(changed, by=actor.name, at=self._clock.now())
            uow.audit.note(Deed(actor, Kind.CLINIC_CHANGED))
            uow.commit()
