"""Every text and every sentence of a composed handout, for the checks of its words."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import TypeVar

from intake_app.domain.evidence.statements import Statement
from intake_app.domain.handout.blocks import StudyList
from intake_app.domain.handout.handout import Block, Handout, SourceList

B = TypeVar("B")
OWN = re.compile("\ufdd2[^\ufdd5\ufdd3]*\ufdd5|[\ufdd2-\ufdd5]")
"""What marks somebody's own words; of no matter to what is said."""


def blocks(handout: Handout, kind: type[B]) -> list[B]:
    return [each for each in handout.blocks if isinstance(each, kind)]


def block(handout: Handout, kind: type[B]) -> B:
    return blocks(handout, kind)[0]


def texts(value: object) -> Iterator[str]:
    """Every text in a value, in its order; citations are names of others and left out."""
    if isinstance(value, Enum | SourceList | StudyList):
        return
    if isinstance(value, str):
        yield OWN.sub("", value)
    elif isinstance(value, tuple):
        for each in value:
            yield from texts(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name))


def statements(value: object) -> Iterator[Statement]:
    """Every statement in a value, however deep."""
    if isinstance(value, Statement):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from statements(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from statements(getattr(value, field.name))


def sentences(block: Block) -> list[str]:
    return [
        sentence
        for text in texts(block)
        for sentence in re.split(r"(?<=[.!?:])\s+|\n", text)
        if sentence.strip()
    ]


def words(text: str) -> list[str]:
    return re.findall(r"[\w'’-]+", text)
