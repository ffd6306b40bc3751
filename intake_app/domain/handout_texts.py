"""The words of the handout in one language, and which of them must be there.

``PHRASES`` and ``LISTS`` say what a language file has to hold; content/ checks a file against
them, so that composing never meets a missing word or an unknown placeholder.
"""

from collections.abc import Mapping
from dataclasses import dataclass

PHRASES: Mapping[str, frozenset[str]] = {
    key: frozenset(names.split())
    for key, names in {
        "language.name": "",
        "title": "",
        "head.page": "page pages",
        "head.document": "",
        "head.version": "",
        "head.born": "date",
        "head.born_unknown": "",
        "head.demonstration": "",
        "facts.patient": "",
        "facts.born": "",
        "facts.record_number": "",
        "facts.session": "",
        "facts.session_open": "",
        "facts.practitioner": "",
        "facts.language": "",
        "dates.long": "weekday day month year",
        "dates.short": "weekday day month",
        "dates.month": "month year",
        "dates.year": "year",
        "dates.time": "hour minute",
        "dates.moment": "date time",
        "cards.heading": "",
        "cards.usual.heading": "",
        "cards.usual.number": "",
        "cards.ring.heading": "",
        "cards.ring.number": "phone",
        "cards.ring.hours": "hours night_phone",
        "cards.emergency.heading": "",
        "cards.emergency.number": "emergency",
        "strip.heading": "",
        "strip.lead": "",
        "strip.lead_open": "",
        "strip.off": "",
        "strip.allowed": "",
        "strip.session": "",
        "strip.next_visit": "",
        "strip.results": "",
        "strip.not_set": "",
        "calendar.heading": "",
        "calendar.lead": "",
        "calendar.not_before": "when",
        "calendar.not_later": "when",
        "calendar.hours_after": "value",
        "calendar.days_after": "value",
        "calendar.hours_before": "value",
        "calendar.days_before": "value",
        "calendar.origin_policy": "author date",
        "calendar.origin_sources": "numbers",
        "calendar.origin_silent": "",
        "own.heading": "",
        "own.lead": "",
        "own.none": "",
        "own.no_session": "",
        "own.too_early": "plan date what days first_day",
        "own.later_that_day": "plan date what limit",
        "own.too_late": "plan date what days last_day",
        "own.clear": "plan date what",
        "own.not_exact": "plan date what first_day",
        "own.one_day": "",
        "own.some_days": "days",
        "note.heading": "",
        "interest.heading": "",
        "interest.text": "interest",
        "interest.places": "places",
        "comparison.heading": "",
        "comparison.lead": "",
        "comparison.favour": "",
        "comparison.against": "",
        "comparison.figures": "",
        "unknowns.heading": "",
        "unknowns.lead": "",
        "sources.heading": "",
        "sources.lead": "",
        "sources.kind": "",
        "sources.author": "",
        "sources.date": "",
        "sources.interest": "",
        "sources.references": "",
        "imprint.heading": "",
        "imprint.author": "",
        "imprint.version": "version",
        "imprint.review": "date",
        "imprint.not_approved": "",
        "imprint.not_tried": "",
        "imprint.report": "route",
        "imprint.privacy": "",
    }.items()
}
"""Every phrase by its dotted key in the language file, with its placeholders."""

LISTS: Mapping[str, int | None] = {
    "dates.weekdays": 7,
    "dates.weekdays_short": 7,
    "dates.months": 12,
    "cards.usual.lines": None,
    "cards.ring.lines": None,
    "cards.emergency.lines": None,
    "calendar.heads": 4,
}
"""Every list of phrases, with its length where that is fixed. Weekdays begin on Monday."""

SILENCES = ("no-difference", "not-tested", "not-counted", "says-nothing")
"""The four fixed wordings for four different silences, as keys under ``silences``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundText:
    """A statement and the claims it rests on; a silence names one of ``SILENCES`` instead."""

    text: str
    claims: tuple[str, ...]
    silence: str = ""


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
class HandoutTexts:
    """One language, complete.

    Attributes:
        phrases: Templates for ``str.format`` by dotted key; at least those of ``PHRASES``.
        lists: At least those of ``LISTS``.
        silences: The wording of each of ``SILENCES``.
        plan_names: What to call the patient's plan that a question asks for, by linkId of its
            (first) date, e.g. "colouring" for ``care.next_colouring``.
        comparison: The rows of section 7d, in order. A row with diagnoses replaces the row of
            the same id prefix without (``works`` is replaced by ``works-pattern-loss``).
        unknowns: The lines of section 7e.
        review_due: ISO day by which the text is to be reviewed.
    """

    language: str
    phrases: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]]
    silences: Mapping[str, str]
    plan_names: Mapping[str, str]
    comparison: tuple[ComparisonText, ...]
    unknowns: tuple[BoundText, ...]
    review_due: str

    def say(self, key: str, **filled: object) -> str:
        """The phrase with its placeholders filled in."""
        return self.phrases[key].format(**filled)
