"""Translations of the handout: read, held against English, and joined with what it rests on."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from intake_app.content.language_files import (
    CHECKS,
    FIRST_LANGUAGE,
    FOLDER,
    LanguageFiles,
    key_of,
    source_texts,
    word_files,
)
from intake_app.content.placeholders import placeholders
from intake_app.content.resources import ResourceFiles
from intake_app.content.toml_reading import TomlFile
from intake_app.content.wording import read_wording
from intake_app.domain.errors import ContentInvalid
from intake_app.domain.evidence.evidence import Evidence
from intake_app.domain.handout.keys import COUNTED
from intake_app.domain.handout.wording import WordingRules
from intake_app.domain.language import OTHER, Fault, Language
from intake_app.domain.visit.aftercare import Window

AFTERCARE, ARTICLES = "aftercare", "articles"
"""Files for words that stand beside their data in English, not with the language."""
WINDOW_WORDS = ("what", "strip", "why", "spread")
SOURCE_WORDS = ("kind", "author", "date", "interest", "references_given")

_PARTING = re.compile(r"(?<=\d)[.,،\u066b\u066c\u00a0\u202f'](?=\d)")
"""What stands inside a number."""
_KEYS = frozenset({"en", "text", "note"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One text to translate: the file it stands in, its key there, and the English words."""

    file: str
    key: str
    english: str

    @property
    def header(self) -> str:
        """The key as it stands in its file."""
        return self.key.removeprefix(f"{key_of(self.file)}.")

    @property
    def is_ruled(self) -> bool:
        """Whether the rules for words hold; what an article says of itself is its own."""
        return self.file != ARTICLES


@dataclass(frozen=True, slots=True)
class Translation:
    """The words of one language by the keys of English, and what is wrong with them."""

    words: Mapping[str, str]
    faults: tuple[Fault, ...]

    @property
    def is_complete(self) -> bool:
        return not any(fault.stops for fault in self.faults)


def entries(
    english: LanguageFiles, windows: tuple[Window, ...], evidence: Evidence, language: Language
) -> Iterator[Entry]:
    """Everything to translate into a language, in the order of English."""
    for file, key, text in source_texts(english, language.forms):
        yield Entry(file, key, text)
    for window in windows:
        for word in WINDOW_WORDS:
            yield Entry(AFTERCARE, f"{AFTERCARE}.{window.id}.{word}", getattr(window, word))
    for source in evidence.sources.values():
        for word in SOURCE_WORDS:
            yield Entry(ARTICLES, f"{ARTICLES}.{source.id}.{word}", getattr(source, word))


def read_translation(
    files: ResourceFiles, language: Language, wanted: Iterable[Entry]
) -> Translation:
    """The words of a language, with everything that is missing or wrong."""
    reading = _Reading(files, language.code, read_wording(files, language.code))
    for entry in wanted:
        reading.take(entry)
    faults = (*_borrowed(files, language.code, reading.wording), *reading.faults)
    return Translation(reading.words, (*faults, *reading.left_over()))


def _borrowed(files: ResourceFiles, code: str, wording: WordingRules) -> Iterator[Fault]:
    """The rules for words that a begun language has from English: they find nothing in it."""
    english = read_wording(files, FIRST_LANGUAGE)
    if wording.promises == english.promises or wording.reading == english.reading:
        said = "holds the words or the formula of English. Put those of this language there"
        name = f"{FOLDER}/{code}/{CHECKS}.toml"
        yield Fault(file=name, line=1, key=CHECKS, what=said, stops=False)


def read_original(
    files: ResourceFiles, language: Language, wanted: Iterable[Entry]
) -> Translation:
    """The words that the others are translated from; only their wording can be wrong."""
    wording = read_wording(files, language.code)
    told = list(wanted)
    faults = [
        Fault(file=f"{FOLDER}/{language.code}", line=1, key=entry.key, what=what, stops=False)
        for entry in told
        for what in (wording.wrong(entry.english) if entry.is_ruled else ())
    ]
    return Translation({entry.key: entry.english for entry in told}, tuple(faults))


@dataclass(slots=True)
class _Reading:
    """One language's files, and what has been taken from them so far."""

    files: ResourceFiles
    code: str
    wording: WordingRules
    words: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    _opened: dict[str, TomlFile | None] = field(default_factory=dict)
    _taken: set[tuple[str, str]] = field(default_factory=set)

    def take(self, entry: Entry) -> None:
        file = self._open(entry.file)
        if file is None:
            return
        self._taken.add((entry.file, entry.header))
        told = file.data.get(entry.header)
        what = _wrong(entry, told)
        if what:
            self.faults.append(_fault(file, entry.header, what))
        elif isinstance(told, Mapping):
            text = self.words[entry.key] = str(told["text"])
            for what in self.wording.wrong(text) if entry.is_ruled else ():
                self.faults.append(_fault(file, entry.header, what, stops=False))

    def left_over(self) -> Iterator[Fault]:
        """What stands in the files and is asked for no more."""
        for name in word_files(self.files, self.code):
            file = self._open(name)
            for header in file.data if file is not None else ():
                if (name, header) not in self._taken and file is not None:
                    said = "stands for no text of the handout any more. Take it out"
                    yield _fault(file, header, said, stops=False)

    def _open(self, name: str) -> TomlFile | None:
        if name not in self._opened:
            path = f"{FOLDER}/{self.code}/{name}.toml"
            try:
                self._opened[name] = TomlFile(path, self.files.text(path))
            except ContentInvalid as wrong:
                self._opened[name] = None
                line, reason = int(str(wrong.data["line"])), str(wrong.data["reason"])
                self.faults.append(Fault(file=path, line=line, key="", what=reason))
        return self._opened[name]


def _fault(file: TomlFile, header: str, what: str, *, stops: bool = True) -> Fault:
    line = file.line_of(f'["{header}"]')
    return Fault(file=file.name, line=line, key=header, what=what, stops=stops)


def _wrong(entry: Entry, told: object) -> str:
    """What is wrong with a translation, in words; nothing when it is as it should be."""
    if told is None:
        return "is missing"
    if not isinstance(told, Mapping) or not all(isinstance(each, str) for each in told.values()):
        return "must hold the texts en and text"
    if extra := sorted(set(told) - _KEYS):
        return f"holds “{extra[0]}”; known are en, text and note"
    text = told.get("text", "")
    if not text.strip():
        return "is not translated yet"
    if told.get("en") != entry.english:
        return f"is older than the English text, which now says “{entry.english}”"
    return _wrong_placeholders(entry, text)


def _wrong_placeholders(entry: Entry, text: str) -> str:
    try:
        found, wanted = placeholders(text), placeholders(entry.english)
    except ValueError:
        return "has a brace that does not fit" if "{" in text or "}" in text else ""
    phrase, _, form = entry.key.rpartition(".")
    spared = {COUNTED[phrase]} if phrase in COUNTED and form != OTHER else set[str]()
    if absent := sorted(wanted - found - spared):
        return f"lacks the placeholder {{{absent[0]}}}"
    if extra := sorted(found - wanted):
        return f"has the placeholder {{{extra[0]}}}, which nothing fills in"
    if not spared and (lost := _differing(_numbers(entry.english), _numbers(text))):
        return f"does not give the numbers of the English text ({', '.join(sorted(lost))})"
    return ""


def _differing(here: set[str], there: set[str]) -> set[str]:
    """The numbers of one text only; 3 in the afternoon may be 15."""
    apart = here ^ there
    hours = {str(int(number) % 12) for number in apart if 12 < int(number) < 24}
    by_clock = {str(int(number) + 12) for number in hours & apart} | (hours & apart)
    return apart - by_clock


def _numbers(text: str) -> set[str]:
    """Every number of a text, however a language parts its thousands and its decimals."""
    return set(re.findall(r"\d+", _PARTING.sub("", text)))
