"""What a hostile expression asks for is ended from outside, named, and harms nothing after it."""

import pytest

from intake_app.domain.form.expressions import ExpressionFailed, Let, Scope, Variable
from intake_app.expressions import elsewhere
from intake_app.expressions.elsewhere import FhirPathElsewhere
from tests.helpers.builders import NOON

TOO_LONG = "it takes too long on these answers, or more memory than there is"


def scope(*lets: Let, **resource: object) -> Scope:
    here = {"resourceType": "QuestionnaireResponse", **resource}
    return Scope(
        resource=here,
        context=here,
        questionnaire={},
        qitem={},
        patient={},
        lets=lets,
        now=NOON,
    )


@pytest.fixture
def language() -> FhirPathElsewhere:
    return FhirPathElsewhere()


@pytest.fixture
def hurried(language: FhirPathElsewhere, monkeypatch: pytest.MonkeyPatch) -> FhirPathElsewhere:
    """One that has started, and waits only a moment for each expression."""
    assert language.evaluate("1 + 1", scope()) == [("Integer", 2)]
    monkeypatch.setattr(elsewhere, "LONGEST_TIME", 0.3)
    return language


@pytest.mark.parametrize(
    "text",
    [
        "(1).repeat($this + 1)",
        f"'{'a' * 60}!'.matches('(a|aa)+$')",
    ],
    ids=["without end", "a pattern that tries everything"],
)
def test_what_takes_too_long_is_ended_and_the_next_one_works(
    hurried: FhirPathElsewhere, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    with pytest.raises(ExpressionFailed, match=TOO_LONG):
        hurried.evaluate(text, scope())
    monkeypatch.undo()
    assert hurried.evaluate("2 + 2", scope()) == [("Integer", 4)]


def test_what_took_too_long_twice_is_not_tried_again(hurried: FhirPathElsewhere) -> None:
    endless = "(1).repeat($this + 1)"
    for _ in range(elsewhere.MOST_TRIES):
        with pytest.raises(ExpressionFailed, match=TOO_LONG):
            hurried.evaluate(endless, scope())
    with pytest.raises(ExpressionFailed, match="is not tried again"):
        hurried.evaluate(endless, scope())


def test_what_wants_more_memory_than_it_is_given_fails(language: FhirPathElsewhere) -> None:
    grown = "'aaaaaaaaaa'" + ".replace('a', 'aaaaaaaaaa')" * 10
    with pytest.raises(ExpressionFailed, match="memory"):
        language.evaluate(grown, scope())
    assert language.evaluate("'x'", scope()) == [("String", "x")]


def test_a_result_that_is_too_large_for_an_answer_is_refused(
    language: FhirPathElsewhere,
) -> None:
    grown = "'aaaaaaaaaa'" + ".replace('a', 'aaaaaaaaaa')" * 5
    with pytest.raises(ExpressionFailed, match="its result is too large for an answer"):
        language.evaluate(grown, scope())


def test_what_cannot_be_read_in_time_is_a_fault(
    hurried: FhirPathElsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert hurried.fault("+".join("(1" for _ in range(6000))) != ""
    monkeypatch.undo()
    assert hurried.fault("1 + 1") == ""


def test_the_response_is_the_one_that_was_given_last(language: FhirPathElsewhere) -> None:
    one, other = scope(id="one"), scope(id="other")
    found = [language.evaluate("%resource.id", each) for each in (one, one, other, one)]
    assert found == [[("String", word)] for word in ("one", "one", "other", "one")]
    named = Let(Variable("n", "id"), {"id": "inner"})
    assert language.evaluate("%n", scope(named, id="x")) == [("String", "inner")]


def test_the_process_is_ended_with_what_started_it() -> None:
    language = FhirPathElsewhere()
    language.evaluate("1", scope())
    process = language._process
    assert process is not None
    assert process.poll() is None
    del language
    assert process.wait(timeout=60) is not None


def test_a_process_that_was_killed_is_started_anew(language: FhirPathElsewhere) -> None:
    language.evaluate("1", scope())
    process = language._process
    assert process is not None
    process.kill()
    process.wait()
    assert language.evaluate("%resource.id", scope(id="x")) == [("String", "x")]
