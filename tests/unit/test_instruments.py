"""What of our own a form can name: read, and refused where its parts are not there."""

from typing import Any

import pytest

from intake_app.domain.fhir.form import check_form, read_form
from intake_app.domain.form.questionnaire import Instrument
from intake_app.domain.values import Attachment
from tests.helpers.fhir_builders import coded, extension, form_json, item_json

INSTRUMENT = "urn:intake-app:instrument"
MEDIA = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-itemAnswerMedia"
VIEWS = {view: f"s.{view}" for view in ("top", "right", "left", "back")}


def instrument(name: str, **parts: str) -> dict[str, Any]:
    inside = [{"url": "name", "valueCode": name}]
    inside += [{"url": part, "valueString": link_id} for part, link_id in parts.items()]
    return extension(INSTRUMENT, extension=inside)


def view_items(kind: str = "decimal") -> list[dict[str, Any]]:
    return [item_json(link_id, kind) for link_id in VIEWS.values()]


def faults(*items: dict[str, Any]) -> list[tuple[str, str]]:
    check = check_form(form_json(*items))
    return [(error.link_id, error.message) for error in check.errors]


def test_a_scalp_map_names_the_questions_that_it_fills() -> None:
    painted = item_json("map", "attachment", extension=[instrument("scalp-map", **VIEWS)])
    read = read_form(form_json(painted, *view_items())).by_link_id["map"].instrument
    assert read == Instrument("scalp-map", tuple(sorted(VIEWS.items())))
    assert read.part("top") == "s.top"
    assert read.part("front") == ""


def test_a_part_that_is_missing_or_of_another_type_is_said() -> None:
    parts = {**VIEWS, "back": "nowhere"}
    painted = item_json("map", "attachment", extension=[instrument("scalp-map", **parts)])
    assert faults(painted, *view_items()) == [
        ("map", "The instrument scalp-map needs a question of type decimal or integer: back.")
    ]
    assert len(faults(painted, *view_items("string"))) == 4
    extra = item_json(
        "map", "attachment", extension=[instrument("scalp-map", **VIEWS, ear="s.top")]
    )
    assert faults(extra, *view_items()) == [("map", "The instrument scalp-map has no part ear.")]


@pytest.mark.parametrize("kind", ["string", "display", "group"])
def test_an_instrument_stands_on_one_type_of_item(kind: str) -> None:
    inner = {"item": [item_json("in")]} if kind == "group" else {}
    wrong = item_json("map", kind, extension=[instrument("scalp-map", **VIEWS)], **inner)
    assert ("map", "The instrument scalp-map stands on one attachment.") in faults(
        wrong, *view_items()
    )


def test_an_instrument_of_another_name_is_named_and_the_item_still_asked() -> None:
    item = item_json("map", "attachment", extension=[instrument("face-map", **VIEWS)])
    check = check_form(form_json(item))
    assert [(each.link_id, each.feature) for each in check.unsupported] == [
        ("map", "instrument face-map")
    ]
    assert check.ok
    assert check.questionnaire is not None
    assert check.questionnaire.by_link_id["map"].instrument is None


@pytest.mark.parametrize("inside", [None, 5, [], [5], [{"url": "name"}], [{"valueCode": "salt"}]])
def test_a_broken_instrument_is_said_and_never_crashes(inside: object) -> None:
    item = item_json("q", "display", extension=[{"url": INSTRUMENT, "extension": inside}])
    check = check_form(form_json(item))
    assert check.errors or check.unsupported


def test_a_bound_names_a_number_of_the_form() -> None:
    def bounded(kind: str, by: str) -> dict[str, Any]:
        return item_json(
            "b", kind, extension=[extension("urn:intake-app:not-more-than", valueString=by)]
        )

    whole = item_json("a", "integer")
    assert faults(whole, bounded("integer", "a")) == []
    wrong = [("b", "not-more-than stands on a number and names the linkId of another.")]
    assert faults(whole, bounded("integer", "nowhere")) == wrong
    assert faults(whole, bounded("string", "a")) == wrong


def test_an_option_carries_a_picture_as_sdc_says() -> None:
    picture = {"contentType": "image/svg+xml", "url": "urn:x", "title": "A line"}
    option = {**coded("one"), "extension": [extension(MEDIA, valueAttachment=picture)]}
    read = read_form(form_json(item_json("q", "choice", answerOption=[option, coded("two")])))
    one, two = read.by_link_id["q"].options
    assert one.picture == Attachment("image/svg+xml", "A line", "", "urn:x")
    assert two.picture is None
