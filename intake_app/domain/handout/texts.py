"""The words of the handout in one language; handout_keys says which must be there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from intake_app.domain.evidence.bound_text import SILENCES, BoundText
from intake_app.domain.evidence.evidence import Source
from intake_app.domain.handout.content import PersonalTexts
from intake_app.domain.handout.keys import COUNTED
from intake_app.domain.isolates import isolated
from intake_app.domain.language import Language
from intake_app.domain.visit.aftercare import Window

__all__ = ["SILENCES", "BoundText", "ComparisonText", "HandoutTexts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonText:
    """One question of the reader. Without diagnoses the row is for everybody."""

    id: str
    title: str
    diagnoses: frozenset[str]
    favour: tuple[BoundText, ...]
    against: tuple[BoundText, ...]
    figures: tuple[BoundText, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowWords:
    """What an aftercare window says in one language."""

    what: str
    strip: str
    why: str
    spread: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceWords:
    """What is known of an article, in one language; its title stays as it is."""

    kind: str
    author: str
    date: str
    interest: str
    references_given: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoutTexts:
    """One language, complete.

    Attributes:
        language: Its name, direction and way of counting.
        phrases: Templates for ``str.format`` by dotted key; at least those of ``PHRASES``.
        counted: Each of ``COUNTED`` in every form that the language counts in.
        lists: At least those of ``LISTS``.
        silences: The wording of each of ``SILENCES``.
        plan_names: What to call the patient's plan that a question asks for, by linkId of its
            (first) date, e.g. "colouring" for ``care.next_colouring``.
        study_fields: What a part of a citation is called, by its English name.
        comparison: The rows of section 7d, in order. A row with diagnoses replaces the row of
            the same id prefix without (``works`` is replaced by ``works-pattern-loss``).
        unknowns: The lines of section 7e.
        unknowns_in_short: The same in brief, for the short edition.
        cards: What the call cards rest on.
        personal: What follows from studies and from the person.
        review_due: ISO day by which the text is to be reviewed.
        windows: The words of the aftercare windows by id, where they are not the windows' own.
        sources: The words about the articles by id, where they are not the articles' own.
        starting_author: Who set the windows that no clinic has set, as the windows name it.
    """

    language: Language
    phrases: Mapping[str, str]
    counted: Mapping[str, Mapping[str, str]]
    lists: Mapping[str, tuple[str, ...]]
    silences: Mapping[str, str]
    plan_names: Mapping[str, str]
    study_fields: Mapping[str, str]
    comparison: tuple[ComparisonText, ...]
    unknowns: tuple[BoundText, ...]
    cards: BoundText
    review_due: str
    unknowns_in_short: tuple[BoundText, ...] = ()
    personal: PersonalTexts = field(default_factory=PersonalTexts)
    windows: Mapping[str, WindowWords] = field(default_factory=dict)
    sources: Mapping[str, SourceWords] = field(default_factory=dict)
    starting_author: str = ""

    def say(self, key: str, **filled: object) -> str:
        """The phrase with its placeholders filled in."""
        return self.fill(self.phrases[key], **filled)

    def fill(self, phrase: str, **filled: object) -> str:
        """A phrase filled in; where sentences run right to left each value keeps its own way."""
        if self.language.right_to_left:
            filled = {name: isolated(value) for name, value in filled.items()}
        return phrase.format(**filled)

    def count(self, key: str, number: int) -> str:
        """A phrase of ``COUNTED`` in the form that the number asks for."""
        form = self.language.form_of(number)
        return self.fill(self.counted[key][form], **{COUNTED[key]: number})

    def listed(self, parts: Iterable[object]) -> str:
        """The parts of a list, one after the other."""
        return self.phrases["list.comma"].join(map(str, parts))

    def window(self, window: Window) -> Window:
        """The window in the words of this language; whoever changed it keeps their name."""
        author = window.author
        if author == self.starting_author:
            author = self.phrases["calendar.starting_author"]
        words = self.windows.get(window.id)
        if words is None:
            return replace(window, author=author)
        return replace(
            window,
            author=author,
            what=words.what,
            strip=words.strip,
            why=words.why,
            spread=words.spread,
        )

    def source(self, source: Source) -> Source:
        """The article as this language describes it."""
        words = self.sources.get(source.id)
        if words is None:
            return source
        return replace(
            source,
            kind=words.kind,
            author=words.author,
            date=words.date,
            interest=words.interest,
            references_given=words.references_given,
        )
