"""One language's words that rest on studies or follow from the person, from resources/handout/."""

from collections.abc import Collection, Iterable, Mapping

from intake_app.content.language_files import LanguageFiles
from intake_app.content.places import FilePlace
from intake_app.content.statements import codes_of, read_statement
from intake_app.content.toml_reading import TomlFile, TomlTable
from intake_app.domain.evidence.bound_text import SILENCES, BoundText
from intake_app.domain.evidence.evidence import Evidence
from intake_app.domain.form.questionnaire import Questionnaire
from intake_app.domain.handout.blocks import Strength
from intake_app.domain.handout.content import (
    UNSETTLED,
    BoxRowText,
    BoxText,
    ChoiceText,
    DiagnosisText,
    PersonalTexts,
)
from intake_app.domain.handout.texts import HandoutTexts
from intake_app.domain.visit.hair_form import DIAGNOSIS, OUTCOME
from intake_app.domain.visit.personal import PersonalLine
from intake_app.domain.visit.screening import Rule

CELLS = ("how", "helped", "harms", "time", "cost", "stopping")
"""The cells of every choice, in the order of the table's labels."""
_NEVER_PLAIN = ("helped", "harms")


def read_personal_texts(
    files: LanguageFiles, form: Questionnaire, evidence: Evidence
) -> PersonalTexts:
    """Everything of one language beyond its phrases and the articles side by side.

    Raises:
        ContentInvalid: With the file and the line of the first thing that is wrong.
    """
    known = files.toml("evidence")
    choices = files.toml("choices")
    you = files.toml("you")
    codes = {*codes_of(form, DIAGNOSIS), UNSETTLED}
    texts = PersonalTexts(
        diagnoses=_diagnoses(known, codes, form, evidence),
        boxes=tuple(_box(table, codes, evidence) for table in known.array("box")),
        studies=_study_words(known, evidence),
        choices=tuple(_choice(table, codes, evidence) for table in choices.array("choice")),
        rules=_words(you.table("rules")),
        lines=_words(you.table("lines")),
    )
    if texts.choices[0].id != "nothing":
        raise choices.array("choice")[0].wrong("id", "must be “nothing”: it is the first choice")
    return texts


def check_told(texts: HandoutTexts, rules: Iterable[Rule], lines: Iterable[PersonalLine]) -> None:
    """Refuse words for a rule or line that is not there, and a rule or line without words.

    A rule that has nothing to say to the patient says so with a single dash.
    """
    wanted = {"rules": {rule.id for rule in rules}, "lines": {line.id for line in lines}}
    told = {"rules": texts.personal.rules, "lines": texts.personal.lines}
    place = FilePlace(f"handout/{texts.language.code}/you.toml")
    for kind, ids in wanted.items():
        if absent := sorted(ids - set(told[kind])):
            raise place.wrong(f"[{kind}] has no words for “{absent[0]}”; write - for none")
        if extra := sorted(set(told[kind]) - ids):
            raise place.wrong(f"[{kind}] has words for “{extra[0]}”, which is not there")


def _words(table: TomlTable) -> Mapping[str, str]:
    return {key: "" if (text := table.text(key)) == "-" else text for key in table.data}


def _study_words(file: TomlFile, evidence: Evidence) -> Mapping[str, str]:
    table = file.table("studies")
    table.only(*evidence.studies)
    return {study_id: table.text(study_id) for study_id in evidence.studies}


def _diagnoses(
    file: TomlFile, codes: Collection[str], form: Questionnaire, evidence: Evidence
) -> Mapping[str, DiagnosisText]:
    hopes = {*codes_of(form, OUTCOME), "other"}
    found: dict[str, DiagnosisText] = {}
    for table in file.array("diagnosis"):
        table.only("code", "name", "in_short", "hopes")
        code = table.text("code")
        if code not in codes:
            raise table.wrong("code", f"names “{code}”, which the form does not offer")
        found[code] = DiagnosisText(
            name=table.text("name"),
            in_short=_bound(table, "in_short", evidence),
            hopes=_hopes(table, hopes, evidence),
        )
    if UNSETTLED not in found:
        raise FilePlace(file.name).wrong(f"there is no diagnosis “{UNSETTLED}” in it")
    return found


def _hopes(table: TomlTable, known: Collection[str], evidence: Evidence) -> dict[str, BoundText]:
    found: dict[str, BoundText] = {}
    for data in table.inner("hopes"):
        outcomes = data.texts("outcomes")
        bare = {key: value for key, value in data.data.items() if key != "outcomes"}
        said = read_statement(table, "hopes", TomlTable(bare, data.lines), evidence)
        for code in outcomes:
            if code not in known:
                raise table.wrong("hopes", f"names “{code}”, which nobody can hope for")
            found[code] = said
    if "other" not in found:
        raise table.wrong("hopes", "has nothing for “other”")
    return found


def _bound(table: TomlTable, key: str, evidence: Evidence) -> tuple[BoundText, ...]:
    return tuple(read_statement(table, key, data, evidence) for data in table.inner(key))


def _box(table: TomlTable, codes: Collection[str], evidence: Evidence) -> BoxText:
    table.only(*BoxText.__dataclass_fields__)
    study = table.text("study")
    if study not in evidence.studies:
        raise table.wrong("study", f"names the study “{study}”, which is not there")
    counted = evidence.studies[study].treated_of_100 is not None
    return BoxText(
        study=study,
        title=table.text("title"),
        who=table.text("who"),
        control=table.text("control") if "control" in table.data else "",
        treated=table.text("treated"),
        strength=table.word_of(Strength, "strength"),
        limits=table.text("limits"),
        rows=tuple(_box_row(table, data, counted=counted) for data in table.inner("rows")),
        diagnoses=_diagnoses_named(table, codes),
    )


def _box_row(table: TomlTable, data: TomlTable, *, counted: bool) -> BoxRowText:
    data.only(*BoxRowText.__dataclass_fields__)
    row = BoxRowText(
        outcome=data.text("outcome"),
        counted=bool(data.data.get("counted", False)),
        is_harm=bool(data.data.get("is_harm", False)),
        silence=str(data.data.get("silence", "")),
        text=str(data.data.get("text", "")),
    )
    if row.counted and not counted:
        raise table.wrong("rows", "counts what the study has no figure for")
    if not row.counted and row.silence not in SILENCES:
        raise table.wrong("rows", f"a row is counted, or its silence is one of: {SILENCES}")
    return row


def _choice(table: TomlTable, codes: Collection[str], evidence: Evidence) -> ChoiceText:
    table.only("id", "name", "diagnoses", "instead_of", *CELLS)
    for cell in CELLS:
        if cell != "cost" and not table.data.get(cell):
            raise table.wrong(cell, "is empty: a cell that says nothing names its silence")
    return ChoiceText(
        id=table.text("id"),
        name=table.text("name"),
        cells=tuple(_cell(table, cell, evidence) for cell in CELLS),
        diagnoses=_diagnoses_named(table, codes),
        instead_of=table.text("instead_of") if "instead_of" in table.data else "",
    )


def _cell(table: TomlTable, cell: str, evidence: Evidence) -> tuple[BoundText, ...]:
    """A cell's statements; one that is plain says what the thing is and rests on nothing."""
    found: list[BoundText] = []
    for data in table.inner(cell):
        if "plain" not in data.data:
            found.append(read_statement(table, cell, data, evidence))
            continue
        data.only("plain", "text")
        if cell in _NEVER_PLAIN:
            raise table.wrong(cell, "cannot be plain: it rests on something or is a silence")
        found.append(BoundText(text=data.text("text")))
    return tuple(found)


def _diagnoses_named(table: TomlTable, codes: Collection[str]) -> frozenset[str]:
    named = table.texts("diagnoses") if "diagnoses" in table.data else ()
    for code in named:
        if code not in codes:
            raise table.wrong("diagnoses", f"names “{code}”, which the form does not offer")
    return frozenset(named)
