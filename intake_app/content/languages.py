"""Every language of the handout: English, and translations that are read when asked for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from intake_app.content.language_files import (
    FIRST_LANGUAGE,
    FOLDER,
    META,
    LanguageFiles,
    read_language,
)
from intake_app.content.resources import ResourceFiles
from intake_app.content.texts import read_texts
from intake_app.content.translations import (
    AFTERCARE,
    ARTICLES,
    SOURCE_WORDS,
    WINDOW_WORDS,
    Translation,
    entries,
    read_original,
    read_translation,
)
from intake_app.domain.evidence.evidence import Evidence
from intake_app.domain.form.questionnaire import Questionnaire
from intake_app.domain.handout.texts import HandoutTexts, SourceWords, WindowWords
from intake_app.domain.language import Fault, Language
from intake_app.domain.visit.aftercare import Window


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the words of every language are held against."""

    form: Questionnaire
    evidence: Evidence
    windows: tuple[Window, ...]


def read_languages(files: ResourceFiles) -> dict[str, Language]:
    """Every language that has a folder with a file about it."""
    folders = files.folders(FOLDER)
    codes = [code for code in folders if files.names(f"{FOLDER}/{code}", f"{META}.toml")]
    return {
        code: read_language(files, code) for code in {FIRST_LANGUAGE: 0, **dict.fromkeys(codes)}
    }


@dataclass(slots=True, eq=False)
class LanguageTexts(Mapping[str, HandoutTexts]):
    """The texts of each complete language by its code; a translation is read at its first use.

    A language that lacks something is not in here; ``faults`` says what.
    """

    _files: ResourceFiles
    _languages: Mapping[str, Language]
    _around: Surroundings
    _english: LanguageFiles = field(init=False)
    _read: dict[str, HandoutTexts | None] = field(default_factory=dict)
    _translations: dict[str, Translation] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._english = LanguageFiles(self._languages[FIRST_LANGUAGE], self._files)
        around = self._around
        self._read[FIRST_LANGUAGE] = read_texts(self._english, around.form, around.evidence)
        for code in self._languages:
            self._files.read_all(f"{FOLDER}/{code}", ".toml")

    def __getitem__(self, code: str) -> HandoutTexts:
        if code not in self._read:
            self._read[code] = self._translated(code) if code in self._languages else None
        texts = self._read[code]
        if texts is None:
            raise KeyError(code)
        return texts

    def __iter__(self) -> Iterator[str]:
        return (code for code in self._languages if code in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def faults(self, code: str) -> tuple[Fault, ...]:
        """Everything that is missing or wrong in a translation, and words it must not use."""
        return self._translation(code).faults

    def _translation(self, code: str) -> Translation:
        if code not in self._translations:
            language, around = self._languages[code], self._around
            wanted = entries(self._english, around.windows, around.evidence, language)
            read = read_original if code == FIRST_LANGUAGE else read_translation
            self._translations[code] = read(self._files, language, wanted)
        return self._translations[code]

    def _translated(self, code: str) -> HandoutTexts | None:
        translation = self._translation(code)
        if not translation.is_complete:
            return None
        words, around = translation.words, self._around
        files = self._english.in_words_of(self._languages[code], lambda key, _text: words[key])
        english = self[FIRST_LANGUAGE]
        return replace(
            read_texts(files, around.form, around.evidence),
            windows={each.id: _window_words(words, each.id) for each in around.windows},
            sources={each: _source_words(words, each) for each in around.evidence.sources},
            starting_author=english.starting_author,
        )


def _window_words(words: Mapping[str, str], window_id: str) -> WindowWords:
    return WindowWords(**{name: words[f"{AFTERCARE}.{window_id}.{name}"] for name in WINDOW_WORDS})


def _source_words(words: Mapping[str, str], source_id: str) -> SourceWords:
    return SourceWords(**{name: words[f"{ARTICLES}.{source_id}.{name}"] for name in SOURCE_WORDS})
