"""What an expression sees of a consultation: the response as FHIR, and who it is about."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from intake_app.domain.fhir_json import JsonObject
from intake_app.domain.form.answers import Answers, Place
from intake_app.domain.form.expressions import Let, Scope, Variable
from intake_app.domain.form.questionnaire import Item, Questionnaire
from intake_app.domain.patients.patient import Patient
from intake_app.domain.values import Coding
from intake_app.domain.visit.consultation import Record
from intake_app.domain.visit.fhir_response import response_to_json

ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"

Lets = tuple[tuple[str, Variable], ...]


class ResponseInView:
    """The answers to what is asked now, as an expression finds them; made when one looks."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        answers: Answers,
        patient: JsonObject,
        now: datetime,
    ) -> None:
        self._form = questionnaire
        self._answers = answers
        self._patient = patient
        self._now = now
        self._resource: JsonObject | None = None
        self._by_link_id: dict[str, list[tuple[object, object]]] = {}
        for place in sorted(answers.at):
            pair = (place, answers.at[place])
            self._by_link_id.setdefault(place.link_id, []).append(pair)

    def seen(self, looks_at: frozenset[str] | None, *, besides: Place) -> tuple[object, ...]:
        """Everything that a result can depend on; two that are equal give the same result."""
        names: Iterable[str] = self._by_link_id if looks_at is None else sorted(looks_at)
        answers = tuple(
            pair
            for name in names
            for pair in self._by_link_id.get(name, ())
            if looks_at is not None or pair[0] != besides
        )
        rows = tuple(sorted(self._answers.row_counts.items()))
        about = (self._patient.get("birthDate"), self._patient.get("gender"))
        return (answers, rows, about, self._now.date())

    def scope(self, item: Item, place: Place, lets: Lets, *, besides: Place | None) -> Scope:
        """The scope of an expression at a place; ``besides`` is left out of the response."""
        resource = self._whole() if besides is None else self._without(besides)
        return Scope(
            resource=resource,
            context=_item_at(self._form, resource, place) or {"linkId": item.link_id},
            questionnaire={
                "resourceType": "Questionnaire",
                "url": self._form.ref.url,
                "version": self._form.ref.version,
            },
            qitem={"linkId": item.link_id, "text": item.text, "type": item.type.value},
            patient=self._patient,
            lets=tuple(
                Let(variable, self._context(resource, declared_at, place))
                for declared_at, variable in lets
            ),
            now=self._now,
        )

    def _context(self, resource: JsonObject, declared_at: str, place: Place) -> JsonObject:
        if not declared_at:
            return resource
        item = self._form.by_link_id[declared_at]
        depth = len(self._form.row_groups_above[declared_at]) + item.has_rows
        there = Place(declared_at, place.rows[:depth])
        return _item_at(self._form, resource, there) or {"linkId": declared_at}

    def _whole(self) -> JsonObject:
        if self._resource is None:
            self._resource = _resource(self._form, self._answers)
        return self._resource

    def _without(self, place: Place) -> JsonObject:
        if place not in self._answers.at:
            return self._whole()
        return _resource(self._form, self._answers.with_answer(place, None))


def patient_json(patient: Patient) -> JsonObject:
    """The patient as a FHIR resource, as far as a form can ask."""
    found: JsonObject = {"resourceType": "Patient", "id": str(patient.id)}
    found["gender"] = patient.details.sex.value
    found["name"] = [{"text": patient.name}]
    phones = [{"system": "phone", "value": phone} for phone in patient.details.phones]
    emails = [{"system": "email", "value": patient.details.email}]
    if telecom := [*phones, *(emails if patient.details.email else [])]:
        found["telecom"] = telecom
    if patient.birth_date is not None:
        found["birthDate"] = str(patient.birth_date)
    return found


def _resource(form: Questionnaire, answers: Answers) -> JsonObject:
    resource = response_to_json(form, Record(answers=answers))
    for item in _items(resource):
        _add_ordinals(form, item)
    return resource


def _add_ordinals(form: Questionnaire, item: JsonObject) -> None:
    """Give each choice the number that the form gives it, for scores."""
    asked = form.find(str(item.get("linkId")))
    if asked is None or not any(option.ordinal is not None for option in asked.options):
        return
    numbers = {
        (option.value.system, option.value.code): option.ordinal
        for option in asked.options
        if isinstance(option.value, Coding) and option.ordinal is not None
    }
    for answer in _objects(item, "answer"):
        coding = answer.get("valueCoding")
        if isinstance(coding, dict):
            number = numbers.get((coding.get("system", ""), coding.get("code", "")))
            if number is not None:
                coding["extension"] = [{"url": ORDINAL, "valueDecimal": number}]


def _item_at(form: Questionnaire, resource: JsonObject, place: Place) -> JsonObject | None:
    """The item of the response at a place: of several with one linkId, that of its row."""
    having_rows = form.row_groups_above[place.link_id]
    rows = dict(zip((*having_rows, place.link_id), place.rows, strict=False))
    path = [*_parents(form, place.link_id), place.link_id]
    here: Mapping[str, object] = resource
    for link_id in path:
        inside = [*_objects(here, "item")]
        inside += [
            each for answer in _objects(here, "answer") for each in _objects(answer, "item")
        ]
        found = [each for each in inside if each.get("linkId") == link_id]
        row = rows.get(link_id, 0)
        if row >= len(found):
            return None
        here = found[row]
    return dict(here)


def _parents(form: Questionnaire, link_id: str) -> list[str]:
    def inside(items: Iterable[Item], path: list[str]) -> list[str] | None:
        for item in items:
            if item.link_id == link_id:
                return path
            found = inside(item.items, [*path, item.link_id])
            if found is not None:
                return found
        return None

    return inside(form.items, []) or []


def _items(node: Mapping[str, object]) -> Iterator[JsonObject]:
    for item in _objects(node, "item"):
        yield item
        yield from _items(item)
        for answer in _objects(item, "answer"):
            yield from _items(answer)


def _objects(node: Mapping[str, object], name: str) -> list[JsonObject]:
    found = node.get(name, [])
    return found if isinstance(found, list) else []
