"""Forms of other releases of FHIR: recognised, and read as R4 where the two say the same.

R4B has the same Questionnaire as R4. R5 asks for a coding where R4 asks for a choice, with the
same answers; STU3 has other names for options, conditions and initial answers.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from intake_app.domain.dates import quoted
from intake_app.domain.fhir.form_check import Node, Notes
from intake_app.domain.fhir_json import JsonObject


class Release(StrEnum):
    """The releases whose Questionnaire differs from that of R4."""

    DSTU2 = "DSTU2"
    STU3 = "STU3"
    R5 = "R5"


@dataclass(frozen=True, slots=True)
class Sign:
    """Which part of a form says that it is of another release."""

    release: Release
    said: str


_OF_R5_FORMS = frozenset({"copyrightLabel", "versionAlgorithmString", "versionAlgorithmCoding"})
_OF_R5_ITEMS = frozenset({"answerConstraint", "disabledDisplay"})
_INITIAL = "initial"
_OF_STU3_INITIAL = frozenset(
    f"{_INITIAL}{kind}"
    for kind in (
        "Attachment",
        "Boolean",
        "Coding",
        "Date",
        "DateTime",
        "Decimal",
        "Integer",
        "Quantity",
        "Reference",
        "String",
        "Time",
        "Uri",
    )
)
_OF_STU3_ITEMS = frozenset({"option", "options"}) | _OF_STU3_INITIAL

_CONSTRAINED = frozenset({"coding", "string", "text", "integer", "date", "time"})
"""The types for which R5 allows options; R4 says choice or open-choice."""


def sign_of_release(form: JsonObject) -> Sign | None:
    """What shows that a form is of another release; None for one of R4."""
    if "group" in form and "item" not in form:
        return Sign(Release.DSTU2, "its questions stand in “group”")
    own = next((name for name in form if name in _OF_R5_FORMS), None)
    if own is not None:
        return Sign(Release.R5, f"it has the property {own}")
    return next(_signs(form), None)


def _signs(form: JsonObject) -> Iterator[Sign]:
    for item in _walk(form):
        link_id = item.get("linkId")
        where = f"the item {quoted(link_id)}" if isinstance(link_id, str) else "an item"
        if item.get("type") == "coding":
            yield Sign(Release.R5, f"{where} has the type coding")
        for name in item:
            if name in _OF_R5_ITEMS:
                yield Sign(Release.R5, f"{where} has the property {name}")
            if name in _OF_STU3_ITEMS:
                yield Sign(Release.STU3, f"{where} has the property {name}")
        if any("hasAnswer" in condition for condition in _objects(item, "enableWhen")):
            yield Sign(Release.STU3, f"a condition of {where} has the property hasAnswer")


def as_r4(form: JsonObject, notes: Notes) -> JsonObject:
    """The form as R4 says it; that it is of another release is noted in one sentence."""
    sign = sign_of_release(form)
    if sign is None:
        return form
    whole = Node(form, "", notes)
    if sign.release is Release.DSTU2:
        whole.wrong(f"This is a form of FHIR DSTU2, not R4: {sign.said}.")
        return form
    whole.not_supported(
        f"FHIR {sign.release}, not R4 ({sign.said}); what is the same in both is read"
    )
    change = {Release.R5: _item_of_r5, Release.STU3: _item_of_stu3}[sign.release]
    return _changed(form, change, notes)


Change = Callable[[JsonObject, Node], JsonObject]


def _changed(holder: JsonObject, change: Change, notes: Notes) -> JsonObject:
    """A copy with every item changed; without recursion, as a hostile form is nested deep."""
    top = dict(holder)
    pending = [top]
    while pending:
        each = pending.pop()
        items = each.get("item")
        if not isinstance(items, list):
            continue
        renewed = [_renewed(item, change, notes) for item in items]
        each["item"] = renewed
        pending.extend(item for item in renewed if isinstance(item, dict))
    return top


def _renewed(item: object, change: Change, notes: Notes) -> object:
    if not isinstance(item, dict):
        return item
    link_id = item.get("linkId")
    node = Node(item, link_id if isinstance(link_id, str) else "", notes)
    return change(dict(item), node)


def _item_of_r5(item: JsonObject, node: Node) -> JsonObject:
    constraint = item.pop("answerConstraint", "optionsOnly")
    if item.pop("disabledDisplay", "hidden") != "hidden":
        node.not_supported("disabledDisplay protected: it is hidden while it is not asked")
    has_options = "answerOption" in item or "answerValueSet" in item
    said = item.get("type")
    if not isinstance(said, str) or said not in _CONSTRAINED:
        return item
    if not has_options and said != "coding":
        return item
    if constraint == "optionsOrType":
        node.not_supported("answerConstraint optionsOrType: only the options and own words")
    item["type"] = "choice" if constraint == "optionsOnly" else "open-choice"
    return item


def _item_of_stu3(item: JsonObject, node: Node) -> JsonObject:
    if "option" in item:
        item["answerOption"] = item.pop("option")
    if "options" in item:
        options = item.pop("options")
        reference = options.get("reference") if isinstance(options, dict) else None
        if isinstance(reference, str):
            item["answerValueSet"] = reference
        else:
            node.wrong("Its options need a reference.")
    for name in _OF_STU3_INITIAL & item.keys():
        item[_INITIAL] = [{f"value{name.removeprefix(_INITIAL)}": item.pop(name)}]
    conditions = item.get("enableWhen")
    if isinstance(conditions, list):
        item["enableWhen"] = [_condition_of_stu3(each) for each in conditions]
        if len(conditions) > 1:
            item.setdefault("enableBehavior", "any")
    return item


def _condition_of_stu3(condition: object) -> object:
    if not isinstance(condition, dict) or "operator" in condition:
        return condition
    others = {name: value for name, value in condition.items() if name != "hasAnswer"}
    if "hasAnswer" in condition:
        return {**others, "operator": "exists", "answerBoolean": condition["hasAnswer"]}
    return {**others, "operator": "="}


def _walk(form: JsonObject) -> Iterator[JsonObject]:
    pending = list(reversed(_objects(form, "item")))
    while pending:
        item = pending.pop()
        yield item
        pending.extend(reversed(_objects(item, "item")))


def _objects(holder: Mapping[str, object], name: str) -> list[JsonObject]:
    found = holder.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
