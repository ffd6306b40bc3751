"""The text of the handout in the order in which a doctor reads it: as it stands on the paper."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import groupby


class Chapter(StrEnum):
    """A part of the paper, from its first page to its foot; last, what is no sentence."""

    CARDS = "When to ring"
    FIRST_DAYS = "The first 14 days"
    CALENDAR = "What to wait with"
    OWN_DATES = "The patient's own dates"
    FOR_YOU = "For you: what the answers change"
    MAP = "The scalp map"
    INJECTED = "What is injected"
    IN_SHORT = "What this is for, and in short"
    INTEREST = "Who says so"
    STUDIES = "Published studies"
    COMPARISON = "The five articles side by side"
    UNKNOWN = "What is not known"
    HOPES = "What the patient hopes for, and what matters"
    CHOICES = "All choices"
    QUESTIONS = "Questions, and saying it back"
    SOURCES = "The articles and studies as they are named"
    FOOT = "The foot of the paper"
    SMALL = "Heads of the pages, dates and small words"


_BEGINNINGS = {
    Chapter.CARDS: ("text.phrases.title", "text.phrases.cards", "text.lists.cards"),
    Chapter.FIRST_DAYS: ("text.phrases.agreed", "text.lists.agreed", "text.phrases.strip"),
    Chapter.CALENDAR: (
        "text.phrases.calendar",
        "text.lists.calendar",
        "text.counted.calendar",
        "window",
    ),
    Chapter.OWN_DATES: ("text.phrases.own", "text.counted.own", "text.plan_names"),
    Chapter.FOR_YOU: (
        "text.phrases.you",
        "text.personal.rules",
        "text.personal.lines",
        "text.phrases.note",
    ),
    Chapter.MAP: ("text.phrases.scalp", "text.lists.scalp"),
    Chapter.INJECTED: ("text.phrases.injected", "text.lists.injected"),
    Chapter.IN_SHORT: (
        "text.phrases.purpose",
        "text.lists.purpose",
        "text.phrases.in_short",
        "text.personal.diagnoses",
    ),
    Chapter.INTEREST: ("text.phrases.interest",),
    Chapter.STUDIES: ("text.phrases.boxes", "text.personal.boxes", "text.personal.studies"),
    Chapter.COMPARISON: ("text.phrases.comparison", "text.comparison"),
    Chapter.UNKNOWN: (
        "text.phrases.unknowns",
        "text.silences",
        "text.unknowns",
        "text.unknowns_in_short",
    ),
    Chapter.HOPES: (
        "text.phrases.hopes",
        "text.phrases.matters",
        "text.lists.matters",
        "text.phrases.support",
    ),
    Chapter.CHOICES: ("text.phrases.choices", "text.lists.choices", "text.personal.choices"),
    Chapter.QUESTIONS: (
        "text.phrases.questions",
        "text.lists.questions",
        "text.phrases.teach_back",
        "text.lists.teach_back",
    ),
    Chapter.SOURCES: (
        "text.phrases.sources",
        "source",
        "text.phrases.studies",
        "study",
        "text.study_fields",
    ),
    Chapter.FOOT: ("text.phrases.imprint", "text.phrases.short", "text.review_due"),
    Chapter.SMALL: (),
}
_PLACES = {
    beginning: (chapter, place)
    for chapter, beginnings in _BEGINNINGS.items()
    for place, beginning in enumerate(beginnings)
}
_LONGEST = max(beginning.count(".") for beginning in _PLACES) + 1
_ORDER = {chapter: place for place, chapter in enumerate(Chapter)}


def chapter_of(key: str) -> Chapter:
    """The part of the paper that a passage belongs to; what nobody has placed comes last."""
    return _place(key)[0]


def in_chapters(keys: Iterable[str]) -> Iterator[tuple[Chapter, list[str]]]:
    """The passages of each chapter, as they follow one another on the paper."""
    ordered = sorted(keys, key=lambda key: (_ORDER[_place(key)[0]], _place(key)[1]))
    for chapter, of_chapter in groupby(ordered, key=chapter_of):
        yield chapter, list(of_chapter)


def _place(key: str) -> tuple[Chapter, int]:
    parts = key.split(".")
    for count in range(min(_LONGEST, len(parts)), 0, -1):
        if found := _PLACES.get(".".join(parts[:count])):
            return found
    return Chapter.SMALL, 0
