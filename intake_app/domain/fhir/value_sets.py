"""The value sets that a form brings along, as options of its choices.

Their codes stand in ``compose``, or were worked out before in ``expansion``; a code system that
the form brings along too may stand for a list of codes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from intake_app.domain.dates import quoted
from intake_app.domain.fhir.extensions import (
    name_all_extensions,
    read_option_extensions,
    read_option_picture,
)
from intake_app.domain.fhir.form_check import Node
from intake_app.domain.form.questionnaire import Option
from intake_app.domain.values import Coding, Value

DEEPEST = 20
"""Levels of concepts below concepts."""

_GENDER = "http://hl7.org/fhir/administrative-gender"
_YES_NO = "http://terminology.hl7.org/CodeSystem/v2-0136"
_NULL = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
_OF_R4 = {
    "http://hl7.org/fhir/ValueSet/administrative-gender": tuple(
        Coding(word.lower(), word, _GENDER) for word in ("Male", "Female", "Other", "Unknown")
    ),
    "http://hl7.org/fhir/ValueSet/yesnodontknow": (
        Coding("Y", "Yes", _YES_NO),
        Coding("N", "No", _YES_NO),
        Coding("asked-unknown", "Don't know", _NULL),
    ),
}
"""Value sets of R4 itself that forms name without bringing them along."""


@dataclass(frozen=True, slots=True)
class ValueSets:
    """What is contained in a form: value sets by id, code systems by url."""

    value_sets: dict[str, Node]
    code_systems: dict[str, Node]

    def options(self, node: Node, reference: str) -> list[Option]:
        """The options that an item's answerValueSet stands for."""
        if not reference.startswith("#"):
            if known := _OF_R4.get(reference.partition("|")[0]):
                return [Option(value=coding) for coding in known]
            node.not_supported(f"answerValueSet {quoted(reference)}, which is not in the file")
            return []
        if reference[1:] not in self.value_sets:
            named = quoted(reference)
            node.wrong(f"Its answerValueSet {named} is not among the contained resources.")
            return []
        once = {each.value: each for each in reversed(list(self._listed(node, reference, set())))}
        return list(reversed(once.values()))

    def _listed(self, node: Node, reference: str, seen: set[str]) -> Iterator[Option]:
        value_set = self.value_sets.get(reference[1:])
        if value_set is None or reference in seen:
            why = "which is not in the file" if value_set is None else "which is named twice"
            node.not_supported(f"value set {quoted(reference)}, {why}")
            return
        seen.add(reference)
        expanded = _inside(value_set, "expansion", node)
        composed = _inside(value_set, "compose", node)
        if expanded is not None and expanded.data.get("contains"):
            _name_missing(expanded, reference)
            yield from _contained(expanded, DEEPEST)
        elif composed is None:
            node.not_supported(f"value set {quoted(reference)} without compose")
        else:
            yield from self._composed(composed, reference, seen)

    def _composed(self, compose: Node, reference: str, seen: set[str]) -> Iterator[Option]:
        if "exclude" in compose.data:
            compose.not_supported(f"value set {quoted(reference)} with exclude")
        for include in compose.nodes("include"):
            system = include.text("system")
            if "filter" not in include.data and "valueSet" not in include.data:
                concepts = self._concepts(include, system)
                if concepts:
                    yield from concepts
                    continue
            others = include.data.get("valueSet")
            if isinstance(others, list) and "concept" not in include.data and not system:
                yield from self._in_all(others, compose, reference, seen)
                continue
            _name_not_listed(compose, reference)

    def _in_all(
        self, others: Sequence[object], compose: Node, reference: str, seen: set[str]
    ) -> Iterator[Option]:
        """The codes that every one of some other value sets has."""
        names = [each for each in others if isinstance(each, str) and each.startswith("#")]
        if not names or len(names) < len(others):
            _name_not_listed(compose, reference)
            return
        first, *rest = [list(self._listed(compose, each, seen)) for each in names]
        shared = [{option.value for option in each} for each in rest]
        yield from (option for option in first if all(option.value in each for each in shared))

    def _concepts(self, include: Node, system: str) -> list[Option]:
        """The codes that are listed, or else all of a code system that is contained too."""
        if include.data.get("concept"):
            return [_concept(concept, system) for concept in include.nodes("concept")]
        known = self.code_systems.get(system)
        if known is None or not system:
            return []
        here = Node(known.data, include.link_id, include.notes)
        return list(_all_concepts(here, system, DEEPEST))


def contained_value_sets(form: Node) -> ValueSets:
    found = ValueSets({}, {})
    for contained in form.nodes("contained"):
        match contained.text("resourceType"):
            case "ValueSet":
                found.value_sets[contained.text("id")] = contained
            case "CodeSystem" if contained.data.get("content") == "complete":
                found.code_systems[contained.text("url")] = contained
    return found


def name_value_set_extensions(found: ValueSets) -> None:
    """Name what the contained value sets carry and the program does not read."""
    for value_set in found.value_sets.values():
        name_all_extensions(value_set)


def _name_not_listed(node: Node, reference: str) -> None:
    node.not_supported(f"value set {quoted(reference)} that does not list its codes")


def _name_missing(expansion: Node, reference: str) -> None:
    """Name an expansion that says itself that it is only the first page of one."""
    total, given = expansion.data.get("total"), _count(expansion, DEEPEST)
    if isinstance(total, int) and total > given:
        expansion.not_supported(
            f"value set {quoted(reference)} with {given} of its {total} codes in the file"
        )


def _count(expansion: Node, levels: int) -> int:
    inner = expansion.nodes("contains")
    return len(inner) + (sum(_count(each, levels - 1) for each in inner) if levels else 0)


def _inside(holder: Node, name: str, node: Node) -> Node | None:
    inner = holder.data.get(name)
    return Node(inner, node.link_id, node.notes) if isinstance(inner, dict) else None


def _contained(expansion: Node, levels: int) -> Iterator[Option]:
    """The codes of an expansion; one that is abstract only holds others together."""
    for each in expansion.nodes("contains"):
        if each.data.get("abstract") is not True and each.data.get("code"):
            yield _concept(each, each.text("system"))
        if _is_within_reach(each, "contains", levels):
            yield from _contained(each, levels - 1)


def _all_concepts(system: Node, url: str, levels: int) -> Iterator[Option]:
    for each in system.nodes("concept"):
        yield _concept(each, url)
        if _is_within_reach(each, "concept", levels):
            yield from _all_concepts(each, url, levels - 1)


def _is_within_reach(concept: Node, inner: str, levels: int) -> bool:
    if not levels and concept.data.get(inner):
        concept.not_supported(f"a value set with codes more than {DEEPEST} levels deep")
    return levels > 0


def _concept(node: Node, system: str) -> Option:
    if not node.text("code"):
        node.wrong("A concept of its value set has no code.")
    value: Value = Coding(node.text("code"), node.text("display"), system)
    exclusive, ordinal = read_option_extensions(node)
    picture = read_option_picture(node)
    return Option(value=value, exclusive=exclusive, ordinal=ordinal, picture=picture)
