"""The schematic drawings: what stands in resources/pictures is what the tool draws."""

import re
from itertools import combinations
from pathlib import Path

import pytest

from intake_app.domain.fhir.form import read_form
from make_pictures import PICTURES, pictures

SHIPPED = Path(__file__).parents[2] / "resources" / "questionnaires" / "hair-consultation.json"
FORM = read_form(SHIPPED.read_text(encoding="utf-8"))
OWN = "urn:intake-app:picture:"
DRAWN = pictures()


def test_the_pictures_are_in_step_with_the_tool() -> None:
    there = {path.stem: path.read_text(encoding="utf-8") for path in PICTURES.glob("*.svg")}
    assert there == DRAWN, "run tools/make_pictures.py"


def test_every_picture_that_the_form_names_is_there_and_used_once() -> None:
    named = [
        option.picture.url.removeprefix(OWN)
        for item in FORM.by_link_id.values()
        for option in item.options
        if option.picture is not None
    ]
    assert len(named) == len(set(named)) == 26
    assert set(named) == {name for name in DRAWN if not name.startswith("scalp-")}


def test_no_two_pictures_are_alike() -> None:
    assert all(DRAWN[one] != DRAWN[other] for one, other in combinations(DRAWN, 2))


@pytest.mark.parametrize("name", DRAWN)
def test_a_picture_points_nowhere_and_holds_no_empty_path(name: str) -> None:
    svg = DRAWN[name]
    assert "href" not in svg
    assert not re.search(r'd="\s*"', svg)
    assert "<script" not in svg


def test_density_shows_skin_and_shedding_shows_none() -> None:
    skin = "#EBDCCB"
    assert all(skin in svg for name, svg in DRAWN.items() if "density" in name)
    assert all(skin not in svg for name, svg in DRAWN.items() if "shedding" in name)


def test_a_higher_grade_of_shedding_is_a_thicker_bundle() -> None:
    hairs = [DRAWN[f"sinclair-shedding-{grade}"].count("M") for grade in range(1, 7)]
    assert hairs == sorted(set(hairs))


def test_every_plain_line_fits_below_its_picture() -> None:
    lines = [
        option.picture.title
        for item in FORM.by_link_id.values()
        for option in item.options
        if option.picture is not None
    ]
    assert all(5 < len(line) <= 66 for line in lines)
