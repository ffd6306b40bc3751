"""Which answers an expression looks at, and in which order expressions are worked out.

Found in the text: a question is looked at when the expression compares a linkId with it. An
expression that walks through the response in any other way may look at every answer.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from graphlib import CycleError, TopologicalSorter

from intake_app.domain.form.expressions import Variable, variables_in
from intake_app.domain.form.questionnaire import Item, Questionnaire

_LINK_ID = re.compile(r"\blinkId\s*=\s*'((?:[^'\\]|\\.)*)'")
_ANY_LINK_ID = re.compile(r"\blinkId\b")
_RESPONSE = re.compile(r"%(?:resource|rootResource)\b")
_INTO_ITEMS = re.compile(r"\b(?:item|answer|descendants|children|repeat)\b")


class Purpose(StrEnum):
    INITIAL = "initialExpression"
    CALCULATED = "calculatedExpression"
    ENABLING = "enableWhenExpression"


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One expression, ready to be worked out.

    Attributes:
        lets: The variables it uses, each with the linkId of the item that declares it (empty:
            the form), outermost first.
        looks_at: The linkIds whose answers it looks at; None: it may look at every one.
        names: The linkIds that it names itself.
    """

    item: Item
    purpose: Purpose
    text: str
    lets: tuple[tuple[str, Variable], ...]
    looks_at: frozenset[str] | None
    names: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All expressions that follow the answers, each behind those it depends on.

    Attributes:
        initial: Those that give an answer to begin with, in the order of the form.
    """

    order: tuple[Planned, ...]
    initial: tuple[Planned, ...] = ()
    loop: tuple[str, ...] = ()
    """LinkIds that are worked out from one another; empty when there are none."""


def plan(questionnaire: Questionnaire) -> Plan:
    every = list(_planned(questionnaire))
    initial = tuple(each for each in every if each.purpose is Purpose.INITIAL)
    found = [each for each in every if each.purpose is not Purpose.INITIAL]
    asks = {
        (each.item.link_id, other.item.link_id)
        for each in found
        for other in found
        if other.item.link_id in each.names
        and (other.purpose is Purpose.CALCULATED or each is not other)
    }
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for each in found:
        sorter.add(each.item.link_id)
    for link_id, needed in asks:
        sorter.add(link_id, needed)
    try:
        turns = {link_id: turn for turn, link_id in enumerate(sorter.static_order())}
    except CycleError as cycle:
        return Plan(order=tuple(found), initial=initial, loop=tuple(dict.fromkeys(cycle.args[1])))
    order = sorted(found, key=lambda each: turns[each.item.link_id])
    return Plan(order=tuple(order), initial=initial)


def _planned(form: Questionnaire) -> Iterator[Planned]:
    around = tuple(("", variable) for variable in form.variables)
    for item in form.items:
        yield from _planned_in(form, item, around)


def _planned_in(
    form: Questionnaire, item: Item, around: tuple[tuple[str, Variable], ...]
) -> Iterator[Planned]:
    own = item.expressions
    lets = (*around, *((item.link_id, variable) for variable in own.variables))
    for purpose, text in (
        (Purpose.INITIAL, own.initial),
        (Purpose.ENABLING, own.enable_when),
        (Purpose.CALCULATED, own.calculated),
    ):
        if not text or (purpose is not Purpose.ENABLING and not _can_be_worked_out(item)):
            continue
        used = tuple(_used(text, lets))
        texts = (text, *(variable.text for _, variable in used))
        yield Planned(
            item=item,
            purpose=purpose,
            text=text,
            lets=used,
            looks_at=looks_at(form, texts),
            names=frozenset(name for each in texts for name in _targets(form, each)),
        )
    for child in item.items:
        yield from _planned_in(form, child, lets)


def _can_be_worked_out(item: Item) -> bool:
    return item.is_question and not item.has_rows


def _used(text: str, lets: Sequence[tuple[str, Variable]]) -> Iterator[tuple[str, Variable]]:
    """The variables an expression needs, those that they need among them, in their order."""
    wanted = set(variables_in(text))
    for _, variable in reversed(lets):
        if variable.name in wanted:
            wanted |= variables_in(variable.text)
    return (each for each in lets if each[1].name in wanted)


def looks_at(form: Questionnaire, texts: Sequence[str]) -> frozenset[str] | None:
    """The linkIds whose answers these texts together look at; None: possibly every one."""
    found: set[str] = set()
    for text in texts:
        if _walks_freely(text):
            return None
        for name in _targets(form, text):
            found |= {item.link_id for item in form.by_link_id[name].walk()}
    return frozenset(found)


def _walks_freely(text: str) -> bool:
    """Whether it reaches answers in a way other than by comparing linkIds."""
    if len(_ANY_LINK_ID.findall(text)) != len(_LINK_ID.findall(text)):
        return True
    before, *walks = _RESPONSE.split(text)
    if any(not _LINK_ID.search(walk) for walk in walks):
        return True
    return bool(_INTO_ITEMS.search(before)) or "%context" in text


def _targets(form: Questionnaire, text: str) -> Iterator[str]:
    """Where the walks end: a group on the way to a question inside it is only passed."""
    for walk in _RESPONSE.split(text):
        names = [name for name in _LINK_ID.findall(walk) if name in form.by_link_id]
        for name, following in zip(names, [*names[1:], ""], strict=False):
            if following == name or not _is_inside(following, name, form.by_link_id):
                yield name


def _is_inside(link_id: str, group: str, items: Mapping[str, Item]) -> bool:
    return any(item.link_id == link_id for child in items[group].items for item in child.walk())
