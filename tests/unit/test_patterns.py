"""A form's own patterns: held against a text, refused when broken, stopped when too slow."""

import pytest

from intake_app.domain.errors import FormRefused
from intake_app.domain.fhir.form import read_form
from intake_app.domain.form.answers import Place, given
from intake_app.domain.form.checks import answer_problem
from intake_app.domain.form.patterns import Fit, fit_of, pattern_problem
from intake_app.domain.visit.drafting import TypeText, edited
from tests.helpers.builders import READING, draft
from tests.helpers.fhir_builders import extension, form_json, item_json
from tests.helpers.own_process import said_by

CATASTROPHES = [r"(a+)+$", r"(a|aa)+$", r"^(([a-z])+.)+[A-Z]([a-z])+$", r"(.*)*\1x"]


@pytest.mark.parametrize("pattern", CATASTROPHES)
def test_a_pattern_that_would_take_forever_is_stopped(pattern: str) -> None:
    assert fit_of(pattern, "a" * 200 + "!") is not Fit.YES


def test_running_over_time_is_said_and_nothing_typed_is_lost() -> None:
    slow = read_form(form_json(item_json("q", extension=[_regex(r"(a|aa)+$")])))
    item, typed = slow.by_link_id["q"], "a" * 200 + "!"
    assert fit_of(item.limits.pattern, typed) is Fit.TOO_SLOW
    assert "takes too long to check" in str(answer_problem(item, given(typed)))
    consultation = edited(draft(slow), TypeText(Place("q"), typed), slow, READING)
    assert list(consultation.unfinished.values()) == [typed]


@pytest.mark.parametrize(
    ("pattern", "text", "fit"),
    [
        ("[A-Z]{2}[0-9]+", "AB12", Fit.YES),
        ("[A-Z]{2}[0-9]+", "AB12x", Fit.NO),
        ("[[:alpha:]]+", "Łukasz", Fit.YES),
        (r"\p{Lu}\p{Ll}+", "Şükrü", Fit.YES),
        ("(?=.*[0-9])[a-z0-9]{4,}", "abc1", Fit.YES),
        (r"[(){}\]]{1,3}", "(}", Fit.YES),
        ("[", "[", Fit.NO),
    ],
)
def test_a_text_is_held_against_the_whole_pattern(pattern: str, text: str, fit: Fit) -> None:
    assert fit_of(pattern, text) is fit


@pytest.mark.parametrize(
    "pattern", ["(", "a{2,1}", "(?<n>a", "[z-a]", "(a{1000}){1000}", "a{99999999}", "*"]
)
def test_a_pattern_that_cannot_be_used_is_said_to_be_so(pattern: str) -> None:
    assert pattern_problem(pattern)


def test_long_counted_repeats_beside_each_other_are_fine() -> None:
    assert pattern_problem(r"[^@]{1,64}@[^@]{1,255}\.[a-z]{2,63}(?:\.[a-z]{2,63}){0,4}") == ""


def test_the_library_is_loaded_for_a_form_with_a_pattern_and_for_no_other() -> None:
    program = (
        "import sys; from intake_app.domain.fhir.form import read_form; \n"
        "item = {'linkId': 'q', 'type': 'string'}\n"
        "read_form({'resourceType': 'Questionnaire', 'item': [item]})\n"
        "assert 'regex' not in sys.modules\n"
        "url = 'http://hl7.org/fhir/StructureDefinition/regex'\n"
        "item['extension'] = [{'url': url, 'valueString': 'a'}]\n"
        "read_form({'resourceType': 'Questionnaire', 'item': [item]})\n"
        "assert 'regex' in sys.modules\n"
    )
    said_by(program)


def test_a_form_with_a_broken_pattern_is_an_error_by_its_link_id() -> None:
    with pytest.raises(FormRefused, match="“q”: Its regex cannot be read"):
        read_form(form_json(item_json("q", extension=[_regex("(")])))


def _regex(pattern: str) -> dict[str, object]:
    return extension("regex", valueString=pattern)
