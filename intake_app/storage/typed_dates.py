"""Dates of birth as they are typed into a search box, whole or not yet finished."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, product

from intake_app.storage.folding import fold

EARLIEST_YEAR, LATEST_YEAR = 1850, 2100

BIRTHDAY = "--"
"""Begins a birth of which only month and day were typed, as in ISO 8601: ``--03-12``."""

OTHER_ORDER = 0.95
"""What 03/12 is worth where people mostly write 12/03."""

_MONTH_NAMES = (
    "january januar janvier enero gennaio janeiro ocak styczen stycznia januari января",
    "february februar fevrier febrero febbraio fevereiro subat luty lutego februari февраля",
    "march marz maerz mars marzo marco mart marzec marca maart марта",
    "april avril abril aprile nisan kwiecien kwietnia апреля",
    "may mai mayo maggio maio mayis maj maja mei мая",
    "june juni juin junio giugno junho haziran czerwiec czerwca июня",
    "july juli juillet julio luglio julho temmuz lipiec lipca июля",
    "august aout agosto agustos sierpien sierpnia augustus августа",
    "september septembre septiembre settembre setembro eylul wrzesien wrzesnia сентября",
    "october oktober octobre octubre ottobre outubro ekim pazdziernik pazdziernika октября",
    "november novembre noviembre novembro kasim listopad listopada ноября",
    "december dezember decembre diciembre dicembre dezembro aralik grudzien grudnia декабря",
)
_MONTHS = {
    fold(name): month for month, names in enumerate(_MONTH_NAMES, 1) for name in names.split()
}
_SHORT_MONTHS = {
    **{"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9},
    **{"sept": 9, "oct": 10, "okt": 10, "nov": 11, "dec": 12, "dez": 12},
}
_PIECE = re.compile(r"(?P<number>\d+)(?:st|nd|rd|th)?(?![^\W\d_])|(?P<word>[^\W\d_]+)", re.IGNORECASE)
_CJK_UNIT = re.compile(r"(?<=\d)\s*[年월년月日일]\s*")
_BETWEEN = re.compile(r"[\s,./\-–]{1,4}")


@dataclass(frozen=True, slots=True)
class TypedDate:
    """A date found in a text: what it may mean, and the text without it.

    ``births`` maps ISO dates, months, years and birthdays to how well each reading fits.
    """

    births: Mapping[str, float]
    rest: str


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    month: int
    start: int
    end: int

    @property
    def is_number(self) -> bool:
        return not self.month


def typed_dates(text: str, *, day_first: bool) -> list[TypedDate]:
    """The dates that may be meant in ``text`` (ASCII digits), the fullest first.

    There are several when a month's name may be somebody's name: "may 1990".
    """
    text = _CJK_UNIT.sub("-", text)
    runs = list(_runs(text))
    found = []
    for size in (3, 2, 1):
        for run in runs:
            if len(run) == size and (births := _births(run, day_first=day_first)):
                found.append(TypedDate(births, _without(text, run)))
        if found and not any(piece.month for run in runs for piece in run):
            break
    return found


def _runs(text: str) -> Iterator[list[_Piece]]:
    """Pieces of dates that stand together; a run of numbers is taken whole or not at all."""
    run: list[_Piece] = []
    for match in _PIECE.finditer(text):
        month = _month_named(match["word"] or "")
        joined = run and _BETWEEN.fullmatch(text, run[-1].end, match.start())
        if run and not joined:
            yield from _cut(run)
            run = []
        if match["number"] or month:
            run.append(_Piece(match["number"] or match["word"], month, *match.span()))
        elif run:
            yield from _cut(run)
            run = []
    if run:
        yield from _cut(run)


def _cut(run: list[_Piece]) -> Iterator[list[_Piece]]:
    """A run, and its numbers without a word at its edge that may be a name."""
    if len(run) <= 3:
        yield run
    named = [piece for piece in run if piece.is_number]
    if 0 < len(named) < len(run) and named[-1].end - named[0].start < len(run) * 12:
        yield named
    if len(run) > 3 and run[-1].is_number and len(run[-1].text) >= 5:
        yield run[:-1]


def _without(text: str, run: Sequence[_Piece]) -> str:
    return f"{text[: run[0].start]} {text[run[-1].end :]}".strip()


def _month_named(word: str) -> int:
    """The month that ``word`` names, or 0; from four letters on it may be unfinished."""
    folded = fold(word)
    if month := _MONTHS.get(folded) or _SHORT_MONTHS.get(folded):
        return month
    if len(folded) >= 4:
        return next((_MONTHS[name] for name in _MONTHS if name.startswith(folded)), 0)
    return 0
