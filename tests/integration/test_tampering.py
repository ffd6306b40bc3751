"""What somebody changes in the file itself, with the key and without the triggers, is named."""

from pathlib import Path
from shutil import copytree

import pytest

from intake_app.bootstrap import LiveRecords
from intake_app.domain.errors import RecordsDamaged
from intake_app.domain.handout.handout import HandoutOptions
from intake_app.domain.patients.patient import PatientDetails
from intake_app.services.access import Actor, Role
from intake_app.services.audit import Deed, Kind
from intake_app.services.ports import Content
from intake_app.services.upkeep import Change, Verdict
from intake_app.storage.damage.verify import glance, verify
from intake_app.storage.data_folder import BACKUPS_FOLDER
from intake_app.storage.data_key import DataKey
from intake_app.storage.folder_parts import HEAD_FILE
from intake_app.storage.guards import GUARDS
from intake_app.storage.keys.new_key import contents
from intake_app.storage.records import open_records
from intake_app.storage.revision import REVISIONS
from tests.helpers.builders import AWKWARD_NAME, day
from tests.helpers.earlier_visits import completed_visit
from tests.helpers.protected import protect
from tests.helpers.stopped_clock import StoppedClock
from tests.helpers.upkeep import raw, rows, upkeep_of
from tests.helpers.visits import CLINIC

DOCTOR = Actor("Dr Ana Example", Role.PRACTITIONER)
SALVAGED = Deed(DOCTOR, Kind.RECORDS_SALVAGED)

CHANGES = {
    "consultation_version": (
        "UPDATE consultation_version SET recorded_by = 'nobody'",
        "UPDATE consultation_version SET response = replace(response, '2026', '2025')",
        "DELETE FROM consultation_version",
    ),
    "document": (
        "UPDATE document SET content = x'00'",
        "UPDATE document SET sha256 = hex(1), issued_by = 'nobody'",
        "DELETE FROM document",
    ),
    "content_approval": (
        "UPDATE content_approval SET approved_by = 'nobody'",
        "DELETE FROM content_approval",
    ),
    "consultation_correction": (
        "UPDATE consultation_correction SET reason = 'none'",
        "DELETE FROM consultation_correction",
    ),
}


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory, content: Content) -> tuple[Path, DataKey]:
    """Protected records with one of each thing that never changes."""
    folder = tmp_path_factory.mktemp("tampering") / "clinic"
    open_records(folder).close()
    keys, _ = protect(folder)
    live = LiveRecords(folder, lambda: content, StoppedClock(), sign_in=lambda _: keys)
    services = live.services()
    details = PatientDetails(name=AWKWARD_NAME, birth_date=day("1988-04-17"))
    patient = services.patients.register(DOCTOR, details)
    visit = completed_visit(services, DOCTOR, patient.id, {"history.smoking": "now"})
    services.clinic.save(DOCTOR, CLINIC)
    services.handouts.issue(DOCTOR, visit, HandoutOptions())
    text = services.clinic_content.text("en")
    services.clinic_content.approve(DOCTOR, "en", text.digest)
    services.corrections.void(DOCTOR, visit, "Recorded for somebody else.")
    live.close()
    assert verify(folder, keys.key).ok
    return folder, keys.key


@pytest.fixture
def in_use(used: tuple[Path, DataKey], tmp_path: Path) -> tuple[Path, DataKey]:
    """A copy that a test may spoil."""
    return copytree(used[0], tmp_path / "copy"), used[1]


def tamper(folder: Path, key: DataKey, change: str) -> Verdict:
    """Change the file as somebody does who means to, and put the triggers back."""
    connection = raw(folder, key)
    connection.execute("PRAGMA foreign_keys = OFF")
    guards = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'keep%'"
    ).fetchall()
    for name, _ in guards:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute(change)
    for _, sql in guards:
        connection.execute(str(sql))
    connection.close()
    return verify(folder, key)


@pytest.mark.parametrize(
    ("table", "change"), [(table, each) for table, those in CHANGES.items() for each in those]
)
def test_what_is_never_changed_is_named_when_it_was(
    in_use: tuple[Path, DataKey], table: str, change: str
) -> None:
    verdict = tamper(*in_use, change)

    assert [damaged.table for damaged in verdict.damaged] == [table]
    assert not verdict.ok


def test_dropped_triggers_are_missed(in_use: tuple[Path, DataKey]) -> None:
    folder, key = in_use
    connection = raw(folder, key)
    there = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'keep%' ORDER BY name"
    ).fetchall()
    connection.execute("DROP TRIGGER keep_document_unchanged")
    connection.close()

    assert [name for (name,) in there] == sorted(GUARDS), "every trigger that guards is known"
    (missed,) = verify(folder, key).damaged
    assert (missed.place, missed.change) == ("trigger keep_document_unchanged", Change.REMOVED)


@pytest.mark.parametrize("revision", REVISIONS[:-1])
def test_records_passed_off_as_older_are_named_and_refused_and_left_as_they_are(
    in_use: tuple[Path, DataKey], revision: str
) -> None:
    """Steps to the newest revision seal everything anew, so what was changed would be right."""
    folder, key = in_use
    tamper(folder, key, "UPDATE patient SET name = 'Eve Example'")
    connection = raw(folder, key)
    connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    before = contents(connection)
    connection.close()

    for _ in range(2):
        with pytest.raises(RecordsDamaged):
            open_records(folder, key)

    (named,) = verify(folder, key).damaged
    assert (named.place, named.change) == (f"alembic_version {revision}", Change.CHANGED)
    assert list((folder / BACKUPS_FOLDER).glob("before-0*")) == []
    connection = raw(folder, key)
    assert contents(connection) == before
    connection.close()


def test_an_audit_that_is_gone_altogether_is_named_and_refused_at_the_door(
    in_use: tuple[Path, DataKey],
) -> None:
    folder, key = in_use
    connection = raw(folder, key)
    connection.execute("DROP TABLE audit")
    connection.close()

    for verdict in (verify(folder, key), glance(folder, key)):
        assert verdict.first_bad is not None
        assert (verdict.first_bad.sequence, verdict.first_bad.kind) == (1, "missing")
    with pytest.raises(RecordsDamaged):
        open_records(folder, key)


def test_records_cannot_be_made_to_look_as_if_they_had_just_begun(
    in_use: tuple[Path, DataKey],
) -> None:
    folder, key = in_use
    tamper(folder, key, "DELETE FROM audit WHERE sequence > 1")
    (folder / HEAD_FILE).unlink()

    open_records(folder, key).close()

    assert not verify(folder, key).ok
    assert not glance(folder, key).ok


def test_what_a_salvage_could_not_read_is_not_told_for_ever(
    in_use: tuple[Path, DataKey], tmp_path: Path
) -> None:
    folder, key = in_use
    tamper(folder, key, "DELETE FROM content_approval")

    upkeep_of(folder, key).salvage(tmp_path / "out", SALVAGED)

    assert rows(tmp_path / "out", "content_approval", key) == set()
    assert verify(tmp_path / "out", key).ok
