"""Files kept with a consultation: in its transaction, beside its answers, to the last byte."""

import base64
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from intake_app.bootstrap import LiveRecords
from intake_app.bootstrap.command_line import doors
from intake_app.cli.run import parsed, run
from intake_app.domain.dates import parse_iso
from intake_app.domain.file_errors import FileRefused, KeptFileDamaged, KeptFileMissing
from intake_app.domain.form.answers import Answer, Place, given
from intake_app.domain.patients.patient import PatientDetails, PatientId
from intake_app.domain.values import Attachment
from intake_app.domain.visit.attachments import KEPT, kept_name, new_file
from intake_app.domain.visit.consultation import ConsultationId
from intake_app.domain.visit.drafting import PutBack, SetAnswer
from intake_app.services.access import Actor, Role
from intake_app.services.ports import Content
from intake_app.services.suite import Services
from intake_app.storage.audit.older_seals import unlike_their_older_seal
from intake_app.storage.damage.verify import verify
from tests.helpers.builders import AWKWARD_NAME
from tests.helpers.consultation_screen import stored_form
from tests.helpers.fhir_builders import item_json, one, response_json
from tests.helpers.stopped_clock import StoppedClock
from tests.helpers.upkeep import raw, rows

DOCTOR = Actor("Dr Mary Example", Role.PRACTITIONER)
FILE = Place("file")
LETTER = b"A made-up letter. " * 40


@pytest.fixture
def services(data_folder: Path, content: Content, clock: StoppedClock) -> Iterator[Services]:
    """Over a form that asks for files, and for one in each row."""
    rows_of_files = item_json("r", "group", repeats=True, item=[item_json("r.file", "attachment")])
    form = stored_form(item_json("file", "attachment", repeats=True), rows_of_files)
    live = LiveRecords(data_folder, lambda: replace(content, form=form), clock)
    yield live.services()
    live.close()


@pytest.fixture
def patient(services: Services) -> PatientId:
    details = PatientDetails(name=AWKWARD_NAME, birth_date=parse_iso("1988-04-17"))
    return services.patients.register(DOCTOR, details).id


@pytest.fixture
def visit(services: Services, patient: PatientId) -> ConsultationId:
    return services.consultations.start(DOCTOR, patient).consultation.id


def letter(content: bytes = LETTER) -> Attachment:
    return new_file(content, content_type="text/plain", title=f"{AWKWARD_NAME}.txt")


def put(services: Services, visit: ConsultationId, *files: Attachment) -> Answer:
    answer = given(*files) if files else None
    view = services.consultations.save(DOCTOR, visit, [SetAnswer(FILE, answer)])
    return view.consultation.record.answers.get(FILE) or Answer((True,))


def contents(folder: Path) -> set[object]:
    return {row[3] for row in rows(folder, "attachment")}


def test_a_file_is_kept_beside_the_answers_and_read_back(
    services: Services, visit: ConsultationId, data_folder: Path
) -> None:
    answer = put(services, visit, letter())

    (file,) = answer.values
    assert isinstance(file, Attachment)
    assert (file.data, file.size) == ("", len(LETTER))
    assert services.attachments.content(DOCTOR, visit, file) == LETTER
    (stored,) = {row[6] for row in rows(data_folder, "consultation")}
    assert base64.b64encode(LETTER).decode()[:40] not in str(stored)
    assert kept_name(file) in str(stored)


def test_the_same_file_twice_is_kept_once(
    services: Services, visit: ConsultationId, data_folder: Path
) -> None:
    put(services, visit, letter(), replace(letter(), title="again.txt"))
    put(services, visit, letter())

    assert contents(data_folder) == {LETTER}


def test_a_file_is_saved_with_its_draft_or_not_at_all(
    services: Services, visit: ConsultationId, data_folder: Path
) -> None:
    refused = new_file(b"no picture", content_type="image/png", title="x.png")
    with pytest.raises(FileRefused, match=r"“x\.png” cannot be taken: it is said to be image/png"):
        put(services, visit, letter(), refused)

    assert contents(data_folder) == set()
    assert services.consultations.open(DOCTOR, visit).consultation.record.answers.get(FILE) is None


def test_undo_and_redo_find_the_file_again(services: Services, visit: ConsultationId) -> None:
    put(services, visit, letter())
    with_file = services.consultations.open(DOCTOR, visit).consultation.record
    put(services, visit)

    view = services.consultations.save(DOCTOR, visit, [PutBack(with_file, {})])

    assert view.consultation.record == with_file


def test_a_file_that_nobody_names_is_removed_when_the_draft_is_completed(
    services: Services, visit: ConsultationId, data_folder: Path
) -> None:
    put(services, visit, letter(b"first"))
    put(services, visit, letter(b"second"))
    assert contents(data_folder) == {b"first", b"second"}

    services.consultations.complete(DOCTOR, visit)

    assert contents(data_folder) == {b"second"}


def test_a_discarded_draft_takes_its_files_along(
    services: Services, visit: ConsultationId, data_folder: Path
) -> None:
    put(services, visit, letter())
    services.consultations.discard(DOCTOR, visit)
    assert contents(data_folder) == set()


def test_files_of_a_completed_version_stay_whatever_an_amendment_does(
    services: Services, visit: ConsultationId, data_folder: Path
) -> None:
    put(services, visit, letter(b"first"))
    services.consultations.complete(DOCTOR, visit)
    services.consultations.begin_amendment(DOCTOR, visit, "Another letter")
    put(services, visit, letter(b"second"))
    services.consultations.discard(DOCTOR, visit)
    assert contents(data_folder) == {b"first"}

    services.consultations.begin_amendment(DOCTOR, visit, "No letter")
    put(services, visit)
    services.consultations.complete(DOCTOR, visit)
    assert contents(data_folder) == {b"first"}


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM attachment",
        "UPDATE attachment SET content = x'00'",
        "INSERT OR REPLACE INTO attachment SELECT * FROM attachment",
    ],
)
def test_the_table_keeps_what_a_completed_version_names(
    services: Services, visit: ConsultationId, data_folder: Path, statement: str
) -> None:
    put(services, visit, letter())
    services.consultations.complete(DOCTOR, visit)
    connection = raw(data_folder)
    with pytest.raises(sqlcipher.IntegrityError, match="attachment is never changed"):
        connection.execute(statement)
    connection.close()


def test_the_files_of_another_consultation_cannot_be_named(
    services: Services, patient: PatientId, visit: ConsultationId
) -> None:
    (file,) = put(services, visit, letter()).values
    assert isinstance(file, Attachment)
    other = services.consultations.start(DOCTOR, patient).consultation.id

    with pytest.raises(KeptFileMissing):
        put(services, other, file)
    with pytest.raises(KeptFileMissing):
        services.attachments.content(DOCTOR, other, file)
    invented = replace(file, url=KEPT + "0" * 64)
    with pytest.raises(KeptFileMissing, match="Add it again"):
        put(services, visit, invented)


def test_a_file_that_the_disk_has_changed_is_noticed_and_named(
    services: Services, visit: ConsultationId, data_folder: Path
) -> None:
    (file,) = put(services, visit, letter()).values
    assert isinstance(file, Attachment)
    connection = raw(data_folder)
    connection.execute("DROP TRIGGER keep_attachment_unchanged")
    connection.execute("UPDATE attachment SET content = x'00'")
    connection.close()

    with pytest.raises(KeptFileDamaged):
        services.attachments.content(DOCTOR, visit, file)
    places = [damaged.place for damaged in verify(data_folder, None).damaged]
    assert f"attachment {visit} {kept_name(file)}" in places


def test_a_response_with_files_in_it_is_taken_and_handed_out_whole(
    services: Services, patient: PatientId, data_folder: Path
) -> None:
    data = base64.b64encode(LETTER).decode()
    sent = {"contentType": "text/plain", "title": "Letter", "data": data, "language": "en"}
    inside = {"linkId": "r", "item": [one("r.file", {"valueAttachment": sent})]}
    response = response_json(
        one("file", {"valueAttachment": sent}), inside, questionnaire="urn:test:screen|1"
    )

    view = services.consultations.record(DOCTOR, patient, response, complete=True).view
    whole = services.attachments.with_contents(DOCTOR, view.consultation)

    (file,) = whole.answers.at[Place("r.file", (0,))].values
    assert isinstance(file, Attachment)
    assert (file.data, file.language, file.size) == (data, "en", len(LETTER))
    assert file.creation is not None
    assert contents(data_folder) == {LETTER}


def test_the_initial_file_of_a_form_is_kept_like_any_other(
    data_folder: Path, content: Content, clock: StoppedClock
) -> None:
    initial = {"contentType": "text/plain", "data": base64.b64encode(LETTER).decode()}
    form = stored_form(item_json("file", "attachment", initial=[{"valueAttachment": initial}]))
    live = LiveRecords(data_folder, lambda: replace(content, form=form), clock)
    services = live.services()
    details = PatientDetails(name=AWKWARD_NAME)
    patient = services.patients.register(DOCTOR, details).id

    services.consultations.start(DOCTOR, patient)

    assert contents(data_folder) == {LETTER}
    live.close()


def test_a_verb_names_files_and_hands_them_out_when_asked(
    data_folder: Path,
    services: Services,
    visit: ConsultationId,
    capsys: pytest.CaptureFixture[str],
) -> None:
    put(services, visit, letter())

    def shown(*more: str) -> dict[str, object]:
        words = ["--data-dir", str(data_folder), "consultations", "show", visit, "--json", *more]
        assert run(doors(None), parsed(words, "1")) == 0
        (item,) = json.loads(capsys.readouterr().out)["response"]["item"]
        file: dict[str, object] = item["answer"][0]["valueAttachment"]
        return file

    assert "data" not in shown()
    assert shown()["size"] == len(LETTER)
    assert base64.b64decode(str(shown("--with-files")["data"])) == LETTER


def test_a_file_that_a_completed_version_names_is_missed_when_somebody_took_it_out(
    services: Services, visit: ConsultationId, data_folder: Path
) -> None:
    answer = SetAnswer(FILE, given(letter()))
    view = services.consultations.save(DOCTOR, visit, [answer])
    services.consultations.complete(DOCTOR, visit)
    (file,) = view.consultation.record.answers.get(FILE).values  # type: ignore[union-attr]
    connection = raw(data_folder)
    assert unlike_their_older_seal(connection) == ()
    connection.execute("DROP TRIGGER keep_attachment")
    connection.execute("DELETE FROM attachment")

    unlike = unlike_their_older_seal(connection)

    connection.close()
    assert isinstance(file, Attachment)
    assert unlike == (f"attachment {visit} {kept_name(file)}",)
