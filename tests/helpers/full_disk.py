"""A disk that is full while a test says so."""

from intake_app.domain.errors import RecordsFull
from intake_app.services.ports import UnitOfWork, UnitOfWorkFactory


class FullDisk:
    """Opens units of work for writing, or refuses as storage does."""

    def __init__(self, writing: UnitOfWorkFactory) -> None:
        self._writing = writing
        self.is_full = False
        self.refusals = 0
        """How many writes are refused before there is room again."""

    def __call__(self) -> UnitOfWork:
        if self.is_full or self.refusals:
            self.refusals = max(0, self.refusals - 1)
            raise RecordsFull(path="records")
        return self._writing()
