"""Photographs in the records: agreed to, without a trace of the camera, never somebody else's."""

import base64
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from intake_app.domain.dates import parse_iso
from intake_app.domain.file_errors import AgreementMissing, PhotographRefused
from intake_app.domain.form.answers import Answer, Place, given
from intake_app.domain.form.questionnaire import Item, ItemType
from intake_app.domain.patients.patient import PatientDetails, PatientId
from intake_app.domain.values import Attachment, Coding
from intake_app.domain.visit.attachments import new_file
from intake_app.domain.visit.consultation import ConsultationId
from intake_app.domain.visit.drafting import AddRow, Edit, SetAnswer
from intake_app.services.access import Actor, Role
from intake_app.services.suite import Services
from tests.helpers.builders import AWKWARD_NAME
from tests.helpers.fhir_builders import one
from tests.helpers.pictures import TRACES, as_file, photograph, quarters, traces
from tests.helpers.upkeep import rows

DOCTOR = Actor("Dr Mary Example", Role.PRACTITIONER)
PHOTOS = Place("examination.photos")
AGREEMENT = Place("agreement.photos_record")


@pytest.fixture
def patient(services: Services) -> PatientId:
    details = PatientDetails(name=AWKWARD_NAME, birth_date=parse_iso("1988-04-17"))
    return services.patients.register(DOCTOR, details).id


@pytest.fixture
def visit(services: Services, patient: PatientId) -> ConsultationId:
    return services.consultations.start(DOCTOR, patient).consultation.id


def save(services: Services, visit: ConsultationId, *edits: Edit) -> None:
    services.consultations.save(DOCTOR, visit, edits)


def agree(services: Services, visit: ConsultationId, *, yes: bool = True) -> None:
    save(services, visit, SetAnswer(AGREEMENT, given(yes)))


def chosen(code: str) -> Answer:
    return given(Coding(code, code.capitalize(), "urn:intake-app:codes"))


def taking(content: bytes, row: int = 0, view: str = "top") -> list[Edit]:
    """The edits that put a photograph into a row, as the file is on the disk."""
    file = new_file(content, content_type="image/jpeg", title="IMG_4711 of Zoë.jpg")
    return [
        SetAnswer(Place("examination.photographs"), chosen("taken")),
        AddRow(PHOTOS),
        SetAnswer(Place("examination.photos.image", (row,)), given(file)),
        SetAnswer(Place("examination.photos.view", (row,)), chosen(view)),
    ]


def kept(services: Services, visit: ConsultationId, row: int = 0) -> Attachment:
    record = services.consultations.open(DOCTOR, visit).consultation.record
    (file,) = record.answers.at[Place("examination.photos.image", (row,))].values
    assert isinstance(file, Attachment)
    return file


def holds_a_trace(folder: Path) -> bool:
    """Whether any byte of the data folder speaks of the camera, the place or the owner."""
    files = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    assert any(b"JFIF" in content for content in files)
    words = (*TRACES, b"IMG_4711", b"Exif\x00")
    return any(word in content for word in words for content in files)


def test_a_photograph_is_kept_upright_and_without_a_trace(
    services: Services, visit: ConsultationId, data_folder: Path
) -> None:
    agree(services, visit)
    turned = quarters().transpose(Image.Transpose.ROTATE_90)
    save(services, visit, *taking(photograph(6, picture=turned)))

    file = kept(services, visit)
    picture = Image.open(BytesIO(services.attachments.content(DOCTOR, visit, file)))
    assert (file.content_type, file.title, picture.size) == (
        "image/jpeg",
        "Photograph",
        (400, 300),
    )
    assert not holds_a_trace(data_folder)


def test_a_photograph_that_comes_in_with_a_response_loses_its_traces_too(
    services: Services, patient: PatientId, data_folder: Path
) -> None:
    data = base64.b64encode(as_file(quarters(), "HEIF", exif=traces().tobytes())).decode()
    image = {"contentType": "image/heic", "title": "IMG_4711.heic", "data": data}
    photos = {
        "linkId": "examination.photos",
        "item": [one("examination.photos.image", {"valueAttachment": image})],
    }
    agreed = {"linkId": "agreement", "item": [one(AGREEMENT.link_id, {"valueBoolean": True})]}
    response = {
        "resourceType": "QuestionnaireResponse",
        "status": "completed",
        "item": [{"linkId": "examination", "item": [photos]}, agreed],
    }

    recorded = services.consultations.record(DOCTOR, patient, response, complete=False)

    assert kept(services, recorded.view.consultation.id).content_type == "image/jpeg"
    assert not holds_a_trace(data_folder)
    response["item"] = response["item"][:1]
    with pytest.raises(AgreementMissing, match="Photographs may be kept in this record"):
        services.consultations.record(DOCTOR, patient, response, complete=False)


@pytest.mark.parametrize("said", [None, given(False), Answer(state="declined")])  # type: ignore[arg-type]
def test_without_an_agreement_no_photograph_is_kept(
    services: Services, visit: ConsultationId, data_folder: Path, said: Answer | None
) -> None:
    save(services, visit, SetAnswer(AGREEMENT, said))
    with pytest.raises(AgreementMissing, match="answer “Photographs may be kept"):
        save(services, visit, *taking(photograph()))
    assert rows(data_folder, "attachment") == set()


def test_what_is_no_photograph_is_refused(services: Services, visit: ConsultationId) -> None:
    agree(services, visit)
    with pytest.raises(PhotographRefused):
        save(services, visit, *taking(photograph()[:1500]))


def test_a_draft_without_the_agreement_any_more_is_completed_without_its_photographs(
    services: Services, patient: PatientId, data_folder: Path
) -> None:
    visit = services.consultations.start(DOCTOR, patient).consultation.id
    agree(services, visit)
    save(services, visit, *taking(photograph()))
    agree(services, visit, yes=False)
    view = services.consultations.open(DOCTOR, visit)
    assert "examination.photos.image" in view.assessment.withheld
    assert Place("examination.photos.image", (0,)) in view.assessment.left_out
    assert len(rows(data_folder, "attachment")) == 1


def test_what_was_prepared_on_the_screen_is_saved_as_it_is(
    services: Services, visit: ConsultationId
) -> None:
    agree(services, visit)
    prepared = services.attachments.photograph(DOCTOR, photograph())
    edits = taking(photograph())
    edits[2] = SetAnswer(Place("examination.photos.image", (0,)), given(prepared))

    save(services, visit, *edits)

    content = services.attachments.content(DOCTOR, visit, kept(services, visit))
    assert base64.b64encode(content).decode() == prepared.data


def test_a_voided_visit_has_no_photographs_to_show(
    services: Services, patient: PatientId, visit: ConsultationId
) -> None:
    agree(services, visit)
    save(services, visit, *taking(photograph()))
    assert len(services.photographs.of_patient(DOCTOR, patient).photographs) == 1
    open_view = services.consultations.open(DOCTOR, visit)
    while missing := open_view.assessment.missing:
        edits = [SetAnswer(spot.place, harmless(spot.item)) for spot in missing]
        open_view = services.consultations.save(DOCTOR, visit, edits)
    services.consultations.complete(DOCTOR, visit)
    (photo,) = services.photographs.of_patient(DOCTOR, patient).photographs
    assert (photo.view, photo.is_draft) == ("Top", False)

    services.corrections.void(DOCTOR, visit, "Another patient's visit")

    assert services.photographs.of_patient(DOCTOR, patient).photographs == ()


def harmless(item: Item) -> Answer:
    if item.type is ItemType.BOOLEAN:
        return given(False)
    if not item.options:
        return given("In words")
    values = [option.value for option in item.options]
    calm = [v for v in values if isinstance(v, Coding) and v.code in ("no", "normal", "think")]
    return given((calm or values)[0])
