"""Read and change what the clinic says of itself."""

from intake_app.domain.clinic import Clinic
from intake_app.services.access import Act, Actor, require
from intake_app.services.audit import Deed, Kind
from intake_app.services.ports import Clock, UnitOfWorkFactory


class ClinicService:
    """Use cases about the clinic's settings."""

    def __init__(
        self, reading: UnitOfWorkFactory, writing: UnitOfWorkFactory, clock: Clock
    ) -> None:
        self._reading = reading
        self._writing = writing
        self._clock = clock

    def get(self) -> Clinic:
        """The settings in force; empty before the first set-up. Anybody may read them."""
        with self._reading() as uow:
            return uow.clinic.get()

    def is_set_up(self) -> bool:
        with self._reading() as uow:
            return uow.clinic.is_set_up()

    def save(self, actor: Actor, clinic: Clinic) -> Clinic:
        """Put new settings in force; the old ones are kept behind them.

        Raises:
            ValueRefused: The time zone does not exist.
        """
        require(actor, Act.CHANGE_CLINIC)
        checked = clinic.checked()
        with self._writing() as uow:
            uow.clinic.save(checked, by=actor.name, at=self._clock.now())
            uow.audit.note(Deed(actor, Kind.CLINIC_CHANGED))
            uow.commit()
        return checked
