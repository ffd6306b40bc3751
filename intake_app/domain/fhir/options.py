"""The options of a choice: answerOption, or a value set contained in the form."""

from intake_app.domain.dates import quoted
from intake_app.domain.fhir.extensions import read_option_extensions, read_option_picture
from intake_app.domain.fhir.form_check import Node
from intake_app.domain.fhir.value_sets import ValueSets
from intake_app.domain.fhir.values import names_of_values
from intake_app.domain.form.questionnaire import Option
from intake_app.domain.values import Value

_OF_CODING = frozenset({"id", "extension", "system", "code", "display", "userSelected"})

_OF_OPTION = names_of_values("value") | {
    "id",
    "extension",
    "modifierExtension",
    "initialSelected",
}

OPTION_KINDS = ("Coding", "String", "Integer", "Date", "Time")


def read_options(node: Node, value_sets: ValueSets) -> tuple[Option, ...]:
    """The options of one item; what is wrong with them is noted."""
    if "answerOption" in node.data and "answerValueSet" in node.data:
        node.wrong("It has both answerOption and answerValueSet; only one may be there.")
    options = [option for each in node.nodes("answerOption") if (option := _option(each))]
    if "answerValueSet" in node.data:
        options += value_sets.options(node, node.text("answerValueSet"))
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
    node.refuse_modifiers()
    node.name_others(_OF_OPTION)
    value = node.value("value", OPTION_KINDS, "A choice")
    exclusive, ordinal = read_option_extensions(node)
    coding = node.data.get("valueCoding")
    if isinstance(coding, dict):
        inner = Node(coding, node.link_id, node.notes)
        inner.name_others(_OF_CODING)
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
