"""FHIRPath, whose process is started with the first expression: most forms have none."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the types alone; loading them is left to the moment they are used
    from intake_app.domain.form.expressions import ExpressionLanguage, Scope

# ruff: noqa: PLC0415 - start-up time: few forms have an expression


class FhirPathWhenNeeded:
    """Gives every question to the language, once there is one."""

    def __init__(self) -> None:
        self._loaded: ExpressionLanguage | None = None

    def fault(self, text: str) -> str:
        return self._language().fault(text)

    def unknown_functions(self, text: str) -> Sequence[str]:
        return self._language().unknown_functions(text)

    def evaluate(self, text: str, scope: "Scope") -> Sequence[tuple[str, object]]:
        return self._language().evaluate(text, scope)

    def _language(self) -> "ExpressionLanguage":
        if self._loaded is None:
            from intake_app.expressions.elsewhere import FhirPathElsewhere

            self._loaded = FhirPathElsewhere()
        return self._loaded
