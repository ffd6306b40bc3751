"""The SDC expressions of a form: read, and held against the language and the form."""

from collections.abc import Iterator

from intake_app.domain.dates import quoted
from intake_app.domain.fhir.form_check import Node, Notes
from intake_app.domain.form.expressions import (
    FHIRPATH,
    GIVEN_VARIABLES,
    ExpressionLanguage,
    ItemExpressions,
    Variable,
    variables_in,
)
from intake_app.domain.form.questionnaire import Item, ItemType, Questionnaire

SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-"
INITIAL = f"{SDC}initialExpression"
CALCULATED = f"{SDC}calculatedExpression"
ENABLE_WHEN = f"{SDC}enableWhenExpression"
VARIABLE = "http://hl7.org/fhir/StructureDefinition/variable"
LAUNCH_CONTEXT = f"{SDC}launchContext"
EXPRESSION_URLS = frozenset({INITIAL, CALCULATED, ENABLE_WHEN, VARIABLE})
ROOT_URLS = frozenset({VARIABLE, LAUNCH_CONTEXT})
LAUNCHED = "patient"
"""What the program has at hand when a form is opened."""


def read_expressions(node: Node) -> ItemExpressions:
    """The expressions of an item."""
    found = {url: list(_texts(node, url)) for url in (INITIAL, CALCULATED, ENABLE_WHEN)}
    if ENABLE_WHEN in _urls(node) and node.data.get("enableWhen"):
        node.wrong("It has both enableWhen and enableWhenExpression; only one may be there.")
    return ItemExpressions(
        initial=next(iter(found[INITIAL]), ""),
        calculated=next(iter(found[CALCULATED]), ""),
        enable_when=next(iter(found[ENABLE_WHEN]), ""),
        variables=read_variables(node),
    )


def read_variables(node: Node) -> tuple[Variable, ...]:
    """The variables that an item, or the form itself, declares."""
    found: list[Variable] = []
    for extension in _of(node, VARIABLE):
        expression = extension.data.get("valueExpression")
        name = expression.get("name") if isinstance(expression, dict) else None
        text = _text(extension, "variable")
        if not isinstance(name, str) or not name:
            node.wrong("A variable has no name.")
        elif text:
            found.append(Variable(name, text))
    return tuple(found)


def read_launch_contexts(form: Node) -> tuple[Variable, ...]:
    """Other names that a form has for the patient; what else it wants to be given is named."""
    found: list[Variable] = []
    for extension in _of(form, LAUNCH_CONTEXT):
        parts = {part.text("url"): part.data for part in extension.nodes("extension")}
        said = parts.get("name", {})
        coding = said.get("valueCoding")
        name = coding.get("code") if isinstance(coding, dict) else said.get("valueId")
        if name == LAUNCHED:
            continue
        if isinstance(name, str) and parts.get("type", {}).get("valueCode") == "Patient":
            found.append(Variable(name, f"%{LAUNCHED}"))
        else:
            form.not_supported(f"launchContext {name}")
    return tuple(found)


def check_expressions(
    questionnaire: Questionnaire, notes: Notes, language: ExpressionLanguage | None
) -> None:
    """Note what cannot be read, is not known, or stands where it has no meaning.

    Args:
        questionnaire: The form.
        notes: Where to note it.
        language: Reads expressions; without it they are taken as they are.
    """
    declared = {variable.name for variable in questionnaire.variables}
    for item in questionnaire.items:
        _check_item(item, declared, notes, language)
    if language is not None:
        for variable in questionnaire.variables:
            node = Node({}, "", notes)
            _check_text(f"variable {variable.name}", variable.text, declared, node, language)


def _check_item(
    item: Item, declared: set[str], notes: Notes, language: ExpressionLanguage | None
) -> None:
    node = Node({}, item.link_id, notes)
    own = item.expressions
    known = declared | {variable.name for variable in own.variables}
    if own.calculated and not item.is_question:
        node.wrong(f"A {item.type.value} cannot be calculated; only a question can.")
    if own.calculated and item.has_rows:
        node.not_supported("calculatedExpression on a question whose answers have rows")
    if own.initial and (item.has_rows or not item.is_question):
        what = item.type.value if not item.is_question else "a question whose answers have rows"
        node.not_supported(f"initialExpression on {what}")
    if own.calculated and item.type is ItemType.ATTACHMENT:
        node.not_supported("calculatedExpression on attachment")
    for name, text in own.texts.items() if language is not None else ():
        _check_text(name, text, known, node, language)
    for child in item.items:
        _check_item(child, known, notes, language)


def _check_text(
    name: str, text: str, known: set[str], node: Node, language: ExpressionLanguage | None
) -> None:
    if language is None:
        return
    if fault := language.fault(text):
        node.wrong(f"Its {name} cannot be read: {fault}.")
        return
    for each in sorted(variables_in(text) - GIVEN_VARIABLES - known):
        node.not_supported(f"{name} with %{each}, for which there is no value")
    for each in language.unknown_functions(text):
        node.not_supported(f"{name} with the function {each}()")


def _texts(node: Node, url: str) -> Iterator[str]:
    for extension in _of(node, url):
        if text := _text(extension, url.rpartition("-")[2]):
            yield text


def _text(extension: Node, name: str) -> str:
    """The text of an expression in FHIRPath; another language is named."""
    expression = extension.data.get("valueExpression")
    if not isinstance(expression, dict):
        extension.wrong(f"The extension {name} needs a valueExpression.")
        return ""
    inner = Node(expression, extension.link_id, extension.notes)
    language, text = inner.text("language"), inner.text("expression")
    if language != FHIRPATH:
        said = quoted(language) if language else "no language"
        extension.not_supported(f"{name} in {said}")
        return ""
    if not text.strip():
        extension.wrong(f"Its {name} is empty.")
    return text.strip()


def _of(node: Node, url: str) -> Iterator[Node]:
    return (each for each in node.nodes("extension") if each.data.get("url") == url)


def _urls(node: Node) -> set[str]:
    urls = (each.data.get("url") for each in node.nodes("extension"))
    return {url for url in urls if isinstance(url, str)}
