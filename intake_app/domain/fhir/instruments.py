"""What of our own a form can ask for by name: the scalp map, and scores that are worked out.

An item names one with the extension ``urn:intake-app:instrument``: inside it ``name``, and for
each part of the instrument the linkId of the question that holds it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from intake_app.domain.fhir.form_check import Node, as_text
from intake_app.domain.form.questionnaire import Instrument, Item, ItemType, Questionnaire

INSTRUMENT = "urn:intake-app:instrument"
SCALP_MAP = "scalp-map"
SALT = "salt"
PULL_TEST = "pull-test"
SALT_SCORE = "salt-score"
SALT_BAND = "salt-band"
PULL_PERCENT = "pull-test-percent"
PULL_OUTCOME = "pull-test-outcome"
STORED = frozenset({SALT_SCORE, SALT_BAND, PULL_PERCENT, PULL_OUTCOME})
"""What is an answer of its own: it is written down with those that it follows from."""

_NUMBERS = frozenset({ItemType.DECIMAL, ItemType.INTEGER})
_CHOICE = frozenset({ItemType.CHOICE})
_COUNTS = dict.fromkeys(("pulled", "shed"), _NUMBERS)
_VIEWS = dict.fromkeys(("top", "right", "left", "back"), _NUMBERS)


@dataclass(frozen=True, slots=True)
class _Kind:
    """On what type of item an instrument stands, and of which types its parts are."""

    item_type: ItemType
    parts: Mapping[str, frozenset[ItemType]]


KINDS: Mapping[str, _Kind] = {
    SCALP_MAP: _Kind(ItemType.ATTACHMENT, _VIEWS),
    SALT: _Kind(ItemType.DISPLAY, {**_VIEWS, "system": _CHOICE}),
    PULL_TEST: _Kind(ItemType.DISPLAY, {**_COUNTS, "rule": _CHOICE}),
    SALT_SCORE: _Kind(ItemType.DECIMAL, _VIEWS),
    SALT_BAND: _Kind(ItemType.CHOICE, {**_VIEWS, "system": _CHOICE}),
    PULL_PERCENT: _Kind(ItemType.DECIMAL, _COUNTS),
    PULL_OUTCOME: _Kind(ItemType.CHOICE, {**_COUNTS, "rule": _CHOICE}),
}


def read_instrument(extension: Node) -> Instrument | None:
    """What the extension says; what is wrong with it is noted."""
    said: dict[str, str] = {}
    for inner in extension.nodes("extension"):
        value = inner.value("value", ("Code", "String"), "A part of an instrument")
        said[inner.text("url")] = as_text(value)
    name = said.pop("name", "")
    if name not in KINDS:
        extension.not_supported(f"instrument {name}".strip())
        return None
    return Instrument(name, tuple(sorted(said.items())))


def check_instruments(questionnaire: Questionnaire, form: Node) -> None:
    """Note every instrument or bound whose questions are not what it needs."""
    for item in questionnaire.by_link_id.values():
        node = Node({}, item.link_id, form.notes)
        if item.instrument is not None:
            for fault in _faults(item, item.instrument, questionnaire):
                node.wrong(fault)
        if bound := item.limits.not_more_than:
            asked = questionnaire.find(bound)
            if asked is None or not {asked.type, item.type} <= _NUMBERS:
                node.wrong("not-more-than stands on a number and names the linkId of another.")


def _faults(item: Item, instrument: Instrument, form: Questionnaire) -> Iterator[str]:
    kind = KINDS[instrument.name]
    if item.type is not kind.item_type or item.repeats:
        yield f"The instrument {instrument.name} stands on one {kind.item_type.value}."
    if instrument.name in STORED and not item.read_only:
        yield f"The instrument {instrument.name} stands on a question that is readOnly."
    for part, types in kind.parts.items():
        asked = form.find(instrument.part(part))
        if asked is None or asked.type not in types or asked.repeats:
            wanted = " or ".join(sorted(types))
            yield f"The instrument {instrument.name} needs a question of type {wanted}: {part}."
    for part, _link_id in instrument.parts:
        if part not in kind.parts:
            yield f"The instrument {instrument.name} has no part {part}."
