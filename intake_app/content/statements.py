"""Printed statements and the claims they rest on: the comparison, and what is not known."""

from collections.abc import Collection, Iterator

from intake_app.content.language_files import LanguageFiles
from intake_app.content.toml_reading import TomlTable
from intake_app.domain.errors import ContentInvalid
from intake_app.domain.evidence.evidence import Evidence
from intake_app.domain.form.questionnaire import Questionnaire
from intake_app.domain.handout.texts import SILENCES, BoundText, ComparisonText
from intake_app.domain.values import Coding
from intake_app.domain.visit.hair_form import DIAGNOSIS

_KEYS = ("text", "claims", "silence", "studies")
COLUMNS = ("favour", "against", "figures")


def read_comparison(
    files: LanguageFiles, form: Questionnaire, evidence: Evidence
) -> tuple[ComparisonText, ...]:
    """The rows of the articles side by side.

    Raises:
        ContentInvalid: With the file and the line of the first thing that is wrong.
    """
    tables = files.toml("comparison").array("row")
    known = codes_of(form, DIAGNOSIS)
    rows: dict[str, ComparisonText] = {}
    for table in tables:
        row = _row(table, known, evidence)
        if row.id in rows:
            raise table.wrong("id", f"“{row.id}” is used twice")
        rows[row.id] = row
    for table, row in zip(tables, rows.values(), strict=True):
        general = (each.id for each in rows.values() if not each.diagnoses)
        if row.diagnoses and not any(row.id.startswith(f"{each}-") for each in general):
            raise table.wrong("id", f"“{row.id}” begins with the id of no row for everybody")
    return tuple(rows.values())


def read_statement(table: TomlTable, key: str, data: TomlTable, evidence: Evidence) -> BoundText:
    """One statement, which rests on claims or names its silence.

    Args:
        table: The table around it, which knows its lines.
        key: The key in that table under which it stands; empty for a table of its own.
        data: The statement.
        evidence: The claims that exist.
    """
    text, silence = data.data.get("text"), data.data.get("silence", "")
    claims = data.texts("claims") if "claims" in data.data else ()
    studies = data.texts("studies") if "studies" in data.data else ()

    def wrong(reason: str, near: str) -> ContentInvalid:
        return table.lines.find(key, near).wrong(reason)

    if not isinstance(text, str) or not text.strip():
        raise wrong("a statement has no text", f'"{claims[0]}"' if claims else "")
    if unknown := [each for each in data.data if each not in _KEYS]:
        said = f"a statement has {', '.join(_KEYS)}, not “{unknown[0]}”"
        raise wrong(said, f"{unknown[0]} =")
    named = (("claim", claims, evidence.claims), ("study", studies, evidence.studies))
    if gone := [(what, each) for what, ids, known in named for each in ids if each not in known]:
        what, each = gone[0]
        raise wrong(f"a statement names the {what} “{each}”, which is not there", f'"{each}"')
    if silence and silence not in SILENCES:
        known = ", ".join(SILENCES)
        raise wrong(f"the silence “{silence}” must be one of: {known}", f'"{silence}"')
    if not claims and not studies and not silence:
        said = "a statement rests on claims or studies or names its silence; this one does not"
        raise wrong(said, text[:40])
    return BoundText(text=text, claims=claims, silence=str(silence), studies=studies)


def _row(table: TomlTable, diagnoses: Collection[str], evidence: Evidence) -> ComparisonText:
    table.only("id", "title", "diagnoses", *COLUMNS)
    own = table.texts("diagnoses") if "diagnoses" in table.data else ()
    for code in own:
        if diagnoses and code not in diagnoses:
            raise table.wrong("diagnoses", f"names “{code}”, which the form does not offer")
    for key in ("favour", "against"):
        if not table.data.get(key):
            raise table.wrong(key, "is empty: a side that says nothing names its silence")
    return ComparisonText(
        id=table.text("id"),
        title=table.text("title"),
        diagnoses=frozenset(own),
        favour=tuple(_column(table, "favour", evidence)),
        against=tuple(_column(table, "against", evidence)),
        figures=tuple(_column(table, "figures", evidence)),
    )


def _column(table: TomlTable, key: str, evidence: Evidence) -> Iterator[BoundText]:
    for data in table.inner(key):
        yield read_statement(table, key, data, evidence)


def codes_of(form: Questionnaire, link_id: str) -> frozenset[str]:
    """The codes that a question of the form offers."""
    item = form.find(link_id)
    options = item.options if item is not None else ()
    return frozenset(each.value.code for each in options if isinstance(each.value, Coding))
