"""The search tables follow the patients, whatever happens to them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake_app.storage.search.index import SEARCH_PREFIX, index_ddl, rebuild
from tests.helpers.register import Register


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    register = Register(tmp_path)
    yield register
    register.connection.close()


def test_a_changed_name_is_found_and_the_old_one_no_more(register: Register) -> None:
    number = register.add("Anna Berg", born="1985-03-12")

    register.rename(number, "Anna Zorn")

    assert register.found("zorn") == [number]
    assert register.found("berg") == []
    assert register.found("anna 1985") == [number]


def test_a_changed_telephone_number_is_found_and_the_old_one_no_more(register: Register) -> None:
    number = register.add("Anna Berg", phones=("0170 111222",))

    register.renumber(number, "0170 333444", "030 5556")

    assert register.found("333444") == register.found("5556") == [number]
    assert register.found("111222") == []


def test_a_changed_date_of_birth_is_found_and_the_old_one_no_more(register: Register) -> None:
    number = register.add("Anna Berg", born="1985-03-12")

    register.connection.execute("UPDATE patient SET birth_date = '1990-05-06'")

    assert register.found("6.5.1990") == register.found("anna 1990") == [number]
    assert register.found("12.3.1985") == []


def test_nothing_is_left_of_a_patient_who_was_removed(register: Register) -> None:
    kept = register.add("Anna Berg", phones=("0170 111222",))
    before = register.search_tables()
    number = register.add("Anna Quetzalcoatl Berg-Zorn", phones=("0170 333444",), born="1944")

    register.remove(number)

    assert register.search_tables() == before
    assert register.found("anna") == [kept]
    assert register.found("333444") == []


def test_a_rolled_back_registration_leaves_nothing(register: Register) -> None:
    before = register.search_tables()
    register.connection.execute("BEGIN IMMEDIATE")
    register.add("Anna Berg")
    register.connection.execute("ROLLBACK")

    assert register.search_tables() == before


def test_the_row_just_added_can_still_be_asked_for(register: Register) -> None:
    """The triggers write into full-text tables, which have rows of their own."""
    register.add("Anna Berg", phones=("0170 111222",))
    register.add("Berta Berg", phones=("0170 111222",))

    assert register.connection.execute("SELECT last_insert_rowid()").fetchall() == [(2,)]


names = st.sampled_from(
    (
        "Anna Berg",
        "Anna Zorn",
        "Berta Berg-Zorn",
        "王小明",
        "O'Brien",
        "Anna Anna",
        "...",
        "Al",
        "赵黄周吴徐孙马朱胡郭 Berg",
    )
)
changes = st.lists(
    st.one_of(
        st.tuples(st.just("add"), names),
        st.tuples(st.just("rename"), names),
        st.tuples(st.just("remove"), names),
    ),
    max_size=12,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(changes)
def test_after_any_changes_the_index_is_what_rebuilding_makes(
    register: Register, changes: list[tuple[str, str]]
) -> None:
    register.clear()
    numbers: list[int] = []
    for change, name in changes:
        if change == "add":
            numbers.append(register.add(name, born="1985-03-12", phones=("0170 111222",)))
        elif numbers and change == "rename":
            register.rename(numbers[0], name)
        elif numbers:
            register.remove(numbers.pop(0))
    followed = register.search_tables()
    found = register.found("anna berg"), register.found("0170"), register.found("1985")

    rebuild(register.connection)

    assert register.search_tables() == followed
    assert (register.found("anna berg"), register.found("0170"), register.found("1985")) == found


def test_rebuilding_mends_a_lost_index_and_stale_foldings(register: Register) -> None:
    number = register.add("Zoë Berg", phones=("0170 111222",), romanised="Zoe")
    register.connection.execute("UPDATE patient SET name_folded = 'old', phone_digits = ''")
    for kind, name in (("TRIGGER", "search_patient_added"), ("TABLE", "search_word")):
        register.connection.execute(f"DROP {kind} {name}")

    rebuild(register.connection)
    later = register.add("Zorn")

    assert register.found("zoe berg") == register.found("111222") == [number]
    assert register.found("zorn") == [later]


def test_rebuilding_leaves_each_full_text_index_in_one_part(register: Register) -> None:
    for name in ("Anna Berg", "Berta Zorn", "Carla Mohn"):
        register.add(name, phones=("0170 111222",))

    rebuild(register.connection)

    for table in ("search_term", "search_word_part"):
        parts = register.connection.execute(f"SELECT count(DISTINCT segid) FROM {table}_idx")
        assert parts.fetchone() == (1,), table


@pytest.mark.parametrize("table", ["search_term", "search_word_part"])
def test_a_leaf_of_a_full_text_index_is_a_fourth_of_a_page(register: Register, table: str) -> None:
    """Two pages would be read instead, and decrypted, for every patient in a long list."""
    for count in range(400):
        register.add(f"Anna{count} Berg{count * 7}", phones=(f"0170 {count:06d}",))
    rebuild(register.connection)

    longest = f"SELECT count(*), max(length(block)) FROM {table}_data WHERE id > 10"
    leaves, length = register.connection.execute(longest).fetchall()[0]

    assert int(str(leaves)) > 4
    assert int(str(length)) < 4096 // 4


def test_rebuilding_leaves_everything_else_alone(register: Register) -> None:
    register.connection.execute("CREATE TABLE searchers (name TEXT)")
    register.add("Anna Berg")
    before = _objects(register)

    rebuild(register.connection)

    assert _objects(register) == before
    assert "searchers" in before


def test_everything_of_the_search_is_named_as_such(register: Register) -> None:
    before = _objects(register)
    for statement in index_ddl():
        name = statement.split(" ON ")[0].split()[-1]
        assert SEARCH_PREFIX in statement.split("(")[0], name
    of_search = {name for name in before if name.startswith(SEARCH_PREFIX)}

    assert len(of_search) > len(index_ddl())


def _objects(register: Register) -> set[str]:
    rows = register.connection.execute("SELECT name FROM sqlite_schema").fetchall()
    return {str(name) for (name,) in rows}
