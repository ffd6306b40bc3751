"""Every value is read back from the records exactly as it was written."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from intake_app.domain.clinic import Clinic
from intake_app.domain.fhir.form import read_form
from intake_app.domain.fhir_json import from_json_text
from intake_app.domain.form.answers import Answers, Place
from intake_app.domain.form.answers import given as answered
from intake_app.domain.patients.patient import Patient, PatientDetails
from intake_app.domain.visit.consultation import Consultation, ConsultationId, Record
from intake_app.domain.visit.fhir_response import response_to_json
from intake_app.storage.records import Records
from intake_app.storage.response_text import ResponseTexts
from tests.helpers.record_builders import (
    NOON,
    store_draft,
    stored_form,
)
from tests.helpers.record_strategies import (
    all_records,
    details,
    instants,
    storable,
    unfinished_texts,
    words,
)

LATER = NOON + timedelta(hours=1)


@given(details, instants)
def test_a_patient_is_read_back_as_written(
    records: Records, wanted: PatientDetails, at: datetime
) -> None:
    with records.writing() as uow:
        added = uow.patients.add(wanted, at=at)
        uow.commit()

    with records.reading() as uow:
        assert uow.patients.get(added.id) == added
    assert added.details == wanted
    assert added.registered_at == at


@given(all_records, unfinished_texts)
def test_a_draft_is_read_back_as_written(
    records: Records, elsewhere: Records, record: Record, unfinished: dict[Place, str]
) -> None:
    with records.writing() as uow:
        begun = store_draft(uow)
        written = begun.with_record(record, unfinished).written_at(next(iter(unfinished), None))
        uow.consultations.update(written)
        uow.commit()

    with elsewhere.reading() as uow:
        assert uow.consultations.get(begun.id) == written


@given(all_records, all_records, words, words, instants)
def test_versions_and_an_amendment_being_written_are_read_back(
    records: Records,
    elsewhere: Records,
    first: Record,
    second: Record,
    by: str,
    reason: str,
    at: datetime,
) -> None:
    with records.writing() as uow:
        consultation = store_draft(uow).complete(first, by=by, at=at)
        uow.consultations.update(consultation)
        amended = consultation.begin_amendment(reason=reason, by=by, at=at)
        uow.consultations.update(amended)
        uow.commit()
    with records.writing() as uow:
        assert uow.consultations.get(consultation.id) == amended
        assert unremembered(elsewhere, consultation.id) == amended
        finished = amended.complete(second, by=by, at=LATER)
        uow.consultations.update(finished)
        uow.commit()

    with elsewhere.reading() as uow:
        assert uow.consultations.get(consultation.id) == finished


def unremembered(records: Records, consultation_id: ConsultationId) -> Consultation:
    with records.reading() as uow:
        return uow.consultations.get(consultation_id)


@given(st.lists(all_records, min_size=2, max_size=4))
def test_a_response_written_in_parts_is_the_one_written_whole(versions: list[Record]) -> None:
    texts, form = ResponseTexts(), read_form(from_json_text(stored_form().definition))
    for record in versions:
        text = texts.text(ConsultationId("one"), form, record)

        assert from_json_text(text) == response_to_json(form, record)


def test_a_number_with_other_digits_is_written_anew(records: Records, elsewhere: Records) -> None:
    with records.writing() as uow:
        begun = store_draft(uow)
        for digits in ("12.5", "12.50"):
            salt = Answers().with_answer(Place("salt"), answered(Decimal(digits)))
            begun = begun.with_record(Record(answers=salt), {})
            uow.consultations.update(begun)
        uow.commit()

    with elsewhere.reading() as uow:
        answer = uow.consultations.get(begun.id).record.answers.get(Place("salt"))
    assert answer is not None
    assert str(answer.values[0]) == "12.50"


def test_answers_to_questions_that_are_not_asked_stay_in_the_draft(records: Records) -> None:
    record = Record(answers=Answers().with_answer(Place("sun"), answered("outdoors all day")))
    with records.writing() as uow:
        begun = store_draft(uow, record)
        uow.commit()

    with records.reading() as uow:
        assert uow.consultations.get(begun.id).record == record


@given(
    st.builds(Clinic, name=storable, phone=storable, practitioners=st.tuples(storable, storable))
)
def test_the_clinics_settings_are_read_back_and_the_newest_is_in_force(
    records: Records, clinic: Clinic
) -> None:
    with records.writing() as uow:
        uow.clinic.save(Clinic(name="Before"), by="The manager", at=NOON)
        uow.clinic.save(clinic, by="The manager", at=LATER)
        uow.commit()

    with records.reading() as uow:
        assert uow.clinic.get() == clinic
        assert uow.clinic.is_set_up()


def test_a_time_in_another_zone_is_the_same_moment(records: Records) -> None:
    there = NOON.astimezone(timezone(timedelta(hours=5, minutes=45)))
    with records.writing() as uow:
        patient: Patient = uow.patients.add(PatientDetails(name="Ada"), at=there)
        uow.commit()

    with records.reading() as uow:
        read = uow.patients.get(patient.id).registered_at
    assert read == NOON
    assert read.tzinfo is UTC


def test_half_an_emoji_that_was_typed_is_kept(records: Records, elsewhere: Records) -> None:
    with records.writing() as uow:
        typed = store_draft(uow).with_record(Record(), {Place("visit.reason"): "\x00half \ud83d"})
        uow.consultations.update(typed)
        uow.commit()

    with elsewhere.reading() as uow:
        assert uow.consultations.get(typed.id) == typed
