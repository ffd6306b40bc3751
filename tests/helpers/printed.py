"""Every text and every sentence of a composed handout, for the checks of its words."""

import re
from collections.abc import Iterator
from enum import Enum
from typing import TypeVar

from intake_app.domain.handout.blocks import StudyList
from intake_app.domain.handout.handout import Block, Handout, SourceList
from intake_app.domain.handout.inside import all_inside

B = TypeVar("B")
OWN = re.compile("\ufdd2[^\ufdd5\ufdd3]*\ufdd5|[\ufdd2-\ufdd5]")
"""What marks somebody's own words; of no matter to what is said."""


def blocks(handout: Handout, kind: type[B]) -> list[B]:
    return [each for each in handout.blocks if isinstance(each, kind)]


def block(handout: Handout, kind: type[B]) -> B:
    return blocks(handout, kind)[0]


def texts(value: object) -> Iterator[str]:
    """Every text in a value, in its order; citations are names of others and left out."""
    for text in all_inside(value, str, but=(Enum, SourceList, StudyList)):
        yield OWN.sub("", text)


def sentences(block: Block) -> list[str]:
    return [
        sentence
        for text in texts(block)
        for sentence in re.split(r"(?<=[.!?:])\s+|\n", text)
        if sentence.strip()
    ]


def words(text: str) -> list[str]:
    return re.findall(r"[\w'’-]+", text)
