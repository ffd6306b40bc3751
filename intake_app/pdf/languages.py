"""In which language a text is to be read aloud, as far as its letters say it.

The paper's own words are in its language. What somebody typed may be in any: its letters say by
which script it has to be read, and of a few scripts which language it is. Latin letters are those
of hundreds, also on a paper that is printed in them; so the language of words in them is *und*,
not determined, and not the paper's.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from unicodedata import name

from intake_app.domain.isolates import END_ISOLATE, ISOLATE, isolated
from intake_app.domain.own_words import Stretch, has_own, stretches
from intake_app.pdf.setting import Run
from intake_app.pdf.visible import rows_of

UNKNOWN = "und"
_SCRIPTS = {
    "LATIN": "Latn",
    "GREEK": "Grek",
    "CYRILLIC": "Cyrl",
    "HEBREW": "Hebr",
    "ARABIC": "Arab",
    "DEVANAGARI": "Deva",
    "BENGALI": "Beng",
    "THAI": "Thai",
    "CJK": "Hani",
    "HIRAGANA": "Kana",
    "KATAKANA": "Kana",
    "HALFWIDTH": "Kana",
    "HANGUL": "Hang",
}
"""The scripts that are drawn, by the first word of their letters' names (ISO 15924)."""

_ONE_LANGUAGE = {"Kana": "ja", "Hang": "ko", "Thai": "th", "Grek": "el"}
_OF_MANY = frozenset({"Latn", "Cyrl"})
"""Scripts that so many languages share that even a paper in one of them says nothing."""

_LATIN = frozenset({"", "Latn"})
_NAMES = re.compile(r"[A-Za-z]{2,}(?:[ .&-]{1,2}[A-Za-z]{2,})*")
_OF_NAMES = "en"
"""Names of drugs, kinds of hair loss and people keep their letters in text of another script."""

_ENOUGH = 400
"""Letters that are looked at."""


def script_of(text: str) -> str:
    """The script that most letters of a text are of; kana and hangul stand out among Han."""
    found = Counter(_SCRIPTS.get(name(char, "").split(" ")[0], "Zzzz") for char in _letters(text))
    for telling in ("Kana", "Hang"):
        if found[telling] and found["Hani"]:
            return telling
    return found.most_common(1)[0][0] if found else ""


def language_of(text: str, of_page: str, *, is_name: bool = False) -> str:
    """What somebody's own words are written in; empty where it is the paper's language.

    Args:
        text: The words.
        of_page: The script of the paper.
        is_name: Whether they are a name, which takes the language of the page in its letters.
    """
    script = script_of(text)
    if not script or (script == of_page and (is_name or script not in _OF_MANY)):
        return ""
    if script in _ONE_LANGUAGE:
        return _ONE_LANGUAGE[script]
    return f"{UNKNOWN}-{script}" if script != "Zzzz" else UNKNOWN


def in_languages(runs: Iterable[Run], of_page: str) -> Iterator[Run]:
    """The runs, cut where the language changes: somebody's own words, and names in Latin letters.

    Args:
        runs: The text.
        of_page: The script of the paper.
    """
    for run in runs:
        if not has_own(run.text) and (run.language or of_page in _LATIN):
            yield run
            continue
        parts = list(_parts(run, of_page))
        if len(parts) > 1 and run.isolated:  # they keep their direction together, not each alone
            around = isolated(run.text)
            parts[0] = (around[:1] + parts[0][0], parts[0][1])
            parts[-1] = (parts[-1][0] + around[-1:], parts[-1][1])
            run = run._replace(isolated=False)  # noqa: PLW2901 - the same run, marked in its text
        for text, language in parts:
            yield run._replace(text=text, language=language)


def _parts(run: Run, of_page: str) -> Iterator[tuple[str, str]]:
    """The text of a run in stretches, each with its language."""
    for part in stretches(run.text) if has_own(run.text) else [Stretch(run.text)]:
        if part.is_own and not part.language:
            told = language_of(part.text, of_page, is_name=part.is_name)
            yield part.text, told or run.language
        elif part.language or run.language or of_page in _LATIN:
            yield part.text, part.language or run.language
        else:
            yield from _names_apart(part.text)


def _names_apart(text: str) -> Iterator[tuple[str, str]]:
    """Our own text in other letters, and in it the names that stay as English writes them."""
    start = 0
    for found in _NAMES.finditer(text):
        if start < found.start():
            yield text[start : found.start()], ""
        yield found[0], _OF_NAMES
        start = found.end()
    if start < len(text) or not text:
        yield text[start:], ""


def paragraphs_of(text: str, of_page: str) -> Iterator[tuple[str, str]]:
    """Somebody's lines, those of one language together; lines without letters go with others."""
    language, rows = "", list[str]()
    begun = False
    for row in rows_of(text):
        told = language_of(row, of_page) if script_of(row) else language
        if begun and told != language:
            yield language, "\n".join(rows)
            rows = []
        begun = begun or bool(script_of(row))
        language = told
        rows.append(row)
    yield language, "\n".join(rows)


def placed(runs: Sequence[Run]) -> Sequence[Run]:
    """The runs, counted where what they are to a reader changes from one to the next.

    What holds blanks or marks of direction alone goes with the words that it stands beside.
    """
    manners = [(run.language, run.link, run.said) for run in runs if _says_something(run)]
    if len(set(manners)) < 2:
        return runs
    place, (language, link, said) = 0, manners[0]
    counted: list[Run] = []
    for run in runs:
        manner = (run.language, run.link, run.said)
        if _says_something(run) and manner != (language, link, said):
            place, (language, link, said) = place + 1, manner
        counted.append(run._replace(place=place, language=language, link=link, said=said))
    return counted


def _says_something(run: Run) -> bool:
    return bool(run.text.strip(f" \n{ISOLATE}{END_ISOLATE}"))


def _letters(text: str) -> Iterator[str]:
    left = _ENOUGH
    for char in text:
        if char.isalpha():
            yield char
            left -= 1
            if not left:
                return
