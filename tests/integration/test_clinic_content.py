"""The clinic sets its windows and approves the text; papers say so, and old ones stay."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest

from intake_app.domain.errors import DocumentNotFound, HandoutRefused, NotAllowed, ValueRefused
from intake_app.domain.handout.handout import (
    CalendarTable,
    Edition,
    Handout,
    HandoutOptions,
    Imprint,
)
from intake_app.domain.handout.printed_text import Change
from intake_app.domain.own_words import bare
from intake_app.domain.visit.aftercare import Span, SpanUnit
from intake_app.domain.visit.clinic_windows import NO_TIME, WindowNotFound
from intake_app.services.access import NOBODY_SIGNED_IN, Actor, Role
from intake_app.services.audit import Kind
from intake_app.services.clinic_content import (
    ApproverNotNamed,
    ClinicContentService,
    NothingApproved,
    Standing,
    TextChanged,
)
from intake_app.services.demonstration import Demonstration, Script, demonstrate
from intake_app.services.ports import Content
from intake_app.services.suite import Services
from intake_app.services.text_reviews import NothingReviewed, TextReviewService
from intake_app.storage.records import Records
from tests.helpers.stopped_clock import StoppedClock
from tests.helpers.upkeep import raw

B = TypeVar("B")
NAME = "Zoë O'Brien-Łukasz <b>&co</b> Şükrü"
DOCTOR = Actor(NAME, Role.PRACTITIONER)
DESK = Actor("Front desk", Role.RECEPTION)
STANDARD = HandoutOptions()
THREE_DAYS = Span(3, SpanUnit.DAYS)


@pytest.fixture
def made(services: Services, script: Script, clock: StoppedClock) -> Demonstration:
    return demonstrate(services, script, clock, patients=2)


def preview(services: Services, made: Demonstration) -> Handout:
    return services.handouts.preview(DOCTOR, made.consultation_id, STANDARD).handout


def block(handout: Handout, kind: type[B]) -> B:
    return next(each for each in handout.blocks if isinstance(each, kind))


def imprint(services: Services, made: Demonstration) -> str:
    return bare("\n".join(block(preview(services, made), Imprint).lines))


def approve(services: Services) -> None:
    text = services.clinic_content.text("en")
    services.clinic_content.approve(DOCTOR, "en", text.digest)


def audited(folder: Path, kind: Kind) -> int:
    connection = raw(folder)
    found = connection.execute("SELECT count(*) FROM audit WHERE kind = ?", (kind.value,))
    counts = [count for (count,) in found.fetchall()]
    connection.close()
    return int(str(counts[0]))


def test_until_somebody_approves_the_paper_says_that_nobody_has(
    services: Services, made: Demonstration
) -> None:
    assert "Not yet approved by this clinic." in imprint(services, made)
    assert services.clinic_content.text("en").standing is Standing.NEVER


def test_an_approval_puts_name_and_day_on_every_new_paper(
    services: Services, made: Demonstration, data_folder: Path
) -> None:
    approve(services)

    said = imprint(services, made)
    assert f"Read and approved for this clinic by {NAME}, 21 November 2026." in said
    assert "Not yet approved" not in said
    assert audited(data_folder, Kind.TEXT_APPROVED) == 1


def test_approving_twice_keeps_the_first_name_and_day(
    services: Services, clock: StoppedClock, data_folder: Path
) -> None:
    approve(services)
    clock.move(days=2)
    services.clinic_content.approve(
        Actor("Dr Other", Role.PRACTITIONER), "en", services.clinic_content.text("en").digest
    )

    approval = services.clinic_content.text("en").approval
    assert approval is not None
    assert approval.by == NAME
    assert audited(data_folder, Kind.TEXT_APPROVED) == 1


def test_after_a_change_of_content_the_difference_is_shown_and_the_paper_is_not_approved(
    services: Services,
    made: Demonstration,
    records: Records,
    content: Content,
    clock: StoppedClock,
) -> None:
    approve(services)
    english = content.texts["en"]
    phrases = {**english.phrases, "title": "Another title", "new.phrase": "New here"}
    del phrases["note.heading"]
    newer = replace(content, version="2", texts={"en": replace(english, phrases=phrases)})
    later = ClinicContentService(records.reading, records.writing, clock, newer)

    text = later.text("en")

    assert text.standing is Standing.CHANGED
    assert [(each.key, each.change, each.before, each.now) for each in text.changes] == [
        ("text.phrases.title", Change.CHANGED, "Your scalp injections", "Another title"),
        ("text.phrases.new.phrase", Change.NEW, "", "New here"),
        ("text.phrases.note.heading", Change.GONE, "A note for you", ""),
    ]


def test_a_changed_window_asks_for_approval_anew(services: Services, made: Demonstration) -> None:
    approve(services)
    services.clinic_content.change_window(DOCTOR, "sun", THREE_DAYS)

    assert "Not yet approved" in imprint(services, made)
    keys = [each.key for each in services.clinic_content.text("en").changes]
    assert "window.sun.value" in keys

    services.clinic_content.change_window(DOCTOR, "sun", None)

    assert services.clinic_content.text("en").standing is Standing.APPROVED


def test_what_changed_while_it_was_read_is_not_approved(services: Services) -> None:
    read = services.clinic_content.text("en").digest
    services.clinic_content.change_window(DOCTOR, "sun", THREE_DAYS)

    with pytest.raises(TextChanged):
        services.clinic_content.approve(DOCTOR, "en", read)
    assert services.clinic_content.text("en").approval is None


def test_an_approval_can_be_taken_back(
    services: Services, made: Demonstration, data_folder: Path
) -> None:
    approve(services)
    services.clinic_content.take_back(DOCTOR, "en")

    assert services.clinic_content.text("en").standing is Standing.TAKEN_BACK
    assert "Not yet approved" in imprint(services, made)
    assert audited(data_folder, Kind.TEXT_TAKEN_BACK) == 1
    with pytest.raises(NothingApproved):
        services.clinic_content.take_back(DOCTOR, "en")


def test_that_a_clinician_who_speaks_the_language_has_read_it_is_kept_apart_from_the_approval(
    services: Services, made: Demonstration, content: Content
) -> None:
    say = content.texts["es"].say
    reviews, spanish = services.text_reviews, HandoutOptions(language="es")

    def foot() -> tuple[str, ...]:
        handout = services.handouts.preview(DOCTOR, made.consultation_id, spanish).handout
        return next(each for each in handout.blocks if isinstance(each, Imprint)).lines

    def offered() -> dict[str, str]:
        offer = services.handouts.offer(DOCTOR, made.consultation_id)
        return {each.code: each.reviewed_by for each in offer.languages}

    assert say("imprint.not_reviewed") in foot()
    text = services.clinic_content.text("es")
    reviews.record(DOCTOR, "es", "  Dra. Inés  Ejemplo ", text.digest)

    assert not {say("imprint.not_reviewed")} & set(foot())
    assert any("Dra. Inés Ejemplo" in bare(line) for line in foot())
    assert say("imprint.not_approved") in foot()
    assert offered() == {code: "Dra. Inés Ejemplo" * (code == "es") for code in offered()}
    assert services.clinic_content.text("es").standing is Standing.NEVER

    services.clinic_content.change_window(DOCTOR, "sun", THREE_DAYS)
    assert any("Dra. Inés Ejemplo" in line for line in foot()), "a number is no word"
    reviews.take_back(DOCTOR, "es")
    assert say("imprint.not_reviewed") in foot()
    with pytest.raises(NothingReviewed):
        reviews.take_back(DOCTOR, "es")


def test_a_review_holds_for_the_words_that_were_read_only(
    services: Services, content: Content, clock: StoppedClock, records: Records
) -> None:
    with pytest.raises(TextChanged):
        services.text_reviews.record(DOCTOR, "es", NAME, "another text")
    for name in (" ", "x" * 121):
        with pytest.raises(ValueRefused, match="write 1 to 120"):
            services.text_reviews.record(DOCTOR, "es", name, "")
    services.text_reviews.record(DOCTOR, "es", NAME, services.clinic_content.text("es").digest)

    spanish = content.texts["es"]
    words = {**spanish.phrases, "title": "Otro título"}
    texts = {**content.texts, "es": replace(spanish, phrases=words)}
    later = replace(content, texts=texts)
    shared = (records.reading, records.writing, clock, later)
    review = TextReviewService(*shared, ClinicContentService(*shared)).last("es")
    assert review is not None
    assert (review.clinician, review.holds) == (NAME, False)


def test_only_a_named_practitioner_approves(services: Services, made: Demonstration) -> None:
    digest = services.clinic_content.text("en").digest
    with pytest.raises(NotAllowed):
        services.clinic_content.approve(DESK, "en", digest)
    with pytest.raises(ApproverNotNamed, match="say which one"):
        services.clinic_content.approve(NOBODY_SIGNED_IN, "en", digest)

    listed = services.clinic.get().practitioners[0]
    services.clinic_content.approve(Actor(listed, Role.MANAGER), "en", digest)

    assert services.clinic_content.text("en").standing is Standing.APPROVED


def test_a_language_that_is_not_there_is_refused(services: Services) -> None:
    with pytest.raises(HandoutRefused, match="no language “tlh”"):
        services.clinic_content.text("tlh")


def test_a_window_of_the_clinic_prints_with_its_name_its_day_and_what_it_was(
    services: Services, made: Demonstration, data_folder: Path
) -> None:
    services.clinic_content.change_window(DOCTOR, "washing", THREE_DAYS)

    row = block(preview(services, made), CalendarTable).rows[0]
    assert row.limit == "Not before Tuesday 1 December"
    assert f"Clinic rule ({NAME}, 21 November 2026)." in bare(row.origin)
    assert "Hours to wait before that: 24." in row.origin
    assert audited(data_folder, Kind.WINDOW_CHANGED) == 1


def test_a_window_of_the_clinic_counts_while_the_patients_dates_are_typed(
    services: Services, made: Demonstration
) -> None:
    def first_days() -> set[date]:
        view = services.consultations.open(DOCTOR, made.consultation_id)
        return {
            each.dated.edge_day
            for each in view.own_dates
            if each.dated.window.id == "colour-after"
        }

    before = first_days()
    services.clinic_content.change_window(DOCTOR, "colour-after", Span(30, SpanUnit.DAYS))

    assert before == {date(2026, 12, 5)}
    assert first_days() == {date(2026, 12, 28)}


def test_a_window_whose_time_was_taken_away_stops_every_edition_until_it_has_one(
    services: Services, made: Demonstration
) -> None:
    content = services.clinic_content
    content.change_window(DOCTOR, "sun", NO_TIME)

    for edition in Edition:
        with pytest.raises(HandoutRefused, match="has no value"):
            services.handouts.preview(
                DOCTOR, made.consultation_id, HandoutOptions(edition=edition)
            )
    content.change_window(DOCTOR, "sun", THREE_DAYS)
    sun = next(each.now for each in content.windows() if each.now.id == "sun")
    assert (sun.set_to, sun.before) == (THREE_DAYS, Span(48, SpanUnit.HOURS))
    services.handouts.preview(DOCTOR, made.consultation_id, HandoutOptions())


def test_going_back_to_the_starting_value_is_kept_with_a_name_too(
    services: Services, records: Records
) -> None:
    services.clinic_content.change_window(DOCTOR, "sun", THREE_DAYS)
    services.clinic_content.change_window(DOCTOR, "sun", None)

    sun = next(each for each in services.clinic_content.windows() if each.now.id == "sun")
    assert sun.now == sun.starting
    with records.reading() as uow:
        kept = uow.clinic_content.window_changes()
    assert [(each.span, each.before, each.by) for each in kept] == [
        (THREE_DAYS, Span(48, SpanUnit.HOURS), NAME),
        (None, THREE_DAYS, NAME),
    ]


@pytest.mark.parametrize("span", [THREE_DAYS, None])
def test_setting_what_is_so_already_leaves_who_set_it(
    services: Services, data_folder: Path, span: Span | None
) -> None:
    services.clinic_content.change_window(DOCTOR, "sun", span)
    services.clinic_content.change_window(Actor("Dr Other", Role.PRACTITIONER), "sun", span)

    assert audited(data_folder, Kind.WINDOW_CHANGED) == (span is not None)


@pytest.mark.parametrize(
    "span", [Span(0, SpanUnit.DAYS), Span(91, SpanUnit.DAYS), Span(2161, SpanUnit.HOURS)]
)
def test_a_time_that_cannot_be_meant_is_refused(services: Services, span: Span) -> None:
    with pytest.raises(ValueRefused, match="whole number of"):
        services.clinic_content.change_window(DOCTOR, "sun", span)
    with pytest.raises(WindowNotFound, match="sun, tight-hats"):
        services.clinic_content.change_window(DOCTOR, "moon", THREE_DAYS)
    with pytest.raises(NotAllowed):
        services.clinic_content.change_window(DESK, "sun", THREE_DAYS)


def test_what_the_clinic_decided_cannot_be_changed_in_the_records(
    services: Services, made: Demonstration, data_folder: Path
) -> None:
    approve(services)
    services.clinic_content.change_window(DOCTOR, "sun", THREE_DAYS)
    services.handouts.mark_given(DESK, made.document.document_id)
    services.text_reviews.record(DOCTOR, "en", NAME, services.clinic_content.text("en").digest)
    connection = raw(data_folder)

    for table in ("window_change", "content_approval", "document_giving", "text_review"):
        for statement in (f"UPDATE {table} SET number = 7", f"DELETE FROM {table}"):
            with pytest.raises(Exception, match="is never changed"):
                connection.execute(statement)
    connection.close()


def test_that_a_paper_was_given_is_kept_with_who_and_when(
    services: Services, made: Demonstration, data_folder: Path
) -> None:
    document_id = made.document.document_id
    assert made.document.given is None

    services.handouts.mark_given(DESK, document_id.lower())
    services.handouts.mark_given(DOCTOR, document_id)

    given = services.handouts.reprint(DOCTOR, document_id).given
    assert given is not None
    assert given.by == "Front desk"
    listed = services.handouts.of_patient(DOCTOR, made.patient_id)
    assert [each.given for each in listed if each.document_id == document_id] == [given]
    assert audited(data_folder, Kind.DOCUMENT_GIVEN) == 1


def test_a_paper_given_by_mistake_is_not_given(
    services: Services, made: Demonstration, data_folder: Path
) -> None:
    document_id = made.document.document_id
    services.handouts.mark_given(DESK, document_id)

    services.handouts.mark_given(DESK, document_id, was_given=False)

    assert services.handouts.reprint(DOCTOR, document_id).given is None
    assert audited(data_folder, Kind.DOCUMENT_NOT_GIVEN) == 1
    with pytest.raises(DocumentNotFound):
        services.handouts.mark_given(DESK, "XXXX-XXXX-XXXX")
