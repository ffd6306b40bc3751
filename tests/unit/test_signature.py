"""A signature: drawn, kept as an SVG, read again point by point."""

from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from hypothesis import given as for_all
from hypothesis import strategies as st

from intake_app.domain.visit.attachments import content_of
from intake_app.domain.visit.hair_form import signer_of
from intake_app.domain.visit.signature import Point, Signature
from tests.helpers.builders import AWKWARD_NAME, NOON, answered
from tests.helpers.signatures import read_signature

POINTS = st.builds(Point, st.integers(0, 1000), st.integers(0, 300), st.integers(0, 10**6))
STROKES = st.lists(st.lists(POINTS, min_size=1, max_size=5).map(tuple), max_size=4).map(tuple)
NAMES = st.text(max_size=30)


@for_all(STROKES, NAMES, st.datetimes(timezones=st.just(UTC)))
def test_a_signature_is_read_as_it_was_drawn(
    strokes: tuple[tuple[Point, ...], ...], signer: str, at: datetime
) -> None:
    signature = Signature(strokes=strokes, signer=signer, signed_at=at)
    assert read_signature(signature.svg()) == signature


def test_any_program_can_show_it_and_says_whose_it_is() -> None:
    strokes = ((Point(10, 20, 0), Point(30, 40, 16)), (Point(50, 60, 400),))
    signature = Signature(strokes=strokes, signer=AWKWARD_NAME, signed_at=NOON)
    file = signature.file()
    drawing = ET.fromstring(content_of(file))

    paths = [each.get("d") for each in drawing.iter("{http://www.w3.org/2000/svg}path")]
    assert paths == ["M10 20 L30 40", "M50 60 l0.1 0"]
    assert drawing.findtext("{http://www.w3.org/2000/svg}title") == f"Signature of {AWKWARD_NAME}"
    assert (file.content_type, file.title) == ("image/svg+xml", f"Signature of {AWKWARD_NAME}")
    assert file.creation is not None
    assert file.creation.at == NOON


def test_the_name_that_is_offered_is_that_of_who_signs() -> None:
    def offered(link_id: str, **answers: object) -> str:
        named = {f"agreement.{key}": value for key, value in answers.items()}
        return signer_of(link_id, answered(named), patient="Zoë", actor="Dr Example")

    patient, explainer = "agreement.patient_signature", "agreement.practitioner_signature"
    assert offered(patient) == "Zoë"
    assert offered(patient, guardian=True, guardian_name="Her mother") == "Her mother"
    assert offered(patient, guardian=False, guardian_name="Her mother") == "Zoë"
    assert offered(explainer) == "Dr Example"
    assert offered(explainer, practitioner_name="Dr Other") == "Dr Other"
