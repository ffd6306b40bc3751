"""A consultation's life: draft, completed, amended; what is completed never changes."""

import pytest

from intake_app.domain.errors import (
    ConsultationClosed,
    ConsultationNotCompleted,
    ValueRefused,
)
from intake_app.domain.form.answers import Place
from intake_app.domain.visit.consultation import Consultation, ConsultationState, Record
from intake_app.domain.visit.screening import Override
from tests.helpers.builders import NOON, answered, draft, form, question

FORM = form(question("a"))
FIRST, SECOND = Record(answers=answered({"a": "x"})), Record(answers=answered({"a": "y"}))


def opened() -> Consultation:
    return draft(FORM)


def closed() -> Consultation:
    return opened().complete(FIRST, by="Dr Example", at=NOON)


def amending() -> Consultation:
    return closed().begin_amendment(reason=" A slip ", by="Dr Other", at=NOON)


def test_a_draft_is_open_and_nothing_stands_yet() -> None:
    assert opened().state is ConsultationState.DRAFT
    assert opened().is_open
    with pytest.raises(ConsultationNotCompleted, match="Complete it first"):
        _ = opened().completed


def test_every_change_counts_as_a_revision_and_leaves_the_old_one_alone() -> None:
    first = opened()
    second = first.with_record(FIRST, {Place("a"): "?"})
    assert (first.record, first.revision) == (Record(), 0)
    assert (second.record, second.revision) == (FIRST, 1)
    assert second.unfinished == {Place("a"): "?"}


def test_completing_amending_and_giving_up_count_too() -> None:
    steps = [opened(), closed(), amending(), amending().drop_amendment()]
    assert [step.revision for step in steps] == [0, 1, 2, 3]


def test_unfinished_text_cannot_be_changed_from_outside() -> None:
    texts = {Place("a"): "?"}
    consultation = opened().with_record(FIRST, texts)
    texts.clear()
    assert consultation.unfinished == {Place("a"): "?"}


def test_completing_closes_and_the_version_says_who_and_when() -> None:
    consultation = (
        opened().with_record(FIRST, {Place("a"): "?"}).complete(FIRST, by="Dr Example", at=NOON)
    )
    assert consultation.state is ConsultationState.COMPLETED
    assert not consultation.is_open
    assert consultation.unfinished == {}
    version = consultation.completed
    assert (version.number, version.record, version.by, version.at, version.reason) == (
        1,
        FIRST,
        "Dr Example",
        NOON,
        "",
    )
    assert consultation.record == FIRST


def test_what_is_closed_is_neither_written_nor_completed_again() -> None:
    with pytest.raises(ConsultationClosed, match="Amend it instead"):
        closed().with_record(SECOND, {})
    with pytest.raises(ConsultationClosed):
        closed().complete(SECOND, by="x", at=NOON)
    with pytest.raises(ConsultationClosed):
        closed().drop_amendment()


def test_an_amendment_begins_with_what_stands_which_stays_in_force() -> None:
    consultation = amending().with_record(SECOND, {})
    assert consultation.state is ConsultationState.COMPLETED
    assert consultation.is_open
    assert consultation.record == SECOND
    assert consultation.completed.record == FIRST


def test_an_amendment_is_a_new_version_with_its_reason() -> None:
    consultation = amending().complete(SECOND, by="Dr Other", at=NOON)
    assert consultation.state is ConsultationState.AMENDED
    assert [version.record for version in consultation.versions] == [FIRST, SECOND]
    assert consultation.completed.reason == "A slip"
    assert consultation.amendment is None


def test_an_amendment_can_be_given_up() -> None:
    consultation = amending().with_record(SECOND, {Place("a"): "?"}).drop_amendment()
    assert consultation.record == FIRST
    assert not consultation.is_open
    assert consultation.unfinished == {}
    assert consultation.state is ConsultationState.COMPLETED


def test_an_amendment_needs_a_reason_and_begins_only_once() -> None:
    with pytest.raises(ValueRefused, match="write why"):
        closed().begin_amendment(reason="  ", by="x", at=NOON)
    assert amending().begin_amendment(reason="Another", by="x", at=NOON) == amending()


def test_a_draft_has_no_amendment_to_begin() -> None:
    first = opened()
    assert first.begin_amendment(reason="x", by="x", at=NOON) is first


def test_a_reason_is_recorded_and_taken_back_without_touching_the_old_record() -> None:
    override = Override(reason="Seen", name="Dr Example", at=NOON)
    record = Record().with_override("rule", override)
    assert record.overrides == {"rule": override}
    assert record.with_override("rule", None) == Record()
    assert Record().overrides == {}


def test_a_form_is_named_with_its_version() -> None:
    assert str(opened().form) == "urn:test:form|1"
