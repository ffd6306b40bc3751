"""CSV files with a header, row by row, each row knowing its line."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from intake_app.content.places import FilePlace

Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One row; ``place`` is its first line."""

    place: FilePlace
    cells: dict[str, str]

    def text(self, column: str) -> str:
        return self.cells[column]

    def filled(self, column: str) -> str:
        """The cell, which may not be empty."""
        if not self.cells[column].strip():
            raise self.place.wrong(f"the column {column} is empty")
        return self.cells[column]

    def words(self, column: str) -> tuple[str, ...]:
        """The cell's parts, which spaces separate."""
        return tuple(self.cells[column].split())

    def number(self, column: str) -> Decimal | None:
        text = self.cells[column]
        try:
            return Decimal(text) if text else None
        except InvalidOperation:
            raise self.place.wrong(f"the column {column} holds “{text}”, not a number") from None

    def day(self, column: str) -> date:
        text = self.cells[column]
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise self.place.wrong(
                f"the column {column} holds “{text}”, not a day like 2026-01-31"
            ) from None

    def word_of(self, vocabulary: type[Word], column: str) -> Word:
        """The cell as one of a fixed set of words."""
        try:
            return vocabulary(self.cells[column])
        except ValueError:
            known = ", ".join(vocabulary)
            raise self.place.wrong(
                f"the {column} “{self.cells[column]}” is unknown; it must be one of: {known}"
            ) from None


def read_rows(name: str, text: str, columns: Sequence[str]) -> Iterator[CsvRow]:
    """The rows of a file whose header has exactly these columns.

    Raises:
        ContentInvalid: Another header, a row of another length, or broken quoting.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    try:
        for cells in reader:
            place = FilePlace(name, begins)
            if begins == 1:
                _check_header(place, cells, columns)
            elif cells:
                yield _row(place, cells, columns)
            begins = reader.line_num + 1
    except csv.Error as reason:
        raise FilePlace(name, begins).wrong(f"the quoting is broken: {reason}") from None
    if begins == 1:
        raise FilePlace(name).wrong("the file is empty")


def _check_header(place: FilePlace, cells: list[str], columns: Sequence[str]) -> None:
    if cells != list(columns):
        raise place.wrong(f"the header must be {','.join(columns)}")


def _row(place: FilePlace, cells: list[str], columns: Sequence[str]) -> CsvRow:
    if len(cells) != len(columns):
        raise place.wrong(f"the row has {len(cells)} columns instead of {len(columns)}")
    return CsvRow(place, dict(zip(columns, cells, strict=True)))
