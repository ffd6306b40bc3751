"""What the clinic says of itself; printed on every handout."""

from dataclasses import dataclass, fields, replace
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from intake_app.domain.clinic_words import IN_WORDS, ClinicWords, Said, checked_code
from intake_app.domain.dates import quoted
from intake_app.domain.errors import ClinicIncomplete, ValueRefused
from intake_app.domain.products import Product
from intake_app.domain.values import checked_storable

FIRST_PAGE_LIMIT, TEXT_LIMIT = 200, 2000
"""Characters of one setting; a number to ring, and a call card, cannot be cut in two."""

_SHORT = frozenset(
    {"name", "address", "phone", "phone_hours", "night_phone", "emergency_number", "support_line"}
)

TIME_ZONE = "The time zone"
"""As a refusal calls it."""

_NEEDED = {
    "name": "the clinic's name",
    "phone": "the telephone number",
    "phone_hours": "the telephone hours",
    "night_phone": "the number outside those hours",
    "emergency_number": "the emergency number",
    "interest": "what the clinic gains from the treatment",
    "independent_places": "independent places to ask",
    "report_route": "how to report a side effect",
}
"""What nothing may be printed without, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clinic:
    """The clinic's own settings; they live in the records.

    Attributes:
        phone_hours: When the telephone is answered, in words.
        night_phone: The number outside those hours.
        emergency_number: The emergency call of the country.
        support_line: Whom somebody in despair can talk to at any hour; blank for none.
        time_zone: IANA name; days of the calendar begin in it.
        interest: What the clinic gains from the treatment, in its own words.
        independent_places: Where a patient can ask somebody who does not sell it.
        report_route: How a side effect is reported in this country.
        day_first: Whether 3/4/2026 means 3 April when typed.
        products: What the clinic injects.
        own_language: What its words are written in, by the language's code.
        words: The same words in other languages, as far as somebody has translated them.
        made_up: Whether these records hold made-up patients only.
    """

    name: str = ""
    address: str = ""
    phone: str = ""
    phone_hours: str = ""
    night_phone: str = ""
    emergency_number: str = ""
    support_line: str = ""
    time_zone: str = "UTC"
    interest: str = ""
    independent_places: str = ""
    report_route: str = ""
    practitioners: tuple[str, ...] = ()
    day_first: bool = True
    made_up: bool = False
    products: tuple[Product, ...] = ()
    own_language: str = "en"
    words: tuple[ClinicWords, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def checked(self) -> "Clinic":
        """Return self, or refuse a time zone that does not exist or a text that cannot be kept."""
        try:
            ZoneInfo(self.time_zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueRefused(
                name=TIME_ZONE,
                value=quoted(self.time_zone),
                reason="write it like Europe/Berlin",
            ) from None
        for field in fields(self):
            value = getattr(self, field.name)
            for text in value if isinstance(value, tuple) else (value,):
                if isinstance(text, str):
                    _check_text(f"The clinic's setting {field.name}", field.name, text)
        for words in self.words:
            for name, text in words.texts():
                _check_text(f"The clinic's setting {name} in “{words.language}”", name, text)
        checked_code(self.own_language)
        return self

    def words_in(self, language: str) -> ClinicWords:
        """What is written in a language; blank where nothing is."""
        if language == self.own_language:
            texts = {name: str(getattr(self, name)) for name in IN_WORDS}
            return ClinicWords(language=language, **texts)
        blank = ClinicWords(language=language)
        return next((each for each in self.words if each.language == language), blank)

    def with_words(self, words: ClinicWords) -> "Clinic":
        """The same with these words in their language; blank ones go.

        Raises:
            ValueRefused: That is no code of a language.
        """
        checked_code(words.language)
        if words.language == self.own_language:
            return replace(self, **dict(words.texts()))  # type: ignore[arg-type]  # all are texts
        others = [each for each in self.words if each.language != words.language]
        kept = [*others, words] if words.are_there else others
        return replace(self, words=tuple(sorted(kept, key=lambda each: each.language)))

    def said(self, name: str, language: str) -> Said:
        """A setting in a language; where it is not translated, as the clinic wrote it."""
        translated = str(getattr(self.words_in(language), name))
        if translated.strip() or language == self.own_language:
            return Said(text=translated)
        return Said(text=getattr(self, name), language=self.own_language)

    def untranslated(self, language: str) -> tuple[str, ...]:
        """What would be printed in another language than this, in words."""
        return tuple(_NEEDED[name] for name in IN_WORDS if self.said(name, language).language)

    def missing_for_handout(self) -> tuple[str, ...]:
        """What has to be filled in before anything may be printed, in words."""
        return tuple(
            words for name, words in _NEEDED.items() if not str(getattr(self, name)).strip()
        )

    def checked_for_handout(self) -> "Clinic":
        """Return self, or refuse to print with blanks that a patient relies on."""
        if missing := self.missing_for_handout():
            raise ClinicIncomplete(missing=missing)
        return self


def _check_text(what: str, name: str, text: str) -> None:
    checked_storable(what, text)
    limit = FIRST_PAGE_LIMIT if name in _SHORT else TEXT_LIMIT
    if len(text) > limit:
        reason = f"it has {len(text)} characters, and the handout has room for {limit}. Shorten it"
        raise ValueRefused(name=what, value="kept", reason=reason)
