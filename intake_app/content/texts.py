"""The words of the handout in one language, from resources/handout/."""

from collections.abc import Iterator, Mapping

from intake_app.content.language_files import MAIN, LanguageFiles
from intake_app.content.personal_texts import read_personal_texts
from intake_app.content.placeholders import placeholders
from intake_app.content.statements import read_comparison, read_statement
from intake_app.content.toml_reading import TomlFile, TomlTable
from intake_app.domain.dates import parse_iso
from intake_app.domain.errors import DateNotUnderstood
from intake_app.domain.evidence.bound_text import BoundText
from intake_app.domain.evidence.evidence import Evidence
from intake_app.domain.form.questionnaire import Questionnaire
from intake_app.domain.handout.keys import COUNTED, LISTS, PHRASES
from intake_app.domain.handout.texts import SILENCES, HandoutTexts
from intake_app.domain.language import OTHER

_OF_OTHERS = (
    "silences",
    "plan_names",
    "studies.fields",
    "review_due",
    "unknowns.lines",
    "short.unknowns",
    "cards.rests_on",
)
"""What the file holds besides phrases and lists."""


def read_texts(files: LanguageFiles, form: Questionnaire, evidence: Evidence) -> HandoutTexts:
    """All words of one language.

    Raises:
        ContentInvalid: With the file and the line of the first thing that is wrong.
    """
    file = files.toml(MAIN)
    _refuse_unknown_keys(file)
    phrases = {key: _phrase(file, key, wanted) for key, wanted in PHRASES.items()}
    return HandoutTexts(
        language=files.language,
        phrases=phrases,
        counted={key: _counted(file, key, files.language.forms) for key in COUNTED},
        lists={key: _list(file, key, length) for key, length in LISTS.items()},
        silences=_silences(file),
        plan_names=_plan_names(file, form),
        study_fields=_study_fields(file, evidence),
        comparison=read_comparison(files, form, evidence),
        unknowns=_statements(file, "unknowns.lines", evidence),
        review_due=_review_due(file),
        unknowns_in_short=_statements(file, "short.unknowns", evidence),
        personal=read_personal_texts(files, form, evidence),
        cards=_cards(file, phrases["cards.heading"], evidence),
        starting_author=phrases["calendar.starting_author"],
    )


def _statements(file: TomlFile, name: str, evidence: Evidence) -> tuple[BoundText, ...]:
    return tuple(read_statement(table, "", table, evidence) for table in file.array(name))


def _cards(file: TomlFile, heading: str, evidence: Evidence) -> BoundText:
    """What the call cards rest on, said of all of them together."""
    table = file.table("cards.rests_on")
    told = TomlTable({**table.data, "text": heading}, table.lines)
    return read_statement(told, "", told, evidence)


def _table_of(file: TomlFile, dotted: str) -> tuple[TomlTable, str]:
    """The table and the key in it that a dotted key means."""
    header, _, key = dotted.rpartition(".")
    return file.table(header), key


def _phrase(file: TomlFile, dotted: str, wanted: frozenset[str]) -> str:
    table, key = _table_of(file, dotted)
    if key not in table.data:
        raise table.lines.find().wrong(f"the phrase “{dotted}” is missing")
    text = table.text(key)
    found = _placeholders(table, key, text)
    if absent := sorted(wanted - found):
        raise table.wrong(key, f"lacks the placeholder {{{absent[0]}}}")
    if extra := sorted(found - wanted):
        raise table.wrong(key, f"has the placeholder {{{extra[0]}}}, which nothing fills in")
    return text


def _placeholders(table: TomlTable, key: str, text: str) -> set[str]:
    try:
        return placeholders(text)
    except ValueError as reason:
        raise table.wrong(key, f"has a brace that does not fit: {reason}") from None


def _counted(file: TomlFile, dotted: str, forms: tuple[str, ...]) -> Mapping[str, str]:
    """A phrase in each form; one for a single number need not say the number."""
    table = file.table(dotted)
    table.only(*forms)
    wanted = {COUNTED[dotted]}
    for form in forms:
        found = _placeholders(table, form, table.text(form))
        if found - wanted or (form == OTHER and found != wanted):
            raise table.wrong(form, f"has to have the placeholder {{{COUNTED[dotted]}}}")
    return {form: table.text(form) for form in forms}


def _study_fields(file: TomlFile, evidence: Evidence) -> Mapping[str, str]:
    table = file.table("studies.fields")
    used = {
        part for each in evidence.studies.values() for part in each.citation.unconfirmed_fields
    }
    if absent := sorted(used - set(table.data)):
        raise table.wrong(absent[0], "is missing: a study could not be confirmed in it")
    return {part: table.text(part) for part in table.data}


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
    known = {*PHRASES, *LISTS, *COUNTED, *_OF_OTHERS}
    for dotted in _leaves(file.data, ""):
        if dotted not in known:
            table, key = _table_of(file, dotted)
            raise table.wrong(key, "is no text that the handout uses")


def _leaves(data: Mapping[str, object], above: str) -> Iterator[str]:
    for key, value in data.items():
        dotted = f"{above}{key}"
        if isinstance(value, Mapping) and dotted not in (*_OF_OTHERS, *COUNTED):
            yield from _leaves(value, f"{dotted}.")
        else:
            yield dotted
