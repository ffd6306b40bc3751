"""A record as a FHIR R4 QuestionnaireResponse, and back.

Reasons for going past a finding stand at the end, as items ``override.<rule>``.
"""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import TypedDict, Unpack

from intake_app.domain.dates import quoted
from intake_app.domain.errors import JsonBroken, ResponseRefused
from intake_app.domain.fhir.form import RESERVED_PREFIX
from intake_app.domain.fhir.response_items import items_of
from intake_app.domain.fhir.response_reading import link_id_of, objects_in, read_items, refused
from intake_app.domain.fhir.values import ValueWrong, instant_text, moment_from, text_from
from intake_app.domain.fhir_json import JsonObject, from_json_text, unstorable
from intake_app.domain.form.questionnaire import Questionnaire
from intake_app.domain.visit.consultation import Record
from intake_app.domain.visit.screening import Override

_STATUS = ("in-progress", "completed", "amended", "stopped")


class ResponseHead(TypedDict, total=False):
    """What a response says beside the answers."""

    patient_reference: str
    authored: datetime | None
    status: str
    identifier: str


def response_to_json(
    questionnaire: Questionnaire, record: Record, **head: Unpack[ResponseHead]
) -> JsonObject:
    """Write a record, so that ``response_from_json`` gives it back.

    Args:
        questionnaire: The form that was asked.
        record: What was answered in it.
        head: Whose answers they are, when they were written, their status (``in-progress``
            unless given) and the consultation's own id.

    Raises:
        ValueError: The record does not belong to the form.
    """
    response: JsonObject = {"resourceType": "QuestionnaireResponse"}
    if identifier := head.get("identifier"):
        response["identifier"] = {"value": identifier}
    response["questionnaire"] = str(questionnaire.ref)
    response["status"] = head.get("status") or "in-progress"
    if reference := head.get("patient_reference"):
        response["subject"] = {"reference": reference}
    if authored := head.get("authored"):
        response["authored"] = instant_text(authored)
    items = items_of(questionnaire, record.answers)
    items += [_override_item(rule, each) for rule, each in record.overrides.items()]
    if items:
        response["item"] = items
    return response


def response_from_json(questionnaire: Questionnaire, data: object) -> Record:
    """Read a response, as JSON text or parsed.

    The order of items, their texts and a choice's system may differ; anything that does not
    fit the form is refused, nothing is dropped.

    Raises:
        ResponseRefused: One sentence that names the linkId and what is wrong.
    """
    response = _opened(data)
    if response.get("resourceType") != "QuestionnaireResponse":
        raise ResponseRefused(reason="this is not a FHIR QuestionnaireResponse")
    if reason := unstorable(response):
        raise ResponseRefused(reason=reason)
    _check_head(questionnaire, response)
    items = objects_in(response, "item", "QuestionnaireResponse")
    overrides = [item for item in items if link_id_of(item, "").startswith(RESERVED_PREFIX)]
    answers = read_items(questionnaire, [item for item in items if item not in overrides])
    return Record(answers=answers, overrides=_overrides(overrides))


def _opened(data: object) -> JsonObject:
    if isinstance(data, str | bytes):
        try:
            data = from_json_text(data)
        except JsonBroken as broken:
            raise ResponseRefused(reason=str(broken).rstrip(".")) from None
    if not isinstance(data, dict):
        raise ResponseRefused(reason="this is not a FHIR QuestionnaireResponse")
    return data


def _check_head(questionnaire: Questionnaire, response: JsonObject) -> None:
    if "modifierExtension" in response or "implicitRules" in response:
        raise ResponseRefused(reason="they come with rules of their own, not understood here")
    status = response.get("status", _STATUS[0])
    if status not in _STATUS:
        raise ResponseRefused(reason=f"their status must be one of: {', '.join(_STATUS)}")
    form = response.get("questionnaire", str(questionnaire.ref))
    if not isinstance(form, str):
        raise ResponseRefused(reason="their questionnaire must be a text, the form's url")
    url, _, version = form.partition("|")
    if url != questionnaire.ref.url or version not in ("", questionnaire.ref.version):
        same = url == questionnaire.ref.url  # a long url must not hide where they differ
        theirs = f"version {quoted(version)} of the form" if same else f"the form {quoted(form)}"
        reason = f"they belong to {theirs}; the form here is {questionnaire.ref}"
        raise ResponseRefused(reason=reason)


def _override_item(rule_id: str, override: Override) -> JsonObject:
    link_id = RESERVED_PREFIX + rule_id
    by: JsonObject = {"linkId": f"{link_id}.by", "answer": [{"valueString": override.name}]}
    at = {"linkId": f"{link_id}.at", "answer": [{"valueDateTime": instant_text(override.at)}]}
    return {
        "linkId": link_id,
        "text": f"Reason for going past the finding {rule_id}",
        "answer": [{"valueString": override.reason, "item": [by, at]}],
    }


def _overrides(items: list[JsonObject]) -> Mapping[str, Override]:
    found: dict[str, Override] = {}
    for item in items:
        link_id = link_id_of(item, "")
        rule_id = link_id.removeprefix(RESERVED_PREFIX)
        if not rule_id or rule_id in found:
            raise refused(link_id, "must name one rule, and only once")
        found[rule_id] = _override(link_id, item)
    return MappingProxyType(found)


def _override(link_id: str, item: JsonObject) -> Override:
    answer = _only_answer(item, link_id)
    inside = {link_id_of(each, link_id): each for each in objects_in(answer, "item", link_id)}
    if set(inside) != {f"{link_id}.by", f"{link_id}.at"}:
        raise refused(link_id, "needs the items .by and .at inside its answer")
    by, at = (_only_answer(inside[f"{link_id}.{part}"], link_id) for part in ("by", "at"))
    try:
        moment = moment_from(at.get("valueDateTime"))
        reason, name = text_from(answer.get("valueString")), text_from(by.get("valueString"))
    except ValueWrong as wrong:
        raise refused(link_id, f"is not right: {wrong}") from None
    if moment.at is None:
        raise refused(f"{link_id}.at", "needs a time of day")
    return Override(reason=reason, name=name, at=moment.at)


def _only_answer(item: JsonObject, link_id: str) -> JsonObject:
    answers = objects_in(item, "answer", link_id)
    if len(answers) != 1:
        raise refused(link_id, "needs one answer in each of its items")
    return answers[0]
