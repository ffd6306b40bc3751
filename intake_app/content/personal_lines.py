"""Whom the handout tells what, from resources/rules/; the words stand with each language."""

from intake_app.content.resources import ResourceFiles
from intake_app.content.rules import condition_of, lasts, sources_of
from intake_app.content.toml_reading import TomlFile
from intake_app.domain.evidence.evidence import Evidence
from intake_app.domain.form.questionnaire import Questionnaire
from intake_app.domain.visit.personal import PersonalLine

PERSONAL_LINES = "rules/for_you.toml"


def read_personal_lines(
    files: ResourceFiles, form: Questionnaire, evidence: Evidence
) -> tuple[PersonalLine, ...]:
    """Every line, in the order in which they are printed.

    Raises:
        ContentInvalid: With the file and the line of the first thing that is wrong.
    """
    found: dict[str, PersonalLine] = {}
    for table in TomlFile(PERSONAL_LINES, files.text(PERSONAL_LINES)).array("line"):
        table.only("id", "sources", "when", "lasts", "of_a_session")
        line = PersonalLine(
            id=table.text("id"),
            condition=condition_of(table, form),
            sources=sources_of(table, evidence),
            lasts=lasts(table),
            of_a_session="of_a_session" in table.data and table.flag("of_a_session"),
        )
        if line.id in found:
            raise table.wrong("id", f"“{line.id}” is used twice")
        found[line.id] = line
    return tuple(found.values())
