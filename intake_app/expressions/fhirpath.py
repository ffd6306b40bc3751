"""FHIRPath expressions worked out with fhirpathpy, over the R4 model."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from antlr4 import CommonTokenStream, InputStream, Token
from antlr4.tree.Tree import ParseTreeWalker
from fhirpathpy import apply_parsed_path
from fhirpathpy.engine.invocations import invocation_registry
from fhirpathpy.engine.nodes import FP_Quantity, FP_TimeBase, ResourceNode
from fhirpathpy.models import models
from fhirpathpy.parser.ASTPathListener import ASTPathListener
from fhirpathpy.parser.generated.FHIRPathLexer import FHIRPathLexer
from fhirpathpy.parser.generated.FHIRPathParser import FHIRPathParser

from intake_app.domain.form.expressions import ExpressionFailed, Scope

Node = dict[str, Any]
_WEIGHTS = frozenset(
    {
        "http://hl7.org/fhir/StructureDefinition/ordinalValue",
        "http://hl7.org/fhir/StructureDefinition/itemWeight",
    }
)
LONGEST = 20_000
"""Characters; a longer text is not read."""


class _Refusing:
    """The library passes over what it cannot read; here that is an error."""

    def syntaxError(  # noqa: N802 - the parser calls it so
        self, _recognizer: object, _symbol: object, line: int, column: int, *_more: object
    ) -> None:
        raise ExpressionFailed(f"line {line}, column {column + 1} is not FHIRPath")

    def reportAmbiguity(self, *_: object) -> None:  # noqa: N802 - the parser calls it so
        """Nothing is wrong with that."""

    reportAttemptingFullContext = reportAmbiguity  # noqa: N815
    reportContextSensitivity = reportAmbiguity  # noqa: N815


class FhirPath:
    """Reads each expression once. Has no limit of time: see ``elsewhere``."""

    def __init__(self) -> None:
        self._read: dict[str, Node] = {}

    def fault(self, text: str) -> str:
        """Why this cannot be read, for the end of a sentence; empty when it can."""
        try:
            self._parsed(text)
        except ExpressionFailed as failed:
            return str(failed)
        return ""

    def unknown_functions(self, text: str) -> Sequence[str]:
        """The functions in it that neither the library nor this module has."""
        known = {*invocation_registry, *_FUNCTIONS, "today", "now", "timeOfDay"}
        return sorted(set(_functions(self._parsed(text))) - known)

    def evaluate(self, text: str, scope: Scope) -> Sequence[tuple[str, object]]:
        """The results as kinds of value[x] and their JSON.

        Raises:
            ExpressionFailed: It does not work on these answers.
        """
        return [_plain(result) for result in self._results(text, scope)]

    def _results(self, text: str, scope: Scope) -> list[object]:
        variables: dict[str, object] = {
            "resource": scope.resource,
            "rootResource": scope.resource,
            "questionnaire": scope.questionnaire,
            "qitem": scope.qitem,
            "patient": scope.patient,
        }
        for let in scope.lets:
            own = {**variables, "context": _placed(let.context)}
            variables[let.variable.name] = self._work_out(let.variable.text, own, scope)
        here = {**variables, "context": _placed(scope.context)}
        return self._work_out(text, here, scope)

    def _work_out(self, text: str, variables: dict[str, object], scope: Scope) -> list[object]:
        options = {
            "returnRawData": True,
            "userInvocationTable": {**_FUNCTIONS, **_times(scope.now)},
        }
        parsed = self._parsed(text)
        try:
            found = apply_parsed_path(
                variables["context"], parsed, variables, models["r4"], options
            )
        except MemoryError:
            raise
        except Exception as error:
            # Whatever the library stumbles over: an expression of a foreign form must not stop
            # the program. Its words may hold answers, so they are not passed on.
            raise ExpressionFailed("it does not work on these answers") from error
        return found if isinstance(found, list) else [found]

    def _parsed(self, text: str) -> Node:
        if text not in self._read:
            self._read[text] = _parse(text)
        return self._read[text]


def _parse(text: str) -> Node:
    if len(text) > LONGEST:
        raise ExpressionFailed(f"it is over {LONGEST} characters long")
    listener = ASTPathListener()
    refusing = _Refusing()
    lexer = FHIRPathLexer(InputStream(text))
    parser = FHIRPathParser(CommonTokenStream(lexer))
    for each in (lexer, parser):
        each.removeErrorListeners()
        each.addErrorListener(refusing)
    try:
        tree = parser.expression()
        if parser.getTokenStream().LA(1) != Token.EOF:
            rest = parser.getCurrentToken()
            raise ExpressionFailed(f"column {rest.column + 1} is one word too many")
        ParseTreeWalker().walk(listener, tree)
    except RecursionError:
        raise ExpressionFailed("it is nested too deep") from None
    root: Node = listener.parentStack[0]
    return root


def _functions(node: Node) -> list[str]:
    found: list[str] = []
    pending = [node]
    while pending:
        each = pending.pop()
        children = each.get("children", [])
        if each.get("type") == "Functn" and children:
            found.append(str(children[0].get("text", "")))
        pending.extend(children)
    return found


def _placed(item: Mapping[str, object]) -> object:
    """An item with its place in the model, so that ``answer.value`` finds every value[x]."""
    if item.get("resourceType"):
        return item
    return ResourceNode.create_node(item, "QuestionnaireResponse.item")


def _plain(result: object) -> tuple[str, object]:
    data = result.data if isinstance(result, ResourceNode) else result
    match data:
        case bool():
            return "Boolean", data
        case int():
            return "Integer", data
        case Decimal() | float():
            return "Decimal", Decimal(str(data))
        case str():
            return "String", data
        case FP_Quantity():
            unit = str(data.unit).strip("'")
            return "Quantity", {"value": Decimal(str(data.value)), "unit": unit, "code": unit}
        case FP_TimeBase():
            return "String", str(data)
        case dict():
            return ("Quantity" if "value" in data else "Coding"), data
        case _:
            raise ExpressionFailed("its result is no value that an answer can have")


def _times(now: datetime) -> dict[str, Node]:
    """The clinic's day and time, not the computer's."""
    said = {
        "today": now.date().isoformat(),
        "now": now.isoformat(timespec="milliseconds"),
        "timeOfDay": now.time().isoformat(timespec="milliseconds"),
    }
    return {name: _function(lambda _inputs, text=text: [text]) for name, text in said.items()}


def _function(work: Callable[..., object]) -> Node:
    return {"fn": work, "arity": {0: []}}


def _weights(inputs: list[object]) -> list[object]:
    """The numbers of choices, as the form gives them."""
    found: list[object] = []
    for each in inputs:
        extensions = each.get("extension", []) if isinstance(each, dict) else []
        found += [
            extension["valueDecimal"]
            for extension in extensions
            if isinstance(extension, dict)
            and extension.get("url") in _WEIGHTS
            and "valueDecimal" in extension
        ]
    return found


def _sum(inputs: list[Any]) -> list[object]:
    """The library's own cannot add up answers."""
    return [sum(inputs[1:], inputs[0])] if inputs else []


_FUNCTIONS: dict[str, Node] = {
    "ordinal": _function(_weights),
    "weight": _function(_weights),
    "sum": _function(_sum),
    "min": _function(lambda inputs: [min(inputs)] if inputs else []),
    "max": _function(lambda inputs: [max(inputs)] if inputs else []),
    "avg": _function(lambda inputs: [sum(inputs) / len(inputs)] if inputs else []),
}
"""What SDC adds to FHIRPath, and what the library does not do over answers."""
