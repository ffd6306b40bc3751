"""The options of a choice: answerOption, or a value set contained in the form."""

from collections.abc import Mapping

from intake_app.domain.dates import quoted
from intake_app.domain.fhir.extensions import (
    name_all_extensions,
    read_option_extensions,
    read_option_picture,
)
from intake_app.domain.fhir.form_check import Node
from intake_app.domain.form.questionnaire import Option
from intake_app.domain.values import Coding, Value

OPTION_KINDS = ("Coding", "String", "Integer", "Date", "Time")

ValueSets = Mapping[str, Node]
"""The contained value sets by id."""


def contained_value_sets(form: Node) -> ValueSets:
    found: dict[str, Node] = {}
    for contained in form.nodes("contained"):
        if contained.text("resourceType") == "ValueSet":
            found[contained.text("id")] = contained
    return found


def read_options(node: Node, value_sets: ValueSets) -> tuple[Option, ...]:
    """The options of one item; what is wrong with them is noted."""
    if "answerOption" in node.data and "answerValueSet" in node.data:
        node.wrong("It has both answerOption and answerValueSet; only one may be there.")
    options = [option for each in node.nodes("answerOption") if (option := _option(each))]
    if "answerValueSet" in node.data:
        options += _from_value_set(node, node.text("answerValueSet"), value_sets)
    offered: set[Value] = set()
    for option in options:
        if option.value in offered:
            node.wrong(f"The choice {quoted(option.text)} is offered twice.")
        offered.add(option.value)
    return tuple(options)


def _option(node: Node) -> Option | None:
    if "valueReference" in node.data:
        node.not_supported("answerOption valueReference")
        return None
    value = node.value("value", OPTION_KINDS, "A choice")
    exclusive, ordinal = read_option_extensions(node)
    coding = node.data.get("valueCoding")
    if isinstance(coding, dict):
        inner = Node(coding, node.link_id, node.notes)
        inner_exclusive, inner_ordinal = read_option_extensions(inner)
        exclusive = exclusive or inner_exclusive
        ordinal = inner_ordinal if ordinal is None else ordinal
    selected = node.flag("initialSelected")
    if value is None:
        return None
    return Option(
        value=value,
        exclusive=exclusive,
        selected=selected,
        ordinal=ordinal,
        picture=read_option_picture(node),
    )


def _from_value_set(node: Node, reference: str, value_sets: ValueSets) -> list[Option]:
    if not reference.startswith("#"):
        node.not_supported(f"answerValueSet {quoted(reference)}, which is not in the file")
        return []
    value_set = value_sets.get(reference[1:])
    if value_set is None:
        node.wrong(f"Its answerValueSet {quoted(reference)} is not among the contained resources.")
        return []
    here = Node(value_set.data, node.link_id, node.notes)
    compose = here.data.get("compose")
    if not isinstance(compose, dict):
        node.not_supported(f"value set {quoted(reference)} without compose")
        return []
    return _composed(Node(compose, node.link_id, node.notes), reference)


def _composed(compose: Node, reference: str) -> list[Option]:
    if "exclude" in compose.data:
        compose.not_supported(f"value set {quoted(reference)} with exclude")
    options: list[Option] = []
    for include in compose.nodes("include"):
        if (
            "filter" in include.data
            or "valueSet" in include.data
            or not include.data.get("concept")
        ):
            compose.not_supported(f"value set {quoted(reference)} that does not list its codes")
            continue
        system = include.text("system")
        options += [_concept(concept, system) for concept in include.nodes("concept")]
    return options


def _concept(node: Node, system: str) -> Option:
    if not node.text("code"):
        node.wrong("A concept of its value set has no code.")
    value: Value = Coding(node.text("code"), node.text("display"), system)
    exclusive, ordinal = read_option_extensions(node)
    picture = read_option_picture(node)
    return Option(value=value, exclusive=exclusive, ordinal=ordinal, picture=picture)


def name_value_set_extensions(value_sets: ValueSets) -> None:
    """Name what the contained value sets carry and the program does not read."""
    for value_set in value_sets.values():
        name_all_extensions(value_set)
