"""What an earlier visit's answers still change on the paper of one that does not ask again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from intake_app.domain.dates import PartialDate
from intake_app.domain.form.answers import Answers
from intake_app.domain.form.conditions import questions_in
from intake_app.domain.visit.following_up import EarlierVisit
from intake_app.domain.visit.form_fit import checkable_lines, checkable_rules
from intake_app.domain.visit.personal import Personal, PersonalLine, personal
from intake_app.domain.visit.screening import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class LastingAdvice:
    """What patients are told from visit to visit, until they are asked again."""

    rules: tuple[Rule, ...]
    lines: tuple[PersonalLine, ...]

    @property
    def all(self) -> tuple[Rule | PersonalLine, ...]:
        return (*self.rules, *self.lines)

    @property
    def questions(self) -> frozenset[str]:
        """What it rests on."""
        return frozenset().union(*(questions_in(each.condition) for each in self.all))


def lasting(rules: Iterable[Rule], lines: Iterable[PersonalLine]) -> LastingAdvice:
    """That part of all advice."""
    return LastingAdvice(
        rules=tuple(each for each in rules if each.lasts),
        lines=tuple(each for each in lines if each.lasts),
    )


def with_lasting(
    found: Personal,
    answers: Answers,
    earlier: Iterable[EarlierVisit],
    birth_date: PartialDate | None,
    advice: LastingAdvice,
) -> Personal:
    """What holds, with the lasting advice held against the newest earlier visit's answers too.

    An answer of this visit goes before an earlier one to the same question.

    Args:
        found: What holds by this visit's answers alone.
        answers: Those.
        earlier: The visits before it that stand, newest first.
        birth_date: The patient's.
        advice: What lasts.
    """
    questions = advice.questions
    own = {place: each for place, each in answers.at.items() if place.link_id in questions}
    if questions <= {place.link_id for place in own}:
        return found
    for visit in earlier:
        said = visit.record.answers
        if any(place.link_id in questions for place in said.at):
            held = replace(visit.record, answers=said.with_all(own))
            return _joined(found, replace(visit, record=held), birth_date, advice)
    return found


def _joined(
    found: Personal,
    visit: EarlierVisit,
    birth_date: PartialDate | None,
    advice: LastingAdvice,
) -> Personal:
    form, replaced = visit.questionnaire, {each.id for each in advice.all}
    rules, lines = checkable_rules(form, advice.rules), checkable_lines(form, advice.lines)
    now = personal(form, visit.record.answers, birth_date, rules, lines)
    is_told_of = {*now.rules, *now.lines} - {*found.rules, *found.lines}
    return replace(
        found,
        rules=(*_but(found.rules, replaced), *now.rules),
        lines=(*now.lines, *_but(found.lines, replaced)),
        of_a_session=found.of_a_session | now.of_a_session,
        before=visit.day if is_told_of else None,
        visits=(visit.id,),
    )


def _but(ids: Sequence[str], replaced: set[str]) -> tuple[str, ...]:
    return tuple(each for each in ids if each not in replaced)
