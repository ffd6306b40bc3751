"""The screening rules, from resources/rules/."""

from intake_app.content.conditions import ConditionReader
from intake_app.content.resources import ResourceFiles
from intake_app.content.toml_reading import TomlFile, TomlTable
from intake_app.domain.errors import ContentInvalid
from intake_app.domain.evidence.evidence import Evidence
from intake_app.domain.form.conditions import Condition
from intake_app.domain.form.questionnaire import Questionnaire
from intake_app.domain.visit.screening import Rule, Severity

RULES = "rules/screening.toml"
PAGE_NAMES = "rules/pages.toml"
PAGES = ("https://", "http://")
"""How a reason begins that is a page and not a claim."""


def read_rules(files: ResourceFiles, form: Questionnaire, evidence: Evidence) -> tuple[Rule, ...]:
    """Every rule, asking only what the form asks and resting on something that is there.

    Raises:
        ContentInvalid: With the file and the line of the first thing that is wrong.
    """
    found: dict[str, Rule] = {}
    pages = TomlFile(PAGE_NAMES, files.text(PAGE_NAMES)).table("pages")
    for table in TomlFile(RULES, files.text(RULES)).array("rule"):
        rule = _rule(table, form, evidence, pages)
        if rule.id in found:
            raise table.wrong("id", f"“{rule.id}” is used twice")
        found[rule.id] = rule
    return tuple(found.values())


def _rule(table: TomlTable, form: Questionnaire, evidence: Evidence, pages: TomlTable) -> Rule:
    table.only("id", "severity", "sentence", "sources", "when", "lasts")
    sources = sources_of(table, evidence)
    return Rule(
        id=table.text("id"),
        severity=table.word_of(Severity, "severity"),
        sentence=table.text("sentence"),
        condition=condition_of(table, form),
        sources=sources,
        named_sources=tuple(_named(source, evidence, pages) for source in sources),
        lasts=lasts(table),
    )


def lasts(table: TomlTable) -> bool:
    """Whether it is told from visit to visit, until it is asked again."""
    return table.flag("lasts") if "lasts" in table.data else False


def _named(source: str, evidence: Evidence, pages: TomlTable) -> str:
    """What a source is, and where: a page needs its name in PAGE_NAMES."""
    if source.startswith(PAGES):
        return f"{pages.text(source)} ({source})"
    article = evidence.sources[evidence.claims[source].source_id]
    return f"“{article.title}” ({source})"


def condition_of(table: TomlTable, form: Questionnaire) -> Condition:
    """The condition under ``when``, asking only what the form asks."""
    reader = ConditionReader(form, lambda reason, near: _refused(table, reason, near))
    return reader.read(table.data.get("when"))


def _refused(table: TomlTable, reason: str, near: str) -> ContentInvalid:
    return table.lines.find("when", near and f'"{near}"').wrong(reason)


def sources_of(table: TomlTable, evidence: Evidence) -> tuple[str, ...]:
    """The reasons of a rule: pages, or claims that exist."""
    sources = table.texts("sources")
    if not sources:
        raise table.wrong("sources", "is empty: a rule needs a reason")
    for source in sources:
        if not source.startswith(PAGES) and source not in evidence.claims:
            raise table.wrong("sources", f"names “{source}”, which is neither a page nor a claim")
    return sources
