"""The aftercare windows, from resources/aftercare/."""

from dataclasses import replace

from intake_app.content.resources import ResourceFiles
from intake_app.content.toml_reading import TomlFile, TomlTable
from intake_app.domain.evidence.evidence import Evidence
from intake_app.domain.form.questionnaire import ItemType, Questionnaire
from intake_app.domain.visit.aftercare import Direction, PlanQuestion, SpanUnit, Window

WINDOWS = "aftercare/windows.toml"
DRAWINGS = "drawings"

_KEYS = (
    "id",
    "topic",
    "direction",
    "value",
    "unit",
    "mandatory",
    "what",
    "strip",
    "why",
    "basis",
    "author",
    "set_on",
    "sources",
    "spread",
    "plans",
    "drawing",
)


def read_windows(
    files: ResourceFiles, form: Questionnaire, evidence: Evidence
) -> tuple[Window, ...]:
    """Every window; one without a value is kept as it is, and stops the printing later.

    Raises:
        ContentInvalid: With the file and the line of the first thing that is wrong.
    """
    found: dict[str, Window] = {}
    for table in TomlFile(WINDOWS, files.text(WINDOWS)).array("window"):
        window = replace(_window(table, form, evidence), drawing=_drawing(table, files))
        if window.id in found:
            raise table.wrong("id", f"“{window.id}” is used twice")
        found[window.id] = window
    return tuple(found.values())


def _window(table: TomlTable, form: Questionnaire, evidence: Evidence) -> Window:
    table.only(*_KEYS)
    return Window(
        id=table.text("id"),
        topic=table.text("topic"),
        direction=table.word_of(Direction, "direction"),
        value=table.count("value"),
        unit=table.word_of(SpanUnit, "unit"),
        mandatory=table.flag("mandatory"),
        what=table.text("what"),
        strip=table.text("strip"),
        why=table.text("why"),
        basis=table.text("basis"),
        author=table.text("author"),
        set_on=table.day("set_on"),
        sources=_sources(table, evidence),
        spread=table.text("spread"),
        plans=tuple(_plan(table, plan, form) for plan in table.inner("plans")),
    )


def _drawing(table: TomlTable, files: ResourceFiles) -> str:
    name = table.text("drawing")
    if f"{DRAWINGS}/{name}.svg" not in files.names(DRAWINGS, ".svg"):
        raise table.wrong("drawing", f"names the drawing “{name}”, which is not there")
    return name


def _sources(table: TomlTable, evidence: Evidence) -> tuple[str, ...]:
    sources = table.texts("sources")
    for claim_id in sources:
        if claim_id not in evidence.claims:
            raise table.wrong("sources", f"names the claim “{claim_id}”, which is not there")
    return sources


def _plan(table: TomlTable, plan: TomlTable, form: Questionnaire) -> PlanQuestion:
    keys = set(plan.data)
    if keys == {"question"}:
        asked = PlanQuestion(start=plan.text("question"))
    elif keys == {"from", "to"}:
        asked = PlanQuestion(start=plan.text("from"), end=plan.text("to"))
    else:
        raise table.wrong("plans", "holds { question } or { from, to }, and nothing else")
    for link_id in filter(None, (asked.start, asked.end)):
        item = form.find(link_id)
        if item is None or item.type not in (ItemType.DATE, ItemType.DATE_TIME):
            raise table.wrong(
                "plans",
                f"asks for “{link_id}”, which is no question for a date in the form",
                containing=f'"{link_id}"',
            )
    return asked
