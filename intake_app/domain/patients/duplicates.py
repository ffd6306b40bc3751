"""How likely it is that two patients are one person, with the reasons.

Each field that two records have in common, or not, is worth so many bits, as Fellegi and Sunter
reckon record linkage: the logarithm to base 2 of how much likelier it is to see this in two
records of one person (m) than in those of two (u). Bits are added up; what two patients taken
at random begin with is far below nothing, and further so the more patients there are. The score
is the chance that comes of it, from 0 to 100.

A shared word of the name is worth the more the fewer bear it in these records. The other
weights are fixed: they say how births fall on days and how people mistype, which is much the
same everywhere. Nothing is merged by a score; a person looks at every pair.

================================  ======  ====================================================
birth date the same                +14.0  one of some 25,000 days
day and month swapped               +8.0  m 0.01
one digit, or two digits swapped    +4.5  m 0.03, about 30 such days
what is known of both agrees     +5, +9   the year; the year and month
the same day and month only         +1.5
different                           -9.0  m 0.002
telephone the same                  +8.0  families share one
telephone different                 -0.5  people have several
e-mail the same                    +10.0
sex the same, different       +0.8, -4.0
================================  ======  ====================================================
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import log2

from intake_app.domain.patients.birth_likeness import BirthLikeness, birth_likeness
from intake_app.domain.patients.name_likeness import NameLikeness, name_likeness
from intake_app.domain.patients.patient import PatientId

LIKELY = 50.0
"""The score from which on a pair is worth showing to a person."""


class Reason(StrEnum):
    """Why two patients may be one person, in the words of the command line."""

    SAME_NAME = "same name"
    SAME_NAME_REORDERED = "same name in another order"
    NAME_ROMANISED = "same name in other letters"
    NAME_ALIKE = "name spelled alike"
    NAME_IN_PART = "part of the name is the same"
    SAME_BIRTH_DATE = "same date of birth"
    SWAPPED_BIRTH_DATE = "day and month of birth swapped"
    YEAR_DIGIT = "one digit of the year of birth differs"
    DAY_DIGIT = "one digit of the day or month of birth differs"
    BIRTH_DIGITS_SWAPPED = "two digits of the date of birth swapped"
    BIRTH_DATE_IN_PART = "dates of birth agree as far as they are known"
    SAME_PHONE = "same telephone"
    SAME_EMAIL = "same e-mail"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What tells one patient from another, spelled for comparing.

    Attributes:
        id: The patient's.
        words: Of the name, folded to plain letters.
        also: Other ways to write words of the name: romanised, joined.
        birth: The date of birth, as far as it is known, in ISO form.
        phones: Digits alone.
        email: In small letters.
        sex: "female", "male", or anything that does not tell.
    """

    id: PatientId
    words: tuple[str, ...]
    also: tuple[str, ...] = ()
    birth: str = ""
    phones: frozenset[str] = frozenset()
    email: str = ""
    sex: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """How many patients there are, and how many of them bear a word in their name."""

    patients: int
    bearers: Mapping[str, int]

    def rarity(self, word: str) -> float:
        """Bits that sharing this word is worth; a small register says little of what is rare."""
        return log2((self.patients + 1000) / (self.bearers.get(word, 1) + 1))

    @property
    def at_random(self) -> float:
        """Bits of two patients of whom nothing is known: one in ten has a double somewhere."""
        return -log2(10 * (self.patients + 100))


@dataclass(frozen=True, slots=True)
class Likeness:
    """``score`` is the chance in percent; ``reasons`` begin with the weightiest."""

    score: float
    reasons: tuple[Reason, ...]


_NAME_REASONS = {
    NameLikeness.SAME: Reason.SAME_NAME,
    NameLikeness.REORDERED: Reason.SAME_NAME_REORDERED,
    NameLikeness.ROMANISED: Reason.NAME_ROMANISED,
    NameLikeness.ALIKE: Reason.NAME_ALIKE,
    NameLikeness.IN_PART: Reason.NAME_IN_PART,
}
_BIRTHS: Mapping[BirthLikeness, tuple[float, Reason | None]] = {
    BirthLikeness.SAME: (14.0, Reason.SAME_BIRTH_DATE),
    BirthLikeness.SWAPPED: (8.0, Reason.SWAPPED_BIRTH_DATE),
    BirthLikeness.YEAR_DIGIT: (4.5, Reason.YEAR_DIGIT),
    BirthLikeness.DAY_DIGIT: (4.5, Reason.DAY_DIGIT),
    BirthLikeness.DIGITS_SWAPPED: (4.5, Reason.BIRTH_DIGITS_SWAPPED),
    BirthLikeness.MONTH_AGREES: (9.0, Reason.BIRTH_DATE_IN_PART),
    BirthLikeness.YEAR_AGREES: (5.0, Reason.BIRTH_DATE_IN_PART),
    BirthLikeness.SAME_BIRTHDAY: (1.5, None),
    BirthLikeness.UNKNOWN: (0.0, None),
    BirthLikeness.DIFFERENT: (-9.0, None),
}
_TELLING_SEXES = frozenset({"female", "male"})


def likeness(one: Identity, other: Identity, register: Register) -> Likeness:
    """The same whichever of the two is named first."""
    weighed = [
        _name(one, other, register.rarity),
        _BIRTHS[birth_likeness(one.birth, other.birth)],
        _phone(one, other),
        (10.0, Reason.SAME_EMAIL) if one.email and one.email == other.email else (0.0, None),
        (_sex(one, other), None),
    ]
    bits = register.at_random + sum(sorted(worth for worth, _ in weighed))
    weighed.sort(key=_worth, reverse=True)
    reasons = (reason for worth, reason in weighed if reason is not None and worth > 0)
    return Likeness(round(_chance(bits) * 100, 1), tuple(reasons))


def _worth(weighed: tuple[float, Reason | None]) -> float:
    return weighed[0]


def _chance(bits: float) -> float:
    return 1 / (1 + 2 ** -max(-60.0, bits))


def _name(
    one: Identity, other: Identity, rarity: Callable[[str], float]
) -> tuple[float, Reason | None]:
    kind, bits = name_likeness((one.words, one.also), (other.words, other.also), rarity)
    return bits, _NAME_REASONS.get(kind)


def _phone(one: Identity, other: Identity) -> tuple[float, Reason | None]:
    if not one.phones or not other.phones:
        return 0.0, None
    if one.phones & other.phones:
        return 8.0, Reason.SAME_PHONE
    return -0.5, None


def _sex(one: Identity, other: Identity) -> float:
    if not {one.sex, other.sex} <= _TELLING_SEXES:
        return 0.0
    return 0.8 if one.sex == other.sex else -4.0
