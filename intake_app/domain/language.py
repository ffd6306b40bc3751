"""A language that the handout can be had in: its name, its direction, how it counts."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

OTHER = "other"
PLURALS = ("zero", "one", "two", "few", "many", OTHER)
"""The forms that languages count in, by their names in the Unicode locale data."""

_RELATION = re.compile(r"n(?: % (\d+))? (=|!=) (\d+(?:\.\.\d+)?(?:,\d+(?:\.\.\d+)?)*)")


@dataclass(frozen=True, slots=True)
class _Relation:
    """``n % modulus`` lies, or does not lie, in one of some ranges."""

    modulus: int
    is_inside: bool
    ranges: tuple[tuple[int, int], ...]

    def holds(self, number: int) -> bool:
        value = number % self.modulus if self.modulus else number
        return any(first <= value <= last for first, last in self.ranges) == self.is_inside


@dataclass(frozen=True, slots=True)
class PluralRule:
    """When a form is used, as the Unicode locale data writes it: ``n % 10 = 2..4 and n != 12``.

    Raises:
        ValueError: It is not written like that.
    """

    text: str
    _ways: tuple[tuple[_Relation, ...], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        ways = (way.split(" and ") for way in self.text.split(" or "))
        read = tuple(tuple(_relation(each) for each in way) for way in ways)
        object.__setattr__(self, "_ways", read)

    def holds(self, number: int) -> bool:
        return any(all(each.holds(number) for each in way) for way in self._ways)


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """What is known of a language before a word of it is read.

    Attributes:
        code: The name of its folder, e.g. "es".
        tag: What a reader of the PDF is told (BCP 47), e.g. "en-GB".
        name: What its speakers call it.
        in_english: What it is called in English.
        reviewed_by: The clinicians who speak it and have read the text; empty for none.
        plural: The forms it counts in besides "other", and when each is used.
    """

    code: str
    tag: str
    name: str
    in_english: str
    right_to_left: bool = False
    reviewed_by: str = ""
    plural: Mapping[str, PluralRule] = field(default_factory=dict)

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form that it needs of a phrase that counts something."""
        return tuple(form for form in PLURALS if form in self.plural or form == OTHER)

    def form_of(self, number: int) -> str:
        """The form that this number of things is said in."""
        return next((form for form, rule in self.plural.items() if rule.holds(number)), OTHER)


def language_named(text: str, languages: Iterable[Language]) -> Language | None:
    """The language that somebody wrote down: by code, in English or in its own words."""
    said = text.strip().casefold()
    primary = said.replace("_", "-").partition("-")[0]
    for each in languages:
        if primary == each.code or said in (each.name.casefold(), each.in_english.casefold()):
            return each
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with the translation of one text, and where.

    One that ``stops`` keeps the language from being printed.
    """

    file: str
    line: int
    key: str
    what: str
    stops: bool = True

    @property
    def sentence(self) -> str:
        named = f"“{self.key}” " if self.key else ""
        return f"{self.file}, line {self.line}: {named}{self.what}."


def _relation(text: str) -> _Relation:
    match = _RELATION.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"“{text}” is no rule like “n % 10 = 2..4”")
    modulus, sign, ranges = match.groups()
    pairs = (part.partition("..") for part in ranges.split(","))
    read = tuple((int(first), int(last or first)) for first, _, last in pairs)
    return _Relation(int(modulus or 0), sign == "=", read)
