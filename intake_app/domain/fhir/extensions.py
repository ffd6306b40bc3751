"""The extensions of a form's items: what this program reads of them, and what it names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from intake_app.domain.fhir.expressions import EXPRESSION_URLS, LAUNCH_CONTEXT, VARIABLE
from intake_app.domain.fhir.form_check import (
    Node,
    as_codings,
    as_number,
    as_text,
    feature_of,
    short_name,
)
from intake_app.domain.fhir.instruments import INSTRUMENT, read_instrument
from intake_app.domain.fhir.response_items import ORDINAL
from intake_app.domain.form.questionnaire import Instrument, ItemType, Limits
from intake_app.domain.values import Attachment, Coding, Value

HL7 = "http://hl7.org/fhir/StructureDefinition/"
ITEM_CONTROL = f"{HL7}questionnaire-itemControl"
MIN_VALUE = f"{HL7}minValue"
MAX_VALUE = f"{HL7}maxValue"
MIN_OCCURS = f"{HL7}questionnaire-minOccurs"
MAX_OCCURS = f"{HL7}questionnaire-maxOccurs"
REGEX = f"{HL7}regex"
ENTRY_FORMAT = f"{HL7}entryFormat"
UNIT = f"{HL7}questionnaire-unit"
UNIT_OPTION = f"{HL7}questionnaire-unitOption"
HIDDEN = f"{HL7}questionnaire-hidden"
MAX_DECIMALS = f"{HL7}maxDecimalPlaces"
SLIDER_STEP = f"{HL7}questionnaire-sliderStepValue"
OPTION_EXCLUSIVE = f"{HL7}questionnaire-optionExclusive"
MIME_TYPE = f"{HL7}mimeType"
MAX_SIZE = f"{HL7}maxSize"
ORIENTATION = f"{HL7}questionnaire-choiceOrientation"
DISPLAY_CATEGORY = f"{HL7}questionnaire-displayCategory"
MIN_LENGTH = f"{HL7}minLength"
OPEN_LABEL = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-openLabel"
OPTION_PICTURE = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-itemAnswerMedia"
REASON = "urn:intake-app:reason"
NOT_MORE_THAN = "urn:intake-app:not-more-than"
ALWAYS_ANSWERED = "urn:intake-app:always-answered"
STABLE = "urn:intake-app:stable"
CONTROL = "urn:intake-app:control"
NEEDS_AGREEMENT = "urn:intake-app:needs-agreement"

_KINDS: Mapping[str, tuple[str, ...]] = {
    MIN_OCCURS: ("Integer",),
    MAX_OCCURS: ("Integer",),
    REGEX: ("String",),
    ENTRY_FORMAT: ("String",),
    UNIT: ("Coding",),
    UNIT_OPTION: ("Coding",),
    HIDDEN: ("Boolean",),
    MAX_DECIMALS: ("Integer",),
    SLIDER_STEP: ("Integer", "Decimal"),
    OPTION_EXCLUSIVE: ("Boolean",),
    ORIENTATION: ("Code",),
    MIN_LENGTH: ("Integer",),
    OPEN_LABEL: ("String",),
    MIME_TYPE: ("Code",),
    MAX_SIZE: ("Decimal", "Integer"),
    ORDINAL: ("Decimal", "Integer"),
    OPTION_PICTURE: ("Attachment",),
    NOT_MORE_THAN: ("String",),
    REASON: ("String", "Uri"),
    ALWAYS_ANSWERED: ("Boolean",),
    STABLE: ("Boolean",),
    CONTROL: ("Code",),
    NEEDS_AGREEMENT: ("String",),
}
_LIMIT_KINDS: Mapping[ItemType, tuple[str, ...]] = {
    ItemType.INTEGER: ("Integer", "Decimal"),
    ItemType.DECIMAL: ("Decimal", "Integer"),
    ItemType.QUANTITY: ("Decimal", "Integer", "Quantity"),
    ItemType.DATE: ("Date",),
    ItemType.DATE_TIME: ("DateTime",),
    ItemType.TIME: ("Time",),
}
CONTROLS = frozenset(
    {
        "radio-button",
        "check-box",
        "drop-down",
        "autocomplete",
        "slider",
        "help",
        "table",
        "gtable",
        "htable",
        "list",
        "inline",
        "prompt",
        "unit",
        "lower",
        "upper",
        "flyover",
        "spinner",
        "text-box",
    }
)
_OF_OPTIONS = frozenset({OPTION_EXCLUSIVE, ORDINAL, OPTION_PICTURE})
_OF_ITEMS = frozenset(_KINDS) - _OF_OPTIONS | {
    ITEM_CONTROL,
    MIN_VALUE,
    MAX_VALUE,
    INSTRUMENT,
    DISPLAY_CATEGORY,  # words to read are shown in one way, whatever they are for
}
UNDERSTOOD = _OF_ITEMS | _OF_OPTIONS
_OWN_CONTROLS = frozenset({"photograph", "signature"})
"""Another program shows an attachment."""
_REPEATED = frozenset({UNIT_OPTION, MIME_TYPE, VARIABLE, LAUNCH_CONTEXT})


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemExtensions:
    """What the extensions of one item say."""

    limits: Limits
    hidden: bool
    always_answered: bool
    stable: bool
    control: str
    needs_agreement: str
    entry_format: str
    open_label: str
    stands_upright: bool
    reason: str
    units: tuple[Coding, ...]
    slider_step: Decimal | None
    instrument: Instrument | None


def read_item_extensions(node: Node, item_type: ItemType) -> ItemExtensions:
    found = _by_url(node, _OF_ITEMS | EXPRESSION_URLS)
    units = [_value(each, UNIT) for each in found.get(UNIT, ())]
    units += [_value(each, UNIT_OPTION) for each in found.get(UNIT_OPTION, ())]
    return ItemExtensions(
        limits=_limits(found, node, item_type),
        hidden=_first(found, HIDDEN) is True,
        always_answered=_first(found, ALWAYS_ANSWERED) is True,
        stable=_first(found, STABLE) is True,
        control=_own_control(found, node) or _control(found.get(ITEM_CONTROL, ()), node),
        needs_agreement=as_text(_first(found, NEEDS_AGREEMENT)),
        entry_format=as_text(_first(found, ENTRY_FORMAT)),
        stands_upright=_first(found, ORIENTATION) == "vertical",
        open_label=as_text(_first(found, OPEN_LABEL)),
        reason=as_text(_first(found, REASON)),
        units=as_codings(units),
        slider_step=as_number(_first(found, SLIDER_STEP)),
        instrument=read_instrument(found[INSTRUMENT][0]) if INSTRUMENT in found else None,
    )


def read_option_extensions(node: Node) -> tuple[bool, Decimal | None]:
    """Whether an option excludes the others, and its number."""
    found = _by_url(node, _OF_OPTIONS)
    return _first(found, OPTION_EXCLUSIVE) is True, as_number(_first(found, ORDINAL))


def read_option_picture(node: Node) -> Attachment | None:
    """What an option looks like."""
    picture = _first(_by_url(node, _OF_OPTIONS), OPTION_PICTURE)
    return picture if isinstance(picture, Attachment) else None


def name_all_extensions(node: Node, known: frozenset[str] = frozenset()) -> None:
    """Name every extension of something for which this program reads only ``known``."""
    _by_url(node, known)


def _by_url(node: Node, known: frozenset[str]) -> dict[str, list[Node]]:
    found: dict[str, list[Node]] = {}
    for extension in node.nodes("extension"):
        url = extension.text("url")
        if not url:
            node.wrong("An extension has no url.")
        elif url not in known:
            node.not_supported(feature_of(url))
        elif url in found and url not in _REPEATED:
            node.wrong(f"The extension {short_name(url)} is given twice.")
        else:
            found.setdefault(url, []).append(extension)
    return found


def _value(extension: Node, url: str, kinds: Sequence[str] = ()) -> Value | None:
    extension.name_others(frozenset(name.removeprefix("_") for name in extension.data))
    if _is_left_to_an_extension(extension):
        return None
    return extension.value("value", kinds or _KINDS[url], f"The extension {short_name(url)}")


def _is_left_to_an_extension(extension: Node) -> bool:
    """Whether no value stands there, but how it is worked out, which has been named."""
    stems = {name.partition("value")[0] for name in extension.data if "value" in name}
    return stems == {"_"}


def _first(found: Mapping[str, list[Node]], url: str, kinds: Sequence[str] = ()) -> Value | None:
    extensions = found.get(url)
    return _value(extensions[0], url, kinds) if extensions else None


def _limits(found: Mapping[str, list[Node]], node: Node, item_type: ItemType) -> Limits:
    kinds = _LIMIT_KINDS.get(item_type, ())
    if not kinds and (MIN_VALUE in found or MAX_VALUE in found):
        node.wrong(f"minValue and maxValue do not go with the type {item_type.value}.")
        return Limits()
    return Limits(
        minimum=_first(found, MIN_VALUE, kinds),
        maximum=_first(found, MAX_VALUE, kinds),
        min_occurs=_count(found, MIN_OCCURS, node, least=0) or 0,
        max_occurs=_count(found, MAX_OCCURS, node, least=1),
        max_decimals=_count(found, MAX_DECIMALS, node, least=0),
        min_length=_count(found, MIN_LENGTH, node, least=0) or 0,
        max_length=node.count("maxLength"),
        pattern=as_text(_first(found, REGEX)),
        mime_types=tuple(as_text(_value(each, MIME_TYPE)) for each in found.get(MIME_TYPE, ())),
        max_megabytes=as_number(_first(found, MAX_SIZE)),
        not_more_than=as_text(_first(found, NOT_MORE_THAN)),
    )


def _count(found: Mapping[str, list[Node]], url: str, node: Node, *, least: int) -> int | None:
    value = _first(found, url)
    if not isinstance(value, int):
        return None
    if value < least:
        node.wrong(f"The extension {short_name(url)} must be {least} or more.")
        return None
    return value


def _own_control(found: Mapping[str, list[Node]], node: Node) -> str:
    code = as_text(_first(found, CONTROL))
    if code and code not in _OWN_CONTROLS:
        node.not_supported(f"control {code}")
        return ""
    return code


def _control(extensions: Sequence[Node], node: Node) -> str:
    if not extensions:
        return ""
    concept = extensions[0].data.get("valueCodeableConcept")
    if not isinstance(concept, dict):
        node.wrong("The extension itemControl needs a valueCodeableConcept.")
        return ""
    inner = Node(concept, node.link_id, node.notes)
    codes = [coding.text("code") for coding in inner.nodes("coding")]
    code = next((each for each in codes if each), "")
    if code not in CONTROLS:
        node.not_supported(f"itemControl {code or inner.text('text')}".strip())
        return ""
    return code
