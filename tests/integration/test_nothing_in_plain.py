"""Protected records byte by byte: no file that the program writes says anything of a patient."""

import base64
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from intake_app.bootstrap import LiveRecords
from intake_app.domain.dates import parse_iso
from intake_app.domain.form.answers import Place, given
from intake_app.domain.handout.handout import HandoutOptions
from intake_app.domain.patients.patient import PatientDetails, PatientId
from intake_app.domain.values import Attachment
from intake_app.domain.visit.drafting import AddRow, SetAnswer, TypeText
from intake_app.services.access import Actor, Role
from intake_app.services.ports import Content
from intake_app.services.suite import Services
from intake_app.storage.data_key import DataKey
from tests.helpers.earlier_visits import answer_of, completed_visit
from tests.helpers.fhir_builders import form_json, item_json
from tests.helpers.pictures import made_up_head, photograph
from tests.helpers.protected import protect, sign_in
from tests.helpers.stopped_clock import StoppedClock
from tests.helpers.visits import CLINIC

MANAGER = Actor("Anna Manager", Role.MANAGER)
DOCTOR = Actor("Dr Ana Sealed", Role.PRACTITIONER)
NAME = "Zoë O'Quetzal-Łukasz <b>&co</b> Şükrüvantal محمد"
NOTE = "Hortensia-Pruritus since the wedding in Görlitz"
HALF = "half-typed Zwischenstand"
PHONE, EMAIL, GUARDIAN = "+49 170 5554321", "zoe@quetzal.example", "Jörg O'Guardian-Vogel"
REASON = "Belongs to Gwendolyn Verwechselt"
TEXTS = (*NAME.split(), *NOTE.split(), HALF, PHONE, EMAIL, *GUARDIAN.split(), REASON)


@pytest.fixture
def key(data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataKey:
    """Of protected records, with a folder for temporary files of this test's own."""
    for variable in ("HOME", "TMPDIR"):
        (tmp_path / variable).mkdir()
        monkeypatch.setenv(variable, str(tmp_path / variable))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return protect(data_folder)[0].key


@pytest.fixture
def live(data_folder: Path, key: DataKey, content: Content) -> Iterator[LiveRecords]:

    del key
    opened = LiveRecords(data_folder, lambda: content, StoppedClock(), sign_in=sign_in)
    yield opened
    opened.close()


def register(services: Services) -> PatientId:
    details = PatientDetails(
        name=NAME,
        birth_date=parse_iso("2011-04-17"),
        phones=(PHONE,),
        email=EMAIL,
        guardian=GUARDIAN,
    )
    return services.patients.register(DOCTOR, details).id


def work(services: Services) -> bytes:
    """A clinic's day; gives the bytes of the photograph as it is kept."""
    services.clinic.save(MANAGER, CLINIC)
    text = services.clinic_content.text("en")
    services.clinic_content.approve(DOCTOR, "en", text.digest)
    patient = register(services)
    visit = completed_visit(services, DOCTOR, patient, {"history.smoking": "now"})
    services.handouts.preview(DOCTOR, visit, HandoutOptions())
    document = services.handouts.issue(DOCTOR, visit, HandoutOptions())
    services.handouts.printed(DOCTOR, document.document_id)
    services.corrections.void(DOCTOR, visit, REASON)
    services.duplicates.merge(DOCTOR, patient, register(services))
    picture = typed_half_way(services, patient)
    services.forms.load(MANAGER, json.dumps(form_json(item_json("visit.reason", "text"))))
    return picture


def typed_half_way(services: Services, patient: PatientId) -> bytes:
    view = services.consultations.start(DOCTOR, patient)
    visit, form = view.consultation.id, view.questionnaire
    image = Place("examination.photos.image", (0,))
    taken = services.attachments.photograph(DOCTOR, photograph(picture=made_up_head()))
    edits = (
        SetAnswer(Place("agreement.photos_record"), given(True)),
        SetAnswer(Place("visit.reason"), given(NOTE)),
        SetAnswer(
            Place("examination.photographs"), answer_of(form, "examination.photographs", "taken")
        ),
        AddRow(Place("examination.photos")),
        SetAnswer(image, given(taken)),
        TypeText(Place("visit.date"), HALF),
    )
    saved = services.consultations.save(DOCTOR, visit, edits)
    answer = saved.consultation.record.answers.get(image)
    assert answer is not None
    assert saved.consultation.unfinished, "something is typed that is no value yet"
    (file,) = answer.values
    assert isinstance(file, Attachment)
    return services.attachments.content(DOCTOR, visit, file)


def traces_of(picture: bytes) -> dict[str, bytes]:
    """What to look for, in every form in which a text or a picture is usually written."""
    found = {f"{text} {way}": text.encode(way) for text in TEXTS for way in ("utf-8", "utf-16-le")}
    found |= {f"{text} big": text.encode("utf-16-be") for text in TEXTS}
    found |= {f"{text} escaped": text.encode("unicode_escape") for text in TEXTS}
    found |= {f"{text} base64": base64.b64encode(text.encode())[:12] for text in TEXTS}
    middle = picture[len(picture) // 2 :][:48]
    found |= {"picture": middle, "picture's beginning": picture[:24]}
    found |= {"picture base64": base64.b64encode(picture)[:32], "paper": b"%PDF-1"}
    return {name: trace for name, trace in found.items() if len(trace) >= 6}


def test_no_file_shows_anything_of_a_patient_after_a_whole_day(
    live: LiveRecords, data_folder: Path, tmp_path: Path
) -> None:
    services = live.services()
    picture = work(services)
    backup = services.upkeep.back_up(MANAGER, None).path
    services.upkeep.backup_if_due()
    services.upkeep.salvage(MANAGER, tmp_path / "salvaged")
    traces = traces_of(picture)
    assert readable(tmp_path, traces) == [], "while it is open, journal and all"

    live.close()
    live.upkeep().restore(MANAGER, backup)

    assert readable(tmp_path, traces) == []
    assert len([path for path in data_folder.rglob("*") if path.is_file()]) > 5


def readable(folder: Path, traces: dict[str, bytes]) -> list[tuple[str, str]]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [
        (path.name, name)
        for path in files
        for name, trace in traces.items()
        if trace in path.read_bytes()
    ]
