"""The five articles and what they claim, and the published studies, from resources/evidence/."""

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

from intake_app.content.csv_reading import CsvRow, read_rows
from intake_app.content.resources import ResourceFiles
from intake_app.content.studies import read_studies
from intake_app.domain.evidence.evidence import (
    Certainty,
    Claim,
    Disagreement,
    Evidence,
    Figure,
    Side,
    Source,
    Stance,
    Topic,
)

SOURCES = "evidence/sources.csv"
TOPICS = "evidence/topics.csv"
CLAIMS = "evidence/claims.csv"
DISAGREEMENTS = "evidence/disagreements.csv"

_SOURCE_COLUMNS = (
    "source_id",
    "title",
    "author",
    "date",
    "kind",
    "interest",
    "references_given",
    "review_due",
    "withdrawn",
)
_TOPIC_COLUMNS = ("topic", "meaning")
_CLAIM_COLUMNS = (
    "claim_id",
    "source_id",
    "location",
    "topics",
    "paraphrase",
    "num_min",
    "num_max",
    "unit",
    "num_note",
    "stance",
    "certainty",
    "disagreements",
)
_SIDE_COLUMNS = ("disagreement_id", "title", "side", "claim_ids")


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


Thing = TypeVar("Thing", bound=_Identified)
Rows = list[CsvRow]


def read_evidence(files: ResourceFiles) -> Evidence:
    """Sources, topics, claims and disagreements, each naming only what is there.

    Raises:
        ContentInvalid: With the file and the line of the first thing that is wrong.
    """
    source_rows = _rows(files, SOURCES, _SOURCE_COLUMNS)
    topic_rows = _rows(files, TOPICS, _TOPIC_COLUMNS)
    claim_rows = _rows(files, CLAIMS, _CLAIM_COLUMNS)
    side_rows = _rows(files, DISAGREEMENTS, _SIDE_COLUMNS)
    evidence = Evidence(
        sources=_by_id((_source(row) for row in source_rows), source_rows),
        topics=_by_id((_topic(row) for row in topic_rows), topic_rows),
        claims=_by_id((_claim(row) for row in claim_rows), claim_rows),
        disagreements=_disagreements(side_rows),
        studies=read_studies(files),
    )
    for row in claim_rows:
        _check_claim(row, evidence)
    for row in side_rows:
        _check_side(row, evidence)
    _check_both_ways(claim_rows, side_rows, evidence)
    return evidence


def _rows(files: ResourceFiles, name: str, columns: tuple[str, ...]) -> Rows:
    return list(read_rows(name, files.text(name), columns))


def _by_id(things: Iterable[Thing], rows: Rows) -> Mapping[str, Thing]:
    found: dict[str, Thing] = {}
    for thing, row in zip(things, rows, strict=True):
        if thing.id in found:
            raise row.place.wrong(f"the id “{thing.id}” is used twice")
        found[thing.id] = thing
    return found


def _source(row: CsvRow) -> Source:
    return Source(
        id=row.filled("source_id"),
        title=row.filled("title"),
        author=row.filled("author"),
        date=row.filled("date"),
        kind=row.filled("kind"),
        interest=row.filled("interest"),
        references_given=row.filled("references_given"),
        review_due=row.day("review_due"),
        withdrawn=row.text("withdrawn"),
    )


def _topic(row: CsvRow) -> Topic:
    return Topic(id=row.filled("topic"), meaning=row.filled("meaning"))


def _claim(row: CsvRow) -> Claim:
    return Claim(
        id=row.filled("claim_id"),
        source_id=row.filled("source_id"),
        location=row.filled("location"),
        topics=row.words("topics"),
        paraphrase=row.filled("paraphrase"),
        figure=_figure(row),
        stance=row.word_of(Stance, "stance"),
        certainty=row.word_of(Certainty, "certainty"),
        disagreements=row.words("disagreements"),
    )


def _figure(row: CsvRow) -> Figure | None:
    minimum, maximum = row.number("num_min"), row.number("num_max")
    unit, note = row.text("unit"), row.text("num_note")
    if minimum is None and maximum is None and not unit and not note:
        return None
    if minimum is not None and maximum is not None and minimum > maximum:
        raise row.place.wrong(f"the figure runs from {minimum} down to {maximum}")
    return Figure(minimum=minimum, maximum=maximum, unit=unit, note=note)


def _disagreements(rows: Rows) -> Mapping[str, Disagreement]:
    titles: dict[str, str] = {}
    sides: dict[str, list[Side]] = {}
    for row in rows:
        name, title = row.filled("disagreement_id"), row.filled("title")
        if titles.setdefault(name, title) != title:
            raise row.place.wrong(f"{name} is called “{title}” here and “{titles[name]}” before")
        side = Side(text=row.filled("side"), claim_ids=row.words("claim_ids"))
        sides.setdefault(name, []).append(side)
    return {
        name: Disagreement(id=name, title=title, sides=tuple(sides[name]))
        for name, title in titles.items()
    }


def _check_claim(row: CsvRow, evidence: Evidence) -> None:
    claim = evidence.claims[row.text("claim_id")]
    if claim.source_id not in evidence.sources:
        raise row.place.wrong(f"there is no source “{claim.source_id}” in {SOURCES}")
    if not claim.topics:
        raise row.place.wrong("the column topics is empty")
    for topic in claim.topics:
        if topic not in evidence.topics:
            raise row.place.wrong(f"there is no topic “{topic}” in {TOPICS}")
    for name in claim.disagreements:
        if name not in evidence.disagreements:
            raise row.place.wrong(f"there is no disagreement “{name}” in {DISAGREEMENTS}")


def _check_side(row: CsvRow, evidence: Evidence) -> None:
    for claim_id in row.words("claim_ids"):
        if claim_id not in evidence.claims:
            raise row.place.wrong(f"there is no claim “{claim_id}” in {CLAIMS}")


def _check_both_ways(claim_rows: Rows, side_rows: Rows, evidence: Evidence) -> None:
    """A claim and a disagreement that know of each other only from one side are a mistake."""
    from_sides = {
        (claim_id, each.id)
        for each in evidence.disagreements.values()
        for side in each.sides
        for claim_id in side.claim_ids
    }
    for row in claim_rows:
        claim_id = row.text("claim_id")
        for name in row.words("disagreements"):
            if (claim_id, name) not in from_sides:
                raise row.place.wrong(f"no side of {name} in {DISAGREEMENTS} names {claim_id}")
    for row in side_rows:
        name = row.text("disagreement_id")
        for claim_id in row.words("claim_ids"):
            if name not in evidence.claims[claim_id].disagreements:
                raise row.place.wrong(f"{claim_id} does not name {name} in {CLAIMS}")
