"""The page about forms says what the program reads of them."""

from pathlib import Path

import pytest

from intake_app.domain.fhir.expressions import EXPRESSION_URLS, LAUNCH_CONTEXT
from intake_app.domain.fhir.extensions import CONTROLS, UNDERSTOOD
from intake_app.domain.fhir.form_check import short_name
from intake_app.domain.fhir.instruments import KINDS
from intake_app.domain.form.questionnaire import ItemType

PAGE = (Path(__file__).parents[2] / "docs" / "forms.md").read_text(encoding="utf-8")
UNDERSTOOD_PART, LEFT_OUT = PAGE.split("## Named and left out")


def _names() -> list[str]:
    urls = (*UNDERSTOOD, *EXPRESSION_URLS, LAUNCH_CONTEXT)
    extensions = [short_name(url).removeprefix("urn:intake-app:") for url in urls]
    return sorted({*extensions, *CONTROLS, *KINDS, *(each.value for each in ItemType)})


@pytest.mark.parametrize("name", _names())
def test_everything_that_is_read_is_on_the_page(name: str) -> None:
    assert name in UNDERSTOOD_PART
