"""The rules for the words of a language: what no text may say, and how long a sentence may be."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_SENTENCE_END = re.compile(r"(?<=[.!?:؟।])\s+|\n")
_FILLED_IN = re.compile(r"\{\w+\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of medicine, and the plain one that stands beside it where it is first used."""

    word: re.Pattern[str]
    plain: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingRules:
    """One language's rules; patterns match whole words.

    Attributes:
        longest_sentence: In words.
        reading: The formula that its reading level is measured by; empty for none.
        promises: Words that promise what is not known.
        frequencies: Words that stand for a frequency.
        allowed: Texts that may hold such a word, by how they begin.
        good: Words for a gain.
        bad: Words for a harm.
        mind: Words for a state of mind, which nobody is told of themselves on paper.
        illness: Words that name the illness itself, by diagnosis, and count as no harm there.
        terms: Words of medicine that the reader may not know.
    """

    longest_sentence: int
    reading: str
    promises: re.Pattern[str]
    frequencies: re.Pattern[str]
    allowed: tuple[str, ...]
    good: re.Pattern[str]
    bad: re.Pattern[str]
    mind: re.Pattern[str]
    illness: Mapping[str, re.Pattern[str]]
    terms: tuple[Term, ...]

    def wrong(self, text: str) -> Iterator[str]:
        """What is wrong with a text, in words."""
        for pattern, what in (
            (self.promises, "promises what is not known"),
            (self.frequencies, "stands for a frequency"),
        ):
            if (found := pattern.search(text)) and not text.startswith(self.allowed):
                yield f"says “{found[0]}”, which {what}"
        for sentence in sentences(text):
            if (count := len(words(sentence))) > self.longest_sentence:
                yield f"has a sentence of {count} words; {self.longest_sentence} are the most"


def sentences(text: str) -> list[str]:
    """The sentences of a text; a colon ends one."""
    return [part for part in _SENTENCE_END.split(text) if part.strip()]


def words(text: str) -> list[str]:
    """What stands between blanks and has a letter or digit in it; a placeholder is one word."""
    filled = _FILLED_IN.sub("x", text)
    return [part for part in filled.split() if any(char.isalnum() for char in part)]
