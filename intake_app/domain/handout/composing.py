"""From a completed consultation to the handout: what is printed, in which order."""

from collections.abc import Sequence
from dataclasses import replace

from intake_app.domain.errors import HandoutRefused
from intake_app.domain.evidence.statements import Statement
from intake_app.domain.handout.blocks import ScalpMap
from intake_app.domain.handout.composing_ahead import (
    session_facts,
    title_of,
    what_comes_next,
)
from intake_app.domain.handout.composing_calendar import (
    appointments,
    calendar_in_brief,
    calendar_of_any_session,
    calendar_table,
    day_strip,
    first_strip_day,
    own_date_lines,
)
from intake_app.domain.handout.composing_cards import call_cards
from intake_app.domain.handout.composing_choices import choices, questions, teach_back
from intake_app.domain.handout.composing_evidence import comparison, source_list, unknowns
from intake_app.domain.handout.composing_input import HandoutInput
from intake_app.domain.handout.composing_person import for_you, hopes, injected, matters
from intake_app.domain.handout.composing_scalp import scalp_map
from intake_app.domain.handout.composing_short import (
    known_in_brief,
    own_dates_in_brief,
    sources_in_brief,
)
from intake_app.domain.handout.composing_statements import refuse_dead_articles
from intake_app.domain.handout.composing_studies import (
    fact_boxes,
    in_short,
    purpose,
    studies_in_brief,
    study_list,
)
from intake_app.domain.handout.composing_support import support, support_in_brief
from intake_app.domain.handout.handout import (
    Block,
    Edition,
    Fact,
    Handout,
    HandoutOptions,
    Imprint,
    Lines,
    Note,
    RunningHead,
    TitleBlock,
)
from intake_app.domain.handout.identity import identified
from intake_app.domain.handout.inside import all_inside
from intake_app.domain.own_words import as_typed, own_name
from intake_app.domain.visit.hair_form import PRACTITIONER, PRINTED_NOTE, first_text

MANDATORY_WINDOWS = frozenset({"washing", "sun", "colour-before", "colour-after", "wet-places"})
"""Without a row for each of these no handout is printed (check H13 of the dossier)."""

__all__ = ["HandoutInput", "compose_handout"]


def compose_handout(given: HandoutInput, options: HandoutOptions) -> Handout:
    """Put the handout together; the same input always gives the same handout.

    Raises:
        HandoutRefused: An aftercare window has no value, a mandatory one is not there, or a
            statement has no source that lives on the day that the paper is for.
    """
    _refuse_gaps(given)
    given = given.in_its_language()
    blocks: list[Block] = [_title(given), call_cards(given)]
    drawn = scalp_map(given) if options.scalp_map else None
    seen = [drawn] if drawn else []
    blocks += _in_brief(given, seen) if options.edition is Edition.SHORT else _whole(given, seen)
    blocks.append(_imprint(given))
    ahead = given.ahead
    paper = Handout(
        language=given.texts.language.tag,
        right_to_left=given.texts.language.right_to_left,
        title=title_of(given, ahead),
        edition=options.edition,
        paper=options.paper,
        head=_head(given),
        blocks=tuple(blocks),
        first_day=first_strip_day(ahead),
    )
    return identified(paper)


def _whole(given: HandoutInput, seen: list[ScalpMap]) -> list[Block]:
    """Everything behind the call cards, but the foot."""
    ahead = given.ahead
    blocks: list[Block] = what_comes_next(given, ahead)
    if not ahead.has_no_session:
        blocks = [day_strip(given), calendar_table(given), own_date_lines(given), *blocks]
    blocks += [*_note(given), for_you(given), *seen, *injected(given), *_what_is_known(given)]
    blocks += [hopes(given), matters(given), support(given)]
    blocks += [choices(given), questions(given), teach_back(given)]
    if ahead.has_no_session:
        blocks.append(calendar_of_any_session(given))
    return [*blocks, source_list(given), study_list(given, _cited_studies(blocks))]


def _in_brief(given: HandoutInput, seen: list[ScalpMap]) -> list[Block]:
    """The same for the short edition: what is to be done whole, the rest in brief."""
    ahead = given.ahead
    blocks: list[Block] = [appointments(given), calendar_in_brief(given)]
    blocks.append(own_dates_in_brief(given))
    if ahead.has_no_session:
        blocks = what_comes_next(given, ahead)
    blocks += [*_note(given), replace(for_you(given), lead=""), *seen, *known_in_brief(given)]
    blocks += [support_in_brief(given), _interest(given)]
    if ahead.has_no_session:
        blocks.append(calendar_of_any_session(given))
    blocks += [sources_in_brief(given)]
    return [*blocks, studies_in_brief(given, _cited_studies(blocks))]


def _note(given: HandoutInput) -> list[Block]:
    note = first_text(given.answers, PRINTED_NOTE)
    return [Note(heading=given.texts.say("note.heading"), text=as_typed(note))] if note else []


def _what_is_known(given: HandoutInput) -> list[Block]:
    """Section 7: the two layers of evidence apart, the clinic's interest before both."""
    known: list[Block] = [purpose(given), in_short(given), _interest(given)]
    if (boxes := fact_boxes(given)).boxes:
        known.append(boxes)
    return [*known, comparison(given), unknowns(given)]


def _cited_studies(blocks: Sequence[Block]) -> list[int]:
    """The numbers of all studies that some statement in here names."""
    return [number for each in all_inside(blocks, Statement) for number in each.studies]


def _refuse_gaps(given: HandoutInput) -> None:
    for window in given.windows:
        if window.value is None:
            raise HandoutRefused(
                reason=f"the aftercare window “{window.what}” has no value. Set it first"
            )
    if missing := MANDATORY_WINDOWS - {window.id for window in given.windows}:
        raise HandoutRefused(
            reason=f"these aftercare windows are missing: {', '.join(sorted(missing))}"
        )
    refuse_dead_articles(given)


def _born(given: HandoutInput) -> str:
    birth = given.patient.birth_date
    return given.dates.written(birth) if birth else given.texts.say("head.born_unknown")


def _head(given: HandoutInput) -> RunningHead:
    say = given.texts.say
    made_up = given.clinic.made_up
    return RunningHead(
        patient_name=given.patient.name,
        patient_born=say("head.born", date=_born(given)),
        record_number=given.patient.record_number,
        content_version=given.content_version,
        page_template=given.texts.phrases["head.page"],
        document_label=say("head.document"),
        version_label=say("head.version"),
        square_template=given.texts.phrases["imprint.square"],
        blank_words=say("head.blank"),
        demonstration=say("head.demonstration") if made_up else "",
    )


def _title(given: HandoutInput) -> TitleBlock:
    say, clinic, ahead = given.texts.say, given.clinic, given.ahead
    facts = {
        "patient": own_name(given.patient.name),
        "born": _born(given),
        "record_number": given.patient.record_number,
        **session_facts(given, ahead),
        "practitioner": own_name(first_text(given.answers, PRACTITIONER) or given.version.by),
        "language": given.texts.language.name,
    }
    address = (line.strip() for line in clinic.address.splitlines())
    return TitleBlock(
        clinic_name=clinic.name,
        clinic_lines=(*(line for line in address if line), clinic.phone),
        title=title_of(given, ahead),
        facts=tuple(Fact(label=say(f"facts.{key}"), value=value) for key, value in facts.items()),
    )


def _interest(given: HandoutInput) -> Lines:
    say, own_words = given.texts.say, given.own_words
    return Lines(
        heading=say("interest.heading"),
        lead="",
        lines=(
            say("interest.text", interest=own_words("interest")),
            say("interest.places", places=own_words("independent_places")),
        ),
    )


def _approved(given: HandoutInput) -> str:
    """Who in this clinic answers for the text; never silence."""
    if given.approval is None:
        return given.texts.say("imprint.not_approved")
    day = given.approval.at.astimezone(given.clinic.zone).date()
    name = own_name(given.approval.by)
    return given.texts.say("imprint.approved", name=name, date=given.dates.written(day))


def _reviewed(given: HandoutInput) -> tuple[str, ...]:
    """Who speaks the language and has read the text; a translator's own reader is not named."""
    if given.texts.language.reviewed_by:
        return ()
    if given.review is None:
        return (given.texts.say("imprint.not_reviewed"),)
    day = given.review.at.astimezone(given.clinic.zone).date()
    name = own_name(given.review.clinician)
    return (given.texts.say("imprint.reviewed", name=name, date=given.dates.written(day)),)


def _imprint(given: HandoutInput) -> Imprint:
    say = given.texts.say
    review = given.dates.written(given.review_due)
    untranslated = given.clinic.untranslated(given.texts.language.code)
    lines = (
        say("imprint.author"),
        say("imprint.version", version=given.content_version),
        say("imprint.review", date=review),
        *_reviewed(given),
        _approved(given),
        say("imprint.not_tried"),
        *((say("imprint.own_words"),) if untranslated else ()),
        say("imprint.report", route=given.own_words("report_route")),
        say("imprint.privacy"),
    )
    return Imprint(heading=say("imprint.heading"), lines=lines)
