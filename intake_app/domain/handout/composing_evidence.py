"""The part of the handout about what is known: the articles side by side, and the silences."""

from intake_app.domain.evidence.evidence import Source
from intake_app.domain.handout.composing_input import HandoutInput
from intake_app.domain.handout.composing_statements import statements
from intake_app.domain.handout.handout import (
    Comparison,
    ComparisonRow,
    Fact,
    SourceEntry,
    SourceList,
    Unknowns,
)
from intake_app.domain.handout.texts import ComparisonText
from intake_app.domain.visit.hair_form import DIAGNOSIS, code_of


def comparison(given: HandoutInput) -> Comparison:
    """The reader's questions, each answered by both sides with the sources' numbers."""
    say = given.texts.say
    rows = tuple(
        ComparisonRow(
            question=row.title,
            favour=statements(given, row.favour),
            against=statements(given, row.against),
            figures=statements(given, row.figures),
        )
        for row in rows_for(given.texts.comparison, code_of(given.answers, DIAGNOSIS))
    )
    return Comparison(
        heading=say("comparison.heading"),
        lead=say("comparison.lead"),
        favour_head=say("comparison.favour"),
        against_head=say("comparison.against"),
        rows=rows,
    )


def rows_for(rows: tuple[ComparisonText, ...], diagnosis: str) -> tuple[ComparisonText, ...]:
    """The rows for everybody, but a row for the recorded diagnosis in place of its general one.

    ``works-pattern-loss`` stands in for ``works``; without a recorded diagnosis, or without a
    row for it, the general one stays.
    """
    own = [row for row in rows if diagnosis in row.diagnoses]
    replaced = {row.id for row in rows if any(each.id.startswith(f"{row.id}-") for each in own)}
    return tuple(
        row for row in rows if row in own or (not row.diagnoses and row.id not in replaced)
    )


def unknowns(given: HandoutInput) -> Unknowns:
    say = given.texts.say
    return Unknowns(
        heading=say("unknowns.heading"),
        lead=say("unknowns.lead"),
        lines=statements(given, given.texts.unknowns),
    )


def source_list(given: HandoutInput) -> SourceList:
    """The five articles with what is known of who wrote them and what they gain."""
    say, evidence = given.texts.say, given.evidence

    def entry(source: Source) -> SourceEntry:
        details = {
            "kind": source.kind,
            "author": source.author,
            "date": source.date,
            "interest": source.interest,
        }
        return SourceEntry(
            number=evidence.source_number(source.id),
            title=source.title,
            language=given.source_language,
            details=tuple(
                Fact(label=say(f"sources.{key}"), value=value) for key, value in details.items()
            ),
        )

    return SourceList(
        heading=say("sources.heading"),
        lead=say("sources.lead"),
        entries=tuple(entry(source) for source in evidence.sources.values()),
    )
