"""The records keep every value exactly, and nothing that was not committed."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from intake_app.domain.clinic import Clinic
from intake_app.domain.dates import PartialDate
from intake_app.domain.errors import (
    ConsultationChanged,
    ConsultationClosed,
    ConsultationNotFound,
    DocumentNotFound,
    FormRefused,
    PatientNotFound,
)
from intake_app.domain.form.answers import Answers, Place
from intake_app.domain.form.answers import given as answered
from intake_app.domain.form.questionnaire import FormRef
from intake_app.domain.patients.patient import PatientDetails, PatientId
from intake_app.domain.visit.consultation import ConsultationId, Record
from intake_app.storage.records import Records, open_records
from tests.helpers.record_builders import (
    AWKWARD_NAME,
    NOON,
    document,
    draft,
    register,
    store_completed,
    store_draft,
    stored_form,
)

NOBODY = PatientId("00000000-0000-0000-0000-000000000000")
LATER = NOON + timedelta(hours=1)


def test_what_is_not_committed_is_gone(records: Records) -> None:
    with records.writing() as uow:
        patient = register(uow)

    with records.reading() as uow, pytest.raises(PatientNotFound):
        uow.patients.get(patient.id)


def test_work_that_fails_half_way_leaves_nothing(records: Records) -> None:
    def fail_half_way() -> None:
        with records.writing() as uow:
            store_draft(uow)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()

    with records.reading() as uow:
        assert uow.forms.get(stored_form().ref) is None
        assert uow.consultations.open_drafts() == []


def test_after_the_commit_more_can_be_read_and_others_can_write(records: Records) -> None:
    with records.writing() as first:
        patient = register(first)
        first.commit()
        assert first.patients.get(patient.id) == patient
        with records.writing() as second:
            register(second, "Somebody Else")
            second.commit()


def test_record_numbers_go_on_from_the_last(records: Records) -> None:
    with records.writing() as uow:
        numbers = [register(uow).record_number for _ in range(3)]
        uow.commit()
    with records.writing() as uow:
        numbers.append(register(uow).record_number)

    assert numbers == ["P000001", "P000002", "P000003", "P000004"]


def test_a_correction_keeps_id_number_and_day_of_registration(records: Records) -> None:
    with records.writing() as uow:
        patient = register(uow)
        corrected = replace(patient, details=PatientDetails(name="Zoë", guardian="A. B."))
        uow.patients.update(corrected, at=LATER)
        uow.commit()

    with records.reading() as uow:
        assert uow.patients.get(patient.id) == corrected


def test_what_is_not_there_is_refused_by_name(records: Records) -> None:
    with records.reading() as uow:
        with pytest.raises(PatientNotFound):
            uow.patients.get(NOBODY)
        with pytest.raises(ConsultationNotFound):
            uow.consultations.get(ConsultationId("nowhere"))
        with pytest.raises(DocumentNotFound):
            uow.documents.get("NOWHERE")
        with pytest.raises(FormRefused, match="urn:none"):
            uow.forms.questionnaire(FormRef("urn:none", "1"))


def test_the_same_form_again_changes_nothing(records: Records) -> None:
    for _ in range(2):
        with records.writing() as uow:
            uow.forms.add(stored_form())
            uow.commit()

    with records.reading() as uow:
        assert uow.forms.get(stored_form().ref) == stored_form()


def test_another_content_under_the_same_version_is_refused(records: Records) -> None:
    with records.writing() as uow:
        uow.forms.add(stored_form())
        with pytest.raises(FormRefused, match=r"urn:test:form\|1\.0\.0"):
            uow.forms.add(stored_form(title="Changed without a new version"))


def test_a_form_that_was_not_committed_is_not_remembered(
    records: Records, elsewhere: Records
) -> None:
    with records.writing() as uow:
        uow.forms.add(stored_form(title="Given up"))
        assert uow.forms.questionnaire(stored_form().ref).title == "Given up"
    with elsewhere.writing() as uow:
        uow.forms.add(stored_form(title="Kept"))
        uow.commit()

    with records.reading() as uow:
        assert uow.forms.questionnaire(stored_form().ref).title == "Kept"


def test_a_committed_form_is_parsed_once(records: Records) -> None:
    with records.writing() as uow:
        uow.forms.add(stored_form())
        uow.commit()
    with records.reading() as uow:
        parsed = uow.forms.questionnaire(stored_form().ref)
    with records.reading() as uow:
        assert uow.forms.questionnaire(stored_form().ref) is parsed


def test_a_save_in_another_window_is_seen_at_once(records: Records, elsewhere: Records) -> None:
    with records.writing() as uow:
        begun = store_draft(uow)
        uow.commit()
    with elsewhere.writing() as uow:
        saved = uow.consultations.get(begun.id).with_record(Record(), {Place("pulled"): "1x"})
        uow.consultations.update(saved)
        uow.commit()

    with records.reading() as uow:
        assert uow.consultations.get(begun.id) == saved


def test_a_save_that_was_not_committed_is_not_remembered(data_folder: Path) -> None:
    """Even when another window saves under the same revision in the same moment."""
    here, there = (open_records(data_folder, now=lambda: NOON) for _ in range(2))
    with here.writing() as uow:
        begun = store_draft(uow)
        uow.commit()
    saves = [begun.with_record(Record(), {Place("pulled"): text}) for text in ("lost", "kept")]
    with here.writing() as uow:
        uow.consultations.update(saves[0])
    with there.writing() as uow:
        uow.consultations.update(saves[1])
        uow.commit()

    with here.reading() as uow:
        assert uow.consultations.get(begun.id) == saves[1]
    here.close()
    there.close()


def test_a_save_based_on_an_older_revision_is_refused(records: Records) -> None:
    with records.writing() as uow:
        begun = store_draft(uow)
        uow.commit()
    with records.writing() as uow:
        uow.consultations.update(begun.with_record(Record(), {}))
        uow.commit()

    with records.writing() as uow, pytest.raises(ConsultationChanged):
        uow.consultations.update(begun.with_record(Record(), {Place("pulled"): "1x"}))


def test_several_edits_of_what_was_just_read_are_one_save(records: Records) -> None:
    with records.writing() as uow:
        begun = store_draft(uow)
        uow.commit()
    with records.writing() as uow:
        read = uow.consultations.get(begun.id)
        thrice = read.with_record(Record(), {}).with_record(Record(), {}).with_record(Record(), {})
        uow.consultations.update(thrice)
        uow.commit()

    with records.reading() as uow:
        assert uow.consultations.get(begun.id).revision == 3


def test_a_discarded_draft_is_gone_and_a_completed_one_cannot_be(records: Records) -> None:
    with records.writing() as uow:
        begun, completed = store_draft(uow), store_completed(uow)
        uow.consultations.discard(begun.id)
        with pytest.raises(ConsultationClosed):
            uow.consultations.discard(completed.id)
        uow.commit()

    with records.reading() as uow:
        with pytest.raises(ConsultationNotFound):
            uow.consultations.get(begun.id)
        assert uow.consultations.get(completed.id) == completed


def test_a_patients_consultations_are_listed_newest_first(records: Records) -> None:
    visit = Answers().with_answer(Place("visit.date"), answered(PartialDate(2026, 11, 20)))
    with records.writing() as uow:
        uow.forms.add(stored_form())
        patient = register(uow)
        begun = draft(patient.id, Record(answers=visit))
        completed = replace(draft(patient.id), started_at=LATER).complete(
            Record(), by="Dr Example", at=LATER
        )
        amended = replace(completed, id=ConsultationId("amended"), started_at=LATER + timedelta(1))
        amended = amended.begin_amendment(reason="Wrong side", by="Dr B", at=NOON)
        amended = amended.complete(Record(), by="Dr B", at=LATER + timedelta(2))
        for each in (completed, amended, begun):
            uow.consultations.add(each)
        store_draft(uow)
        uow.commit()

    with records.reading() as uow:
        listed = uow.consultations.of_patient(patient.id)
    assert [each.id for each in listed] == [amended.id, completed.id, begun.id]
    assert [each.state for each in listed] == ["amended", "completed", "draft"]
    assert [each.is_open for each in listed] == [False, False, True]
    assert [each.visit_date for each in listed] == [None, None, date(2026, 11, 20)]
    assert [each.completed_at for each in listed] == [LATER + timedelta(2), LATER, None]
    assert {each.patient_name for each in listed} == {AWKWARD_NAME}
    assert {each.started_by for each in listed} == {"Dr Example"}


def test_open_drafts_are_listed_with_amendments_and_not_more_than_asked(
    records: Records,
) -> None:
    with records.writing() as uow:
        completed = store_completed(uow)
        reopened = completed.begin_amendment(reason="Wrong side", by="Dr B", at=LATER)
        begun = [store_draft(uow), store_draft(uow)]
        uow.consultations.update(reopened)
        store_completed(uow)
        uow.commit()

    with records.reading() as uow:
        assert [each.id for each in uow.consultations.open_drafts(limit=2)] == [
            reopened.id,
            begun[1].id,
        ]
        assert len(uow.consultations.open_drafts()) == 3


def test_a_month_is_no_day_of_a_visit(records: Records) -> None:
    month = Answers().with_answer(Place("visit.date"), answered(PartialDate(2026, 11)))
    with records.writing() as uow:
        begun = store_draft(uow, Record(answers=month))

        assert uow.consultations.of_patient(begun.patient_id)[0].visit_date is None


def test_a_document_is_read_back_byte_for_byte(records: Records) -> None:
    with records.writing() as uow:
        issued = document(store_completed(uow))
        uow.documents.add(issued)
        uow.commit()

    with records.reading() as uow:
        assert uow.documents.get(issued.document_id) == issued
        assert uow.documents.of_patient(issued.patient_id) == [replace(issued, content=b"")]
        assert uow.documents.find("NOWHERE") is None


def test_a_newer_document_supersedes_the_earlier_of_its_kind(records: Records) -> None:
    with records.writing() as uow:
        consultation, other = store_completed(uow), store_completed(uow)
        first = document(consultation, "FIRST")
        turkish = replace(
            document(consultation, "TURKISH"), options=replace(first.options, language="tr")
        )
        for each in (first, turkish, document(other, "OTHER")):
            uow.documents.add(each)
        uow.documents.add(replace(document(consultation, "SECOND"), issued_at=LATER))
        uow.documents.add(replace(document(consultation, "THIRD"), issued_at=LATER))
        uow.commit()

    with records.reading() as uow:
        by = {
            name: uow.documents.get(name).superseded_by
            for name in ("FIRST", "SECOND", "THIRD", "TURKISH", "OTHER")
        }
        newest = uow.documents.of_patient(consultation.patient_id)
    assert by == {"FIRST": "SECOND", "SECOND": "THIRD", "THIRD": "", "TURKISH": "", "OTHER": ""}
    assert [each.document_id for each in newest] == ["SECOND", "THIRD", "FIRST", "TURKISH"]


def test_a_clinic_that_was_never_set_up_has_empty_settings(records: Records) -> None:
    with records.reading() as uow:
        assert uow.clinic.get() == Clinic()
        assert not uow.clinic.is_set_up()


def test_a_time_without_its_zone_is_refused(records: Records) -> None:
    with records.writing() as uow, pytest.raises(Exception, match="without a time zone"):
        uow.patients.add(PatientDetails(name="Ada"), at=datetime(2026, 11, 21))  # noqa: DTZ001
