"""The products that a clinic injects, so that dose and batch are not typed twice."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from intake_app.domain.dates import PartialDate, parse_typed, quoted
from intake_app.domain.errors import ValueRefused
from intake_app.domain.values import checked_storable

LIMIT = 200
"""Characters of a name, a dose or a batch number."""

_YEARS_AHEAD = 10
"""How far ahead a year of two digits is understood."""

CONTENTS = (
    "medicine",
    "dht_blocker",
    "minoxidil",
    "anaesthetic",
    "steroid",
    "outside_licence",
)
"""What is known of a product, by the last word of the form's linkId; None is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """A month is good until its end."""

    number: str
    expiry: PartialDate | None = None

    def is_expired(self, on: date) -> bool:
        return self.expiry is not None and self.expiry.last_day < on


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """One product; a retired one is not offered any more."""

    name: str
    dose: str = ""
    batches: tuple[Batch, ...] = ()
    medicine: bool | None = None
    dht_blocker: bool | None = None
    minoxidil: bool | None = None
    anaesthetic: bool | None = None
    steroid: bool | None = None
    outside_licence: bool | None = None
    retired: bool = False

    def checked(self) -> "Product":
        """Return self, or refuse a product without a name or with a text that cannot be kept."""
        if not self.name.strip():
            raise ValueRefused(name="The product's name", value="left empty", reason="type it")
        for text in (self.name, self.dose, *(batch.number for batch in self.batches)):
            checked_storable("A text of the product", text)
            if len(text) > LIMIT:
                reason = f"at most {LIMIT} characters can be kept. Shorten it"
                raise ValueRefused(name="A text of the product", value="kept", reason=reason)
        return self

    def with_contents(self, known: Mapping[str, bool | None]) -> "Product":
        """The same with other CONTENTS, by their names."""
        return replace(self, **known)  # type: ignore[arg-type]  # every one of them is so

    def known_contents(self) -> tuple[tuple[str, bool], ...]:
        """What it is known to contain, or not to contain."""
        found = ((name, getattr(self, name)) for name in CONTENTS)
        return tuple((name, value) for name, value in found if value is not None)


def read_batches(text: str, *, today: date, day_first: bool) -> tuple[Batch, ...]:
    """One batch a line: its number, and after a comma its expiry date, in full or a month.

    Raises:
        DateNotUnderstood: What stands behind the comma is no date.
        ValueRefused: A line has a date and no number.
    """
    ahead = date(today.year + _YEARS_AHEAD, 12, 31)
    found = []
    for line in text.splitlines():
        number, _, expiry = (part.strip() for part in line.rpartition(","))
        if not number and "," not in line:
            number, expiry = line.strip(), ""
        if not number and not expiry:
            continue
        if not number:
            value = quoted(line.strip())
            raise ValueRefused(name="A batch", value=value, reason="it needs its number")
        day = parse_typed(expiry, today=ahead, day_first=day_first) if expiry else None
        found.append(Batch(number=number, expiry=day))
    return tuple(found)
