"""Expressions in a form: what they are, and how they are worked out elsewhere.

The language is FHIRPath; its library stands behind ``ExpressionLanguage``, so that it is loaded
only when a form has an expression.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from intake_app.domain.fhir_json import JsonObject

FHIRPATH = "text/fhirpath"
GIVEN_VARIABLES = frozenset(
    {"resource", "rootResource", "context", "questionnaire", "qitem", "patient", "ucum"}
)
"""What an expression may name without the form declaring it."""

_STRING = re.compile(r"'(?:[^'\\]|\\.)*'")
_VARIABLE = re.compile(r"%(?:`([^`]+)`|([A-Za-z_]\w*))")


class ExpressionFailed(Exception):
    """An expression cannot be read, or does not work on these answers; says why in words."""


@dataclass(frozen=True, slots=True)
class Variable:
    """A value with a name for the expressions on its item and inside it."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemExpressions:
    """The expressions of one item, as FHIRPath text; empty where there is none."""

    initial: str = ""
    calculated: str = ""
    enable_when: str = ""
    variables: tuple[Variable, ...] = ()

    @property
    def texts(self) -> Mapping[str, str]:
        """Each by the name that FHIR gives it."""
        named = {
            "initialExpression": self.initial,
            "calculatedExpression": self.calculated,
            "enableWhenExpression": self.enable_when,
        }
        named |= {f"variable {each.name}": each.text for each in self.variables}
        return {name: text for name, text in named.items() if text}


NO_EXPRESSIONS = ItemExpressions()


@dataclass(frozen=True, slots=True)
class Let:
    """A variable, and the item of the response in which it is worked out."""

    variable: Variable
    context: JsonObject


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What an expression sees: the response, its own item in it, the patient, the time."""

    resource: JsonObject
    context: JsonObject
    questionnaire: JsonObject
    qitem: JsonObject
    patient: JsonObject
    lets: tuple[Let, ...]
    now: datetime


class ExpressionLanguage(Protocol):
    def fault(self, text: str) -> str:
        """Why this cannot be read, for the end of a sentence; empty when it can."""
        ...

    def unknown_functions(self, text: str) -> Sequence[str]:
        """The functions in a readable expression that nothing here can work out."""
        ...

    def evaluate(self, text: str, scope: Scope) -> Sequence[tuple[str, object]]:
        """The results, each as the kind of a FHIR value[x] and its JSON.

        Raises:
            ExpressionFailed: It does not work on these answers.
        """
        ...


def variables_in(text: str) -> frozenset[str]:
    """The names behind % in an expression, as far as they are not inside a text."""
    bare = _STRING.sub("''", text)
    return frozenset(quoted or plain for quoted, plain in _VARIABLE.findall(bare))
