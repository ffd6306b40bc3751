"""What a patient's name can be found by: its words, and other ways in which people type them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import product, takewhile

from intake_app.storage.search.folding import INDIC_BLOCKS, SILENCED, fold, undoubled

EXTRAS_MARK = "|"
"""Stands in an index text between the words of the name and the other ways to type it."""

_HYPHENATED = re.compile(r"[^\s\-‐‑–־]+(?:[-‐‑–־][^\s\-‐‑–־]+)+")
_APOSTROPHED = re.compile(r"[^\s'’‘ʼʻ`´′]+(?:['’‘ʼʻ`´′][^\s'’‘ʼʻ`´′]+)+")
_HANGUL_WORD = re.compile(r"[\uac00-\ud7a3]+")

# What stands before a name, apart from it or as one word with it. Any of one line may be typed for
# any other of it.
_PARTICLES = (
    *("mc mac", "al el ul", "ibn bin ben", "abd", "abu abou abo", "o", "van", "von"),
    *("de", "del", "della", "den", "der", "di", "du", "la", "le", "ter"),
    *("عبد", "ابو ابي ابا", "ابن بن", "ام", "בן"),
)
_AS_TYPED = {one: tuple(line.split()) for line in _PARTICLES for one in line.split()}
_MOST_PARTICLES = 3

_SON_OF = re.compile(r"(ma?c)(\w{4,})")
_SERVANT_OF = re.compile(r"abd[aeu]l(\w{4,})|عبدال(\w{3,})")

# Scripts of India write an n or m before another consonant as a letter, or as a dot above. Of the
# letters with the same place of the tongue, five in each row, the last is the one that is meant.
_DOT = 0x02
_ROWS = (0x15, 0x1A, 0x1F, 0x24, 0x2A)
_NASAL_OF = {
    chr(block + letter): chr(block + row + 4) + chr(block + 0x4D)
    for block in INDIC_BLOCKS
    for row in _ROWS
    for letter in range(row, row + 4)
}
_NASALS = {nasal[0]: chr(ord(nasal[0]) // 0x80 * 0x80 + _DOT) for nasal in _NASAL_OF.values()}
_BEFORE = f"(?=[{''.join(_NASAL_OF)}])"
_LETTER = re.compile(rf"([{''.join(_NASALS)}]){SILENCED}{_BEFORE}")
_DOTTED = re.compile(rf"[{''.join(chr(block + _DOT) for block in INDIC_BLOCKS)}]{_BEFORE}")

_N, _SILENT = 0x28, 0x4D
# Before these it is written either way too, but so seldom that it is asked for, not kept.
_OPEN = f"(?=[{''.join(chr(block + at) for block in INDIC_BLOCKS for at in range(0x2F, 0x3A))}])"
_N_OPEN = re.compile(rf"([{''.join(chr(block + _N) for block in INDIC_BLOCKS)}]){SILENCED}{_OPEN}")
_DOT_OPEN = re.compile(rf"([{''.join(chr(block + _DOT) for block in INDIC_BLOCKS)}]){_OPEN}")

_ABBREVIATED = re.compile(r"vd(\w{3,})")
"""As "van de", "van den" and "van der" are written in lists: vdBerg."""


def otherwise_typed(words: tuple[str, ...]) -> tuple[str, ...]:
    """Folded words of a name as they are meant, where they are typed as nobody keeps them."""
    return tuple(meant for word in words for meant in _as_meant(word))


def _as_meant(word: str) -> tuple[str, ...]:
    if short := _ABBREVIATED.fullmatch(word):
        return "van", "d", short[1]
    if word.isascii():
        return (word,)
    dotted = _N_OPEN.sub(lambda found: _in_block(found[1], _DOT), word)
    if dotted != word:
        return (dotted,)
    return (_DOT_OPEN.sub(lambda found: _in_block(found[1], _N, _SILENT), word),)


def _in_block(char: str, *places: int) -> str:
    """The letters at these places of the script that ``char`` is of."""
    return "".join(chr(ord(char) // 0x80 * 0x80 + place) for place in places)


def index_text(name: str, romanised_name: str = "") -> str:
    """What a patient's name can be found by: its folded words, then other ways to type them."""
    words = fold(name).split()
    own = " ".join(words)
    others = dict.fromkeys(_extras(name, romanised_name))
    extras = [word for word in others if word and word not in words]
    return " ".join((own, EXTRAS_MARK, *extras)) if extras else own


def _extras(name: str, romanised_name: str) -> Iterator[str]:
    yield from fold(romanised_name).split()
    for text in (name, romanised_name):
        for match in _HYPHENATED.finditer(text):
            yield fold(match[0]).replace(" ", "")
        for match in _APOSTROPHED.finditer(text):
            parts = re.split(r"['’‘ʼʻ`´′]", match[0])
            yield from (word for part in parts for word in fold(part).split())
        words = fold(text).split()
        yield from _with_particles(words)
        for word in words:
            yield from _taken_apart(word)
            yield undoubled(word)
            yield _LETTER.sub(lambda found: _NASALS[found[1]], word)
            yield _DOTTED.sub(lambda found: _NASAL_OF[found.string[found.end()]], word)
    yield from _without_article(fold(name).split())
    yield from _hangul_forms(unicodedata.normalize("NFKC", name))


def _with_particles(words: list[str]) -> Iterator[str]:
    """Particles as others type them, and as one word with each other and what follows."""
    for place in range(len(words)):
        run = list(takewhile(_AS_TYPED.__contains__, words[place : place + _MOST_PARTICLES]))
        if not run:
            continue
        yield from _AS_TYPED[run[0]]
        parts = [_AS_TYPED[particle] for particle in run]
        parts += [(follows,) for follows in words[place + len(run) :][:1]]
        for many in range(2, len(parts) + 1):
            yield from map("".join, product(*parts[:many]))


def _taken_apart(word: str) -> Iterator[str]:
    """A particle that is one word with its name, as it is typed elsewhere."""
    if son := _SON_OF.fullmatch(word):
        yield from (f"{particle}{son[2]}" for particle in _AS_TYPED[son[1]])
    if servant := _SERVANT_OF.fullmatch(word):
        latin, arabic = servant.groups()
        yield from (*_AS_TYPED["al"], latin) if latin else (f"ال{arabic}", arabic)


def _without_article(words: Iterable[str]) -> Iterator[str]:
    """Arabic names are looked up with and without their article."""
    for word in words:
        if word.startswith("ال") and len(word) >= 5:
            yield word[2:]


def _hangul_forms(name: str) -> Iterator[str]:
    """Korean names are written with and without a space, the family name mostly first."""
    words = _HANGUL_WORD.findall(name)
    if len(words) == 2:
        yield fold(words[0] + words[1])
        yield fold(words[1] + words[0])
    for word in words:
        if len(word) >= 3:
            yield fold(word[1:])
        if len(word) >= 4:
            yield fold(word[2:])
