"""Files for a translator: every text with its English, and the translation as far as it goes."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from intake_app.content.evidence import read_evidence
from intake_app.content.language_files import (
    CHECKS,
    FIRST_LANGUAGE,
    FOLDER,
    META,
    LanguageFiles,
    read_language,
    word_files,
)
from intake_app.content.questionnaire import read_form
from intake_app.content.resources import ResourceFiles
from intake_app.content.toml_reading import TomlFile
from intake_app.content.translations import Entry, entries
from intake_app.content.windows import read_windows
from intake_app.domain.dates import quoted
from intake_app.domain.errors import ValueRefused

_CODE = re.compile("[a-z]{2,3}")
_NAMED = re.compile(r'^(name|in_english|tag) = ".*"$', re.MULTILINE)
_READING = re.compile('^reading = ".*"$', re.MULTILINE)
_HEAD = """\
# The language “{language}”, translated from English. docs/translating.md says how.
#
# en    the English text that was translated: do not change it
# text  the translation; keep every {{placeholder}}
# note  a remark for whoever comes after you, if you like
"""


class BegunFiles(ResourceFiles):
    """The resources, with a language's folder wherever its translator works on it."""

    def __init__(self, root: Path, code: str, folder: Path) -> None:
        """Take ``folder`` for the language's if it has files in it."""
        super().__init__(root)
        self._of_language = f"{FOLDER}/{code}"
        self._folder = folder if any(folder.glob("*.toml")) else root / FOLDER / code

    def text(self, name: str) -> str:
        parent, _, file = name.rpartition("/")
        if parent != self._of_language:
            return super().text(name)
        return ResourceFiles(self._folder).text(file)

    def names(self, folder: str, suffix: str) -> list[str]:
        if folder != self._of_language:
            return super().names(folder, suffix)
        found = ResourceFiles(self._folder).names(".", suffix)
        return [f"{folder}/{name.removeprefix('./')}" for name in found]


def translators_files(files: ResourceFiles, code: str) -> dict[str, str]:
    """The files with the words of a language, by their names: brought up to date, or begun.

    What has been translated stays, also under another key. A text whose English has changed
    stays with the English that it was made from, so that ``content check`` names it; what is
    asked for no more goes.

    A language without a folder begins with a copy of what is known of English, to be changed by
    whoever knows the language, and with the forms that English counts in.

    Raises:
        ContentInvalid: English, or what is known of the language, is wrong.
        ValueRefused: The code is no code of a language.
    """
    if not _CODE.fullmatch(code):
        said = "a language has two or three small letters, like es"
        raise ValueRefused(name="The language", value=quoted(code), reason=said)
    is_new = f"{FOLDER}/{code}/{META}.toml" not in files.names(f"{FOLDER}/{code}", ".toml")
    evidence = read_evidence(files)
    windows = read_windows(files, read_form(files, evidence).questionnaire, evidence)
    language = read_language(files, FIRST_LANGUAGE if is_new else code)
    english = LanguageFiles(read_language(files, FIRST_LANGUAGE), files)
    wanted: dict[str, list[Entry]] = {}
    for entry in entries(english, windows, evidence, language):
        wanted.setdefault(entry.file, []).append(entry)
    known = {name: _known(files, code, name) for name in word_files(files, code)}
    told = {
        f"{name}.toml": _written(code, of_file, known.get(name, {}))
        for name, of_file in wanted.items()
    }
    return told | _first_files(files, code) if is_new else told


def _first_files(files: ResourceFiles, code: str) -> dict[str, str]:
    told = {
        f"{name}.toml": files.text(f"{FOLDER}/{FIRST_LANGUAGE}/{name}.toml")
        for name in (META, CHECKS)
    }
    meta = f"{META}.toml"
    named = _NAMED.sub(lambda line: f'{line[1]} = "{code}"', told[meta])
    checks = f"{CHECKS}.toml"
    ruled = _READING.sub('reading = "sentences"', told[checks])
    own = f"of “{code}”: put your own for those of English."
    return {
        meta: named.replace("of English before", f"of “{code}” before"),
        checks: ruled.replace("of the English texts.", own),
    }


def _known(files: ResourceFiles, code: str, name: str) -> Mapping[str, Mapping[str, str]]:
    path = f"{FOLDER}/{code}/{name}.toml"
    data = TomlFile(path, files.text(path)).data
    return {
        header: {key: text for key, text in told.items() if isinstance(text, str)}
        for header, told in data.items()
        if isinstance(told, Mapping)
    }


def _written(
    language: str, of_file: Iterable[Entry], known: Mapping[str, Mapping[str, str]]
) -> str:
    wanted = list(of_file)
    by_english = {told["en"]: told for told in known.values() if "en" in told}
    living = {entry.english for entry in wanted}
    parts = [_HEAD.format(language=language)]
    for entry in wanted:
        here = known.get(entry.header, {})
        told = here if here.get("en") == entry.english else by_english.get(entry.english, here)
        moved_away = told.get("en") != entry.english and told.get("en") in living
        parts.append("\n".join(_lines(entry, {} if moved_away else told)))
    return "\n".join(parts) + "\n"


def _lines(entry: Entry, told: Mapping[str, str]) -> Iterator[str]:
    text = told.get("text", "")
    yield f'["{entry.header}"]'
    yield f"en = {_quoted(told.get('en', entry.english) if text else entry.english)}"
    yield f"text = {_quoted(text)}"
    if note := told.get("note"):
        yield f"note = {_quoted(note)}"
    yield ""


def _quoted(text: str) -> str:
    """A basic TOML string: what JSON escapes is escaped alike."""
    return json.dumps(text, ensure_ascii=False).replace("\u007f", "\\u007f")
