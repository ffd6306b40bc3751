"""The published studies, from resources/evidence/."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from intake_app.content.csv_reading import CsvRow, read_rows
from intake_app.content.resources import ResourceFiles
from intake_app.domain.evidence.studies import Citation, SeenAs, Study

STUDIES = "evidence/studies.csv"

_COLUMNS = (
    "study_id",
    "design",
    "people",
    "population",
    "intervention",
    "comparator",
    "outcome",
    "time_point",
    "treated_of_100",
    "control_of_100",
    "result",
    "limits",
    "author",
    "title",
    "published_in",
    "year",
    "doi",
    "pmid",
    "url",
    "seen_as",
    "checked_on",
    "review_due",
    "withdrawn",
    "not_confirmed",
    "languages",
)
_SPOKEN = ("author", "title", "published_in")
"""The parts of a citation that are words of some language."""

_TAG = re.compile("[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_BESIDE_A_FIGURE = ("people", "population", "outcome", "time_point")
"""Without these a figure of 100 means nothing, and is not taken."""


def read_studies(files: ResourceFiles) -> Mapping[str, Study]:
    """Every study, in the order in which they are numbered.

    Raises:
        ContentInvalid: With the file and the line of the first thing that is wrong.
    """
    found: dict[str, Study] = {}
    for row in read_rows(STUDIES, files.text(STUDIES), _COLUMNS):
        study = _study(row)
        if study.id in found:
            raise row.place.wrong(f"the id “{study.id}” is used twice")
        found[study.id] = study
    return found


def _study(row: CsvRow) -> Study:
    _check_figures(row)
    people = row.number("people")
    study = Study(
        id=row.filled("study_id"),
        design=row.filled("design"),
        people=int(people) if people is not None else None,
        population=row.filled("population"),
        intervention=row.text("intervention"),
        comparator=row.text("comparator"),
        outcome=row.filled("outcome"),
        time_point=row.text("time_point"),
        treated_of_100=row.number("treated_of_100"),
        control_of_100=row.number("control_of_100"),
        result=row.filled("result"),
        limits=row.filled("limits"),
        citation=_citation(row),
        seen_as=row.word_of(SeenAs, "seen_as"),
        checked_on=row.day("checked_on"),
        review_due=row.day("review_due"),
        withdrawn=row.text("withdrawn"),
    )
    if study.review_due <= study.checked_on:
        raise row.place.wrong("the column review_due must be later than checked_on")
    return study


def _check_figures(row: CsvRow) -> None:
    figures = [row.number(column) for column in ("treated_of_100", "control_of_100")]
    if any(each is not None and not 0 <= each <= 100 for each in figures):
        raise row.place.wrong("a figure of 100 people lies between 0 and 100")
    if figures[1] is not None and not row.text("comparator"):
        raise row.place.wrong("there is a figure to compare with, and the comparator is empty")
    if any(each is not None for each in figures):
        for column in _BESIDE_A_FIGURE:
            row.filled(column)


def _citation(row: CsvRow) -> Citation:
    return Citation(
        author=row.text("author"),
        title=row.text("title"),
        published_in=row.text("published_in"),
        year=row.text("year"),
        doi=row.text("doi"),
        pmid=row.text("pmid"),
        url=row.filled("url"),
        not_confirmed=row.text("not_confirmed"),
        languages=MappingProxyType(dict(_languages(row))),
    )


def _languages(row: CsvRow) -> Iterator[tuple[str, str]]:
    """The parts of the citation that are not in English, as ``title fr; author fr``."""
    for told in filter(None, row.text("languages").split(";")):
        part, _, language = told.strip().partition(" ")
        if part not in _SPOKEN or not _TAG.fullmatch(language):
            raise row.place.wrong(
                f"the column languages holds “{told.strip()}”, not a part of the citation "
                f"({', '.join(_SPOKEN)}) and its language, like “title fr”"
            )
        yield part, language
