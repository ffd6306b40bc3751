"""TOML files whose parts know their lines, which the TOML reader itself does not tell."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from intake_app.content.places import FilePlace
from intake_app.domain.errors import ContentInvalid

Word = TypeVar("Word", bound=StrEnum)

_HEADER = re.compile(r"\[{1,2}\s*([\w.\-\" ]+?)\s*\]{1,2}\s*(?:#.*)?")
_AT_LINE = re.compile(r"(.*?) \(at line (\d+), column \d+\)")
_AT_END = re.compile(r"(.*?) \(at end of document\)")


@dataclass(frozen=True, slots=True)
class Lines:
    """A stretch of a file: the lines of one table, header included."""

    file: str
    first: int
    texts: Sequence[str]

    def find(self, key: str = "", containing: str = "") -> FilePlace:
        """The line of a key, or the next line after it that contains a text.

        What cannot be found is looked for no further: the place is then the key's, or the
        table's first line.
        """
        start = 0
        if key:
            pattern = re.compile(rf"\s*\"?{re.escape(key)}\"?\s*=")
            start = next((i for i, text in enumerate(self.texts) if pattern.match(text)), 0)
        at = start
        if containing:
            at = next(
                (i for i in range(start, len(self.texts)) if containing in self.texts[i]), start
            )
        return FilePlace(self.file, self.first + at)


@dataclass(frozen=True, slots=True)
class TomlTable:
    """One table: its values by type, and where they stand."""

    data: Mapping[str, object]
    lines: Lines

    def text(self, key: str) -> str:
        """A text that is not empty."""
        value = self.data.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(key, "must be a text" if key in self.data else "is missing")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.data.get(key, ())
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise self.wrong(key, "must be a list of texts" if key in self.data else "is missing")
        return tuple(value)

    def flag(self, key: str) -> bool:
        value = self.data.get(key)
        if not isinstance(value, bool):
            raise self.wrong(key, "must be true or false")
        return value

    def count(self, key: str) -> int | None:
        """A whole number from 0, or None when the key is not there."""
        value = self.data.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise self.wrong(key, "must be a whole number, 0 or more")
        return value

    def day(self, key: str) -> date:
        value = self.data.get(key)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.wrong(key, "must be a day like 2026-01-31, without quotes")
        return value

    def word_of(self, vocabulary: type[Word], key: str) -> Word:
        """A text from a fixed set of words."""
        text = self.text(key)
        try:
            return vocabulary(text)
        except ValueError:
            known = ", ".join(vocabulary)
            raise self.wrong(key, f"cannot be “{text}”; it must be one of: {known}") from None

    def inner(self, key: str) -> tuple["TomlTable", ...]:
        """The tables of a list, e.g. of ``plans = [{ … }]``."""
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise self.wrong(key, "must be a list of tables")
        return tuple(TomlTable(each, self.lines) for each in value)

    def only(self, *known: str) -> None:
        """Refuse a key that nobody reads: mostly a slip of the pen."""
        for key in self.data:
            if key not in known:
                raise self.wrong(key, f"is unknown; known are: {', '.join(known)}")

    def wrong(self, key: str, problem: str, *, containing: str = "") -> ContentInvalid:
        """The refusal about one key of this table."""
        return self.lines.find(key, containing).wrong(f"“{key}” {problem}")


class TomlFile:
    """A parsed file; ``name`` is the file's below the resources folder.

    Raises:
        ContentInvalid: It is not TOML.
    """

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self._texts = text.split("\n")
        try:
            self.data: Mapping[str, object] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as reason:
            raise self._broken(str(reason)) from None
        self._headers = [
            (match[1].replace('"', ""), line)
            for line, each in enumerate(self._texts, start=1)
            if (match := _HEADER.fullmatch(each.rstrip()))
        ]

    def line_of(self, start: str) -> int:
        """The first line that begins like this; 1 when there is none."""
        found = (i for i, text in enumerate(self._texts, start=1) if text.startswith(start))
        return next(found, 1)

    def with_data(self, data: Mapping[str, object]) -> "TomlFile":
        """The same file, its lines included, with other values in it."""
        other = copy(self)
        other.data = data
        return other

    def array(self, name: str) -> tuple[TomlTable, ...]:
        """The tables under ``[[name]]``, of which there is one at least.

        Args:
            name: Dotted where it is nested.
        """
        value = self._value(name)
        tables = value if isinstance(value, list) else []
        if not tables or not all(isinstance(each, dict) for each in tables):
            raise FilePlace(self.name).wrong(f"there is no [[{name}]] in it")
        return tuple(
            TomlTable(table, self._lines(name, position)) for position, table in enumerate(tables)
        )

    def table(self, name: str = "") -> TomlTable:
        """The table under ``[name]``, empty when it is not there; without a name the top."""
        value = self._value(name)
        return TomlTable(value if isinstance(value, dict) else {}, self._lines(name, 0))

    def _value(self, name: str) -> object:
        value: object = self.data
        for part in name.split(".") if name else ():
            value = value.get(part) if isinstance(value, dict) else None
        return value

    def _lines(self, name: str, position: int) -> Lines:
        starts = [line for header, line in self._headers if header == name]
        first = starts[position] if position < len(starts) else 1
        after = (line for _, line in self._headers if line > first)
        last = next(after, len(self._texts) + 1)
        return Lines(self.name, first, self._texts[first - 1 : last - 1])

    def _broken(self, reason: str) -> ContentInvalid:
        if match := _AT_LINE.fullmatch(reason):
            return FilePlace(self.name, int(match[2])).wrong(f"this is not TOML: {match[1]}")
        if match := _AT_END.fullmatch(reason):
            line = len(self._texts)
            return FilePlace(self.name, line).wrong(f"this is not TOML: {match[1]}")
        return FilePlace(self.name).wrong(f"this is not TOML: {reason}")  # pragma: no cover
