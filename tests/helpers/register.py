"""A register of made-up patients in a real record file, for the tests of the search."""

import json
from datetime import UTC, datetime
from pathlib import Path

from intake_app.storage.connection import Connection, connect
from intake_app.storage.data_folder import begin_records, records_file
from intake_app.storage.migrate import bring_up_to_date
from intake_app.storage.search.folding import phone_digits
from intake_app.storage.search.name_forms import index_text
from intake_app.storage.search.search import Lookup

_ADD = """
INSERT INTO patient (id, record_number, name, birth_date, sex, language, phones, email, guardian,
  romanised_name, name_folded, phone_digits, created_at, updated_at, version)
VALUES (?, ?, ?, ?, '', '', ?, '', '', ?, ?, ?, ?, ?, 1)
"""


class Register:
    """Patients are numbered from 1; their ids are "patient-1" and so on."""

    def __init__(self, folder: Path) -> None:
        begin_records(folder)
        bring_up_to_date(folder, lambda: datetime(2025, 1, 1, tzinfo=UTC))
        self.records = records_file(folder)
        self.connection: Connection = connect(self.records)
        self.lookup = Lookup(self.connection)
        self._count = 0

    def add(
        self, name: str, *, born: str = "", phones: tuple[str, ...] = (), romanised: str = ""
    ) -> int:
        self._count += 1
        touched = f"2025-01-01 00:00:00.{self._count:06d}"
        self.connection.execute(
            _ADD,
            (
                f"patient-{self._count}",
                f"P{self._count:06d}",
                name,
                born,
                json.dumps(phones),
                romanised,
                index_text(name, romanised),
                phone_digits(phones),
                touched,
                touched,
            ),
        )
        return self._count

    def rename(self, number: int, name: str) -> None:
        self.connection.execute(
            "UPDATE patient SET name = ?, name_folded = ? WHERE record_number = ?",
            (name, index_text(name), f"P{number:06d}"),
        )

    def renumber(self, number: int, *phones: str) -> None:
        self.connection.execute(
            "UPDATE patient SET phones = ?, phone_digits = ? WHERE record_number = ?",
            (json.dumps(phones), phone_digits(phones), f"P{number:06d}"),
        )

    def remove(self, number: int) -> None:
        self.connection.execute("DELETE FROM patient WHERE record_number = ?", (f"P{number:06d}",))

    def clear(self) -> None:
        self.connection.execute("DELETE FROM patient")

    def found(self, text: str, *, limit: int = 20) -> list[int]:
        """The numbers of the patients found, best first."""
        return [int(match.record_number[1:]) for match in self.lookup.find(text, limit=limit)]

    def search_tables(self) -> dict[str, list[tuple[object, ...]]]:
        """What the search has kept, to compare with what it should have."""
        queries = {
            "words": "SELECT word, patients FROM search_word ORDER BY word",
            "misspellings": "SELECT word, spelling FROM search_misspelling"
            " JOIN search_word ON id = word_id ORDER BY word, spelling",
            "parts": "SELECT count(*) FROM search_word_part",
            "terms": "SELECT rowid FROM search_term ORDER BY rowid",
        }
        return {name: self.connection.execute(sql).fetchall() for name, sql in queries.items()}
