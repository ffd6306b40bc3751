"""A form with answers in it: what is asked now, what is missing, what a condition sees."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from intake_app.domain.form.answers import Answers, Place
from intake_app.domain.form.conditions import holds
from intake_app.domain.form.questionnaire import Item, Questionnaire
from intake_app.domain.values import AnswerState, Value

DerivedValues = Mapping[str, Decimal]
NO_DERIVED: DerivedValues = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Spot:
    """An item where it stands on the screen."""

    place: Place
    item: Item
    is_whole: bool = False
    """Stands for all rows of something together; each row has a spot of its own."""

    @property
    def asks(self) -> bool:
        """Whether an answer can stand here."""
        return self.item.is_question and not self.is_whole


class LiveForm:
    """Works out which items are enabled for the answers given.

    ``asked`` is what expressions say of places; without it nothing is hidden by one.

    A disabled question counts as not asked, also for the conditions that ask about it; its
    old answer stays in the draft.
    """

    def __init__(
        self,
        questionnaire: Questionnaire,
        answers: Answers,
        *,
        asked: Mapping[Place, bool] | None = None,
    ) -> None:
        self.questionnaire = questionnaire
        self.answers = answers
        self._asked = asked
        self._enabled: dict[Place, bool] = {}
        self._places: dict[str, list[Place]] = {}
        for place in sorted(answers.at):
            self._places.setdefault(place.link_id, []).append(place)
        for link_id in questionnaire.asking_order:  # so that a long chain never recurses deep
            for place in self._places.get(link_id, ()):
                self.is_enabled(place)

    def spots(self) -> Iterator[Spot]:
        """Every enabled item in reading order; what has rows once, then once per row."""
        for item in self.questionnaire.items:
            yield from self._spots_of(item, ())

    def questions(self) -> Iterator[Spot]:
        return (spot for spot in self.spots() if spot.asks)

    def is_enabled(self, place: Place) -> bool:
        """Whether the item at this place is asked, itself and everything around it."""
        if place not in self._enabled:
            self._enabled[place] = False  # a loop of conditions is refused when a form is loaded
            self._enabled[place] = self._work_out(place)
        return self._enabled[place]

    def facts_at(self, place: Place | None, derived: DerivedValues = NO_DERIVED) -> "PlacedFacts":
        """What conditions see from this place; from nowhere in particular, every row counts.

        ``derived`` is what was worked out from the answers. Rules ask about it; whether a question
        is asked never depends on it.
        """
        return PlacedFacts(self, place, derived)

    def enabled_answers(self) -> Answers:
        """The answers and rows without those that are not asked."""
        places = (*self.answers.at, *self.answers.row_counts)
        return self.answers.only(place for place in places if self.is_enabled(place))

    def places_seen_from(self, question: str, origin: Place | None) -> Sequence[Place]:
        """The enabled, answered places of a question that share the rows of ``origin``."""
        places = self._places.get(question, [])
        shared = self._shared_rows(question, origin)
        return [
            place
            for place in places
            if place.rows[: len(shared)] == shared and self.is_enabled(place)
        ]

    def _spots_of(self, item: Item, rows: tuple[int, ...]) -> Iterator[Spot]:
        place = Place(item.link_id, rows)
        if item.hidden or not self.is_enabled(place):
            return
        yield Spot(place, item, is_whole=item.has_rows)
        if item.has_rows:
            for row in range(max(self.answers.rows(place), item.fewest_rows)):
                yield Spot(Place(item.link_id, (*rows, row)), item)
                for child in item.items:
                    yield from self._spots_of(child, (*rows, row))
            return
        for child in item.items:
            yield from self._spots_of(child, rows)

    def _work_out(self, place: Place) -> bool:
        item = self.questionnaire.find(place.link_id)
        if item is None:
            return False
        parent = self.questionnaire.parents.get(place.link_id)
        if parent is not None and not self.is_enabled(self._place_around(parent, place)):
            return False
        if item.expressions.enable_when and self._asked is not None:
            return self._asked.get(place, False)
        return item.enable_when is None or holds(item.enable_when, self.facts_at(place))

    def _place_around(self, parent: str, place: Place) -> Place:
        depth = len(self.questionnaire.row_groups_above[parent])
        return Place(parent, place.rows[:depth])

    def _shared_rows(self, question: str, origin: Place | None) -> tuple[int, ...]:
        if origin is None:
            return ()
        form, shared = self.questionnaire, 0
        mine = form.row_groups_above.get(origin.link_id, ())
        theirs = form.rows_around_answer(question) if form.find(question) else ()
        for own, other in zip(mine, theirs, strict=False):
            if own != other:
                break
            shared += 1
        return origin.rows[:shared]


class PlacedFacts:
    """The facts of a form as a condition at one place sees them."""

    def __init__(self, form: LiveForm, place: Place | None, derived: DerivedValues) -> None:
        self._form = form
        self._place = place
        self._derived = derived

    def values(self, question: str) -> Sequence[Value]:
        places = self._form.places_seen_from(question, self._place)
        at = self._form.answers.at
        return [value for place in places for value in at[place].values]

    def states(self, question: str) -> frozenset[AnswerState]:
        places = self._form.places_seen_from(question, self._place)
        found = frozenset(self._form.answers.at[place].state for place in places)
        return found or frozenset({AnswerState.NOT_ASKED})

    def derived(self, name: str) -> Decimal | None:
        return self._derived.get(name)
