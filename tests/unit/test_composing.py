"""What a handout says, by the answers it is made from."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import TypeVar

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from intake_app.domain.clinic import Clinic
from intake_app.domain.clinic_words import ClinicWords
from intake_app.domain.document_ids import DOCUMENT_ALPHABET
from intake_app.domain.errors import HandoutRefused
from intake_app.domain.fhir.form import read_form
from intake_app.domain.form.answers import Answers
from intake_app.domain.handout.composing import compose_handout
from intake_app.domain.handout.composing_evidence import rows_for
from intake_app.domain.handout.composing_input import HandoutInput
from intake_app.domain.handout.handout import (
    Block,
    CalendarTable,
    CallCards,
    Comparison,
    DayStrip,
    Handout,
    HandoutOptions,
    Imprint,
    Lines,
    Note,
    SourceList,
    TitleBlock,
    Unknowns,
)
from intake_app.domain.handout.identity import identified
from intake_app.domain.handout.texts import ComparisonText
from intake_app.domain.own_words import bare
from intake_app.domain.values import Moment
from intake_app.domain.visit.aftercare import Window
from intake_app.domain.visit.consultation import Record, Version
from intake_app.services.ports import Content
from tests.helpers.builders import (
    AWKWARD_NAME,
    NOON,
    answered,
    code,
    day,
    moment,
    patient,
    window,
)

B = TypeVar("B")
CLINIC = Clinic(
    name="A made-up clinic",
    address="1 Example Road\n\n Sampletown ",
    phone="030 1234",
    phone_hours="Monday to Friday",
    night_phone="116117",
    emergency_number="112",
    time_zone="Europe/Berlin",
    interest="It is paid.",
    independent_places="The advice office",
    report_route="the agency",
)
GO: dict[str, object] = {
    "visit.date": day("2026-11-13"),
    "visit.practitioner": "Dr Ana Example",
    "plan.decision": code("go-ahead"),
    "plan.first_session": moment("2026-11-20 10:00"),
}


_form = cache(read_form)


def given_for(content: Content, answers: Answers, **changed: object) -> HandoutInput:
    whole = HandoutInput(
        patient=patient(),
        version=Version(number=1, record=Record(answers=answers), by="Dr Other", at=NOON),
        questionnaire=_form(content.form.definition),
        clinic=CLINIC,
        windows=content.windows,
        evidence=content.evidence,
        texts=content.texts["en"],
        content_version="1",
    )
    return replace(whole, **changed)  # type: ignore[arg-type]  # fields of HandoutInput


def composed(
    content: Content, more: Mapping[str, object] | None = None, **changed: object
) -> Handout:
    answers = answered({**GO, **(more or {})})
    return compose_handout(given_for(content, answers, **changed), HandoutOptions())


def block(handout: Handout, kind: type[B], number: int = 0) -> B:
    return [each for each in handout.blocks if isinstance(each, kind)][number]


def test_the_head_names_the_patient_the_session_and_who_saw_them(content: Content) -> None:
    title = block(composed(content), TitleBlock)
    facts = [bare(fact.value) for fact in title.facts]
    assert facts == [
        AWKWARD_NAME,
        "17 April 1988",
        "P000001",
        "Friday 20 November 2026, 10:00",
        "Dr Ana Example",
        "English",
    ]
    assert tuple(map(bare, title.clinic_lines)) == ("1 Example Road", "Sampletown", "030 1234")


def test_what_is_not_known_is_said_so(content: Content) -> None:
    answers = answered({"plan.decision": code("go-ahead")})
    stranger = patient(born="")
    handout = compose_handout(given_for(content, answers, patient=stranger), HandoutOptions())
    facts = [bare(fact.value) for fact in block(handout, TitleBlock).facts]
    assert facts[1] == "date of birth not known"
    assert facts[3].endswith("____")
    assert facts[4] == "Dr Other"
    assert handout.first_day is None


def test_a_partial_date_of_birth_is_printed_as_it_is_known(content: Content) -> None:
    for born, shown in (("1988", "1988"), ("1988-04", "April 1988")):
        handout = composed(content, patient=patient(born=born))
        assert handout.head.patient_born == f"born {shown}"


def test_made_up_patients_are_marked_on_every_page(content: Content) -> None:
    assert composed(content).head.demonstration == ""
    made_up = composed(content, clinic=replace(CLINIC, made_up=True))
    assert "Made-up patient" in made_up.head.demonstration


def test_the_cards_carry_the_clinics_numbers(content: Content) -> None:
    usual, ring, emergency = block(composed(content), CallCards).cards
    assert usual.lines
    assert ring.number == "030 1234"
    assert "Monday to Friday" in ring.lines[0]
    assert "116117" in ring.lines[0]
    assert emergency.number == "112"


def test_the_strip_has_fourteen_days_from_the_session_on(content: Content) -> None:
    strip = block(composed(content, windows=_windows()), DayStrip)
    assert len(strip.days) == 14
    first, second, third = strip.days[:3]
    assert (first.weekday, first.day, first.note) == ("Fri", "Fri 20 November", "Session")
    assert first.off == ("washing", "sun", "colour-after", "wet-places")
    assert (second.off, second.allowed) == (first.off[1:], ("washing 10:00",))
    assert (third.off, third.allowed) == (first.off[2:], ("sun",))


def _windows(*more: Window) -> tuple[Window, ...]:
    """The mandatory windows, each with its topic for its id and its word on the strip."""
    mandatory = (
        window(24, topic="washing"),
        window(2, "days", topic="sun"),
        window(7, "days", topic="colour-after"),
        window(7, "days", topic="colour-before", direction="before"),
        window(3, "days", topic="wet-places"),
    )
    return tuple(replace(each, id=each.topic, strip=each.topic) for each in (*mandatory, *more))


def test_appointments_are_printed_or_left_to_be_filled_in(content: Content) -> None:
    visits = block(composed(content), DayStrip).appointments
    assert all(fact.value.startswith("___") for fact in visits)
    more = {
        "plan.next_visit": moment("2026-12-04 09:30"),
        "plan.results_look": day("2027-02"),
    }
    visits = block(composed(content, more), DayStrip).appointments
    assert [fact.value for fact in visits] == ["Friday 4 December 2026, 09:30", "February 2027"]
    only_day = {"plan.next_visit": Moment(day("2026-12-04"))}
    visits = block(composed(content, only_day), DayStrip).appointments
    assert visits[0].value == "Friday 4 December 2026"


def test_the_calendar_gives_the_limit_in_words_and_where_it_comes_from(content: Content) -> None:
    calendar = block(composed(content), CalendarTable)
    rows = {row.what: row for row in calendar.rows}
    washing = rows["Wash or wet your hair"]
    assert washing.limit == "Not before Saturday 21 November, 10:00"
    assert washing.origin.startswith("In article 2.")
    assert "starting value of the program" in calendar.lead
    assert "rules of this clinic" in calendar.lead
    assert all(row.limit.startswith(("Not before ", "Not later than ")) for row in rows.values())


def test_without_a_session_the_calendar_leaves_a_blank_for_the_day(content: Content) -> None:
    handout = composed(content, {"plan.first_session": Moment(day("2026-11"))})
    assert block(handout, DayStrip).days == ()
    limits = [row.limit for row in block(handout, CalendarTable).rows]
    assert "Not before 24 hours after the session: ____________" in limits
    assert all(limit.endswith("____") for limit in limits)
    assert "not set yet" in block(handout, Lines).lines[0]


def test_without_a_session_the_longest_window_of_a_topic_is_printed(content: Content) -> None:
    windows = _windows(window(3, "days"), window(1))
    handout = composed(content, {"plan.first_session": Moment(day("2026"))}, windows=windows)
    limits = [row.limit for row in block(handout, CalendarTable).rows]
    assert [each for each in limits if "3 days after" in each]
    assert not [each for each in limits if " 1 hours" in each]


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ("2026-11-22", "5 days too early"),
        ("2026-11-26", "1 day too early"),
        ("2026-11-27", "keeps to the rule"),
        ("2026-11", "has no exact day"),
        ("2026-11-19", "6 days too late"),
    ],
)
def test_the_patients_own_colouring_is_held_against_the_calendar(
    content: Content, own: str, said: str
) -> None:
    lines = block(composed(content, {"care.next_colouring": day(own)}), Lines)
    assert any(said in line for line in lines.lines)
    assert bool(lines.marked) is ("keeps" not in said)


def test_no_plans_are_no_clash(content: Content) -> None:
    lines = block(composed(content), Lines)
    assert lines.lines == (content.texts["en"].phrases["own.none"],)
    assert not lines.marked


def test_a_note_is_printed_whole_and_only_when_there_is_one(content: Content) -> None:
    kinds = [type(each) for each in composed(content).blocks]
    assert Note not in kinds
    note = "<b>Bring {this}</b> & that\nالعربية " + "x" * 500
    assert block(composed(content, {"agreement.note": note}), Note).text == note


def test_statements_carry_the_numbers_of_their_sources(content: Content) -> None:
    handout = composed(content)
    numbers = {entry.number for entry in block(handout, SourceList).entries}
    assert numbers == {1, 2, 3, 4, 5}
    rows = block(handout, Comparison).rows
    told = [each for row in rows for each in (*row.favour, *row.against, *row.figures)]
    assert told
    assert all(set(each.sources) <= numbers for each in told)
    assert block(handout, Unknowns).lines


def _row(name: str, *diagnoses: str) -> ComparisonText:
    return ComparisonText(
        id=name, title=name, diagnoses=frozenset(diagnoses), favour=(), against=(), figures=()
    )


def test_a_row_for_the_diagnosis_stands_in_for_the_general_one() -> None:
    rows = (
        _row("works"),
        _row("works-pattern-loss", "pattern-loss"),
        _row("works-patches", "alopecia-areata"),
        _row("safe"),
    )
    assert [row.id for row in rows_for(rows, "pattern-loss")] == ["works-pattern-loss", "safe"]
    assert [row.id for row in rows_for(rows, "traction")] == ["works", "safe"]
    assert [row.id for row in rows_for(rows, "")] == ["works", "safe"]


def test_the_imprint_says_which_text_this_is_and_how_to_report(content: Content) -> None:
    lines = " ".join(block(composed(content), Imprint).lines)
    assert "Version of the text: 1." in lines
    assert "the agency" in lines


def test_the_clinics_words_are_printed_in_the_papers_language_or_as_they_are(
    content: Content,
) -> None:
    spanish = content.texts["es"]
    words = ClinicWords(
        language="es",
        phone_hours="De lunes a viernes",
        interest="Cobra cada sesión.",
        independent_places="Su médico",
    )
    clinic = replace(CLINIC, words=(words,))

    partly = composed(content, texts=spanish, clinic=clinic)
    assert "De lunes a viernes" in block(partly, CallCards).cards[1].lines[0]
    interest = next(b for b in partly.blocks if isinstance(b, Lines) and "Cobra" in b.lines[0])
    assert "Su médico" in interest.lines[1]
    foot = block(partly, Imprint).lines
    assert any(CLINIC.report_route in line for line in foot)
    assert spanish.say("imprint.own_words") in foot

    whole = replace(clinic, words=(replace(words, report_route="A la agencia"),))
    foot = block(composed(content, texts=spanish, clinic=whole), Imprint).lines
    assert any("A la agencia" in line for line in foot)
    assert spanish.say("imprint.own_words") not in foot


def test_a_window_without_a_value_or_a_missing_one_stops_the_printing(content: Content) -> None:
    with pytest.raises(HandoutRefused, match="has no value"):
        composed(content, windows=(*content.windows, window(None)))
    with pytest.raises(HandoutRefused, match="colour-after, colour-before"):
        composed(content, windows=[w for w in content.windows if "colour" not in w.id])


def test_the_same_input_gives_the_same_handout_and_id(content: Content) -> None:
    one, other = composed(content), composed(content)
    assert one == other
    assert identified(one) == one
    groups = one.document_id.split("-")
    assert [len(each) for each in groups] == [4, 4, 4]
    assert set("".join(groups)) <= set(DOCUMENT_ALPHABET)


@for_all(st.sampled_from(["a", "b", "İ", "\n", "髪"]), st.text(max_size=3))
def test_any_change_of_what_is_printed_changes_the_id(
    content: Content, note: str, more: str
) -> None:
    one = composed(content, {"agreement.note": note})
    other = composed(content, {"agreement.note": note + more})
    assert (one.document_id == other.document_id) is (not more)


@for_all(st.datetimes(datetime(2020, 1, 1), datetime(2027, 11, 1)))  # noqa: DTZ001
def test_no_row_of_the_strip_says_two_things_of_one_act(content: Content, at: datetime) -> None:
    session = moment(at.isoformat(" ", "minutes"))
    handout = composed(content, {"visit.date": day("2020-01-01"), "plan.first_session": session})
    assert session.at is not None
    for position, each in enumerate(block(handout, DayStrip).days):
        bare = {word.rsplit(" ", 1)[0] for word in each.allowed} | set(each.allowed)
        assert not bare & set(each.off)
        shown = session.at + timedelta(days=position)
        assert each.day.split()[1] in (str(shown.day), str((shown + timedelta(days=1)).day))


def test_every_block_is_one_that_a_renderer_knows(content: Content) -> None:
    assert all(isinstance(each, Block) for each in composed(content).blocks)
