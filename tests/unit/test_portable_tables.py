"""The tables can be declared on a server as they are: nothing in them is SQLite's own."""

import pytest
from sqlalchemy import Dialect, Index, Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from intake_app.storage.tables import Base

SERVER: Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
TABLES = Base.metadata.sorted_tables
INDEXES = sorted((index for table in TABLES for index in table.indexes), key=str)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: str(table.name))
def test_a_table_has_no_type_and_no_check_that_only_sqlite_knows(table: Table) -> None:
    declared = str(CreateTable(table).compile(dialect=SERVER))

    assert "json_valid" not in declared
    assert "BLOB" not in declared


@pytest.mark.parametrize("index", INDEXES, ids=lambda index: str(index.name))
def test_an_index_over_some_rows_is_one_over_the_same_rows_on_a_server(index: Index) -> None:
    where = index.dialect_options["sqlite"]["where"]
    declared = str(CreateIndex(index).compile(dialect=SERVER))

    assert ("WHERE" in declared) is (where is not None)
    assert where is None or declared.endswith(f"WHERE {where}")
