"""What the clinic says of itself; printed on every handout."""

from dataclasses import fields
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from intake_app.domain.dates import quoted
from intake_app.domain.errors import ClinicIncomplete, ValueRefused
from intake_app.domain.products import Product
from intake_app.domain.value_classes import dataclass
from intake_app.domain.values import checked_storable

FIRST_PAGE_LIMIT, TEXT_LIMIT = 200, 2000
"""Characters of one setting; a call card of the first page cannot be cut in two."""

_ON_THE_FIRST_PAGE = frozenset(
    {"name", "address", "phone", "phone_hours", "night_phone", "emergency_number"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clinic:
    """The clinic's own settings; they live in the records.

    Attributes:
        phone_hours: When the telephone is answered, in words.
        night_phone: The number outside those hours.
        emergency_number: The emergency call of the country.
        time_zone: IANA name; days of the calendar begin in it.
        interest: What the clinic gains from the treatment, in its own words.
        independent_places: Where a patient can ask somebody who does not sell it.
        report_route: How a side effect is reported in this country.
        day_first: Whether 3/4/2026 means 3 April when typed.
        products: What the clinic injects.
        made_up: Whether these records hold made-up patients only.
    """

    name: str = ""
    address: str = ""
    phone: str = ""
    phone_hours: str = ""
    night_phone: str = ""
    emergency_number: str = ""
    time_zone: str = "UTC"
    interest: str = ""
    independent_places: str = ""
    report_route: str = ""
    practitioners: tuple[str, ...] = ()
    day_first: bool = True
    made_up: bool = False
    products: tuple[Product, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def checked(self) -> "Clinic":
        """Return self, or refuse a time zone that does not exist or a text that cannot be kept."""
        try:
            ZoneInfo(self.time_zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueRefused(
                name="The time zone",
                value=quoted(self.time_zone),
                reason="write it like Europe/Berlin",
            ) from None
        for field in fields(self):
            value = getattr(self, field.name)
            for text in value if isinstance(value, tuple) else (value,):
                if isinstance(text, str):
                    _check_text(f"The clinic's setting {field.name}", field.name, text)
        return self

    def missing_for_handout(self) -> tuple[str, ...]:
        """What has to be filled in before anything may be printed, in words."""
        needed = {
            "the clinic's name": self.name,
            "the telephone number": self.phone,
            "the telephone hours": self.phone_hours,
            "the number outside those hours": self.night_phone,
            "the emergency number": self.emergency_number,
            "what the clinic gains from the treatment": self.interest,
            "independent places to ask": self.independent_places,
            "how to report a side effect": self.report_route,
        }
        return tuple(words for words, value in needed.items() if not value.strip())

    def checked_for_handout(self) -> "Clinic":
        """Return self, or refuse to print with blanks that a patient relies on."""
        if missing := self.missing_for_handout():
            raise ClinicIncomplete(missing=missing)
        return self


def _check_text(what: str, name: str, text: str) -> None:
    checked_storable(what, text)
    limit = FIRST_PAGE_LIMIT if name in _ON_THE_FIRST_PAGE else TEXT_LIMIT
    if len(text) > limit:
        reason = f"it has {len(text)} characters, and the handout has room for {limit}. Shorten it"
        raise ValueRefused(name=what, value="kept", reason=reason)
