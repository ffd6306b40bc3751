"""Dates of birth as they are typed into a search box, whole or not yet finished."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from intake_app.storage.search.folding import fold

EARLIEST_YEAR, LATEST_YEAR = 1850, 2100

BIRTHDAY = "--"
"""Begins a birth of which only month and day were typed, as in ISO 8601: ``--03-12``."""

_OTHER_ORDER = 0.95
_UNFINISHED_YEAR = 0.8

_MONTH_NAMES = (
    "january januar janvier enero gennaio janeiro ocak styczen stycznia январь января",
    "february februar fevrier febrero febbraio fevereiro subat luty lutego февраль февраля",
    "march marz maerz mars marzo marco maart marzec marca март марта",
    "april avril abril aprile nisan kwiecien kwietnia апрель апреля",
    "may mai mayo maggio maio mei mayis maj maja май мая",
    "june juni juin junio giugno junho haziran czerwiec czerwca июнь июня",
    "july juli juillet julio luglio julho temmuz lipiec lipca июль июля",
    "august aout agosto agustos augustus sierpien sierpnia август августа",
    "september septembre septiembre settembre setembro eylul wrzesien wrzesnia сентябрь сентября",
    "october oktober octobre octubre ottobre outubro ekim pazdziernik pazdziernika октября",
    "november novembre noviembre novembro kasim listopad listopada ноябрь ноября",
    "december dezember decembre diciembre dicembre dezembro aralik grudzien grudnia декабря",
)
_MONTH_NAMES_BY_SCRIPT = (
    "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
    "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "জানুয়ারি ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর",
)
_MONTHS = {
    **{names[:3]: month for month, names in enumerate(_MONTH_NAMES, 1)},
    **{fold(name): month for month, line in enumerate(_MONTH_NAMES, 1) for name in line.split()},
    **{
        fold(name): month
        for names in _MONTH_NAMES_BY_SCRIPT
        for month, name in enumerate(names.split(), 1)
    },
    "sept": 9,
    "okt": 10,
    "dez": 12,
}

_CJK_UNIT = re.compile(r"(?<=\d)\s*[年月日년월일]\s*")
# The vowel signs of Indic scripts are no letters to a pattern.
_NAMED = r"(?P<named>(?:[^\W\d_]|[\u0900-\u0dff]){2,14})"
_TH = r"(?:(?:st|nd|rd|th)?(?:\s+(?:of|de)\s)?)"
_BY = r"\s*[./\-–,\s]\s*"

# Named groups: y year, m month, d day; a and b are day and month in either order.
_NAMED_FORMS = (
    rf"(?P<d>\d{{1,2}}){_TH}[\s./\-]*{_NAMED}\.?(?:{_BY}(?:de\s+)?(?P<y>\d{{1,4}}))?",
    rf"(?P<d>\d{{1,2}})[.\-]?{_NAMED}[.\-]?(?P<y>\d{{4}}|\d{{2}})",
    rf"(?P<y>\d{{4}}){_BY}{_NAMED}\.?{_BY}(?P<d>\d{{1,2}})",
    rf"{_NAMED}\.?\s*(?P<d>\d{{1,2}}){_TH}(?:{_BY}(?P<y>\d{{1,4}}))?",
    rf"{_NAMED}\.?{_BY}(?P<y>\d{{4}}|\d{{2}})",
)
_NUMBER_FORMS = (
    rf"(?P<y>\d{{4}}){_BY}(?P<m>\d{{1,2}}){_BY}(?P<d>\d{{1,2}})",
    rf"(?P<a>\d{{1,2}}){_BY}(?P<b>\d{{1,2}}){_BY}(?P<y>\d{{1,4}})",
    rf"(?P<m>\d{{1,2}}){_BY}(?P<y>\d{{4}})",
    rf"(?P<y>\d{{4}}){_BY}(?P<m>\d{{1,2}})",
    r"(?P<a>\d{1,2})[./](?P<b>\d{1,2})",
    r"(?P<m>\d{1,2})/(?P<y>\d{2})",
    r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})",
    r"(?P<a>\d{2})(?P<b>\d{2})(?P<y>\d{4})",
    r"(?P<a>\d{2})(?P<b>\d{2})(?P<y>\d{2})",
    r"(?P<y>\d{4})",
)


def _alone(form: str) -> re.Pattern[str]:
    """The form where it is not a part of a longer number or of a number with hyphens."""
    return re.compile(rf"(?<![\d+])(?<!\d[./\-])(?:{form})(?![./\-]?\d)", re.IGNORECASE)


@cache
def _both_kinds() -> tuple[tuple[re.Pattern[str], ...], ...]:
    """Dates with the name of a month, and in figures alone.

    Compiled when a figure is typed: it takes 3 ms, and the first search mostly has none.
    """
    return tuple(tuple(map(_alone, forms)) for forms in (_NAMED_FORMS, _NUMBER_FORMS))


@dataclass(frozen=True, slots=True)
class TypedDate:
    """A date found in a text: what it may mean, and the text without it.

    ``births`` maps ISO dates, months, years and birthdays to how well each reading fits (0-1).
    ``is_plain`` when it looks like a date and like nothing else, such as a telephone number.
    """

    births: Mapping[str, float]
    rest: str
    is_plain: bool


def typed_dates(text: str, *, day_first: bool) -> list[TypedDate]:
    """What may be a date in ``text`` (with ASCII digits), the fullest reading of each kind.

    With the name of a month there may be two, for it may be somebody's name: "may 1990".
    """
    if not any(map(str.isdecimal, text)):
        return []
    text = _CJK_UNIT.sub("-", text).strip("-")
    found = []
    for forms in _both_kinds():
        reading = next(_readings(text, forms, day_first=day_first), None)
        if reading is not None:
            found.append(reading)
    return found


def is_day(birth: str) -> bool:
    """Whether an ISO birth is known to the day."""
    return len(birth) == len("1985-03-12")


def _readings(
    text: str, forms: tuple[re.Pattern[str], ...], *, day_first: bool
) -> Iterator[TypedDate]:
    for form in forms:
        for match in form.finditer(text):
            if births := _births(match.groupdict(), day_first=day_first):
                rest = f"{text[: match.start()]} {text[match.end() :]}".strip()
                yield TypedDate(births, rest, is_plain=_is_plain(match))


def _is_plain(match: re.Match[str]) -> bool:
    parts = [part for part in match.groups() if part]
    has_signs = any(not char.isdecimal() for char in match[0])
    return len(parts) == 3 and has_signs and (len(match["y"] or "") == 4 or "/" in match[0])


def _births(parts: dict[str, str | None], *, day_first: bool) -> dict[str, float]:
    births: dict[str, float] = {}
    for month, day, order in _orders(parts, day_first=day_first):
        for year, finished in _years(parts.get("y") or ""):
            birth = _iso(year, month, day)
            if birth:
                births.setdefault(birth, order * finished)
    return births


def _orders(parts: dict[str, str | None], *, day_first: bool) -> Iterator[tuple[str, str, float]]:
    """Month, day and how likely this order is."""
    if named := parts.get("named"):
        if month := _month_named(named):
            yield str(month), parts.get("d") or "", 1.0
        return
    first, second = parts.get("a") or "", parts.get("b") or ""
    if not first:
        first, second = parts.get("d") or "", parts.get("m") or ""
    elif not day_first:
        first, second = second, first
    yield second, first, 1.0
    if first:
        yield first, second, _OTHER_ORDER


def _years(typed: str) -> Iterator[tuple[str, float]]:
    """The years meant, empty for any; two figures may be a short year or the start of a long."""
    if len(typed) == 4:
        yield typed, 1.0
    elif len(typed) == 3:
        yield from ((f"{typed}{last}", _UNFINISHED_YEAR) for last in range(10))
    elif len(typed) == 2:
        yield f"19{typed}", 1.0
        yield f"20{typed}", 1.0
        if typed in ("18", "19", "20"):
            yield "", _UNFINISHED_YEAR
    else:
        yield "", _UNFINISHED_YEAR


def _iso(year: str, month: str, day: str) -> str:
    """The ISO form as far as known, or nothing when the calendar has no such date."""
    try:
        # 2000 is a leap year: a birthday without a year may be the 29th of February.
        born = date(int(year or 2000), int(month or 1), int(day or 1))
    except ValueError:
        return ""
    if year and not EARLIEST_YEAR <= born.year <= LATEST_YEAR:
        return ""
    if not day:
        return f"{born:%Y-%m}" if month else f"{born:%Y}"
    return f"{born:%Y-%m-%d}" if year else f"{BIRTHDAY}{born:%m-%d}"


def _month_named(word: str) -> int:
    """The month that ``word`` names, or 0; from four letters on it may be unfinished."""
    folded = fold(word)
    if folded in _MONTHS:
        return _MONTHS[folded]
    if len(folded) < 4:
        return 0
    return next((month for name, month in _MONTHS.items() if name.startswith(folded)), 0)
