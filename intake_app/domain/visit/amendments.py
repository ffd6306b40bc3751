"""What each version of a completed consultation says otherwise than the one before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from intake_app.domain.form.answers import Answer, Place
from intake_app.domain.form.questionnaire import Item, Questionnaire
from intake_app.domain.visit.consultation import Consultation, Record, Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One question's answer in two versions; None where there is none."""

    item: Item
    place: Place
    before: Answer | None
    after: Answer | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonDifference:
    """The reason for going past one finding, in two versions; empty where there is none."""

    rule_id: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendedVersion:
    """A version, and all that is otherwise in it; nothing is, of the first."""

    version: Version
    differences: tuple[Difference, ...] = ()
    reasons: tuple[ReasonDifference, ...] = ()


def version_history(
    questionnaire: Questionnaire, versions: Sequence[Version]
) -> tuple[AmendedVersion, ...]:
    """Every version, the oldest first, each with its differences in the order of the form."""
    first = [AmendedVersion(version=version) for version in versions[:1]]
    later = [
        AmendedVersion(
            version=after,
            differences=tuple(_differences(questionnaire, before.record, after.record)),
            reasons=tuple(_reasons(before.record, after.record)),
        )
        for before, after in pairwise(versions)
    ]
    return (*first, *later)


def amendment_in_hand(
    questionnaire: Questionnaire, consultation: Consultation
) -> AmendedVersion | None:
    """What is being amended, as the version that it will be; None when nothing is."""
    working, amendment = consultation.working, consultation.amendment
    if working is None or amendment is None:
        return None
    standing = consultation.completed
    coming = Version(
        number=standing.number + 1,
        record=working,
        by=amendment.by,
        at=amendment.begun_at,
        reason=amendment.reason,
    )
    return version_history(questionnaire, (standing, coming))[-1]


def _differences(
    questionnaire: Questionnaire, before: Record, after: Record
) -> Iterator[Difference]:
    places = {*before.answers.at, *after.answers.at}
    order = {link_id: number for number, link_id in enumerate(questionnaire.by_link_id)}
    for place in sorted(places, key=lambda each: (order.get(each.link_id, 0), each.rows)):
        old, new = before.answers.get(place), after.answers.get(place)
        if old is not None and new is not None and old.says_the_same(new):
            continue
        item = questionnaire.by_link_id[place.link_id]
        yield Difference(item=item, place=place, before=old, after=new)


def _reasons(before: Record, after: Record) -> Iterator[ReasonDifference]:
    for rule_id in sorted({*before.overrides, *after.overrides}):
        old, new = (
            given.overrides[rule_id].reason if rule_id in given.overrides else ""
            for given in (before, after)
        )
        if old != new:
            yield ReasonDifference(rule_id=rule_id, before=old, after=new)
