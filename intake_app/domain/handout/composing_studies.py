"""What is known beyond the five articles: in short, fact boxes, the list of studies."""

from collections.abc import Iterable
from dataclasses import replace

from intake_app.domain.evidence.bound_text import BoundText
from intake_app.domain.evidence.statements import Statement
from intake_app.domain.evidence.studies import SeenAs, Study, whole_people
from intake_app.domain.handout.blocks import (
    FactBox,
    FactBoxes,
    FactRow,
    People,
    StatementList,
    StudyEntry,
    StudyList,
)
from intake_app.domain.handout.composing_input import HandoutInput
from intake_app.domain.handout.composing_statements import living_study, statement, statements
from intake_app.domain.handout.content import UNSETTLED, BoxRowText, BoxText, DiagnosisText
from intake_app.domain.visit.carried import Part
from intake_app.domain.visit.hair_form import DIAGNOSIS, code_of


def diagnosis_code(given: HandoutInput) -> str:
    """The recorded diagnosis, if there are words for it; else that it is not settled."""
    code = code_of(given.answers, DIAGNOSIS)
    return code if code in given.texts.personal.diagnoses else UNSETTLED


def diagnosis_text(given: HandoutInput) -> DiagnosisText:
    return given.texts.personal.diagnosis(diagnosis_code(given))


def purpose(given: HandoutInput) -> StatementList:
    """What the paper is for, which decision it is about, what it does not do."""
    say = given.texts.say
    said = (*given.texts.lists["purpose.lines"], your_notes(given))
    lines = tuple(Statement(text=each) for each in said)
    return StatementList(
        heading=say("purpose.heading"),
        lead="",
        lines=lines,
    )


def your_notes(given: HandoutInput) -> str:
    """The kind of hair loss that was recorded, and when, if not at this visit."""
    say, name = given.texts.say, diagnosis_text(given).name
    before = given.said_on(Part.DIAGNOSIS)
    if before and diagnosis_code(given) == UNSETTLED:
        return say("purpose.unsettled_before", date=before)
    if before:
        return say("purpose.diagnosis_before", date=before, diagnosis=name)
    return say("purpose.diagnosis", diagnosis=name)


def in_short(given: HandoutInput) -> StatementList:
    return StatementList(
        heading=given.texts.say("in_short.heading"),
        lead="",
        lines=statements(given, diagnosis_text(given).in_short),
    )


def fact_boxes(given: HandoutInput) -> FactBoxes:
    """One table for each study of this kind of hair loss, in the order of the content."""
    say, code = given.texts.say, diagnosis_code(given)
    texts = given.texts.personal.boxes
    shown = [box for box in texts if not box.diagnoses or code in box.diagnoses]
    boxes = [_box(given, box) for box in shown]
    for i, text in enumerate(shown):
        if pictured := _pictured(given, text):
            boxes[i] = replace(boxes[i], picture_lead=pictured[0], pictures=pictured[1])
            break
    return FactBoxes(heading=say("boxes.heading"), lead=say("boxes.lead"), boxes=tuple(boxes))


def _pictured(given: HandoutInput, box: BoxText) -> tuple[str, tuple[People, People]] | None:
    """The main outcome of a study that compared two groups, as one pair of pictures."""
    say, study = given.texts.say, living_study(given, box.study, under=box.title)
    outcome = next((row.outcome for row in box.rows if row.counted and not row.is_harm), "")
    if not outcome or study.treated_of_100 is None or study.control_of_100 is None:
        return None
    groups = ((box.control, study.control_of_100), (box.treated, study.treated_of_100))
    control, treated = (
        People(of_100=number, words=say("boxes.picture", group=group, number=number))
        for group, number in ((group, whole_people(share)) for group, share in groups)
    )
    return say("boxes.picture_lead", outcome=outcome), (control, treated)


def study_list(given: HandoutInput, cited: Iterable[int]) -> StudyList:
    """The studies that this paper cites, with what was seen of each and when.

    Args:
        given: The input.
        cited: Numbers of studies.
    """
    say, wanted = given.texts.say, set(cited)
    studies = {
        number: study
        for number, study in enumerate(given.evidence.studies.values(), start=1)
        if number in wanted
    }
    oldest = min((study.checked_on for study in studies.values()), default=given.day)
    return StudyList(
        heading=say("studies.heading"),
        lead=say("studies.lead", date=given.dates.written(oldest)),
        entries=tuple(_entry(given, number, study) for number, study in studies.items()),
    )


def studies_in_brief(given: HandoutInput, cited: Iterable[int]) -> StudyList:
    """Where each cited study is found, and nothing else of it."""
    studies = tuple(given.evidence.studies.values())
    entries = (
        replace(entry, design="", citation=studies[entry.number - 1].citation.in_brief, details="")
        for entry in study_list(given, cited).entries
    )
    heading = given.texts.say("studies.heading")
    return StudyList(heading=heading, lead="", entries=tuple(entries))


def _entry(given: HandoutInput, number: int, study: Study) -> StudyEntry:
    say = given.texts.say
    words: list[str] = []
    if study.seen_as is not SeenAs.ABSTRACT:  # the list's lead says that of all the others
        words.append(say(f"studies.seen.{study.seen_as.value}"))
    if study.citation.not_confirmed:
        named = given.texts.study_fields
        fields = given.texts.listed(named[each] for each in study.citation.unconfirmed_fields)
        words.append(say("studies.not_confirmed", fields=fields))
    return StudyEntry(
        number=number,
        design=given.texts.personal.studies[study.id],
        citation=study.citation.line,
        details=" ".join(words),
        language=given.source_language,
    )


def _box(given: HandoutInput, box: BoxText) -> FactBox:
    say, study = given.texts.say, living_study(given, box.study, under=box.title)
    limits = statement(given, BoundText(text=box.limits, studies=(box.study,)))
    return FactBox(
        title=box.title,
        who=box.who,
        strength=box.strength,
        strength_words=say(f"boxes.strength.{box.strength.value}"),
        heads=(
            say("boxes.outcome"),
            say("boxes.of_100", group=box.control) if box.control else say("boxes.not_compared"),
            say("boxes.of_100", group=box.treated),
            say("boxes.not_had" if _counts_harm(box) else "boxes.not_improved"),
            say("boxes.who"),
        ),
        rows=tuple(_row(given, box, row, study) for row in box.rows),
        limits=limits,
        seen=say(f"boxes.seen.{study.seen_as.value}", date=given.dates.written(study.checked_on)),
    )


def _counts_harm(box: BoxText) -> bool:
    """Whether all that is counted in it is harm, which nobody hopes to improve."""
    counted = [row for row in box.rows if row.counted]
    return bool(counted) and all(row.is_harm for row in counted)


def _row(given: HandoutInput, box: BoxText, row: BoxRowText, study: Study) -> FactRow:
    say = given.texts.say
    if not row.counted or study.treated_of_100 is None:
        words = (given.texts.silences[row.silence], row.text)
        return FactRow(outcome=row.outcome, silence=" ".join(words))
    treated = whole_people(study.treated_of_100)
    key = "boxes.others_harm" if row.is_harm else "boxes.others"
    others = [say(key, number=100 - treated, group=box.treated)]
    control = ""
    if study.control_of_100 is not None:
        people = whole_people(study.control_of_100)
        control = str(people)
        others.append(say(key, number=100 - people, group=box.control))
    return FactRow(
        outcome=row.outcome, control=control, treated=str(treated), others="\n".join(others)
    )
