"""The records keep every value exactly, and nothing that was not committed."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.domain.answers import DECLINED, UNKNOWN, Answer, Answers, Place
from intake_app.domain.answers import given as answered
from intake_app.domain.clinic import Clinic
from intake_app.domain.consultation import Consultation, ConsultationId, Record
from intake_app.domain.dates import PartialDate
from intake_app.domain.errors import (
    ConsultationChanged,
    ConsultationClosed,
    ConsultationNotFound,
    DocumentNotFound,
    FormRefused,
    PatientNotFound,
)
from intake_app.domain.patient import Patient, PatientDetails, PatientId, Sex
from intake_app.domain.questionnaire import FormRef
from intake_app.domain.screening import Override
from intake_app.domain.values import Coding, Moment, Quantity, Value
from intake_app.storage.records import Records
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

storable = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
words = storable.filter(lambda text: bool(text.strip()))
days = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 1, 1))
instants = st.builds(lambda day, at: datetime.combine(day, at, UTC), days, st.times())
partial_dates = st.one_of(
    st.builds(PartialDate, st.integers(1900, 2200)),
    st.builds(PartialDate, st.integers(1900, 2200), st.integers(1, 12)),
    st.builds(PartialDate.from_day, days),
)
details = st.builds(
    PatientDetails,
    name=words,
    birth_date=st.none() | partial_dates,
    sex=st.sampled_from(Sex),
    language=storable,
    phones=st.lists(storable, max_size=3).map(tuple),
    email=storable,
    guardian=storable,
    romanised_name=storable,
)
decimals = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=0, max_value=999)
moments = st.builds(
    lambda day, at, hours: Moment(
        PartialDate.from_day(day), datetime.combine(day, at, timezone(timedelta(hours=hours)))
    ),
    days,
    st.builds(time, st.integers(0, 23), st.integers(0, 59)),
    st.integers(-11, 13),
)
VALUES: dict[str, st.SearchStrategy[Value]] = {
    "visit.date": partial_dates,
    "visit.reason": words,
    "salt": decimals,
    "pulled": st.integers(0, 10**6),
    "told": st.booleans(),
    "clock": st.builds(time, st.integers(0, 23), st.integers(0, 59), st.integers(0, 59)),
    "next": moments,
    "weight": st.builds(Quantity, decimals, words, st.just("urn:u"), st.just("kg")),
    "skin": st.sampled_from([Coding(code, f"Type {code}", "urn:s") for code in ("I", "II")]),
    "sun": words,
}


def answers_to(link_id: str) -> st.SearchStrategy[Answer | None]:
    given_value = VALUES[link_id].map(answered)
    return st.none() | st.sampled_from([UNKNOWN, DECLINED]) | given_value


@st.composite
def all_answers(pick: st.DrawFn) -> Answers:
    answers = Answers()
    for link_id in VALUES:
        answers = answers.with_answer(Place(link_id), pick(answers_to(link_id)))
    for row in range(rows := pick(st.integers(0, 3))):
        answers = answers.with_row_count(Place("treatments"), rows)
        what = Place("treatments.what", (row,))
        answers = answers.with_answer(what, pick(st.none() | words.map(answered)))
        for dose in range(doses := pick(st.integers(0, 2))):
            answers = answers.with_row_count(Place("doses", (row,)), doses)
            place = Place("dose[0]", (row, dose))
            answers = answers.with_answer(place, pick(st.none() | decimals.map(answered)))
    return answers


overrides = st.dictionaries(
    st.sampled_from(["pregnant", "on-retinoid"]),
    st.builds(Override, reason=words, name=words, at=instants),
)
unfinished_texts = st.dictionaries(
    st.sampled_from([Place("pulled"), Place("dose[0]", (0, 1)), Place("treatments.what", (2,))]),
    storable,
)
all_records = st.builds(Record, answers=all_answers(), overrides=overrides.map(MappingProxyType))


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
    records: Records, record: Record, unfinished: dict[Place, str]
) -> None:
    with records.writing() as uow:
        begun = store_draft(uow)
        written = begun.with_record(record, unfinished)
        uow.consultations.update(written)
        uow.commit()

    with records.reading() as uow:
        assert uow.consultations.get(begun.id) == written


@given(all_records, all_records, words, words, instants)
def test_versions_and_an_amendment_being_written_are_read_back(
    records: Records, first: Record, second: Record, by: str, reason: str, at: datetime
) -> None:
    with records.writing() as uow:
        consultation = store_draft(uow).complete(first, by=by, at=at)
        uow.consultations.update(consultation)
        amended = consultation.begin_amendment(reason=reason, by=by, at=at)
        uow.consultations.update(amended)
        uow.commit()
    with records.writing() as uow:
        assert uow.consultations.get(consultation.id) == amended
        finished = amended.complete(second, by=by, at=LATER)
        uow.consultations.update(finished)
        uow.commit()

    with records.reading() as uow:
        assert uow.consultations.get(consultation.id) == finished


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


def test_patients_of_one_day_of_birth_are_found(records: Records) -> None:
    born = PartialDate(1988, 4, 17)
    with records.writing() as uow:
        twins = [
            uow.patients.add(PatientDetails(name=name, birth_date=born), at=NOON)
            for name in ("Ada Twin", "Bo Twin")
        ]
        uow.patients.add(
            PatientDetails(name="Of that month", birth_date=PartialDate(1988, 4)), at=NOON
        )
        register(uow)

        assert uow.patients.with_birth_date("1988-04-17") == twins
        assert uow.patients.with_birth_date("") == []


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


def test_a_form_that_was_not_committed_is_not_remembered(records: Records) -> None:
    with records.writing() as uow:
        uow.forms.add(stored_form(title="Given up"))
        assert uow.forms.questionnaire(stored_form().ref).title == "Given up"
    with records.writing() as uow:
        uow.forms.add(stored_form(title="Kept"))
        uow.commit()
        assert uow.forms.questionnaire(stored_form().ref).title == "Kept"


def test_a_committed_form_is_parsed_once(records: Records) -> None:
    with records.writing() as uow:
        uow.forms.add(stored_form())
        uow.commit()
    with records.reading() as uow:
        parsed = uow.forms.questionnaire(stored_form().ref)
    with records.reading() as uow:
        assert uow.forms.questionnaire(stored_form().ref) is parsed


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


def test_answers_to_questions_that_are_not_asked_stay_in_the_draft(records: Records) -> None:
    record = Record(answers=Answers().with_answer(Place("sun"), answered("outdoors all day")))
    with records.writing() as uow:
        begun = store_draft(uow, record)
        uow.commit()

    with records.reading() as uow:
        assert uow.consultations.get(begun.id).record == record


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


def test_a_clinic_that_was_never_set_up_has_empty_settings(records: Records) -> None:
    with records.reading() as uow:
        assert uow.clinic.get() == Clinic()
        assert not uow.clinic.is_set_up()


def test_a_time_without_its_zone_is_refused(records: Records) -> None:
    with records.writing() as uow, pytest.raises(Exception, match="without a time zone"):
        uow.patients.add(PatientDetails(name="Ada"), at=datetime(2026, 11, 21))  # noqa: DTZ001


def test_a_time_in_another_zone_is_the_same_moment(records: Records) -> None:
    there = NOON.astimezone(timezone(timedelta(hours=5, minutes=45)))
    with records.writing() as uow:
        patient: Patient = uow.patients.add(PatientDetails(name="Ada"), at=there)
        uow.commit()

    with records.reading() as uow:
        read = uow.patients.get(patient.id).registered_at
    assert read == NOON
    assert read.tzinfo is UTC


def test_numbers_keep_their_digits(records: Records) -> None:
    salt = Answers().with_answer(Place("salt"), answered(Decimal("12.50")))
    with records.writing() as uow:
        begun: Consultation = store_draft(uow, Record(answers=salt))
        uow.commit()

    with records.reading() as uow:
        answer = uow.consultations.get(begun.id).record.answers.get(Place("salt"))
    assert answer is not None
    assert str(answer.values[0]) == "12.50"
