"""What the clinic answers for when it hands out the paper, as passages that can be read.

A passage has a key that stays the same from version to version, so that two versions can be
held against each other, and a text. What only joins a text to its source (the ids of claims)
is no passage: it changes nothing that a patient reads.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime
from enum import StrEnum

from intake_app.domain.evidence.evidence import Evidence
from intake_app.domain.handout.texts import HandoutTexts
from intake_app.domain.visit.aftercare import Window

Passages = Mapping[str, str]
"""Text by key, in the order of reading."""

_NO_PASSAGE = frozenset(
    {"id", "language", "languages", "claims", "studies", "sources", "diagnoses", "plans"}
    | {"topic", "drawing", "study", "instead_of"}
)
"""Languages, ids and names of files; the texts that ids join stand in mappings, and are passages
of their own."""


class Change(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One passage that is not as it was; ``before`` and ``now`` are empty where it was not."""

    key: str
    change: Change
    before: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """Who read the text of one language and answers for it in this clinic.

    Attributes:
        digest: Of the passages that were read.
        holds: False when it was taken back; then nobody answers for the text.
        passages: What was read, kept so that the next version can be held against it.
    """

    language: str
    content_version: str
    digest: str
    holds: bool
    passages: Passages
    by: str
    at: datetime


def passages_of(texts: HandoutTexts, windows: tuple[Window, ...], evidence: Evidence) -> Passages:
    """Every text of one language that can reach the paper, the windows and sources included."""
    language = texts.language
    told = {
        "language": {"name": language.name, "reviewed_by": language.reviewed_by},
        "text": replace(texts, windows={}, sources={}),
        "window": {window.id: texts.window(window) for window in windows},
        "source": {key: texts.source(source) for key, source in evidence.sources.items()},
        "study": evidence.studies,
    }
    return {".".join(path): text for path, text in _walk(told, ())}


def digest_of(passages: Passages) -> str:
    """The same for the same passages, whatever else has changed in the program."""
    told = json.dumps(list(passages.items()), ensure_ascii=False)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def differences(before: Passages, now: Passages) -> tuple[Difference, ...]:
    """What is new or changed, in the order of reading, then what is gone."""
    there = (
        Difference(
            key=key,
            change=Change.CHANGED if key in before else Change.NEW,
            before=before.get(key, ""),
            now=text,
        )
        for key, text in now.items()
        if before.get(key) != text
    )
    gone = (
        Difference(key=key, change=Change.GONE, before=text, now="")
        for key, text in before.items()
        if key not in now
    )
    return (*there, *gone)


def _walk(value: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    inner = _inner(value)
    if inner is not None:
        for key, each in inner:
            yield from _walk(each, (*path, key))
    elif value is True:
        yield path, "yes"
    elif value not in (None, "", False):
        yield path, str(value)


def _inner(value: object) -> list[tuple[str, object]] | None:
    """What a value is made of, each part under its name; None of one that is not."""
    if isinstance(value, Mapping):
        return [(str(key), each) for key, each in value.items()]
    if isinstance(value, tuple):
        return [
            (str(getattr(each, "id", place)), each) for place, each in enumerate(value, start=1)
        ]
    if not is_dataclass(value):
        return None
    named = [(field.name, getattr(value, field.name)) for field in fields(value)]
    return [
        (name, each)
        for name, each in named
        if name not in _NO_PASSAGE or (isinstance(each, Mapping) and name != "languages")
    ]
