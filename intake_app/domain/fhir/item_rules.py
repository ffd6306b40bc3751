"""What must hold for one item of a form, by the FHIR R4 invariants and by common sense."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from intake_app.domain.fhir.form_check import Node
from intake_app.domain.form.answers import given
from intake_app.domain.form.checks import answer_problem
from intake_app.domain.form.conditions import Operator, compare
from intake_app.domain.form.matrix import CONTROLS, is_matrix
from intake_app.domain.form.patterns import pattern_problem
from intake_app.domain.form.questionnaire import Item, ItemType

_OF_QUESTIONS = ("required", "repeats", "readOnly")
_CHOICES = frozenset({ItemType.CHOICE, ItemType.OPEN_CHOICE})
_WITH_LENGTH = frozenset(
    {
        ItemType.BOOLEAN,
        ItemType.DECIMAL,
        ItemType.INTEGER,
        ItemType.STRING,
        ItemType.TEXT,
        ItemType.URL,
        ItemType.OPEN_CHOICE,
    }
)
_FITTING: Mapping[str, frozenset[ItemType]] = {
    "slider": frozenset({ItemType.DECIMAL, ItemType.INTEGER}),
    "radio-button": _CHOICES | {ItemType.BOOLEAN},
    "check-box": _CHOICES | {ItemType.BOOLEAN},
    "drop-down": _CHOICES,
    "autocomplete": _CHOICES,
    "list": frozenset({ItemType.GROUP}),
    "spinner": frozenset({ItemType.DECIMAL, ItemType.INTEGER}),
    "text-box": frozenset({ItemType.STRING, ItemType.TEXT}),
    **dict.fromkeys(
        ("help", "flyover", "inline", "prompt", "unit", "lower", "upper"),
        frozenset({ItemType.DISPLAY}),
    ),
    "photograph": frozenset({ItemType.ATTACHMENT}),
    "signature": frozenset({ItemType.ATTACHMENT}),
}
"""The types that each kind of control can be shown for."""


def check_item(item: Item, node: Node) -> None:
    """Note what is wrong with an item as it was read, and what of it cannot be shown."""
    for rule in _RULES:
        for message in rule(item, node):
            node.wrong(message)
    for feature in _features_not_shown(item, node):
        node.not_supported(feature)


def _shape(item: Item, node: Node) -> Iterator[str]:
    if item.type is ItemType.GROUP and not node.data.get("item"):
        yield "A group needs items inside it."
    if item.type is not ItemType.DISPLAY:
        return
    if node.data.get("item"):
        yield "A display cannot have items inside it."


def _options(item: Item, node: Node) -> Iterator[str]:
    has_any = "answerOption" in node.data or "answerValueSet" in node.data
    if has_any and item.type not in _CHOICES:
        yield f"A {item.type.value} cannot have options; only a choice or open-choice can."
    if "answerOption" in node.data and not node.data["answerOption"]:
        yield "Its answerOption is empty."
    if item.initial and "answerOption" in node.data:
        yield "With answerOption, mark the first choice as initialSelected instead of initial."
    if not item.repeats and sum(option.selected for option in item.options) > 1:
        yield "Several choices are initialSelected, and only one answer can be given."


def _initial_values(item: Item, _node: Node) -> Iterator[str]:
    if not item.initial:
        return
    lenient = replace(item, limits=replace(item.limits, pattern=""))
    together = [item.initial] if not item.has_rows else [(each,) for each in item.initial]
    for values in together:
        if problem := answer_problem(lenient, given(*values)):
            yield f"Its initial value cannot stand: {problem}"


def _limits(item: Item, node: Node) -> Iterator[str]:
    limits = item.limits
    low, high = limits.minimum, limits.maximum
    if low is not None and high is not None and compare(low, Operator.GREATER, high):
        yield "Its minValue is greater than its maxValue."
    if limits.max_occurs is not None and limits.min_occurs > limits.max_occurs:
        yield "Its minOccurs is greater than its maxOccurs."
    if limits.max_length is not None and limits.min_length > limits.max_length:
        yield "Its minLength is greater than its maxLength."
    if "maxLength" in node.data and item.type not in _WITH_LENGTH:
        yield f"maxLength does not go with the type {item.type.value}."
    if limits.max_megabytes is not None and limits.max_megabytes <= 0:
        yield "Its maxSize must be more than 0."
    if item.slider_step is not None and item.slider_step <= 0:
        yield "Its sliderStepValue must be more than 0."


def _pattern(item: Item, _node: Node) -> Iterator[str]:
    if item.limits.pattern and (problem := pattern_problem(item.limits.pattern)):
        yield f"Its regex cannot be read: {problem}."


_RULES: tuple[Callable[[Item, Node], Iterator[str]], ...] = (
    _shape,
    _options,
    _limits,
    _pattern,
    _initial_values,
)


def _table_not_shown(item: Item) -> Iterator[str]:
    if item.control == "gtable" and not item.is_row_group:
        yield "itemControl gtable on what does not repeat"
    if item.control in CONTROLS and not (item.is_row_group or is_matrix(item)):
        yield f"itemControl {item.control} on what are not choices with the same answers"
    if item.control == "htable":
        yield "itemControl htable: its questions are shown as rows"


def _features_not_shown(item: Item, node: Node) -> Iterator[str]:
    if item.type is ItemType.DISPLAY:
        yield from (f"{name} on display" for name in _OF_QUESTIONS if node.data.get(name) is True)
    if item.type is ItemType.CHOICE and not node.data.keys() & {"answerOption", "answerValueSet"}:
        yield "choice without answerOption or answerValueSet"
    if item.type is not ItemType.ATTACHMENT:
        yield from (f"{name} on {item.type.value}" for name in item.limits.of_files)
    yield from _table_not_shown(item)
    if item.type not in _FITTING.get(item.control, (item.type,)):
        yield f"itemControl {item.control} on {item.type.value}"
    if item.limits.pattern and item.type not in _TEXTS:
        yield f"regex on {item.type.value}"


_TEXTS = frozenset({ItemType.STRING, ItemType.TEXT, ItemType.URL, ItemType.OPEN_CHOICE})
