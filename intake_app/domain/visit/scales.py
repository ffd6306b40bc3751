"""The scales that are worked out: SALT with its two systems of bands, and the hair-pull test.

Systems and rules disagree, so a result always carries the name of the one used, and nothing is
converted from one into another. Sources: dossier 2d, and beside each below.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from intake_app.domain.scalp.views import WEIGHTS, View

ALL_HAIR = Decimal(0)
NO_HAIR = Decimal(100)


class BandSystem(StrEnum):
    """The two published ways of naming a SALT score."""

    QUARTERS = "s0-s5"
    """https://ubiehealth.com/doctors-note/alopecia-severity-score-grading-scale-explained-47114exp6"""
    WORDS = "limited-very-severe"
    """https://www.alopecia.org.uk/how-is-alopecia-areata-severity-graded"""


@dataclass(frozen=True, slots=True)
class Band:
    """A band of one system, as its source bounds it; ``first`` is its lowest whole number."""

    system: BandSystem
    name: str
    first: int
    last: int

    @property
    def bounds(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first} to {self.last}"


def _bands(system: BandSystem, *bands: tuple[str, int, int]) -> tuple[Band, ...]:
    return tuple(Band(system, *each) for each in bands)


BANDS: Mapping[BandSystem, tuple[Band, ...]] = {
    BandSystem.QUARTERS: _bands(
        BandSystem.QUARTERS,
        ("S0", 0, 0),
        ("S1", 1, 24),
        ("S2", 25, 49),
        ("S3", 50, 74),
        ("S4", 75, 99),
        ("S5", 100, 100),
    ),
    BandSystem.WORDS: _bands(
        BandSystem.WORDS,
        ("limited", 1, 20),
        ("moderate", 21, 49),
        ("severe", 50, 94),
        ("very severe", 95, 100),
    ),
}


def salt(percents: Mapping[View, Decimal]) -> Decimal | None:
    """0-100, only when all four views are given and possible."""
    if set(percents) != set(View):
        return None
    if not all(ALL_HAIR <= percent <= NO_HAIR for percent in percents.values()):
        return None
    return sum((WEIGHTS[view] * percent for view, percent in percents.items()), Decimal(0))


def band_of(score: Decimal, system: BandSystem) -> Band | None:
    """The band of a score; None where the system has none (its words begin above 0).

    The sources bound their bands by whole numbers and leave gaps, such as between 20 and 21.
    A score in a gap stays in the lower band until it reaches the first number of the next;
    between 0 and 1 some hair is missing, so it counts as the lowest band with loss.
    """
    reached = [band for band in BANDS[system] if band.first <= score]
    if 0 < score < 1:
        return next(band for band in BANDS[system] if band.first == 1)
    return reached[-1] if reached else None


class PullRule(StrEnum):
    """When a hair-pull test is called positive; the sources disagree."""

    OVER_TEN_PERCENT = "over-10-percent"
    """https://www.medscape.com/viewarticle/735007_8"""
    OVER_SIX = "over-6"
    """https://vdocuments.mx/alopecia-56253382d91aa.html"""
    OVER_TWO = "over-2"
    """https://yourbestselves.com/what-is-the-hair-pull-test"""


PULLED_BY_RULE: Mapping[PullRule, tuple[int, int]] = {
    PullRule.OVER_TEN_PERCENT: (40, 60),
    PullRule.OVER_SIX: (50, 60),
    PullRule.OVER_TWO: (50, 60),
}
"""How many hairs its source pulls; 40 to 60 is the widest that is said of the first rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PullTest:
    """One hair-pull test: the counts, and what one rule makes of them."""

    pulled: Decimal
    shed: Decimal
    rule: PullRule | None

    @property
    def percent(self) -> Decimal:
        return self.shed * 100 / self.pulled

    @property
    def is_positive(self) -> bool | None:
        """By the rule; None when it is not said which one is used."""
        match self.rule:
            case None:
                return None
            case PullRule.OVER_TEN_PERCENT:
                return self.shed * 10 > self.pulled
            case PullRule.OVER_SIX:
                return self.shed > 6
            case PullRule.OVER_TWO:
                return self.shed > 2

    @property
    def is_as_described(self) -> bool:
        """Whether as many hairs were pulled as the rule speaks of."""
        if self.rule is None:
            return True
        fewest, most = PULLED_BY_RULE[self.rule]
        return fewest <= self.pulled <= most


def pull_test(
    pulled: Decimal | None, shed: Decimal | None, rule: PullRule | None = None
) -> PullTest | None:
    """The test, only with a possible count: nobody sheds more than was pulled."""
    if pulled is None or shed is None or pulled <= 0 or not 0 <= shed <= pulled:
        return None
    return PullTest(pulled=pulled, shed=shed, rule=rule)
