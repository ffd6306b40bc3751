"""From a completed visit to a stored document, over real records and a real PDF."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import TypeVar

import pytest
from pypdf import PdfReader

from intake_app.domain.errors import (
    ConsultationNotCompleted,
    DocumentNotFound,
    HandoutRefused,
    NotAllowed,
)
from intake_app.domain.form.answers import Place, given
from intake_app.domain.handout.handout import (
    CalendarTable,
    Comparison,
    DayStrip,
    Edition,
    Handout,
    HandoutOptions,
    Lines,
    Note,
    Paper,
    SourceList,
    TitleBlock,
    Unknowns,
)
from intake_app.domain.handout.printed_names import NameNotDrawable, PatientNameNotDrawable
from intake_app.domain.handout.texts import HandoutTexts
from intake_app.domain.own_words import bare
from intake_app.domain.scalp.file import as_attachment
from intake_app.domain.visit.beginning import VisitKind
from intake_app.domain.visit.consultation import ConsultationId
from intake_app.domain.visit.drafting import SetAnswer, TypeText
from intake_app.domain.visit.hair_form import PRACTITIONER, PRINTED_NOTE
from intake_app.services.access import Actor, Role
from intake_app.services.content_in_force import languages_as_reviewed
from intake_app.services.demonstration import Demonstration, Script, demonstrate
from intake_app.services.ports import Content
from intake_app.services.suite import Services
from intake_app.storage.records import Records
from tests.helpers.earlier_visits import completed_visit
from tests.helpers.scalp_maps import PAINTED
from tests.helpers.stopped_clock import StoppedClock
from tests.helpers.upkeep import raw

B = TypeVar("B")
DOCTOR = Actor("Dr Ana Example", Role.PRACTITIONER)
STANDARD = HandoutOptions()


@pytest.fixture
def made(services: Services, script: Script, clock: StoppedClock) -> Demonstration:
    return demonstrate(services, script, clock, patients=2)


def preview(services: Services, made: Demonstration) -> Handout:
    return services.handouts.preview(DOCTOR, made.consultation_id, STANDARD).handout


def amended(services: Services, made: Demonstration, *edits: SetAnswer | TypeText) -> Handout:
    """The handout after changing some answers of the demonstration."""
    services.consultations.begin_amendment(DOCTOR, made.consultation_id, "a test")
    services.consultations.save(DOCTOR, made.consultation_id, edits)
    services.consultations.complete(DOCTOR, made.consultation_id)
    return preview(services, made)


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def block(handout: Handout, kind: type[B]) -> B:
    return next(each for each in handout.blocks if isinstance(each, kind))


def test_the_blocks_stand_in_the_order_of_the_design(
    services: Services, made: Demonstration
) -> None:
    kinds = [type(each).__name__ for each in preview(services, made).blocks]

    assert kinds == [
        "TitleBlock", "CallCards", "DayStrip", "CalendarTable", "Lines", "Note",
        "StatementList", "Grid", "StatementList", "StatementList", "Lines", "FactBoxes",
        "Comparison", "Unknowns", "StatementList", "Grid", "Lines", "ChoiceTable",
        "StatementList", "StatementList", "SourceList", "StudyList", "Imprint",
    ]  # fmt: skip


def test_the_same_visit_gives_the_same_bytes(services: Services, made: Demonstration) -> None:
    again = services.handouts.issue(DOCTOR, made.consultation_id, STANDARD)

    assert again.document_id == made.document.document_id
    assert again.content == made.document.content
    assert again.issued_at == made.document.issued_at


def test_a_reprint_returns_the_stored_bytes_whatever_became_of_the_clinic(
    services: Services, made: Demonstration
) -> None:
    clinic = services.clinic.get()
    services.clinic.save(DOCTOR, replace(clinic, phone="0000"))

    reprinted = services.handouts.reprint(DOCTOR, made.document.document_id.lower())

    assert reprinted.content == made.document.content
    assert reprinted.sha256 == made.document.sha256


def test_a_changed_clinic_gives_a_new_document_and_supersedes_the_old(
    services: Services, made: Demonstration
) -> None:
    services.clinic.save(DOCTOR, replace(services.clinic.get(), phone="0999"))

    new = services.handouts.issue(DOCTOR, made.consultation_id, STANDARD)

    assert new.document_id != made.document.document_id
    old = services.handouts.reprint(DOCTOR, made.document.document_id)
    assert old.superseded_by == new.document_id


def test_the_calendar_says_dates_of_this_session(services: Services, made: Demonstration) -> None:
    limits = {row.what: row.limit for row in block(preview(services, made), CalendarTable).rows}

    washing = next(limit for what, limit in limits.items() if "wash" in what.lower())
    assert washing == "Not before Sunday 29 November, 14:30"
    assert any(limit == "Not before Saturday 5 December" for limit in limits.values())
    assert any(limit == "Not later than Saturday 21 November" for limit in limits.values())


def test_a_session_on_the_night_the_clocks_change_keeps_its_24_hours(
    services: Services, made: Demonstration, content: Content
) -> None:
    moment = TypeText(Place("plan.first_session"), "2027-03-27 14:30")

    limits = [row.limit for row in block(amended(services, made, moment), CalendarTable).rows]

    assert "Not before Sunday 28 March, 15:30" in limits


def test_the_strip_shows_what_is_off_on_each_of_14_days(
    services: Services, made: Demonstration
) -> None:
    strip = block(preview(services, made), DayStrip)

    assert len(strip.days) == 14
    first, second, eighth = strip.days[0], strip.days[1], strip.days[7]
    assert first.day == "Sat 28 November"
    assert "washing" in first.off
    assert "washing 14:30" in second.allowed
    assert "washing" not in second.off
    assert eighth.off == ()
    assert "hair colour" in eighth.allowed


def test_the_patients_own_dates_are_held_against_the_calendar(
    services: Services, made: Demonstration
) -> None:
    own = block(preview(services, made), Lines)

    clash = next(line for line in own.lines if "colouring on Thursday 3 December" in line)
    assert "2 days too early" in clash
    assert "Saturday 5 December." in clash
    assert own.lines.index(clash) in own.marked
    holiday = next(line for line in own.lines if "holiday" in line)
    assert holiday.endswith("Wait until Monday 30 November, 14:30.")  # as the calendar says
    clear = next(line for line in own.lines if "pool" in line)
    assert own.lines.index(clear) not in own.marked


def test_without_a_session_the_calendar_prints_intervals_and_no_blank(
    services: Services, made: Demonstration, content: Content
) -> None:
    form = services.consultations.open(DOCTOR, made.consultation_id).questionnaire
    think = next(
        option.value
        for option in form.by_link_id["plan.decision"].options
        if option.value.code == "think"  # type: ignore[union-attr]
    )

    handout = amended(services, made, SetAnswer(Place("plan.decision"), given(think)))

    assert not [each for each in handout.blocks if isinstance(each, DayStrip)]
    limits = [row.limit for row in block(handout, CalendarTable).rows]
    assert "Not before 24 hours after the session" in limits
    assert not any("____" in limit for limit in limits)


def test_both_sides_and_each_sources_own_figure_are_printed(
    services: Services, made: Demonstration
) -> None:
    comparison = block(preview(services, made), Comparison)
    sessions = next(row for row in comparison.rows if "How many sessions" in row.question)

    figures = {statement.text: statement.sources for statement in sessions.figures}
    assert figures["At least 5."] == (1,)
    assert figures["At least 8 to 12, by how bald you are."] == (3,)
    assert figures["10 to 15 for the full course."] == (4,)
    assert all(row.favour and row.against for row in comparison.rows)


def test_the_comparison_follows_the_recorded_diagnosis(
    services: Services, made: Demonstration
) -> None:
    questions = [row.question for row in block(preview(services, made), Comparison).rows]

    assert [each for each in questions if each.startswith("Does it work")] == [
        "Does it work for pattern hair loss?"
    ]


def test_sources_carry_their_interest(services: Services, made: Demonstration) -> None:
    entries = block(preview(services, made), SourceList).entries

    assert [entry.number for entry in entries] == [1, 2, 3, 4, 5]
    assert all(any(fact.label == "What they gain" for fact in entry.details) for entry in entries)


def test_each_unknown_begins_with_a_fixed_wording(
    services: Services, made: Demonstration, content: Content
) -> None:
    wordings = tuple(content.texts["en"].silences.values())

    lines = block(preview(services, made), Unknowns).lines
    assert lines
    assert all(line.text.startswith(wordings) for line in lines)


def test_a_note_prints_as_text_and_whole(services: Services, made: Demonstration) -> None:
    note = "<b>bold?</b> & <para> Ωmega " + "word " * 3000 + "end-of-note"

    handout = amended(services, made, TypeText(Place("agreement.note"), note))
    pdf = services.handouts.issue(DOCTOR, made.consultation_id, STANDARD).content

    assert block(handout, Note).text == note
    text = " ".join(text_of(pdf).split())
    assert "<b>bold?</b> & <para> Ωmega" in text
    assert text.count("word ") >= 3000
    assert "end-of-note" in text


def test_names_of_made_up_patients_are_marked(services: Services, made: Demonstration) -> None:
    text = text_of(made.document.content)

    assert text.count("Made-up patient") == made.document.pages


def test_a_missing_telephone_number_stops_the_printing(
    services: Services, made: Demonstration
) -> None:
    services.clinic.save(DOCTOR, replace(services.clinic.get(), night_phone=" "))

    with pytest.raises(HandoutRefused, match="number outside those hours"):
        services.handouts.preview(DOCTOR, made.consultation_id, STANDARD)


def test_a_draft_has_no_handout(services: Services, made: Demonstration) -> None:
    draft = services.consultations.start(DOCTOR, made.patient_id)

    with pytest.raises(ConsultationNotCompleted):
        services.handouts.preview(DOCTOR, draft.consultation.id, STANDARD)


def test_a_check_after_treatment_has_no_handout_and_the_refusal_says_which_visit_has(
    services: Services, made: Demonstration
) -> None:
    kind = VisitKind.AFTER_TREATMENT_CHECK
    check = completed_visit(services, DOCTOR, made.patient_id, kind=kind)

    with pytest.raises(HandoutRefused, match="at which the treatment was agreed"):
        services.handouts.issue(DOCTOR, check, STANDARD)


def test_each_edition_and_paper_is_a_document_of_its_own(
    services: Services, made: Demonstration
) -> None:
    issued = [
        services.handouts.issue(
            DOCTOR, made.consultation_id, HandoutOptions(edition=edition, paper=paper)
        )
        for edition in Edition
        for paper in Paper
    ]

    assert len({document.document_id for document in issued}) == len(issued) == 6
    assert len({document.sha256 for document in issued}) == 6


def test_an_unknown_document_is_refused(services: Services, made: Demonstration) -> None:
    with pytest.raises(DocumentNotFound, match="AAAA"):
        services.handouts.reprint(DOCTOR, "AAAA-BBBB-CCCC")


def test_reception_issues_but_does_not_complete(services: Services, made: Demonstration) -> None:
    desk = Actor("Reception", Role.RECEPTION)

    assert services.handouts.issue(desk, made.consultation_id, STANDARD).content
    with pytest.raises(NotAllowed, match="reception"):
        services.consultations.begin_amendment(desk, made.consultation_id, "why")


def test_the_title_carries_the_session_in_the_clinics_own_time(
    services: Services, made: Demonstration
) -> None:
    services.clinic.save(DOCTOR, replace(services.clinic.get(), time_zone="Asia/Dhaka"))

    title = block(preview(services, made), TitleBlock)
    facts = {fact.label: bare(fact.value) for fact in title.facts}

    assert facts["Session"] == "Saturday 28 November 2026, 20:30"


def test_documents_of_a_patient_are_listed_newest_first(
    services: Services, made: Demonstration, clock: StoppedClock
) -> None:
    clock.move(hours=1)
    services.clinic.save(DOCTOR, replace(services.clinic.get(), phone="0999"))
    newer = services.handouts.issue(DOCTOR, made.consultation_id, STANDARD)

    listed = services.handouts.of_patient(DOCTOR, made.patient_id)

    assert [each.document_id for each in listed] == [
        newer.document_id,
        made.document.document_id,
    ]
    assert listed[0].issued_at - listed[1].issued_at == timedelta(hours=1)
    assert services.consultations.of_patient(DOCTOR, made.patient_id)[0].id == ConsultationId(
        made.consultation_id
    )


def test_looking_at_a_document_and_printing_it_are_two_entries(
    services: Services, made: Demonstration, data_folder: Path
) -> None:
    document_id = made.document.document_id

    for _ in range(2):
        services.handouts.show(DOCTOR, document_id)
        services.handouts.reprint(DOCTOR, document_id)
        services.handouts.printed(DOCTOR, document_id)

    connection = raw(data_folder)
    rows = connection.execute(
        "SELECT kind FROM audit WHERE record_id = ? ORDER BY sequence", (document_id,)
    ).fetchall()
    connection.close()
    assert [kind for (kind,) in rows] == [
        "document.issued", "document.shown", "document.printed", "document.printed"
    ]  # fmt: skip


GEBRE = "ገብረ 𒀀"


def renamed(services: Services, made: Demonstration, name: str, latin: str = "") -> None:
    patient = services.patients.get(DOCTOR, made.patient_id)
    services.patients.correct(
        DOCTOR, patient, replace(patient.details, name=name, romanised_name=latin)
    )


def test_a_patients_name_that_no_font_has_is_never_printed_as_numbers(
    services: Services, made: Demonstration
) -> None:
    renamed(services, made, GEBRE, "")

    for attempt in (services.handouts.preview, services.handouts.issue):
        with pytest.raises(PatientNameNotDrawable, match=r"ETHIOPIC SYLLABLE GA.* Latin letters"):
            attempt(DOCTOR, made.consultation_id, STANDARD)


def test_a_latin_name_that_no_font_has_either_does_not_help(
    services: Services, made: Demonstration
) -> None:
    renamed(services, made, GEBRE, "Gebre \x07")

    with pytest.raises(PatientNameNotDrawable):
        preview(services, made)


def test_the_name_in_latin_letters_is_printed_with_the_record_number(
    services: Services, made: Demonstration
) -> None:
    renamed(services, made, GEBRE, " Gebre Haile ")
    number = services.patients.get(DOCTOR, made.patient_id).record_number

    shown = services.handouts.preview(DOCTOR, made.consultation_id, STANDARD)

    assert shown.other_name == f"Gebre Haile ({number})"
    assert shown.handout.head.patient_name == shown.other_name
    assert shown.rendered.undrawable == ()
    issued = services.handouts.issue(DOCTOR, made.consultation_id, STANDARD)
    assert issued.document_id == shown.handout.document_id
    assert services.patients.get(DOCTOR, made.patient_id).name == GEBRE


def test_a_name_that_can_be_drawn_is_printed_although_there_is_another(
    services: Services, made: Demonstration
) -> None:
    renamed(services, made, "金正恩 김", "Kim")

    shown = services.handouts.preview(DOCTOR, made.consultation_id, STANDARD)

    assert (shown.handout.head.patient_name, shown.other_name) == ("金正恩 김", "")


def test_a_name_of_the_clinic_that_no_font_has_stops_with_its_setting(
    services: Services, made: Demonstration
) -> None:
    services.clinic.save(DOCTOR, replace(services.clinic.get(), name="ሐኪም"))

    with pytest.raises(NameNotDrawable, match=r"the name of the clinic.* under Settings"):
        preview(services, made)


def test_a_practitioners_name_that_no_font_has_stops_with_its_setting(
    services: Services, made: Demonstration
) -> None:
    with pytest.raises(NameNotDrawable, match=r"who sees the patient.* under Settings"):
        amended(services, made, TypeText(Place(PRACTITIONER), "ዶክተር"))


def test_a_note_that_no_font_has_is_printed_and_reported_as_before(
    services: Services, made: Demonstration
) -> None:
    edit = TypeText(Place(PRINTED_NOTE), "ring ገ")
    amended(services, made, edit)

    shown = services.handouts.preview(DOCTOR, made.consultation_id, STANDARD)

    assert shown.rendered.undrawable == ("ገ",)


def test_a_paper_with_the_scalp_map_is_kept_beside_the_one_without(
    services: Services, made: Demonstration
) -> None:
    file = as_attachment(PAINTED)
    amended(services, made, SetAnswer(Place("examination.salt.map"), given(file)))
    with_map = replace(STANDARD, scalp_map=True)
    plain = services.handouts.issue(DOCTOR, made.consultation_id, STANDARD)
    drawn = services.handouts.issue(DOCTOR, made.consultation_id, with_map)
    kept = {
        each.document_id: each for each in services.handouts.of_patient(DOCTOR, drawn.patient_id)
    }

    assert services.handouts.offer(DOCTOR, made.consultation_id).scalp_map
    assert kept[drawn.document_id].options == with_map
    assert kept[plain.document_id].options == STANDARD
    assert kept[plain.document_id].superseded_by == ""
    again = services.handouts.reprint(DOCTOR, drawn.document_id)
    assert again.content == drawn.content
    assert "Your scalp map" in text_of(again.content)
    assert "Your scalp map" not in text_of(plain.content)


def test_without_a_map_none_is_offered(services: Services, made: Demonstration) -> None:
    assert not services.handouts.offer(DOCTOR, made.consultation_id).scalp_map


@pytest.mark.parametrize("language", ["en", "ar", "bn", "es", "tr"])
def test_a_visit_with_plans_and_a_short_note_has_one_sheet_in_the_short_edition(
    services: Services, made: Demonstration, language: str
) -> None:
    options = HandoutOptions(edition=Edition.SHORT, language=language)

    assert services.handouts.issue(DOCTOR, made.consultation_id, options).pages == 2


class _Unread(dict[str, HandoutTexts]):
    def __missing__(self, code: str) -> HandoutTexts:
        raise AssertionError(f"{code} was read")

    def get(self, code: str, _otherwise: object = None) -> HandoutTexts:
        return self[code]


def test_no_translation_is_read_to_say_which_languages_there_are(
    records: Records, content: Content
) -> None:
    """Each takes a tenth of a second, and the first page would wait for all of them."""
    with records.reading() as uow:
        languages = languages_as_reviewed(uow, replace(content, texts=_Unread()))

    assert languages == tuple(content.languages.values())
