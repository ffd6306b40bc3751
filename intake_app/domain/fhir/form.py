"""A FHIR R4 Questionnaire in JSON becomes a form, or one clear sentence for each fault."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from intake_app.domain.dates import quoted
from intake_app.domain.errors import FormRefused, JsonBroken
from intake_app.domain.fhir.agreement import check_agreements
from intake_app.domain.fhir.conditions import (
    check_conditions,
    check_loops,
    questions_asked_about,
)
from intake_app.domain.fhir.expressions import (
    ROOT_URLS,
    check_expressions,
    read_launch_contexts,
    read_variables,
)
from intake_app.domain.fhir.extensions import name_all_extensions
from intake_app.domain.fhir.form_check import FormCheck, FormError, Node, Notes
from intake_app.domain.fhir.instruments import check_instruments
from intake_app.domain.fhir.item import ItemReader
from intake_app.domain.fhir.releases import as_r4
from intake_app.domain.fhir.value_sets import contained_value_sets, name_value_set_extensions
from intake_app.domain.fhir_json import JsonObject, from_json_text, unstorable
from intake_app.domain.form.expression_plan import plan
from intake_app.domain.form.expressions import ExpressionLanguage
from intake_app.domain.form.initial_answers import beginning_size
from intake_app.domain.form.questionnaire import FormRef, Questionnaire

DEEPEST_ITEM = 50
LARGEST_BEGINNING = 5_000
"""Answers and rows of a new draft; initial rows inside initial rows multiply."""
RESERVED_PREFIX = "override."
"""The program keeps reasons for going past a finding under such linkIds."""

_ID = re.compile(r"[A-Za-z0-9.-]{1,64}")
_STATUS = ("draft", "active", "retired", "unknown")
_PROPERTIES = frozenset(
    [
        "resourceType",
        "id",
        "meta",
        "language",
        "text",
        "contained",
        "extension",
        "modifierExtension",
        "implicitRules",
        "url",
        "identifier",
        "version",
        "name",
        "title",
        "derivedFrom",
        "status",
        "experimental",
        "subjectType",
        "date",
        "publisher",
        "contact",
        "description",
        "useContext",
        "jurisdiction",
        "purpose",
        "copyright",
        "approvalDate",
        "lastReviewDate",
        "effectivePeriod",
        "code",
        "item",
    ]
)


def check_form(data: object, language: ExpressionLanguage | None = None) -> FormCheck:
    """Look at JSON, as text or parsed, as a form. Never raises, whatever is given.

    The questionnaire is there when nothing is wrong; what cannot be shown of it is named.

    Args:
        data: The form.
        language: Reads the expressions in it; without it they are taken as they are.
    """
    notes = Notes()
    if isinstance(data, str | bytes):
        try:
            data = from_json_text(data, path="This form")
        except JsonBroken as broken:
            return _refused(notes, str(broken))
    if not isinstance(data, dict):
        return _refused(notes, "This is not a FHIR Questionnaire: a JSON object is expected.")
    if data.get("resourceType") != "Questionnaire":
        return _refused(notes, "This is not a FHIR Questionnaire: its resourceType says so.")
    data = as_r4(data, notes)
    if notes.errors:
        return _refused_as_noted(notes)
    outline = _Outline(notes)
    outline.walk(data)
    if reason := unstorable(data):
        return _refused(notes, f"This form cannot be kept: {reason}.", outline.count)
    questionnaire = _read(Node(data, "", notes), outline, language)
    fine = not notes.errors
    return FormCheck(
        items=outline.count,
        unsupported=tuple(notes.unsupported),
        errors=tuple(notes.errors),
        questionnaire=questionnaire if fine else None,
    )


def read_form(data: object, language: ExpressionLanguage | None = None) -> Questionnaire:
    """The form in JSON, as text or parsed.

    Args:
        data: The form.
        language: Reads the expressions in it, where they have not been looked at before.

    Raises:
        FormRefused: With the first fault, naming its linkId.
    """
    check = check_form(data, language)
    if check.questionnaire is not None:
        return check.questionnaire
    first = check.errors[0]
    message = first.message.rstrip(".")
    where = f"{quoted(first.link_id)}: " if first.link_id else ""
    raise FormRefused(reason=where + message)


def _refused(notes: Notes, message: str, items: int = 0) -> FormCheck:
    notes.errors[FormError("", message)] = None
    return _refused_as_noted(notes, items)


def _refused_as_noted(notes: Notes, items: int = 0) -> FormCheck:
    return FormCheck(items=items, unsupported=(), errors=tuple(notes.errors), questionnaire=None)


@dataclass(slots=True)
class _Outline:
    """The linkIds of a form, how they hang together, and what is wrong with that."""

    notes: Notes
    count: int = 0
    needs: dict[str, list[str]] = field(default_factory=dict)

    def walk(self, form: JsonObject) -> None:
        pending = [(each, "", 1) for each in _items(form)]
        pending.reverse()
        position = 0
        while pending:
            data, parent, depth = pending.pop()
            position += 1
            self.count += 1
            link_id = self._identify(data, parent, position)
            if depth == DEEPEST_ITEM and _items(data):
                message = f"Items are nested more than {DEEPEST_ITEM} levels deep below it."
                Node(data, link_id, self.notes).wrong(message)
                continue
            inner = [(each, link_id, depth + 1) for each in _items(data)]
            pending.extend(reversed(inner))

    def _identify(self, data: JsonObject, parent: str, position: int) -> str:
        link_id = data.get("linkId")
        if not isinstance(link_id, str) or not link_id.strip():
            where = f"inside {quoted(parent)}" if parent else "at the top level"
            Node(data, "", self.notes).wrong(f"Item {position}, {where}, has no linkId.")
            return ""
        node = Node(data, link_id, self.notes)
        if link_id in self.needs:
            node.wrong("This linkId is used more than once.")
        if link_id.startswith(RESERVED_PREFIX):
            node.wrong(f"A linkId cannot begin with {RESERVED_PREFIX}: the program uses these.")
        self.needs.setdefault(link_id, []).extend(questions_asked_about(node))
        if parent:
            self.needs[link_id].append(parent)
        return link_id


def _items(data: JsonObject) -> list[JsonObject]:
    items = data.get("item")
    return [each for each in items if isinstance(each, dict)] if isinstance(items, list) else []


def _read(form: Node, outline: _Outline, language: ExpressionLanguage | None) -> Questionnaire:
    form.refuse_modifiers()
    form.name_others(_PROPERTIES)
    name_all_extensions(form, ROOT_URLS)
    if "status" in form.data and form.data["status"] not in _STATUS:
        form.wrong(f"Its status must be one of: {', '.join(_STATUS)}.")
    value_sets = contained_value_sets(form)
    name_value_set_extensions(value_sets)
    reader = ItemReader(value_sets)
    items = tuple(reader.read_all(form.nodes("item")))
    if not items and not form.notes.errors:
        none = "It has no items" if not outline.count else "None of its items can be shown"
        form.wrong(f"{none}: there is nothing to ask.")
    questionnaire = Questionnaire(
        ref=_ref(form),
        title=form.text("title") or form.text("name"),
        items=items,
        variables=(*read_launch_contexts(form), *read_variables(form)),
    )
    begins_with = beginning_size(questionnaire.items)
    if begins_with > LARGEST_BEGINNING:
        form.wrong(
            f"It begins with {begins_with} answers; at most {LARGEST_BEGINNING} can be kept."
        )
    check_conditions(questionnaire, outline.needs, form.notes)
    check_loops(outline.needs, form.notes)
    check_expressions(questionnaire, form.notes, language)
    _check_calculations(questionnaire, form.notes)
    check_instruments(questionnaire, form)
    check_agreements(questionnaire, form.notes)
    return questionnaire


def _check_calculations(questionnaire: Questionnaire, notes: Notes) -> None:
    loop = plan(questionnaire).loop
    if loop:
        shown = " → ".join(quoted(each) for each in [*loop, loop[0]])
        Node({}, loop[0], notes).wrong(f"It is worked out from itself: {shown}.")


def _ref(form: Node) -> FormRef:
    version = form.text("version") or "1"
    if "|" in version:
        form.wrong("Its version cannot hold “|”.")
    if url := form.text("url"):
        if "|" in url or any(char.isspace() for char in url):
            form.wrong("Its url cannot hold a space or “|”.")
        return FormRef(url, version)
    said = form.text("id")
    named = said if _ID.fullmatch(said) else _digest(form.data)
    return FormRef(f"urn:intake-app:form:{named}", version)


def _digest(data: Mapping[str, object]) -> str:
    canonical = json.dumps(data, sort_keys=True, default=str, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()[:8]
