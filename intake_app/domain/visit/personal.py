"""What a patient's own answers change on the paper: rules that hold, and lines for them."""

from collections.abc import Sequence
from dataclasses import dataclass

from intake_app.domain.dates import PartialDate
from intake_app.domain.form.answers import Answers
from intake_app.domain.form.conditions import Condition, derived_names, holds
from intake_app.domain.form.live_form import LiveForm
from intake_app.domain.form.questionnaire import Questionnaire
from intake_app.domain.visit.consultation import ConsultationId
from intake_app.domain.visit.hair_form import DAYS_TO_SESSION, derived_values
from intake_app.domain.visit.screening import Rule, Severity, find


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalLine:
    """A line for patients to whom it applies, told to nobody else.

    ``sources`` are the pages or claims that are the reason for it. What ``lasts`` is told after a
    visit that does not ask for it again, too. What is ``of_a_session`` is told to nobody to whom
    none is to come.
    """

    id: str
    condition: Condition
    sources: tuple[str, ...]
    of_a_session: bool = False
    lasts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Personal:
    """What holds for one patient, by id: rules, stops first, and lines in their order.

    Attributes:
        of_a_session: Those of the lines that are only for whom a session is to come.
        before: The day of the earlier visit that a part of it is from; None where none is.
        visits: The earlier visits that were read for it.
    """

    rules: tuple[str, ...] = ()
    stops: frozenset[str] = frozenset()
    lines: tuple[str, ...] = ()
    of_a_session: frozenset[str] = frozenset()
    before: PartialDate | None = None
    visits: tuple[ConsultationId, ...] = ()


def personal(
    questionnaire: Questionnaire,
    answers: Answers,
    birth_date: PartialDate | None,
    rules: Sequence[Rule],
    lines: Sequence[PersonalLine],
) -> Personal:
    """Hold every rule and line against the answers that stand."""
    conditions = [*(rule.condition for rule in rules), *(line.condition for line in lines)]
    wanted = {
        name.removeprefix(DAYS_TO_SESSION)
        for condition in conditions
        for name in derived_names(condition)
        if name.startswith(DAYS_TO_SESSION)
    }
    form = LiveForm(questionnaire, answers)
    derived = derived_values(form.enabled_answers(), birth_date, wanted)
    facts = form.facts_at(None, derived)
    found = find(rules, facts, {})
    told = [line for line in lines if holds(line.condition, facts)]
    return Personal(
        rules=tuple(finding.rule.id for finding in found),
        stops=frozenset(each.rule.id for each in found if each.rule.severity is Severity.STOP),
        lines=tuple(line.id for line in told),
        of_a_session=frozenset(line.id for line in told if line.of_a_session),
    )
