"""The files of one language in resources/handout/: English's own, or English's in other words.

English carries the structure: what rests on what, which words are for whom. A translation is
nothing but words, each under the key of the English text it stands for; so no translator can
loosen a statement from its source, and what English has is all there is to translate.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from intake_app.content.places import FilePlace
from intake_app.content.resources import ResourceFiles
from intake_app.content.toml_reading import TomlFile
from intake_app.domain.handout.keys import COUNTED
from intake_app.domain.language import Language, PluralRule

FOLDER = "handout"
FIRST_LANGUAGE = "en"
"""The language that the others are translated from."""
META = "language"
"""The file that says what is known of a language, beside those with its words."""
CHECKS = "checks"
"""The file with the words that a language must not use."""
MAIN = "handout"
"""The file whose keys stand without its name before them."""

_NO_WORDS = frozenset(
    {"id", "instead_of", "diagnoses", "claims", "silence", "code", "outcomes", "study"}
    | {"strength", "review_due"}
)
"""Keys whose values join the texts to the rest of the content; they are in no language."""
_NOTHING_TO_SAY = frozenset({"", "-"})
_DIRECTIONS = {"left-to-right": False, "right-to-left": True}

Say = Callable[[str, str], str]
"""Gives the text for a key and its English text."""


@dataclass(frozen=True, slots=True)
class LanguageFiles:
    """The parsed files of one language by their names without ending."""

    language: Language
    _files: ResourceFiles
    _say: Say | None = None
    _parsed: dict[str, TomlFile] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        return word_files(self._files, FIRST_LANGUAGE)

    def toml(self, name: str) -> TomlFile:
        """A file as English has it, with the words of this language in it."""
        if name not in self._parsed:
            path = f"{FOLDER}/{FIRST_LANGUAGE}/{name}.toml"
            file = TomlFile(path, self._files.text(path))
            self._parsed[name] = file if self._say is None else self._told(name, file, self._say)
        return self._parsed[name]

    def in_words_of(self, language: Language, say: Say) -> "LanguageFiles":
        """The same files in another language."""
        return LanguageFiles(language, self._files, say)

    def _told(self, name: str, file: TomlFile, say: Say) -> TomlFile:
        return file.with_data(_retold(file.data, key_of(name), say, self.language.forms))


def key_of(name: str, key: str = "") -> str:
    """A key as it is named among those of all files."""
    return ".".join(part for part in ("" if name == MAIN else name, key) if part)


def word_files(files: ResourceFiles, code: str) -> tuple[str, ...]:
    """The names of a language's files with words in them, without folder and ending."""
    folder = f"{FOLDER}/{code}"
    names = (
        name.rpartition("/")[2].removesuffix(".toml") for name in files.names(folder, ".toml")
    )
    return tuple(name for name in names if name not in {META, CHECKS})


def source_texts(english: LanguageFiles, forms: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Every text to translate into a language that counts in ``forms``: file, key, English."""
    for name in english.names:
        found: list[tuple[str, str]] = []

        def heard(key: str, text: str, found: list[tuple[str, str]] = found) -> str:
            found.append((key, text))
            return text

        _retold(english.toml(name).data, key_of(name), heard, tuple(forms))
        yield from ((name, key, text) for key, text in found)


def read_language(files: ResourceFiles, code: str) -> Language:
    """What is known of a language before a word of it is read.

    Raises:
        ContentInvalid: With the file and the line of what is wrong.
    """
    name = f"{FOLDER}/{code}/{META}.toml"
    file = TomlFile(name, files.text(name))
    table = file.table()
    table.only("name", "in_english", "tag", "direction", "reviewed_by", "plural")
    direction = table.text("direction")
    if direction not in _DIRECTIONS:
        raise table.wrong("direction", f"must be one of: {', '.join(_DIRECTIONS)}")
    reviewed_by = table.data.get("reviewed_by")
    if not isinstance(reviewed_by, str):
        raise table.wrong("reviewed_by", "must be a text, empty as long as nobody has reviewed it")
    return Language(
        code=code,
        tag=table.text("tag"),
        name=table.text("name"),
        in_english=table.text("in_english"),
        right_to_left=_DIRECTIONS[direction],
        reviewed_by=reviewed_by,
        plural=_plural(file),
    )


def _plural(file: TomlFile) -> Mapping[str, PluralRule]:
    table = file.table("plural")
    table.only("zero", "one", "two", "few", "many")
    rules: dict[str, PluralRule] = {}
    for form in table.data:
        try:
            rules[form] = PluralRule(table.text(form))
        except ValueError as reason:
            raise FilePlace(file.name, table.lines.find(form).line).wrong(str(reason)) from None
    return rules


def _retold(
    data: Mapping[str, object], path: str, say: Say, forms: tuple[str, ...]
) -> dict[str, object]:
    """The tables of English with what ``say`` gives for each of their texts."""
    told: dict[str, object] = {}
    for key, value in data.items():
        inner = ".".join(part for part in (path, key) if part)
        if inner in COUNTED and isinstance(value, Mapping):
            usual = str(value.get("other", ""))
            texts = {form: str(value.get(form, usual)) for form in forms}
            told[key] = {form: say(f"{inner}.{form}", text) for form, text in texts.items()}
        elif not isinstance(value, Mapping) and (key in _NO_WORDS or _names_studies(key, value)):
            told[key] = value
        else:
            told[key] = _retold_value(value, path if key == "text" else inner, say, forms)
    return told


def _names_studies(key: str, value: object) -> bool:
    """Elsewhere the key stands for words about each study."""
    return key == "studies" and isinstance(value, list)


def _retold_value(value: object, path: str, say: Say, forms: tuple[str, ...]) -> object:
    match value:
        case str():
            return value if value in _NOTHING_TO_SAY else say(path, value)
        case dict():
            return _retold(value, path, say, forms)
        case list():
            return [
                _retold_value(each, f"{path}.{_name_of(each, place)}", say, forms)
                for place, each in enumerate(value, start=1)
            ]
    return value


def _name_of(each: object, place: int) -> str:
    """What a table in a list is called: by its own name where it has one."""
    if isinstance(each, Mapping):
        for key in ("id", "code", "study"):
            if key in each:
                return str(each[key])
    return str(place)
