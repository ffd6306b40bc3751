"""The words of the handout in each language, from resources/handout/."""

import string
from collections.abc import Iterator, Mapping

from intake_app.content.personal_texts import read_personal_texts
from intake_app.content.resources import ResourceFiles
from intake_app.content.statements import read_comparison, read_statement
from intake_app.content.toml_reading import TomlFile, TomlTable
from intake_app.domain.bound_text import BoundText
from intake_app.domain.dates import parse_iso
from intake_app.domain.errors import DateNotUnderstood
from intake_app.domain.evidence import Evidence
from intake_app.domain.handout_texts import LISTS, PHRASES, SILENCES, HandoutTexts
from intake_app.domain.questionnaire import Questionnaire

FOLDER = "handout"
FIRST_LANGUAGE = "en"
"""The language that is always there."""
_OF_OTHERS = ("silences", "plan_names", "review_due", "unknowns.lines", "short.unknowns")
"""What a language file holds besides phrases and lists."""


def read_texts(
    files: ResourceFiles, form: Questionnaire, evidence: Evidence
) -> dict[str, HandoutTexts]:
    """Every language that has a file of its own, complete.

    Raises:
        ContentInvalid: With the file and the line of the first thing that is wrong.
    """
    return {FIRST_LANGUAGE: _read(files, FIRST_LANGUAGE, form, evidence)}


def _read(
    files: ResourceFiles, language: str, form: Questionnaire, evidence: Evidence
) -> HandoutTexts:
    name = f"{FOLDER}/{language}/handout.toml"
    file = TomlFile(name, files.text(name))
    _refuse_unknown_keys(file)
    return HandoutTexts(
        language=language,
        phrases={key: _phrase(file, key, wanted) for key, wanted in PHRASES.items()},
        lists={key: _list(file, key, length) for key, length in LISTS.items()},
        silences=_silences(file),
        plan_names=_plan_names(file, form),
        comparison=read_comparison(files, language, form, evidence),
        unknowns=_statements(file, "unknowns.lines", evidence),
        review_due=_review_due(file),
        unknowns_in_short=_statements(file, "short.unknowns", evidence),
        personal=read_personal_texts(files, language, form, evidence),
    )


def _statements(file: TomlFile, name: str, evidence: Evidence) -> tuple[BoundText, ...]:
    return tuple(read_statement(table, "", table, evidence) for table in file.array(name))


def _table_of(file: TomlFile, dotted: str) -> tuple[TomlTable, str]:
    """The table and the key in it that a dotted key means."""
    header, _, key = dotted.rpartition(".")
    return file.table(header), key


def _phrase(file: TomlFile, dotted: str, wanted: frozenset[str]) -> str:
    table, key = _table_of(file, dotted)
    if key not in table.data:
        raise table.lines.find().wrong(f"the phrase “{dotted}” is missing")
    text = table.text(key)
    try:
        found = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError as reason:
        raise table.wrong(key, f"has a brace that does not fit: {reason}") from None
    if absent := sorted(wanted - found):
        raise table.wrong(key, f"lacks the placeholder {{{absent[0]}}}")
    if extra := sorted(found - wanted):
        raise table.wrong(key, f"has the placeholder {{{extra[0]}}}, which nothing fills in")
    return text


def _list(file: TomlFile, dotted: str, length: int | None) -> tuple[str, ...]:
    table, key = _table_of(file, dotted)
    if key not in table.data:
        raise table.lines.find().wrong(f"the list “{dotted}” is missing")
    texts = table.texts(key)
    if length is not None and len(texts) != length:
        raise table.wrong(key, f"has {len(texts)} texts instead of {length}")
    if not texts:
        raise table.wrong(key, "is empty")
    return texts


def _silences(file: TomlFile) -> Mapping[str, str]:
    table = file.table("silences")
    table.only(*SILENCES)
    return {key: table.text(key) for key in SILENCES}


def _plan_names(file: TomlFile, form: Questionnaire) -> Mapping[str, str]:
    table = file.table("plan_names")
    for link_id in table.data:
        if form.find(link_id) is None:
            raise table.wrong(link_id, "is no question in the form")
    return {link_id: table.text(link_id) for link_id in table.data}


def _review_due(file: TomlFile) -> str:
    table = file.table()
    text = table.text("review_due")
    try:
        known = parse_iso(text).is_full
    except DateNotUnderstood:
        known = False
    if not known:
        raise table.wrong("review_due", f"“{text}” must be a day like 2026-01-31")
    return text


def _refuse_unknown_keys(file: TomlFile) -> None:
    """A key that nobody reads is a slip of the pen, and a phrase is then missing elsewhere."""
    known = {*PHRASES, *LISTS, *_OF_OTHERS}
    for dotted in _leaves(file.data, ""):
        if dotted not in known:
            table, key = _table_of(file, dotted)
            raise table.wrong(key, "is no text that the handout uses")


def _leaves(data: Mapping[str, object], above: str) -> Iterator[str]:
    for key, value in data.items():
        dotted = f"{above}{key}"
        if isinstance(value, Mapping) and dotted not in _OF_OTHERS:
            yield from _leaves(value, f"{dotted}.")
        else:
            yield dotted
