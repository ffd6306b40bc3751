"""Answers as the items of a FHIR QuestionnaireResponse, in the order of the form."""

from collections.abc import Iterator
from types import MappingProxyType

from intake_app.domain.fhir.values import value_to_json
from intake_app.domain.fhir_json import JsonObject
from intake_app.domain.form.answers import Answer, Answers, Place
from intake_app.domain.form.checks import structure_problem
from intake_app.domain.form.questionnaire import Item, Questionnaire
from intake_app.domain.values import AnswerState, Value

ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
ABSENT_REASON = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
CONFIRMED_FROM = "urn:intake-app:confirmed-from"
"""Ours: the visit and the day of the answer that was said to be still true."""
ABSENT_CODES = MappingProxyType(
    {
        AnswerState.UNKNOWN: "asked-unknown",
        AnswerState.DECLINED: "asked-declined",
        AnswerState.NOT_ASKED: "not-asked",
    }
)


def items_of(questionnaire: Questionnaire, answers: Answers) -> list[JsonObject]:
    """The items of a response.

    Raises:
        ValueError: An answer that the form cannot have, so that it could not be read back.
    """
    for place, answer in answers.at.items():
        _ensure_fits(questionnaire, place, answer)
    writer = _Writer(answers, _rows_needed(questionnaire, answers))
    return list(writer.items(questionnaire.items, ()))


def absent_extension(state: AnswerState) -> JsonObject:
    return {"extension": [_absent(state)]}


def _absent(state: AnswerState) -> JsonObject:
    return {"url": ABSENT_REASON, "valueCode": ABSENT_CODES[state]}


def _extensions(answer: Answer) -> list[JsonObject]:
    """Why there is no value, and of which earlier visit it was confirmed."""
    found: list[JsonObject] = []
    if answer.state is not AnswerState.GIVEN:
        found.append(_absent(answer.state))
    if answer.confirmed is not None:
        visit = {"url": "visit", "valueString": answer.confirmed.visit}
        day = {"url": "day", "valueDate": str(answer.confirmed.day)}
        found.append({"url": CONFIRMED_FROM, "extension": [visit, day]})
    return found


def _ensure_fits(questionnaire: Questionnaire, place: Place, answer: Answer) -> None:
    item = questionnaire.find(place.link_id)
    if item is None or len(place.rows) != len(questionnaire.rows_around_answer(place.link_id)):
        raise ValueError(f"the form has no place {place}")
    if problem := structure_problem(item, answer):
        raise ValueError(f"the answer at {place} cannot be kept: {problem}")


def _rows_needed(questionnaire: Questionnaire, answers: Answers) -> dict[Place, int]:
    """The rows of each repeating group, those among them that only an answer speaks of."""
    needed = dict(answers.row_counts)
    for place in (*answers.at, *answers.row_counts):
        having_rows = questionnaire.rows_around_answer(place.link_id)
        for depth, (each, row) in enumerate(zip(having_rows, place.rows, strict=False)):
            around = Place(each, place.rows[:depth])
            needed[around] = max(needed.get(around, 0), row + 1)
    return needed


class _Writer:
    def __init__(self, answers: Answers, rows: dict[Place, int]) -> None:
        self._answers = answers
        self._rows = rows

    def items(self, items: tuple[Item, ...], rows: tuple[int, ...]) -> Iterator[JsonObject]:
        for item in items:
            place = Place(item.link_id, rows)
            if item.is_question and item.has_rows:
                yield from self._answer_rows(item, place)
            elif item.is_question:
                yield from self._question(item, place)
            elif item.is_row_group:
                for row in range(self._rows.get(place, 0)):
                    inner = list(self.items(item.items, (*rows, row)))
                    yield {**_head(item), **({"item": inner} if inner else {})}
            elif inner := list(self.items(item.items, rows)):
                yield {**_head(item), "item": inner}

    def _answer_rows(self, item: Item, place: Place) -> Iterator[JsonObject]:
        """A question of which every answer is a row; a row without one says so."""
        answers: list[JsonObject] = []
        for row in range(self._rows.get(place, 0)):
            own = Place(item.link_id, (*place.rows, row))
            answer = self._answers.get(own)
            inner = list(self.items(item.items, own.rows))
            if answer is None:
                said = absent_extension(AnswerState.NOT_ASKED)
            else:
                said = {**_answer_json(item, answer.values[0])} if answer.values else {}
                if extensions := _extensions(answer):
                    said["extension"] = extensions
            answers.append({**said, **({"item": inner} if inner else {})})
        if answers:
            yield {**_head(item), "answer": answers}

    def _question(self, item: Item, place: Place) -> Iterator[JsonObject]:
        """Questions inside stand in the answer; without one, in the item, as FHIR has it."""
        inner = list(self.items(item.items, place.rows))
        nested: JsonObject = {"item": inner} if inner else {}
        answer = self._answers.get(place)
        if answer is None:
            if inner:
                yield {**_head(item), **nested}
            return
        extensions = _extensions(answer)
        head = {**_head(item), **({"extension": extensions} if extensions else {})}
        if answer.state is not AnswerState.GIVEN:
            yield {**head, **nested}
        else:
            values = [_answer_json(item, value) for value in answer.values]
            values[0] = {**values[0], **nested}
            yield {**head, "answer": values}


def _answer_json(item: Item, value: Value) -> JsonObject:
    """A value; a choice with the number that the form gives it, as scores are made from it."""
    written = value_to_json(value, item.type)
    coding = written.get("valueCoding")
    chosen = next((option for option in item.options if option.value == value), None)
    if isinstance(coding, dict) and chosen is not None and chosen.ordinal is not None:
        coding["extension"] = [{"url": ORDINAL, "valueDecimal": chosen.ordinal}]
    return written


def _head(item: Item) -> JsonObject:
    return {"linkId": item.link_id, **({"text": item.text} if item.text else {})}
