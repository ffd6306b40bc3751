"""Read what can be read of a damaged record file into a new one; the old one stays as it is.

Pages are found from the root of each table. Those that no readable page points to any more are
recognised by their rows: each table has columns of its own number and kinds, and an audit entry
carries its own hash. Pages that were free hold what was removed, and are left out. Of encrypted
records only pages whose checksum is right are used, so whatever comes out is what was written.
Unprotected pages have no checksum: there each row is compared with its seal in the audit, and
named where that is missing or another.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from shutil import copyfile, rmtree
from typing import Final

from sqlcipher3 import dbapi2 as sqlcipher

from intake_app.domain.errors import RecordsDamaged
from intake_app.domain.upkeep_errors import SalvageStopped
from intake_app.services.audit import Deed
from intake_app.services.upkeep import Progress, Salvaged
from intake_app.storage.audit.head import AuditHead
from intake_app.storage.audit.seals import seal_everything, unlike_their_seal
from intake_app.storage.connection import Connection, connect
from intake_app.storage.damage.damaged_pages import FilePages, Pages
from intake_app.storage.damage.row_shapes import (
    Column,
    fits,
    older_digests,
    place_of,
    tables_in,
    tables_of_row,
    values_of,
)
from intake_app.storage.damage.table_pages import Row, Tree, free_pages, roots, rows_of_leaf
from intake_app.storage.damage.verify import unlike_their_hash
from intake_app.storage.data_folder import begin_records, make_private_file, records_file
from intake_app.storage.data_key import DataKey
from intake_app.storage.failures import refusing
from intake_app.storage.folder_parts import HEAD_FILE, SETTINGS_FILE
from intake_app.storage.key_files import KEYS_FILE
from intake_app.storage.migrate import bring_up_to_date
from intake_app.storage.row_digests import is_declaration
from intake_app.storage.search.index import SEARCH_PREFIX, rebuild
from intake_app.storage.watching import Watch

_READ: Final = 0.8
"""How much is done once all is read; the search is made anew after that."""


@dataclass(slots=True)
class _Found:
    rows: dict[str, int] = field(default_factory=dict)
    bad_pages: set[int] = field(default_factory=set)
    doubtful: list[str] = field(default_factory=list)
    older: dict[str, frozenset[str]] = field(default_factory=dict)
    """Of rows from before a column came: their digests without it."""


def salvage(
    folder: Path,
    key: DataKey | None,
    out: Path,
    deed: Deed,
    *,
    around: tuple[Callable[[], datetime], Progress],
) -> Salvaged:
    """Make a data folder in ``out``, which is not there yet, from what can be read.

    ``around`` is the time, and whoever watches.

    Raises:
        SalvageStopped: ``progress`` said so; ``out`` is gone again.
        RecordsDamaged: Not one row could be read.
        RecordsRefused: No room, or no right to write there.
    """
    now, progress = around
    try:
        return _salvaged(folder, key, out, deed, (now, Watch(progress, SalvageStopped)))
    except SalvageStopped:
        rmtree(out, ignore_errors=True)
        raise


def _salvaged(
    folder: Path,
    key: DataKey | None,
    out: Path,
    deed: Deed,
    around: tuple[Callable[[], datetime], Watch],
) -> Salvaged:
    now, watch = around
    begin_records(out)
    bring_up_to_date(out, now, key=key)
    for name in (HEAD_FILE, KEYS_FILE, SETTINGS_FILE):
        if (folder / name).exists():
            with refusing(out / name):
                make_private_file(out / name)
                copyfile(folder / name, out / name)
    with refusing(records_file(folder)):
        pages = FilePages(records_file(folder), key)
    fresh = connect(records_file(out), key)
    try:
        with refusing(records_file(out)):
            found = _fill(fresh, pages, watch)
            if not any(found.rows.values()):
                raise RecordsDamaged(path=records_file(folder))
            found.doubtful += unlike_their_hash(fresh, records_file(out))
            if key is None or not found.bad_pages:
                found.doubtful += _rows_unlike_their_seal(fresh, found)
            head = AuditHead(out)
            head.catch_up(fresh, now())
            fresh.execute("BEGIN IMMEDIATE")
            entry = seal_everything(fresh, now(), deed)
            fresh.execute("COMMIT")
            if entry is not None:
                (head.begin if _is_without_audit(pages) else head.advance)(entry)
    finally:
        fresh.close()
        pages.close()
    return Salvaged(
        path=records_file(out),
        rows=found.rows,
        pages=pages.count,
        bad_pages=tuple(sorted(found.bad_pages)),
        proved=key is not None or not found.doubtful,
        doubtful=tuple(found.doubtful),
    )


def _is_without_audit(pages: Pages) -> bool:
    """Records of the first release had none."""
    return {"audit", "patient"} & set(roots(pages)) == {"patient"}


def _rows_unlike_their_seal(fresh: Connection, found: _Found) -> list[str]:
    """What is declared was made anew just now, as this release declares it."""
    unlike = (each.place for each in unlike_their_seal(fresh, older=found.older))
    return [place for place in unlike if not is_declaration(place)]


def _fill(fresh: Connection, pages: Pages, watch: Watch) -> _Found:
    fresh.execute("PRAGMA foreign_keys = OFF")
    fresh.execute("BEGIN IMMEDIATE")
    triggers = fresh.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    kept = [(str(name), str(sql)) for name, sql in triggers.fetchall()]
    for name, _ in kept:
        fresh.execute(f'DROP TRIGGER "{name}"')
    fresh.execute("DELETE FROM audit")  # the one entry of the beginning: the real one follows
    found = _Found()
    for done, (table, columns, rows) in enumerate(_tables_with_rows(fresh, pages, found)):
        watch.reach(min(done / max(pages.count, 1), _READ))
        found.rows[table] = found.rows.get(table, 0) + _insert(fresh, table, columns, rows, found)
    for name, sql in kept:
        if not name.startswith(SEARCH_PREFIX):
            fresh.execute(sql)
    rebuild(fresh)
    for orphan in fresh.execute("PRAGMA foreign_key_check").fetchall():
        found.doubtful.append(f"{orphan[0]} {orphan[1]}")
    fresh.execute("COMMIT")
    return found


def _tables_with_rows(
    fresh: Connection, pages: Pages, found: _Found
) -> Iterator[tuple[str, list[Column], list[Row]]]:
    """First what hangs together, then what is left over."""
    tables, seen = tables_in(fresh), set[int]()
    for table, root in roots(pages).items():
        tree = Tree(pages, root)
        seen.update(tree.leaves, tree.others, tree.broken)
        found.bad_pages |= tree.broken
        for leaf in tree.leaves:
            rows = rows_of_leaf(pages, leaf)
            if rows is None:
                found.bad_pages.add(leaf)
            elif table in tables:
                yield table, tables[table], rows
    for number in sorted(set(range(1, pages.count + 1)) - seen - free_pages(pages)):
        if pages.page(number) is None:
            found.bad_pages.add(number)
        yield from _recognised(rows_of_leaf(pages, number) or [], tables)


def _recognised(
    rows: list[Row], tables: dict[str, list[Column]]
) -> Iterator[tuple[str, list[Column], list[Row]]]:
    for row in rows:
        for table in tables_of_row(row, tables):
            yield table, tables[table], [row]


def _insert(
    fresh: Connection, table: str, columns: Sequence[Column], rows: list[Row], found: _Found
) -> int:
    """Insert what the table takes; a row that is there already comes from a page that is old."""
    names = ", ".join(f'"{column.name}"' for column in columns)
    marks = ", ".join("?" for _ in columns)
    inserted = 0
    for row in rows:
        if not fits(row, columns):
            found.doubtful.append(f"{table} {row[0]}")
            continue
        try:
            fresh.execute(
                f'INSERT INTO "{table}" ({names}) VALUES ({marks})',  # noqa: S608 - own names
                values_of(row, columns),
            )
        except sqlcipher.IntegrityError:
            found.doubtful.append(f"{table} {row[0]}")
        else:
            inserted += 1
            if older := older_digests(row, columns):
                found.older[place_of(table, row, columns)] = older
    return inserted
