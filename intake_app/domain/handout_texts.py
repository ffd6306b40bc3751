"""The words of the handout in one language, and which of them must be there.

``PHRASES`` and ``LISTS`` say what a language file has to hold; content/ checks a file against
them, so that composing never meets a missing word or an unknown placeholder.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from intake_app.domain.bound_text import SILENCES, BoundText
from intake_app.domain.handout_content import PersonalTexts

__all__ = ["LISTS", "PHRASES", "SILENCES", "BoundText", "ComparisonText", "HandoutTexts"]

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
        "calendar.origin_before_hours": "value",
        "calendar.origin_before_days": "value",
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
        "calendar.policy": "author date",
        "you.heading": "",
        "you.lead": "",
        "you.none": "",
        "injected.heading": "",
        "injected.lead": "injector",
        "injected.nobody_yet": "",
        "injected.yes": "",
        "injected.no": "",
        "purpose.heading": "",
        "purpose.diagnosis": "diagnosis",
        "in_short.heading": "",
        "boxes.heading": "",
        "boxes.lead": "",
        "boxes.outcome": "",
        "boxes.of_100": "group",
        "boxes.not_compared": "",
        "boxes.not_improved": "",
        "boxes.who": "",
        "boxes.others": "number group",
        "boxes.others_harm": "number group",
        "boxes.picture": "number group",
        "boxes.picture_lead": "outcome",
        "boxes.strength.tested-well": "",
        "boxes.strength.few-people": "",
        "boxes.strength.not-compared": "",
        "boxes.strength.one-report": "",
        "hopes.heading": "",
        "hopes.goal": "goal",
        "hopes.goal_open": "",
        "hopes.size": "size",
        "hopes.by_when": "date",
        "hopes.event": "date",
        "hopes.not_worth": "words",
        "hopes.not_worth_open": "",
        "hopes.look": "date",
        "matters.heading": "",
        "matters.lead": "",
        "choices.heading": "",
        "choices.lead": "",
        "choices.other": "",
        "questions.heading": "",
        "questions.lead": "",
        "teach_back.heading": "",
        "studies.heading": "",
        "studies.lead": "date",
        "studies.seen.part": "",
        "studies.seen.summary": "",
        "studies.not_confirmed": "fields",
        "short.policy": "author date",
        "short.purpose": "",
        "short.choices": "",
        "imprint.heading": "",
        "imprint.author": "",
        "imprint.version": "version",
        "imprint.review": "date",
        "imprint.approved": "name date",
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
    "injected.heads": 6,
    "purpose.lines": None,
    "matters.heads": 5,
    "matters.lines": 5,
    "matters.where": 5,
    "choices.labels": 6,
    "questions.fixed": 3,
    "questions.ours": None,
    "teach_back.lines": 3,
}
"""Every list of phrases, with its length where that is fixed. Weekdays begin on Monday."""


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
        unknowns_in_short: The same in brief, for the short edition.
        personal: What follows from studies and from the person.
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
    unknowns_in_short: tuple[BoundText, ...] = ()
    personal: PersonalTexts = field(default_factory=PersonalTexts)

    def say(self, key: str, **filled: object) -> str:
        """The phrase with its placeholders filled in."""
        return self.phrases[key].format(**filled)
