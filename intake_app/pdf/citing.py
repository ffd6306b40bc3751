"""Sentences with the numbers of their sources, articles as [1] and studies as [S1]."""

from collections.abc import Iterable

from intake_app.domain.statements import Statement
from intake_app.pdf.setting import Run


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


def cited_together(statements: Iterable[Statement]) -> list[Run]:
    """Statements behind one another, with a space between them."""
    runs: list[Run] = []
    for each in statements:
        runs += [*([Run(" ")] if runs else []), *cited(each)]
    return runs
