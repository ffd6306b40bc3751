"""The items of a FHIR QuestionnaireResponse become answers, or one sentence says why not."""

from collections.abc import Iterator, Sequence
from types import MappingProxyType

from intake_app.domain.dates import quoted
from intake_app.domain.errors import ResponseRefused
from intake_app.domain.fhir.confirmation_reading import confirmation_in
from intake_app.domain.fhir.response_items import ABSENT_REASON
from intake_app.domain.fhir.values import ValueWrong, answer_value, sole_value
from intake_app.domain.fhir_json import JsonObject
from intake_app.domain.form.answers import Answer, Answers, Place
from intake_app.domain.form.checks import is_option, structure_problem
from intake_app.domain.form.questionnaire import Item, ItemType, Questionnaire
from intake_app.domain.values import AnswerState, Value

_STATES = MappingProxyType(
    {
        "asked-unknown": AnswerState.UNKNOWN,
        "unknown": AnswerState.UNKNOWN,
        "asked-declined": AnswerState.DECLINED,
        "not-asked": AnswerState.NOT_ASKED,
    }
)


def read_items(questionnaire: Questionnaire, items: Sequence[JsonObject]) -> Answers:
    """The answers in the items of a response, wherever they stand in the form.

    Raises:
        ResponseRefused: They do not fit the form; names the linkId.
    """
    reader = _Reader(questionnaire)
    reader.read(items, questionnaire.items, ())
    return Answers(MappingProxyType(reader.at), MappingProxyType(reader.rows))


def refused(link_id: str, what: str) -> ResponseRefused:
    return ResponseRefused(reason=f"{quoted(link_id)} {what}")


def objects_in(data: JsonObject, key: str, link_id: str) -> list[JsonObject]:
    """The objects in an array, which need not be there."""
    value = data.get(key, [])
    if isinstance(value, list) and all(isinstance(each, dict) for each in value):
        return value
    raise refused(link_id, f"is not right: its {key} must be a list of objects")


def link_id_of(data: JsonObject, around: str) -> str:
    """The linkId of a response's item."""
    link_id = data.get("linkId")
    if isinstance(link_id, str) and link_id:
        return link_id
    where = f"inside {quoted(around)}" if around else "at the top level"
    raise ResponseRefused(reason=f"an item {where} has no linkId")


class _Reader:
    def __init__(self, questionnaire: Questionnaire) -> None:
        self._questionnaire = questionnaire
        self._seen: set[Place] = set()
        self.at: dict[Place, Answer] = {}
        self.rows: dict[Place, int] = {}

    def read(
        self,
        items: Sequence[JsonObject],
        expected: Sequence[Item],
        rows: tuple[int, ...],
        around: str = "",
    ) -> None:
        here = {item.link_id: item for item in expected}
        for data in items:
            link_id = link_id_of(data, around)
            item = here.get(link_id)
            if item is None:
                raise self._misplaced(link_id, around)
            if "modifierExtension" in data:
                raise refused(link_id, "has a modifierExtension, which is not understood")
            place = Place(link_id, rows)
            if item.is_row_group:
                self._row(item, data, place)
            else:
                self._once(item, data, place)

    def _row(self, item: Item, data: JsonObject, place: Place) -> None:
        row = self.rows.get(place, 0)
        if item.limits.max_occurs is not None and row >= item.limits.max_occurs:
            raise refused(item.link_id, f"takes at most {item.limits.max_occurs} rows")
        self.rows[place] = row + 1
        self._inside_group(item, data, (*place.rows, row))

    def _once(self, item: Item, data: JsonObject, place: Place) -> None:
        if place in self._seen:
            raise refused(item.link_id, "is there more than once, and does not repeat")
        self._seen.add(place)
        if item.type is ItemType.GROUP:
            self._inside_group(item, data, place.rows)
        elif item.type is ItemType.DISPLAY:
            if "answer" in data or "item" in data:
                raise refused(item.link_id, "is a text to read and takes no answer")
        elif item.has_rows:
            self._answer_rows(item, data, place)
        else:
            self._question(item, data, place)

    def _answer_rows(self, item: Item, data: JsonObject, place: Place) -> None:
        """A question of which every answer is a row; without any, what stands beside is one."""
        answers = objects_in(data, "answer", item.link_id)
        if answers and "item" in data:
            raise refused(item.link_id, "has items beside its answer; they belong inside it")
        most = item.limits.max_occurs
        if most is not None and len(answers) > most:
            raise refused(item.link_id, f"takes at most {most} answers")
        for answer in answers or [data]:
            row = self.rows.get(place, 0)
            self.rows[place] = row + 1
            here = Place(item.link_id, (*place.rows, row))
            state = _absent_state(item, [{}, answer])
            self._keep(item, here, _answer(item, answer, state, _row_values(item, answer)))
            inner = objects_in(answer, "item", item.link_id)
            self.read(inner, item.items, here.rows, item.link_id)

    def _inside_group(self, item: Item, data: JsonObject, rows: tuple[int, ...]) -> None:
        if "answer" in data:
            raise refused(item.link_id, "is a group and takes no answer itself")
        self.read(objects_in(data, "item", item.link_id), item.items, rows, item.link_id)

    def _question(self, item: Item, data: JsonObject, place: Place) -> None:
        answers = objects_in(data, "answer", item.link_id)
        state = _absent_state(item, [data, *answers])
        values = tuple(_values(item, answers, absent=state is not None))
        if state is None and not values and not data.get("item"):
            raise refused(item.link_id, "has neither an answer nor a reason why there is none")
        if values and "item" in data:
            raise refused(item.link_id, "has items beside its answer; they belong inside it")
        if any("item" in answer for answer in answers[1:]):
            raise refused(item.link_id, "has items inside its second answer; they cannot be kept")
        self._keep(item, place, _answer(item, data, state, values))
        for holder in (data, *answers[:1]):
            inner = objects_in(holder, "item", item.link_id)
            self.read(inner, item.items, place.rows, item.link_id)

    def _keep(self, item: Item, place: Place, answer: Answer | None) -> None:
        if answer is None:
            return
        if problem := structure_problem(item, answer):
            raise refused(item.link_id, f"cannot have this answer: {problem.rstrip('.')}")
        self.at[place] = answer

    def _misplaced(self, link_id: str, around: str) -> ResponseRefused:
        if self._questionnaire.find(link_id) is None:
            return refused(link_id, "is not in this form")
        parents = (
            item.link_id
            for item in self._questionnaire.by_link_id.values()
            if any(child.link_id == link_id for child in item.items)
        )
        parent = next(parents, "")
        right = f"inside {quoted(parent)}" if parent else "at the top level"
        wrong = f"inside {quoted(around)}" if around else "at the top level"
        return refused(link_id, f"belongs {right}, not {wrong}")


def _values(item: Item, answers: Sequence[JsonObject], *, absent: bool) -> Iterator[Value]:
    for answer in answers:
        try:
            kind, data = sole_value(answer, "value")
            yield _own(item, answer_value(item.type, kind, data))
        except ValueWrong as reason:
            if absent and len(answers) == 1 and not any(k.startswith("value") for k in answer):
                return
            raise refused(item.link_id, f"has an answer that is not right: {reason}") from None


def _row_values(item: Item, answer: JsonObject) -> tuple[Value, ...]:
    """The value of one answer; none where only questions inside it are answered."""
    has_value = any(key.startswith("value") for key in answer)
    if not has_value and ("item" in answer or "extension" in answer):
        return ()
    return tuple(_values(item, [answer], absent=False))


def _answer(
    item: Item, holder: JsonObject, state: AnswerState | None, values: tuple[Value, ...]
) -> Answer | None:
    if not values and state not in (AnswerState.UNKNOWN, AnswerState.DECLINED):
        return None
    confirmed = confirmation_in(item.link_id, objects_in(holder, "extension", item.link_id))
    return Answer(values, state or AnswerState.GIVEN, confirmed)


def _own(item: Item, value: Value) -> Value:
    """The form's own wording of a choice; the value itself where it is none."""
    return next((option.value for option in item.options if is_option(option.value, value)), value)


def _absent_state(item: Item, holders: Sequence[JsonObject]) -> AnswerState | None:
    """What the data-absent-reason says, on the item or on its only answer."""
    extensions = [
        extension
        for holder in holders
        for extension in objects_in(holder, "extension", item.link_id)
        if extension.get("url") == ABSENT_REASON
    ]
    if not extensions:
        return None
    code = extensions[0].get("valueCode")
    state = _STATES.get(code) if isinstance(code, str) else None
    if state is None:
        known = ", ".join(_STATES)
        raise refused(item.link_id, f"has a data-absent-reason that is none of: {known}")
    if any(key.startswith("value") for holder in holders[1:] for key in holder):
        raise refused(item.link_id, "has an answer and also a reason why there is none")
    return state
