"""Published studies beyond the five articles: the second layer of evidence, kept apart.

A study is what was seen of it. Most were read as an abstract only, and the paper says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from intake_app.domain.own_words import own_words


class SeenAs(StrEnum):
    """How much of a study its reader saw."""

    ABSTRACT = "abstract"
    PART = "part"
    SUMMARY = "summary"
    """Only what another page says of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """As far as it could be confirmed; what could not is left out and named.

    ``languages`` are those of the parts that are not in English, by their names.
    """

    author: str
    title: str
    published_in: str
    year: str
    doi: str
    pmid: str
    url: str
    not_confirmed: str
    languages: Mapping[str, str]

    @property
    def unconfirmed_fields(self) -> tuple[str, ...]:
        """The parts that could not be confirmed, by their names."""
        return tuple(part.strip() for part in self.not_confirmed.split(";") if part.strip())

    @property
    def line(self) -> str:
        """Author, title, place, year, and a number to find it by.

        The address stands there only if the rest is not enough to find it. What is not in English
        is marked.
        """
        found_at = self._number
        if not found_at and not (self.title and self.published_in and self.year):
            found_at = self.url
        parts = (*map(self._marked, ("author", "title", "published_in")), self.year, found_at)
        return ". ".join(part for part in parts if part) + "."

    @property
    def in_brief(self) -> str:
        """Just enough to find it: a number, else the place in print, else the address.

        A place in print without a number of its own finds nothing without the title.
        """
        numbered = any(each.isdigit() for each in self.published_in)
        parts = ("published_in",) if numbered else ("title", "published_in")
        place = ", ".join(part for part in (*map(self._marked, parts), self.year) if part)
        named = numbered or all((self.title, self.published_in, self.year))
        return f"{self._number or (place if named else self.url)}."

    def _marked(self, part: str) -> str:
        text, language = str(getattr(self, part)), self.languages.get(part)
        return own_words(text, language) if language else text

    @property
    def _number(self) -> str:
        return f"doi {self.doi}" if self.doi else f"PubMed {self.pmid}" if self.pmid else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """One study or report.

    Attributes:
        treated_of_100: People with the outcome, of 100 treated; None where nobody counted.
        control_of_100: The same for those they were compared with; None without such people.
        checked_on: The day on which somebody last looked at it.
        review_due: The last day on which it may be printed unless it is looked at again.
        withdrawn: Why it may not be printed any more; empty while it may.
    """

    id: str
    design: str
    people: int | None
    population: str
    intervention: str
    comparator: str
    outcome: str
    time_point: str
    treated_of_100: Decimal | None
    control_of_100: Decimal | None
    result: str
    limits: str
    citation: Citation
    seen_as: SeenAs
    checked_on: date
    review_due: date
    withdrawn: str


def whole_people(of_100: Decimal) -> int:
    """A share as whole people of 100, a half counting up."""
    return int(of_100.quantize(Decimal(1), ROUND_HALF_UP))
