"""What may only be kept once the patient has agreed to it."""

from typing import Any

from intake_app.domain.fhir.agreement import agreement_for, has_agreed, withheld
from intake_app.domain.fhir.form import check_form
from intake_app.domain.form.answers import Place
from intake_app.domain.values import AnswerState, Attachment
from intake_app.domain.visit.assessment import Assessment, assess
from intake_app.domain.visit.completing import completed
from intake_app.domain.visit.consultation import Consultation
from tests.helpers.builders import NOON, READING, answered, draft, form, question, rows
from tests.helpers.fhir_builders import extension, form_json, item_json

PHOTO = question("photo", "attachment", required=True)
FORM = form(
    question("may", "boolean"),
    rows("photos", PHOTO, question("view", required=True), needs_agreement="may"),
    question("why"),
)
INSIDE = {"photos", "photo", "view"}


def visit(**answers: Any) -> Consultation:
    picture = Attachment(title="x", url="u")
    return draft(FORM, answered({"photo[0]": picture, "why": "text", **answers}, {"photos": 1}))


def looked_at(consultation: Consultation) -> Assessment:
    return assess(FORM, consultation, rules=(), birth_date=None, reading=READING)


def test_what_needs_an_agreement_is_withheld_until_it_is_given() -> None:
    for state in ({}, {"may": False}, {"may": AnswerState.DECLINED}):
        assert withheld(FORM, answered(state)) == INSIDE
        assert not has_agreed(answered(state), "may")
    assert withheld(FORM, answered({"may": True})) == frozenset()
    assert agreement_for(FORM, "view") == "may"
    assert agreement_for(FORM, "why") == ""


def test_what_is_withheld_is_never_missing_and_is_left_out_when_completing() -> None:
    withdrawn = visit(may=False)
    assessment = looked_at(withdrawn)

    assert assessment.in_the_way == ()
    assert assessment.left_out == (Place("photo", (0,)),)
    done = completed(withdrawn, FORM, assessment, by="Dr Example", at=NOON)
    assert set(done.record.answers.at) == {Place("may"), Place("why")}
    assert done.record.answers.row_counts == {}


def test_what_is_agreed_to_is_asked_for_and_kept() -> None:
    agreed = visit(may=True)
    assert looked_at(agreed).in_the_way == (Place("view", (0,)),)

    whole = visit(may=True, **{"view[0]": "top"})
    done = completed(whole, FORM, looked_at(whole), by="Dr Example", at=NOON)
    assert done.record.answers == whole.record.answers


def test_a_form_names_the_question_and_a_wrong_name_is_an_error() -> None:
    def errors(asked: str) -> list[str]:
        needs = extension("urn:intake-app:needs-agreement", valueString=asked)
        items = (item_json("may", "boolean"), item_json("text"), item_json("a", extension=[needs]))
        return [each.message for each in check_form(form_json(*items)).errors]

    assert errors("may") == []
    for wrong in ("text", "nowhere"):
        assert errors(wrong) == [
            f"It needs an agreement, and “{wrong}” is no boolean question of this form."
        ]


def test_a_control_of_our_own_goes_with_an_attachment() -> None:
    def features(kind: str, code: str) -> list[str]:
        control = extension("urn:intake-app:control", valueCode=code)
        checked = check_form(form_json(item_json("a", kind, extension=[control])))
        assert checked.ok
        return [each.feature for each in checked.unsupported]

    assert features("attachment", "photograph") == []
    assert features("attachment", "signature") == []
    assert features("string", "signature") == ["itemControl signature on string"]
    assert features("attachment", "hologram") == ["control hologram"]
