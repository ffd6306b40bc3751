"""Every row has its seal: what was changed, taken out or slipped in is named, for a person."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from shutil import copytree

import pytest

from intake_app.domain.visit.consultation import Consultation, ConsultationId, Record
from intake_app.services.audit import Deed, Kind
from intake_app.services.damage_words import damage_sentence
from intake_app.services.upkeep import Change, Damaged, to_the_end
from intake_app.storage.audit.chain import append
from intake_app.storage.audit.seals import LONGEST_WAIT
from intake_app.storage.connection import Connection
from intake_app.storage.damage.verify import check_pages, verify
from intake_app.storage.data_key import DataKey
from intake_app.storage.records import open_records
from intake_app.storage.row_digests import all_digests, covered_tables
from tests.helpers.every_table import fill_every_table
from tests.helpers.protected import protect
from tests.helpers.record_builders import NOON, draft, register, stored_form
from tests.helpers.upkeep import ANNA, Clock, fill, raw, rows

TABLES = (
    *("attachment", "clinic_setting", "consultation", "consultation_correction"),
    *("consultation_version", "content_approval", "document", "document_giving"),
    *("form_choice", "form_version", "patient", "patient_pair", "text_review"),
    "window_change",
)
OF_A_PATIENT = (
    *("attachment", "consultation", "consultation_correction", "consultation_version"),
    *("document", "document_giving", "patient", "patient_pair"),
)
_TO_TELL_APART = ("id", "record_number", "document_id", "sha256", "patient_id")


@pytest.fixture(scope="module", params=["plain", "protected"])
def filled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, DataKey | None]:
    folder = tmp_path_factory.mktemp("sealed") / "clinic"
    folder.mkdir()
    key = protect(folder)[0].key if request.param == "protected" else None
    fill_every_table(folder, 2, key)
    assert verify(folder, key).ok
    return folder, key


@pytest.fixture
def in_use(filled: tuple[Path, DataKey | None], tmp_path: Path) -> tuple[Path, DataKey | None]:
    return copytree(filled[0], tmp_path / "copy"), filled[1]


def tamper(folder: Path, key: DataKey | None, do: Callable[[Connection], object]) -> None:
    """As somebody does who holds the key, and lets no trigger say anything."""
    connection = raw(folder, key)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    guards = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'keep%'"
    ).fetchall()
    for name, _ in guards:
        connection.execute(f"DROP TRIGGER {name}")
    do(connection)
    for _, sql in guards:
        connection.execute(str(sql))
    connection.close()


def sql(statement: str) -> Callable[[Connection], object]:
    return lambda connection: connection.execute(statement)


def columns_of(connection: Connection, table: str) -> list[str]:
    return [str(row[1]) for row in connection.execute(f"PRAGMA table_info({table})").fetchall()]


def last_row_of(connection: Connection, table: str) -> list[object]:
    row = connection.execute(f"SELECT * FROM {table} ORDER BY rowid DESC LIMIT 1").fetchone()
    assert row is not None
    return list(row)


def forged(columns: list[str], row: list[object]) -> list[object]:
    """A row that looks like this one, under another name."""
    other = dict(zip(columns, row, strict=True))
    for name in ("number", "seq"):
        if name in other:
            other[name] = int(str(other[name])) + 1000
    for name in _TO_TELL_APART if "number" not in other else ():
        if name in other:
            other[name] = f"{other[name]}X"
    if "patient_id" in other and "verdict" in other:
        other["patient_id"] = f"{other['patient_id']}X"
    if "url" in other and "definition" in other:
        other["url"] = f"{other['url']}X"
    return list(other.values())


def change(connection: Connection, table: str) -> None:
    texts = (
        *("reason", "said_by", "saved_by", "definition", "started_by", "issued_by", "name"),
        *("approved_by", "changed_by", "chosen_by", "kept_at", "clinician"),
    )
    column = next(name for name in columns_of(connection, table) if name in texts)
    last = f"(SELECT max(rowid) FROM {table})"
    connection.execute(f"UPDATE {table} SET {column} = 'Eve' WHERE rowid = {last}")


def remove(connection: Connection, table: str) -> None:
    connection.execute(f"DELETE FROM {table} WHERE rowid = (SELECT max(rowid) FROM {table})")


def add(connection: Connection, table: str) -> None:
    columns = columns_of(connection, table)
    row = forged(columns, last_row_of(connection, table))
    marks = ", ".join("?" for _ in columns)
    connection.execute(f"INSERT INTO {table} VALUES ({marks})", row)


WAYS = {Change.CHANGED: change, Change.REMOVED: remove, Change.ADDED: add}


def found_in(folder: Path, key: DataKey | None) -> tuple[Damaged, ...]:
    verdict = verify(folder, key)
    assert verdict.first_bad is None
    background = check_pages(folder, key, to_the_end)
    assert background.damaged == verdict.damaged, "the look after the start sees the same"
    return verdict.damaged


def test_every_table_is_tried(in_use: tuple[Path, DataKey | None]) -> None:
    connection = raw(*in_use)
    assert [table.name for table in covered_tables(connection)] == sorted(TABLES)
    connection.close()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("table", TABLES)
def test_whatever_somebody_does_to_a_row_is_named(
    in_use: tuple[Path, DataKey | None], table: str, way: Change
) -> None:
    tamper(*in_use, partial(WAYS[way], table=table))

    (named,) = [damaged for damaged in found_in(*in_use) if damaged.table == table]

    assert named.change is way
    assert named.place in damage_sentence(named)
    assert not verify(*in_use).ok
    if way is not Change.ADDED:
        assert named.day == f"{NOON:%Y-%m-%d}"
    if table in OF_A_PATIENT and way is Change.CHANGED:
        assert named.record_number.startswith("P0000")


def test_what_is_named_says_whose_it_is_and_what_the_audit_told_of_it(
    in_use: tuple[Path, DataKey | None],
) -> None:
    tamper(*in_use, sql("UPDATE patient SET birth_date = '1980-01-02' WHERE seq = 1"))
    tamper(*in_use, sql("DELETE FROM document WHERE document_id = 'DOC00001'"))

    said = " ".join(damage_sentence(damaged) for damaged in found_in(*in_use))

    assert "details of a patient, record number P000001, last told of on 2026-" in said
    assert "(patient.registered), in the record file “patient 1”." in said
    assert "Not there any more: a document, document DOC00001" in said


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER evil AFTER UPDATE ON patient BEGIN SELECT 1; END",
        "CREATE TRIGGER search_evil AFTER UPDATE ON patient BEGIN SELECT 1; END",
        "CREATE TABLE another (id INTEGER PRIMARY KEY)",
        "CREATE VIEW another AS SELECT * FROM patient",
        "DROP INDEX ix_consultation_patient_id",
    ],
)
def test_what_is_declared_is_sealed_too(
    in_use: tuple[Path, DataKey | None], statement: str
) -> None:
    tamper(*in_use, sql(statement))

    assert len(found_in(*in_use)) == 1


def test_a_trigger_that_refuses_nothing_any_more_is_named(
    in_use: tuple[Path, DataKey | None],
) -> None:
    connection = raw(*in_use)
    connection.execute("DROP TRIGGER keep_document")
    connection.execute(
        "CREATE TRIGGER keep_document BEFORE DELETE ON document WHEN 0 BEGIN SELECT 1; END"
    )
    connection.close()

    assert [each.place for each in found_in(*in_use)] == ["trigger keep_document"]


def test_whoever_writes_the_seal_anew_breaks_the_chain(
    in_use: tuple[Path, DataKey | None],
) -> None:
    tamper(*in_use, sql("DELETE FROM patient WHERE seq = 1"))
    forge = "UPDATE audit SET seals = replace(seals, '\"patient 1\"', '\"patient 0\"')"
    tamper(*in_use, sql(forge))

    bad = verify(*in_use).first_bad

    assert bad is not None
    assert (bad.day, bad.kind) == (f"{NOON:%Y-%m-%d}", "patient.registered")


def test_a_seal_from_before_every_row_had_one_goes_on_saying_what_was(
    in_use: tuple[Path, DataKey | None],
) -> None:
    connection = raw(*in_use)
    seal = Deed(ANNA, Kind.RECORD_SEALED, f"document DOC00001 {0:032x}")
    append(connection, seal, NOON)
    connection.close()

    assert [each.place for each in found_in(*in_use)] == ["document DOC00001"]


def typed(folder: Path, key: DataKey | None, clock: Clock, saves: int) -> ConsultationId:
    """Save a draft so often, and never end; the last saves have no entry."""
    records = open_records(folder, key, now=lambda: clock.at)
    with records.writing() as uow:
        uow.forms.add(stored_form())
        consultation: Consultation = draft(register(uow).id)
        uow.consultations.add(consultation)
        uow.audit.note(Deed(ANNA, Kind.CONSULTATION_STARTED, consultation.id))
        uow.commit()
    for _ in range(saves):
        with records.writing() as uow:
            consultation = uow.consultations.get(consultation.id)
            assert consultation.working is not None
            consultation = consultation.with_record(consultation.working, {})
            uow.consultations.update(consultation)
            uow.commit()
    return consultation.id


def waiting(folder: Path, key: DataKey | None) -> set[object]:
    return {row[0] for row in rows(folder, "unsealed_row", key)}


def test_what_is_being_typed_waits_for_its_seal_and_gets_it_at_the_next_start(
    in_use: tuple[Path, DataKey | None],
) -> None:
    folder, key = in_use
    visit = typed(folder, key, Clock(), 3)
    assert waiting(folder, key) == {f"consultation {visit}"}
    assert verify(folder, key).ok

    tamper(folder, key, sql(f"UPDATE consultation SET started_by = 'Eve' WHERE id = '{visit}'"))
    (named,) = found_in(folder, key)
    open_records(folder, key).close()

    assert (named.place, named.change) == (f"consultation {visit}", Change.CHANGED)
    assert waiting(folder, key) == set()
    assert [each.place for each in found_in(folder, key)] == [named.place], "and stays named"


def test_what_is_typed_is_sealed_after_a_while_and_at_the_end(tmp_path: Path) -> None:
    clock = Clock()
    records = open_records(tmp_path, now=lambda: clock.at)
    with records.writing() as uow:
        uow.forms.add(stored_form())
        consultation = draft(register(uow).id)
        uow.consultations.add(consultation)
        uow.commit()
    found = []
    for moment in (timedelta(), LONGEST_WAIT, timedelta(seconds=1), -timedelta(days=1)):
        clock.at += moment
        with records.writing() as uow:
            consultation = uow.consultations.get(consultation.id).with_record(Record(), {})
            uow.consultations.update(consultation)
            uow.commit()
        found.append(bool(waiting(tmp_path, None)))
        assert verify(tmp_path, None).ok
    clock.at += timedelta(seconds=1)
    with records.writing() as uow:
        uow.consultations.update(uow.consultations.get(consultation.id).with_record(Record(), {}))
        uow.commit()
    assert waiting(tmp_path, None)

    records.close()

    assert found == [True, False, True, False], "also when the clock went backwards"
    assert waiting(tmp_path, None) == set()
    assert verify(tmp_path, None).ok


def test_nothing_but_a_draft_can_be_passed_off_as_being_typed(
    in_use: tuple[Path, DataKey | None],
) -> None:
    folder, key = in_use
    tamper(*in_use, sql("DELETE FROM patient WHERE seq = 1"))
    tamper(*in_use, sql("INSERT INTO unsealed_row VALUES ('patient 1', '')"))

    for _ in range(2):
        places = [damaged.place for damaged in found_in(*in_use)]
        assert places == ["unsealed_row patient 1", "patient 1"]
        open_records(folder, key).close()


def test_a_completed_visit_cannot_be_passed_off_as_a_draft_that_is_typed(
    in_use: tuple[Path, DataKey | None],
) -> None:
    """Noted as waiting it would be sealed as it stands at the next start."""
    folder, key = in_use
    connection = raw(folder, key)
    ((visit, patient),) = connection.execute(
        "SELECT id, patient_id FROM consultation WHERE NOT is_open LIMIT 1"
    ).fetchall()
    connection.close()
    tamper(*in_use, sql("UPDATE consultation SET patient_id = 'Eve' WHERE NOT is_open"))
    connection = raw(folder, key)
    connection.execute("PRAGMA foreign_keys = OFF")
    (digest,) = [seal for at, seal in all_digests(connection) if at == f"consultation {visit}"]
    note = (f"consultation {visit}", digest)
    connection.execute("INSERT INTO unsealed_row VALUES (?, ?)", note)
    connection.close()

    for _ in range(2):
        places = [damaged.place for damaged in found_in(*in_use)]
        assert f"unsealed_row consultation {visit}" in places
        assert f"consultation {visit}" in places
        open_records(folder, key).close()
    assert patient != "Eve"


def test_rows_that_come_change_and_go_keep_their_seals(tmp_path: Path) -> None:
    fill(tmp_path, 2)
    records = open_records(tmp_path, now=lambda: NOON)
    with records.writing() as uow:
        patient = register(uow)
        uow.commit()
    with records.writing() as uow:
        uow.patients.update(patient, at=NOON)
        uow.commit()
    with records.writing() as uow:
        consultation = draft(patient.id)
        uow.consultations.add(consultation)
        uow.commit()
    with records.writing() as uow:
        uow.consultations.discard(consultation.id)
        uow.commit()
    with records.writing() as uow:
        register(uow)  # and never committed
    records.close()

    assert found_in(tmp_path, None) == ()


def test_more_rows_than_one_entry_holds_are_sealed_in_several(tmp_path: Path) -> None:
    records = open_records(tmp_path, now=lambda: NOON)
    with records.writing() as uow:
        for number in range(250):
            register(uow, f"Ada Example {number}")
        uow.audit.note(Deed(ANNA, Kind.PATIENT_REGISTERED))
        uow.commit()
    records.close()

    kinds = [row[4] for row in sorted(rows(tmp_path, "audit"), key=lambda row: int(str(row[0])))]
    assert kinds[1:] == ["patient.registered", "record.sealed", "record.sealed"]
    assert found_in(tmp_path, None) == ()


def test_of_two_programs_at_once_either_seals_what_the_other_has_typed(tmp_path: Path) -> None:
    one, other = (open_records(tmp_path, now=lambda: NOON) for _ in range(2))
    with one.writing() as uow:
        uow.forms.add(stored_form())
        visit = draft(register(uow).id)
        uow.consultations.add(visit)
        uow.commit()
    for records in (one, other, one):
        with records.writing() as uow:
            uow.consultations.update(uow.consultations.get(visit.id).with_record(Record(), {}))
            uow.commit()
        assert waiting(tmp_path, None) or records is other, "the other has not sealed before"
        assert found_in(tmp_path, None) == ()
    with other.writing() as uow:
        register(uow)
        uow.audit.note(Deed(ANNA, Kind.PATIENT_REGISTERED))
        uow.commit()

    assert waiting(tmp_path, None) == set()
    one.close()
    other.close()
    assert found_in(tmp_path, None) == ()


def test_what_others_save_during_a_check_is_not_taken_for_tampering(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = open_records(tmp_path, now=lambda: NOON)

    def after_a_registration(connection: Connection, _reach: object) -> Iterator[tuple[str, str]]:
        with records.writing() as uow:
            register(uow)
            uow.audit.note(Deed(ANNA, Kind.PATIENT_REGISTERED))
            uow.commit()
        return all_digests(connection)

    with records.writing() as uow:
        register(uow)
        uow.audit.note(Deed(ANNA, Kind.PATIENT_REGISTERED))
        uow.commit()
    monkeypatch.setattr("intake_app.storage.audit.seals.all_digests", after_a_registration)

    assert found_in(tmp_path, None) == ()
    records.close()


def test_of_thousands_the_first_are_named_and_the_rest_are_said_by_their_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("intake_app.storage.damage.naming._MOST_LOOKED_UP", 2)
    fill(tmp_path, 4)
    tamper(tmp_path, None, sql("UPDATE patient SET birth_date = '1980-01-02'"))

    found = found_in(tmp_path, None)

    assert [bool(damaged.record_number) for damaged in found] == [True, True, False, False]
    assert {damaged.table for damaged in found} == {"patient"}
