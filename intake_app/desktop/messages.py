"""What is said to the person, as data; widgets/notice.py shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    INFO = "info"
    GOOD = "good"
    NOTE = "note"
    ASK = "ask"
    STOP = "stop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What a notice shows; ``actions`` are (id, words on the button)."""

    level: Level
    text: str
    actions: Sequence[tuple[str, str]] = ()
