"""Salvage with every table in use: rows are told apart, and what was removed stays removed."""

import json
import random
import shutil
from functools import partial
from itertools import combinations
from pathlib import Path

import pytest

from intake_app.services.audit import Deed, Kind
from intake_app.storage.connection import connect
from intake_app.storage.damage import salvage
from intake_app.storage.damage.damaged_pages import FilePages
from intake_app.storage.damage.row_shapes import Column, tables_in, tables_of_row
from intake_app.storage.damage.table_pages import Tree, roots, rows_of_leaf
from intake_app.storage.damage.verify import verify
from intake_app.storage.data_folder import records_file
from intake_app.storage.data_key import DataKey
from intake_app.storage.migrate import MIGRATIONS, Steps, bring_up_to_date
from intake_app.storage.revision import HEAD, REVISIONS
from intake_app.storage.row_digests import all_digests
from tests.helpers.every_table import fill_every_table
from tests.helpers.older_records import as_of
from tests.helpers.protected import protect
from tests.helpers.upkeep import ANNA, raw, rows, upkeep_of
from tests.torture.checking import tables_of

SALVAGED = Deed(ANNA, Kind.RECORDS_SALVAGED)


@pytest.fixture(params=["plain", "protected"])
def in_full_use(request: pytest.FixtureRequest, data_folder: Path) -> tuple[Path, DataKey | None]:
    key = protect(data_folder)[0].key if request.param == "protected" else None
    fill_every_table(data_folder, 24, key)
    return data_folder, key


def all_rows(folder: Path, key: DataKey | None) -> dict[str, frozenset[tuple[object, ...]]]:
    found = {name: each for name, (_, each) in tables_of(folder, key).items()}
    del found["unsealed_row"]
    return found | {"audit": frozenset(rows(folder, "audit", key))}


def columns_by_table(folder: Path, key: DataKey | None = None) -> dict[str, list[Column]]:
    connection = raw(folder, key)
    try:
        return tables_in(connection)
    finally:
        connection.close()


def test_no_two_tables_have_the_same_number_and_kinds_of_columns(data_folder: Path) -> None:
    """But the audit, whose entries are known by their hash."""

    def kinds(column: Column) -> set[type]:
        return {type(None)} if column.is_row_id else set(column.kinds)

    tables = columns_by_table(data_folder)
    alike = [
        (one, other)
        for one, other in combinations(sorted(set(tables) - {"audit"}), 2)
        if len(tables[one]) == len(tables[other])
        and all(kinds(a) & kinds(b) for a, b in zip(tables[one], tables[other], strict=True))
    ]

    assert alike == []


def test_every_row_says_which_table_it_comes_from(
    in_full_use: tuple[Path, DataKey | None],
) -> None:
    folder, key = in_full_use
    tables = columns_by_table(folder, key)
    pages = FilePages(records_file(folder), key)

    seen = set()
    for table, root in roots(pages).items():
        for leaf in Tree(pages, root).leaves:
            for row in rows_of_leaf(pages, leaf) or ():
                seen.add(table)
                expected = [table] if table in tables else []
                assert tables_of_row(row, tables) == expected, table

    pages.close()
    assert seen >= set(tables) - {"unsealed_row"}, "no table is empty"


@pytest.mark.parametrize("seed", [1])
def test_one_page_in_a_hundred_destroyed_leaves_nearly_everything_of_every_kind(
    in_full_use: tuple[Path, DataKey | None], tmp_path: Path, seed: int
) -> None:
    folder, key = in_full_use
    before, chance = all_rows(folder, key), random.Random(seed)
    content = bytearray(records_file(folder).read_bytes())
    pages = len(content) // 4096
    for page in chance.sample(range(1, pages), max(pages // 100, 1)):
        content[page * 4096 : (page + 1) * 4096] = chance.randbytes(4096)
    records_file(folder).write_bytes(content)

    salvaged = upkeep_of(folder, key).salvage(tmp_path / "out", SALVAGED)

    after = all_rows(tmp_path / "out", key)
    told = max(int(str(row[0])) for row in before["audit"])
    own_entry = {row for row in after["audit"] if int(str(row[0])) > told}
    assert SALVAGED.kind in {row[4] for row in own_entry}
    assert {name: after[name] - own_entry <= before[name] for name in before} == dict.fromkeys(
        before, True
    )
    kept = sum(len(after[name] & before[name]) for name in before)
    assert kept >= 0.95 * sum(map(len, before.values()))
    assert sum(salvaged.rows.values()) >= kept
    assert verify(tmp_path / "out", key).pages_ok


@pytest.mark.parametrize(
    "tables", [("audit", "consultation_correction"), ("content_approval", "text_review")]
)
def test_rows_alike_without_their_tables_are_not_confused(
    in_full_use: tuple[Path, DataKey | None], tmp_path: Path, tables: tuple[str, str]
) -> None:
    """Both tables lose the page that leads to their rows."""
    folder, key = in_full_use
    before = all_rows(folder, key)
    pages = FilePages(records_file(folder), key)
    leading = [roots(pages)[table] for table in tables]
    pages.close()
    content = bytearray(records_file(folder).read_bytes())
    for page in leading:
        content[(page - 1) * 4096 : page * 4096] = bytes(4096)
    records_file(folder).write_bytes(content)

    salvaged = upkeep_of(folder, key).salvage(tmp_path / "out", SALVAGED)

    after = all_rows(tmp_path / "out", key)
    assert after["audit"] >= before["audit"]
    for table in set(tables) - {"audit"}:
        assert after[table] == before[table]
    assert salvaged.doubtful == ()
    assert verify(tmp_path / "out", key).ok


@pytest.fixture(scope="module")
def newest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("newest")
    fill_every_table(folder, 6)
    return folder


def digests(folder: Path) -> dict[str, str]:
    connection = raw(folder)
    try:
        return dict(all_digests(connection))
    finally:
        connection.close()


@pytest.mark.parametrize("revision", REVISIONS)
def test_records_of_every_release_are_salvaged_whole(
    newest: Path, tmp_path: Path, revision: str
) -> None:
    older = tmp_path / "older"
    as_of(revision, newest, older)

    salvaged = upkeep_of(older).salvage(tmp_path / "out", SALVAGED)

    assert salvaged.proved
    assert rows(tmp_path / "out", "patient") == rows(newest, "patient")
    assert verify(tmp_path / "out", None).ok


@pytest.mark.parametrize("revision", REVISIONS[:-1])
def test_of_every_release_with_pages_destroyed_no_row_that_is_as_it_was_is_doubted(
    newest: Path, tmp_path: Path, revision: str
) -> None:
    older, out, chance = tmp_path / "older", tmp_path / "out", random.Random(revision)
    as_of(revision, newest, older)
    told = len(rows(older, "audit")) if revision > "0001" else 0
    content = bytearray(records_file(older).read_bytes())
    pages = len(content) // 4096
    for page in chance.sample(range(1, pages), max(pages // 100, 1)):
        content[page * 4096 : (page + 1) * 4096] = chance.randbytes(4096)
    records_file(older).write_bytes(content)

    salvaged = upkeep_of(older).salvage(out, SALVAGED)

    before, after = digests(newest), digests(out)
    same = {place for place in after if before.get(place) == after[place]}
    entries = [row for row in rows(out, "audit") if int(str(row[0])) <= told]
    sealed = {place for row in entries if row[8] for place in json.loads(str(row[8]))}
    doubted = {place for place in salvaged.doubtful if not is_orphan(out, place)}
    assert doubted & same & (sealed or same) == set()
    assert verify(out, None).pages_ok


def is_orphan(folder: Path, place: str) -> bool:
    """Whether it is a row that belongs to one that could not be read."""
    connection = raw(folder)
    orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    connection.close()
    return place in {f"{table} {row_id}" for table, row_id, *_ in orphans}


NEXT_RELEASE = """
import sqlalchemy as sa
from alembic import op

revision = "{next}"
down_revision = "{head}"


def upgrade() -> None:
    op.add_column("patient", sa.Column("title", sa.Text, nullable=False, server_default="none"))
    op.add_column("document", sa.Column("copies", sa.Integer, nullable=False, server_default="1"))
    op.add_column("patient", sa.Column("suffix", sa.Text, nullable=False, server_default=""))
"""


def test_rows_from_before_a_column_came_are_taken_with_what_it_means_and_not_doubted(
    newest: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the next release will find what this one has written and sealed."""
    steps, following = tmp_path / "steps", f"{int(HEAD) + 1:04d}"
    shutil.copytree(MIGRATIONS, steps)
    (steps / "versions" / "next.py").write_text(NEXT_RELEASE.format(next=following, head=HEAD))
    begun = partial(bring_up_to_date, steps=Steps(steps, following))
    monkeypatch.setattr(salvage, "bring_up_to_date", begun)
    changed = Path(shutil.copytree(newest, tmp_path / "changed"))
    connection = raw(changed)
    connection.execute("UPDATE patient SET email = 'somebody@example.org' WHERE seq = 2")
    connection.close()

    whole = upkeep_of(newest).salvage(tmp_path / "out", SALVAGED)
    doubted = upkeep_of(changed).salvage(tmp_path / "other", SALVAGED)

    assert whole.doubtful == ()
    assert whole.rows["patient"] == len(rows(newest, "patient"))
    assert {row[-2:] for row in rows(tmp_path / "out", "patient")} == {("none", "")}
    assert {row[-1] for row in rows(tmp_path / "out", "document")} == {1}
    assert doubted.doubtful == ("patient 2",)


def test_what_was_removed_is_not_brought_back(
    in_full_use: tuple[Path, DataKey | None], tmp_path: Path
) -> None:
    folder, key = in_full_use
    connection = connect(records_file(folder), key)
    connection.execute("DELETE FROM patient_pair")
    connection.close()

    salvaged = upkeep_of(folder, key).salvage(tmp_path / "out", SALVAGED)

    assert all_rows(tmp_path / "out", key)["patient_pair"] == frozenset()
    assert salvaged.bad_pages == ()


def test_what_is_declared_is_made_anew_and_not_doubted(
    in_full_use: tuple[Path, DataKey | None], tmp_path: Path
) -> None:
    """As in records of another release, whose triggers were others."""
    folder, key = in_full_use
    connection = connect(records_file(folder), key)
    connection.execute("DROP TRIGGER keep_document")
    connection.execute("CREATE TRIGGER other AFTER DELETE ON document BEGIN SELECT 1; END")
    connection.close()

    salvaged = upkeep_of(folder, key).salvage(tmp_path / "out", SALVAGED)

    assert salvaged.doubtful == ()
    assert verify(tmp_path / "out", key).ok
