"""Sentences with the numbers of their sources, articles as [1] and studies as [S1]."""

from collections.abc import Iterable

from intake_app.domain.evidence.statements import Statement
from intake_app.pdf.setting import Run

ENDS = (".", "?", "!", "؟", "।")
"""Marks that end a sentence."""


def cited(statement: Statement) -> list[Run]:
    """A statement and the numbers of its sources, which never stand alone on a line."""
    numbers = [str(number) for number in statement.sources]
    numbers += [f"S{number}" for number in statement.studies]
    if not numbers:
        return [Run(statement.text)]
    joined = ",\u00a0".join(numbers)
    return [
        Run(statement.text),
        Run("\u00a0", bold=True),
        Run(f"[{joined}]", bold=True, isolated=True),
    ]


def cited_in_a_row(statements: Iterable[Statement]) -> list[Run]:
    """Statements one behind the other, a blank between them."""
    runs = [run for each in statements for run in (Run(" "), *cited(each))]
    return runs[1:]


def full_stop(text: str) -> str:
    """What a text still needs to be a sentence: nothing behind a mark that ends one."""
    return "" if text.endswith(ENDS) else "."
