"""The rules for the words of a language, from resources/handout/<language>/checks.toml."""

import re
import unicodedata
from collections.abc import Iterable

from intake_app.content.language_files import CHECKS, FOLDER
from intake_app.content.resources import ResourceFiles
from intake_app.content.toml_reading import TomlFile, TomlTable
from intake_app.domain.handout.wording import Term, WordingRules

READING = ("flesch-kincaid", "inflesz", "atesman", "sentences")
"""Formulas for the reading level; "sentences" where there is none: their length alone counts."""
_NEVER = "(?!)"
_MARKS = "".join(
    char for char in map(chr, range(0x300, 0x2000)) if unicodedata.category(char) in ("Mn", "Mc")
)
_LETTER = rf"[\w\u200c\u200d{_MARKS}]"
r"""What words are made of: for Python's \w the vowel signs of Bengali and Arabic end a word."""


def read_wording(files: ResourceFiles, code: str) -> WordingRules:
    """The rules of one language.

    Raises:
        ContentInvalid: With the file and the line of what is wrong.
    """
    name = f"{FOLDER}/{code}/{CHECKS}.toml"
    file = TomlFile(name, files.text(name))
    top, illness, terms = file.table(), file.table("illness"), file.table("terms")
    top.only(*WordingRules.__dataclass_fields__)
    reading = top.text("reading")
    if reading not in READING:
        raise top.wrong("reading", f"must be one of: {', '.join(READING)}")
    return WordingRules(
        longest_sentence=top.count("longest_sentence") or 0,
        reading=reading,
        promises=_words(top, "promises", top.texts("promises")),
        frequencies=_words(top, "frequencies", top.texts("frequencies")),
        allowed=top.texts("allowed"),
        good=_words(top, "good", top.texts("good")),
        bad=_words(top, "bad", top.texts("bad")),
        mind=_words(top, "mind", top.texts("mind")),
        illness={key: _words(illness, key, illness.texts(key)) for key in illness.data},
        terms=tuple(
            Term(word=_words(terms, key, [key]), plain=_words(terms, key, [terms.text(key)]))
            for key in terms.data
        ),
    )


def _words(table: TomlTable, key: str, patterns: Iterable[str]) -> re.Pattern[str]:
    """One pattern for all of them, each as whole words."""
    joined = "|".join(patterns).replace(r"\w", _LETTER) or _NEVER
    try:
        return re.compile(rf"(?<!{_LETTER})(?:{joined})(?!{_LETTER})", re.IGNORECASE)
    except re.error as reason:
        raise table.wrong(key, f"holds a pattern that cannot be read: {reason}") from None
