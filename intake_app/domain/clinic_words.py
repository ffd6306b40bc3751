"""What the clinic says of itself in whole words, in one more language than its own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from intake_app.domain.dates import quoted
from intake_app.domain.errors import ValueRefused

IN_WORDS = ("phone_hours", "interest", "independent_places", "report_route")
"""Settings that are sentences; names, addresses and numbers are the same in every language."""

_CODE = re.compile("[a-z]{2,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicWords:
    """The settings of ``IN_WORDS`` in one language; one that is empty is not translated."""

    language: str
    phone_hours: str = ""
    interest: str = ""
    independent_places: str = ""
    report_route: str = ""

    def texts(self) -> Iterator[tuple[str, str]]:
        """Each setting by its name."""
        return ((name, getattr(self, name)) for name in IN_WORDS)

    @property
    def are_there(self) -> bool:
        return any(text.strip() for _, text in self.texts())


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Words as they are printed; ``language`` is theirs where it is not the one asked for."""

    text: str
    language: str = ""


def checked_code(code: str) -> str:
    """Return the code of a language, or refuse what is none.

    Raises:
        ValueRefused: It has not two or three small letters.
    """
    if not _CODE.fullmatch(code):
        said = "write its code in two or three small letters, like es"
        raise ValueRefused(name="A language", value=quoted(code), reason=said)
    return code
