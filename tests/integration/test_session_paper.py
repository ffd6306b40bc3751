"""The paper of a treatment session carries what earlier visits said, over real records."""

from pathlib import Path

import pytest

from intake_app.domain.form.answers import Place, given
from intake_app.domain.handout.blocks import StatementList
from intake_app.domain.handout.handout import (
    Comparison,
    Edition,
    Handout,
    HandoutOptions,
    Lines,
)
from intake_app.domain.own_words import bare
from intake_app.domain.patients.patient import Patient, PatientDetails
from intake_app.domain.visit.beginning import VisitKind
from intake_app.domain.visit.consultation import ConsultationId
from intake_app.domain.visit.drafting import SetAnswer
from intake_app.services.access import Actor, Role
from intake_app.services.ports import Content
from intake_app.services.suite import Services
from tests.helpers.builders import AWKWARD_NAME, day, moment
from tests.helpers.earlier_visits import choice_of, completed_visit
from tests.helpers.printed import blocks, texts
from tests.helpers.stopped_clock import StoppedClock
from tests.helpers.upkeep import rows
from tests.helpers.visits import CLINIC

DOCTOR = Actor("Dr Ana Example", Role.PRACTITIONER)
READER = Actor("Dr Bo Example", Role.PRACTITIONER)
MANAGER = Actor("The manager", Role.MANAGER)
STANDARD, SHORT = HandoutOptions(), HandoutOptions(edition=Edition.SHORT)
DIAGNOSIS = "examination.diagnosis"


@pytest.fixture
def zoe(services: Services) -> Patient:
    services.clinic.save(MANAGER, CLINIC)
    return registered(services, AWKWARD_NAME)


def registered(services: Services, name: str) -> Patient:
    details = PatientDetails(name=name, birth_date=day("1988-04-17"))
    return services.patients.register(DOCTOR, details)


def first_visit(
    services: Services, patient: Patient, diagnosis: str, *, on: str = "2026-03-03", **more: object
) -> ConsultationId:
    said = {DIAGNOSIS: diagnosis, **{k.replace("__", "."): v for k, v in more.items()}}
    return completed_visit(services, DOCTOR, patient.id, said, on=on)


def session(services: Services, patient: Patient, *, on: str = "2026-04-10") -> ConsultationId:
    said = {
        "plan.decision": "go-ahead",
        "plan.first_session": moment(f"{on} 10:00"),
        "safety.pregnancy": "not-possible",
    }
    kind = VisitKind.TREATMENT_SESSION
    return completed_visit(services, DOCTOR, patient.id, said, kind=kind, on=on)


def paper(
    services: Services, visit: ConsultationId, options: HandoutOptions = STANDARD
) -> Handout:
    return services.handouts.preview(DOCTOR, visit, options).handout


def words(handout: Handout) -> str:
    return bare("\n".join(text for each in handout.blocks for text in texts(each)))


def headed(handout: Handout, heading: str) -> StatementList | Lines:
    found: list[StatementList | Lines] = blocks(handout, StatementList) + blocks(handout, Lines)
    return next(each for each in found if each.heading == heading)


NOTED = "At your visit on 3 March 2026 we noted: hair loss from pulling (traction)."


@pytest.mark.parametrize("options", [STANDARD, SHORT])
def test_the_diagnosis_stands_on_it_with_the_day_on_which_it_was_recorded(
    services: Services, zoe: Patient, content: Content, options: HandoutOptions
) -> None:
    first_visit(services, zoe, "traction")

    printed = paper(services, session(services, zoe), options)

    assert NOTED in words(printed)
    assert "name no settled cause" not in words(printed)
    in_short = headed(printed, "In short")
    own = content.texts["en"].personal.diagnoses["traction"].in_short
    assert [bare(getattr(each, "text", "")) for each in in_short.lines][-1] == own[-1].text


def test_comparison_and_studies_follow_the_diagnosis(services: Services, zoe: Patient) -> None:
    first = first_visit(services, zoe, "alopecia-areata")

    same, told = paper(services, session(services, zoe)), paper(services, first)

    assert blocks(same, Comparison) == blocks(told, Comparison)


@pytest.mark.parametrize("language", ["ar", "bn", "es", "tr"])
def test_it_is_said_in_every_language(
    services: Services, zoe: Patient, content: Content, language: str
) -> None:
    first_visit(services, zoe, "traction", expectations__goal="Less of it")
    texts_ = content.texts[language]

    printed = paper(services, session(services, zoe), HandoutOptions(language=language))

    phrase = texts_.phrases["purpose.diagnosis_before"]
    before, _, after = phrase.partition("{diagnosis}")
    noted = before.replace("{date}", "")
    assert texts_.personal.diagnoses["traction"].name in words(printed)
    assert all(part in words(printed) for part in [*noted.split()[-2:], after.strip()])
    assert texts_.phrases["hopes.before"].partition("{date}")[2] in words(printed)


def test_what_no_visit_recorded_stays_said(services: Services, zoe: Patient) -> None:
    assert "name no settled cause" in words(paper(services, session(services, zoe)))


def test_a_doubt_that_was_recorded_goes_before_an_older_name(
    services: Services, zoe: Patient
) -> None:
    first_visit(services, zoe, "traction", on="2026-01-05")
    first_visit(services, zoe, "unclear")

    printed = words(paper(services, session(services, zoe)))

    assert "At your visit on 3 March 2026 the cause of your hair loss was not clear." in printed
    assert "traction" not in printed.partition("In short")[0]


def test_the_latest_word_before_the_session_counts_and_never_a_later_one(
    services: Services, zoe: Patient
) -> None:
    first_visit(services, zoe, "pattern-loss", on="2026-01-05")
    first_visit(services, zoe, "traction")
    told = session(services, zoe)
    first_visit(services, zoe, "alopecia-areata", on="2026-05-20")

    assert NOTED in words(paper(services, told))


def test_a_visit_of_the_same_day_counts_if_it_was_begun_before(
    services: Services, zoe: Patient, clock: StoppedClock
) -> None:
    first_visit(services, zoe, "pattern-loss", on="2026-01-05")
    first_visit(services, zoe, "traction", on="2026-04-10")
    clock.move(hours=1)
    told = session(services, zoe)
    clock.move(hours=1)
    first_visit(services, zoe, "alopecia-areata", on="2026-04-10")

    printed = words(paper(services, told))

    assert "At your visit on 10 April 2026 we noted: hair loss from pulling" in printed


def test_a_void_visit_does_not_count_and_counts_again_when_that_is_taken_back(
    services: Services, zoe: Patient
) -> None:
    first_visit(services, zoe, "pattern-loss", on="2026-01-05")
    wrong = first_visit(services, zoe, "traction")
    told = session(services, zoe)
    services.corrections.void(DOCTOR, wrong, "Another patient")

    without = words(paper(services, told))
    services.corrections.reinstate(DOCTOR, wrong, "It was theirs")

    assert "At your visit on 5 January 2026 we noted: pattern hair loss." in without
    assert NOTED in words(paper(services, told))


def test_the_visits_of_a_merged_record_count(services: Services, zoe: Patient) -> None:
    double = registered(services, "Zoe Obrien")
    first_visit(services, double, "traction")
    told = session(services, zoe)
    assert NOTED not in words(paper(services, told))

    services.duplicates.merge(DOCTOR, zoe.id, double.id)

    assert NOTED in words(paper(services, told))


def test_an_amendment_of_the_earlier_visit_gives_a_new_paper_and_keeps_the_old_bytes(
    services: Services, zoe: Patient
) -> None:
    first = first_visit(services, zoe, "traction")
    told = session(services, zoe)
    old = services.handouts.issue(DOCTOR, told, STANDARD)
    assert services.handouts.issue(DOCTOR, told, STANDARD) == old

    view = services.consultations.begin_amendment(DOCTOR, first, "The scalp showed scars")
    scars = choice_of(view.questionnaire, DIAGNOSIS, "scarring-suspected")
    services.consultations.save(DOCTOR, first, [SetAnswer(Place(DIAGNOSIS), given(scars))])
    assert services.handouts.preview(DOCTOR, told, STANDARD).already, "not completed yet"
    services.consultations.complete(DOCTOR, first)
    new = services.handouts.issue(DOCTOR, told, STANDARD)

    assert new.document_id != old.document_id
    assert services.handouts.show(DOCTOR, old.document_id).content == old.content
    assert services.handouts.show(DOCTOR, old.document_id).superseded_by == new.document_id


def test_hopes_and_plans_that_lie_ahead_stand_on_it_with_their_day(
    services: Services, zoe: Patient
) -> None:
    first_visit(
        services,
        zoe,
        "traction",
        expectations__goal="To wear my hair loose",
        expectations__event_name="A wedding",
        expectations__event=day("2026-08-01"),
        expectations__by_when=day("2026-04-01"),
        care__colouring_planned=True,
        care__next_colouring=day("2026-04-12"),
        plan__results_look=day("2026-09-01"),
    )

    printed = paper(services, session(services, zoe))

    hopes, dates = headed(printed, "What you hope for"), headed(printed, "Your own dates")
    assert bare(hopes.lead).startswith("You told us this at your visit on 3 March 2026.")
    assert "To wear my hair loose" in bare(
        " ".join(getattr(each, "text", "") for each in hopes.lines)
    )
    assert "You want to see it by" not in words(printed), "that day had passed"
    assert "You told us of them at your visit on 3 March 2026." in bare(dates.lead)
    assert any("12 April" in bare(str(line)) for line in dates.lines)
    assert "1 September 2026" in words(printed)


def test_skin_and_hair_dye_are_told_as_they_were_last_answered(
    services: Services, zoe: Patient, content: Content
) -> None:
    first_visit(services, zoe, "traction", on="2026-01-05", sun__phototype="V")
    first_visit(
        services,
        zoe,
        "traction",
        sun__phototype="I",
        care__coloured=True,
        care__last_kind="black-henna",
        care__minoxidil=True,
    )
    told = session(services, zoe)
    later = {"sun__phototype": "VI", "care__minoxidil": False}
    first_visit(services, zoe, "traction", on="2026-05-20", **later)

    for_you = headed(paper(services, told), "For you")

    personal = content.texts["en"].personal
    lines = [bare(getattr(each, "text", "")) for each in for_you.lines]
    assert "Part of it you told us at your visit on 3 March 2026." in bare(for_you.lead)
    assert personal.rules["dye-reaction"] in lines
    assert {personal.lines["sun-burns"], personal.lines["minoxidil-now"]} <= set(lines)
    assert personal.lines["sun-type-not-known"] not in lines
    assert personal.lines["sun-dark-skin"] not in lines


def test_what_was_to_be_settled_before_a_session_is_not_told_again_at_it(
    services: Services, zoe: Patient, content: Content
) -> None:
    first_visit(services, zoe, "unclear", sun__skin_cancer="being-checked", safety__keloid=True)

    printed = words(paper(services, session(services, zoe)))

    rules = content.texts["en"].personal.rules
    for rule in ("skin-cancer", "keloid", "flag-diagnosis-unclear"):
        assert rules[rule] not in printed


def test_what_a_visit_answers_itself_goes_before_what_an_earlier_one_said(
    services: Services, zoe: Patient
) -> None:
    first_visit(services, zoe, "traction", on="2026-01-05", care__minoxidil=True)
    second = first_visit(services, zoe, "traction", care__minoxidil=False)

    for_you = headed(paper(services, second), "For you")

    assert "Part of it you told us" not in for_you.lead
    assert not any("You use minoxidil" in str(each) for each in for_you.lines)


def test_the_preview_says_of_which_days_a_part_is(services: Services, zoe: Patient) -> None:
    plan = {"care__colouring_planned": True, "care__next_colouring": day("2026-06-01")}
    first_visit(services, zoe, "traction", on="2026-01-05", **plan)
    first = services.handouts.preview(DOCTOR, first_visit(services, zoe, "pattern-loss"), STANDARD)
    preview = services.handouts.preview(DOCTOR, session(services, zoe), STANDARD)

    assert first.said_before == (day("2026-01-05"),)
    assert preview.said_before == (day("2026-01-05"), day("2026-03-03"))


def test_reading_the_paper_notes_that_the_earlier_visit_was_read(
    services: Services, zoe: Patient, data_folder: Path
) -> None:
    first = first_visit(services, zoe, "traction")
    told = session(services, zoe)

    services.handouts.preview(READER, told, STANDARD)

    noted = {row[5] for row in rows(data_folder, "audit") if row[2] == READER.name}
    assert noted == {first, told}
