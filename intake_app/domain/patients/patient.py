"""Who a consultation is about."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from intake_app.domain.dates import PartialDate, checked_birth_date
from intake_app.domain.errors import NameMissing, NameTooLong
from intake_app.domain.values import checked_storable

PatientId = NewType("PatientId", str)
"""A UUID in its usual text form."""

NAME_LIMIT = 500


class Sex(StrEnum):
    """FHIR administrative gender."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientDetails:
    """What is known of a person; the name is kept exactly as it was written.

    ``romanised_name`` is how the name is said in Latin letters, for finding it by ear.
    """

    name: str
    birth_date: PartialDate | None = None
    sex: Sex = Sex.UNKNOWN
    language: str = ""
    phones: tuple[str, ...] = ()
    email: str = ""
    guardian: str = ""
    romanised_name: str = ""

    def checked(self, *, today: date) -> "PatientDetails":
        """Return self, or refuse what cannot be kept.

        Raises:
            NameMissing: No letter or digit in the name.
            NameTooLong: Over ``NAME_LIMIT`` characters.
            BirthDateRefused: In the future, or over 130 years ago.
            ValueRefused: A character that no file can hold.
        """
        if not any(char.isalnum() for char in self.name):
            raise NameMissing
        if len(self.name) > NAME_LIMIT:
            raise NameTooLong(length=len(self.name), limit=NAME_LIMIT)
        texts = (self.name, self.language, self.email, self.guardian, self.romanised_name)
        for text in (*texts, *self.phones):
            checked_storable("This text", text)
        if self.birth_date is not None:
            checked_birth_date(self.birth_date, today=today)
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """A registered patient; ``record_number`` is what people say, ``id`` what programs keep."""

    id: PatientId
    record_number: str
    details: PatientDetails
    registered_at: datetime

    @property
    def name(self) -> str:
        return self.details.name

    @property
    def birth_date(self) -> PartialDate | None:
        return self.details.birth_date


def record_number(count: int) -> str:
    """The record number of the ``count``-th patient, e.g. ``P000123``."""
    return f"P{count:06d}"
