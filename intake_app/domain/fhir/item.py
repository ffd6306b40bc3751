"""One item of a FHIR Questionnaire in JSON, with everything inside it, becomes an Item."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from intake_app.domain.dates import quoted
from intake_app.domain.fhir.beside import Beside
from intake_app.domain.fhir.conditions import read_enable_when
from intake_app.domain.fhir.expressions import read_expressions
from intake_app.domain.fhir.extensions import read_item_extensions
from intake_app.domain.fhir.form_check import Node
from intake_app.domain.fhir.item_rules import check_item
from intake_app.domain.fhir.options import read_options
from intake_app.domain.fhir.value_sets import ValueSets
from intake_app.domain.fhir.values import (
    ANSWER_KINDS,
    ValueNotTaken,
    ValueWrong,
    answer_value,
    names_of_values,
    sole_value,
)
from intake_app.domain.form.questionnaire import NOT_QUESTIONS, Item, ItemType
from intake_app.domain.values import Value

_PROPERTIES = frozenset(
    [
        "id",
        "linkId",
        "definition",
        "code",
        "prefix",
        "text",
        "type",
        "enableWhen",
        "enableBehavior",
        "required",
        "repeats",
        "readOnly",
        "maxLength",
        "answerValueSet",
        "answerOption",
        "initial",
        "item",
        "extension",
        "modifierExtension",
    ]
)
_OF_INITIAL = names_of_values("value") | {"id", "modifierExtension"}
_NOT_SHOWN = frozenset({"reference"})
"""Item types of FHIR R4 that this program has no field for."""


class ItemReader:
    """Reads items; what is wrong and what cannot be shown is noted under their linkIds."""

    def __init__(self, value_sets: ValueSets) -> None:
        self._value_sets = value_sets

    def read_all(self, nodes: Sequence[Node]) -> Iterator[Item]:
        for node in nodes:
            link_id = node.data.get("linkId")
            named = Node(node.data, link_id if isinstance(link_id, str) else "", node.notes)
            item = self._read(named)
            if item is not None:
                yield item

    def _read(self, node: Node) -> Item | None:
        node.refuse_modifiers()
        node.name_others(_PROPERTIES)
        said_type = node.data.get("type")
        if isinstance(said_type, str) and said_type in _NOT_SHOWN:
            node.not_supported(f"type {said_type}")
            return None
        item_type = _type(node)
        if item_type is None:
            for _ in self.read_all(node.nodes("item")):
                pass  # what is wrong inside it is noted
            return None
        extensions = read_item_extensions(node, item_type)
        expressions = read_expressions(node)
        beside = Beside.of(tuple(self.read_all(node.nodes("item"))), item_type)
        item = Item(
            link_id=node.link_id,
            type=item_type,
            text=node.text("text"),
            prefix=node.text("prefix"),
            required=node.flag("required"),
            repeats=node.flag("repeats"),
            read_only=node.flag("readOnly") or bool(expressions.calculated),
            hidden=extensions.hidden,
            always_answered=extensions.always_answered,
            stable=extensions.stable,
            control=extensions.control,
            needs_agreement=extensions.needs_agreement,
            entry_format=extensions.entry_format or beside.prompt,
            help=beside.help,
            ends=beside.ends,
            open_label=extensions.open_label,
            stands_upright=extensions.stands_upright,
            reason=extensions.reason,
            initial=tuple(_initial(node, item_type)),
            options=read_options(node, self._value_sets),
            units=extensions.units or beside.units,
            slider_step=extensions.slider_step,
            instrument=extensions.instrument,
            limits=extensions.limits,
            enable_when=read_enable_when(node),
            expressions=expressions,
            items=beside.others,
        )
        check_item(item, node)
        return _with_selected_as_initial(item)


def _type(node: Node) -> ItemType | None:
    text = node.text("type")
    try:
        return ItemType(text)
    except ValueError:
        known = ", ".join(ItemType)
        said = f"The type {quoted(text)} is unknown" if text else "It has no type"
        node.wrong(f"{said}; it must be one of: {known}.")
        return None


def _initial(node: Node, item_type: ItemType) -> Iterator[Value]:
    entries = node.nodes("initial")
    if item_type in NOT_QUESTIONS:
        if entries:
            node.wrong(f"A {item_type.value} has no initial value.")
        return
    for entry in entries:
        entry.refuse_modifiers()
        entry.name_others(_OF_INITIAL)
        try:
            kind, data = sole_value(entry.data, "value")
            if kind in ANSWER_KINDS[item_type]:
                yield answer_value(item_type, kind, data)
            else:
                node.not_supported(f"initial value{kind} on {item_type.value}")
        except ValueNotTaken as reason:
            node.not_supported(f"initial value: {reason}")
        except ValueWrong as reason:
            node.wrong(f"Its initial value: {reason}.")


def _with_selected_as_initial(item: Item) -> Item:
    selected = tuple(option.value for option in item.options if option.selected)
    return replace(item, initial=selected) if selected else item
