"""What the expressions of a form give for the answers there are.

Calculated answers and hidden questions follow the other answers. They are worked out in the
order in which they depend on one another, again and again until nothing changes any more; what
an expression gave is remembered with the answers it looked at, so that a change costs only the
expressions that look at it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from types import MappingProxyType

from intake_app.domain.form.answers import Answer, Answers, Place
from intake_app.domain.form.expression_plan import Plan, Planned, Purpose, plan
from intake_app.domain.form.expressions import ExpressionFailed, ExpressionLanguage
from intake_app.domain.form.live_form import LiveForm
from intake_app.domain.form.questionnaire import Item, Questionnaire
from intake_app.domain.patients.patient import Patient
from intake_app.domain.visit.calculated_values import answer_from
from intake_app.domain.visit.evaluation_scope import ResponseInView, patient_json

MOST_ROUNDS = 25
MOST_REMEMBERED = 5_000

Key = tuple[object, ...]
Result = Answer | bool | ExpressionFailed | None


def _nothing_hidden() -> Mapping[Place, bool]:
    return MappingProxyType({})


def _no_problems() -> Mapping[Place, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Calculated:
    """What the expressions give.

    Attributes:
        answers: The answers, with the calculated ones among them.
        asked: For each place with an expression for it, whether the question is asked.
        problems: A sentence for each place whose expression does not work.
    """

    answers: Answers
    asked: Mapping[Place, bool] = field(default_factory=_nothing_hidden)
    problems: Mapping[Place, str] = field(default_factory=_no_problems)

    def as_recorded(self, answers: Answers) -> "Calculated":
        """The same of a record that stands: its answers are not worked out anew."""
        answered = {place: True for place in self.asked if place in answers.at}
        return Calculated(answers=answers, asked=MappingProxyType({**self.asked, **answered}))


class Calculator:
    """Works out one form's expressions; may be asked from several threads."""

    def __init__(self, questionnaire: Questionnaire, language: ExpressionLanguage) -> None:
        self.questionnaire = questionnaire
        self._language = language
        self._plan: Plan = plan(questionnaire)
        self._remembered: dict[Key, Result] = {}
        self._one_at_a_time = Lock()

    @property
    def has_work(self) -> bool:
        """Whether anything follows the answers."""
        return bool(self._plan.order)

    @property
    def link_ids(self) -> frozenset[str]:
        """The questions whose answers are worked out."""
        order = self._plan.order
        return frozenset(each.item.link_id for each in order if each.purpose is Purpose.CALCULATED)

    @property
    def has_initial(self) -> bool:
        """Whether it gives answers to begin with."""
        return bool(self._plan.initial)

    def work_out(self, answers: Answers, patient: Patient, now: datetime) -> Calculated:
        """The answers with what follows from them."""
        with self._one_at_a_time:
            return _Working(self, answers, patient, now).settle(self._plan.order)

    def initial(
        self, answers: Answers, patient: Patient, now: datetime, *, row: Place | None = None
    ) -> Answers:
        """The answers with those that initial expressions give to open questions.

        Args:
            answers: Those that are there.
            patient: Whom they are about.
            now: The clinic's time.
            row: Only in this row, which has just been added.
        """
        with self._one_at_a_time:
            working = _Working(self, answers, patient, now)
            for each in self._plan.initial:
                working.begin(each, row)
            return working.answers

    def result(self, each: Planned, place: Place, view: ResponseInView) -> Result:
        """What one expression gives at one place, from memory where nothing changed."""
        key = (each.purpose, place, view.seen(each.looks_at, besides=place))
        if key in self._remembered:
            return self._remembered[key]
        if len(self._remembered) >= MOST_REMEMBERED:
            self._remembered.clear()
        found = self._evaluate(each, place, view)
        self._remembered[key] = found
        return found

    def _evaluate(self, each: Planned, place: Place, view: ResponseInView) -> Result:
        besides = place if each.looks_at is None and each.purpose is Purpose.CALCULATED else None
        try:
            scope = view.scope(each.item, place, each.lets, besides=besides)
            values = self._language.evaluate(each.text, scope)
            if each.purpose is Purpose.ENABLING:
                return _truth(values)
            return answer_from(each.item, values)
        except ExpressionFailed as failed:
            return failed

    def initial_answer(self, each: Planned, place: Place, view: ResponseInView) -> Answer | None:
        """What an initial expression gives; nothing when it does not work."""
        result = self._evaluate(each, place, view)
        return result if isinstance(result, Answer) else None


class _Working:
    """One going-through of all expressions."""

    def __init__(
        self, calculator: Calculator, answers: Answers, patient: Patient, now: datetime
    ) -> None:
        self._calculator = calculator
        self._form = calculator.questionnaire
        self.answers = answers
        self._asked: dict[Place, bool] = {}
        self._problems: dict[Place, str] = {}
        self._patient = patient_json(patient)
        self._now = now
        self._view: ResponseInView | None = None

    def settle(self, order: Sequence[Planned]) -> Calculated:
        for each in order:
            if each.purpose is Purpose.ENABLING:
                self._asked |= dict.fromkeys(self._places(each.item), True)
        for _ in range(MOST_ROUNDS):
            if not self._go_through(order):
                break
        else:
            self._give_up(order)
        return Calculated(
            answers=self.answers,
            asked=MappingProxyType(self._asked),
            problems=MappingProxyType(self._problems),
        )

    def begin(self, each: Planned, row: Place | None) -> None:
        """Fill in what is open: wherever it stands, or only in one row."""
        for place in self._places(each.item):
            if place in self.answers.at or not self._is_in(place, row):
                continue
            answer = self._calculator.initial_answer(each, place, self._in_view())
            if answer is not None:
                self._change(self.answers.with_answer(place, answer))

    def _is_in(self, place: Place, row: Place | None) -> bool:
        if row is None:
            return True
        depth = len(row.rows)
        return (
            row.link_id in self._form.row_groups_above[place.link_id]
            and place.rows[:depth] == row.rows
        )

    def _go_through(self, order: Sequence[Planned]) -> bool:
        """Work out each expression once; gives whether anything changed."""
        changed = False
        self._problems.clear()
        for each in order:
            for place in self._places(each.item):
                result = self._calculator.result(each, place, self._in_view())
                if isinstance(result, ExpressionFailed):
                    self._problems[place] = f"The form's {each.purpose.value} fails: {result}."
                if each.purpose is Purpose.ENABLING:
                    changed |= self._ask(place, asked=result is not False)
                else:
                    answer = result if isinstance(result, Answer) else None
                    changed |= self._put(place, answer)
        return changed

    def _ask(self, place: Place, *, asked: bool) -> bool:
        """A question whose expression does not work is asked: nothing is hidden by a fault."""
        if self._asked.get(place) is asked:
            return False
        self._asked[place] = asked
        self._view = None
        return True

    def _put(self, place: Place, answer: Answer | None) -> bool:
        if self.answers.get(place) == answer:
            return False
        self._change(self.answers.with_answer(place, answer))
        return True

    def _change(self, answers: Answers) -> None:
        self.answers = answers
        self._view = None

    def _give_up(self, order: Iterable[Planned]) -> None:
        """Each result changes the next one for ever: nobody can say which is right."""
        for each in order:
            for place in self._places(each.item):
                if each.looks_at is None and each.purpose is Purpose.CALCULATED:
                    self._put(place, None)
                    self._problems[place] = (
                        "The form's calculatedExpression never comes to an end: it depends on "
                        "its own result."
                    )

    def _in_view(self) -> ResponseInView:
        if self._view is None:
            live = LiveForm(self._form, self.answers, asked=self._asked)
            self._view = ResponseInView(
                self._form, live.enabled_answers(), self._patient, self._now
            )
        return self._view

    def _places(self, item: Item) -> Iterator[Place]:
        """Where an item stands: once for each row around it."""
        found: list[tuple[int, ...]] = [()]
        for group in self._form.row_groups_above[item.link_id]:
            around = self._form.by_link_id[group]
            found = [
                (*rows, row)
                for rows in found
                for row in range(max(self.answers.rows(Place(group, rows)), around.fewest_rows))
            ]
        return (Place(item.link_id, rows) for rows in found)


def _truth(values: Sequence[tuple[str, object]]) -> bool:
    if not values:
        return False
    if len(values) == 1 and values[0][0] == "Boolean":
        return values[0][1] is True
    raise ExpressionFailed("its result is not true or false")
