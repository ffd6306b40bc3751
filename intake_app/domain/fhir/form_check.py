"""What a look at a foreign form finds: what is wrong, and what the program cannot show."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from intake_app.domain.fhir.values import ValueWrong, integer_from, sole_value, value_from
from intake_app.domain.fhir_json import JsonObject
from intake_app.domain.form.questionnaire import Questionnaire
from intake_app.domain.values import Coding, Value


@dataclass(frozen=True, slots=True)
class Unsupported:
    """Something valid that this program does not understand. Empty linkId: the whole form."""

    link_id: str
    feature: str


@dataclass(frozen=True, slots=True)
class FormError:
    """Something that no program could understand."""

    link_id: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormCheck:
    """``questionnaire`` is there exactly when there are no errors."""

    items: int
    unsupported: tuple[Unsupported, ...]
    errors: tuple[FormError, ...]
    questionnaire: Questionnaire | None

    @property
    def ok(self) -> bool:
        return not self.errors


@dataclass(slots=True)
class Notes:
    """What was found so far; the same thing is noted once."""

    errors: dict[FormError, None] = field(default_factory=dict)
    unsupported: dict[Unsupported, None] = field(default_factory=dict)


class Node:
    """One JSON object of a form, and the linkId under which its faults are noted.

    Reading something that is not there gives an empty value, reading something wrong does too
    and is noted, so that one look finds every fault.
    """

    def __init__(self, data: JsonObject, link_id: str, notes: Notes) -> None:
        self.data = data
        self.link_id = link_id
        self.notes = notes

    def wrong(self, message: str) -> None:
        self.notes.errors[FormError(self.link_id, message)] = None

    def not_supported(self, feature: str) -> None:
        self.notes.unsupported[Unsupported(self.link_id, feature)] = None

    def text(self, key: str) -> str:
        value = self.data.get(key, "")
        if isinstance(value, str):
            return value
        self.wrong(f"{key} must be text.")
        return ""

    def flag(self, key: str) -> bool:
        value = self.data.get(key, False)
        if isinstance(value, bool):
            return value
        self.wrong(f"{key} must be true or false.")
        return False

    def count(self, key: str) -> int | None:
        """A whole number from 1."""
        if key not in self.data:
            return None
        try:
            number = integer_from(self.data[key])
        except ValueWrong as reason:
            self.wrong(f"{key}: {reason}.")
            return None
        if number >= 1:
            return number
        self.wrong(f"{key} must be 1 or more.")
        return None

    def nodes(self, key: str) -> list["Node"]:
        """The objects in an array, noted under the same linkId."""
        return [Node(each, self.link_id, self.notes) for each in self._objects(key)]

    def value(self, stem: str, kinds: Sequence[str], what: str) -> Value | None:
        """The one value[x] of this object, if it is of one of these kinds."""
        try:
            kind, data = sole_value(self.data, stem)
            if kind in kinds:
                return value_from(kind, data)
            reason = f"{' or '.join(stem + each for each in kinds)} is expected, not {stem}{kind}"
        except ValueWrong as wrong:
            reason = str(wrong)
        self.wrong(f"{what}: {reason}.")
        return None

    def refuse_modifiers(self) -> None:
        """A modifierExtension may turn the meaning round, so it is never passed over."""
        for name in ("modifierExtension", "implicitRules"):
            if name in self.data:
                self.wrong(f"It has a {name}, which this program does not understand.")

    def name_others(self, known: frozenset[str]) -> None:
        """Name each property that is none of these, and every extension of one that is."""
        for name, value in self.data.items():
            if name.startswith("_") and name[1:] in known and isinstance(value, dict):
                for extension in Node(value, self.link_id, self.notes).nodes("extension"):
                    self.not_supported(f"{feature_of(extension.text('url'))} of {name[1:]}")
            elif name not in known:
                self.not_supported(f"property {name}")

    def _objects(self, key: str) -> list[JsonObject]:
        value = self.data.get(key, [])
        if isinstance(value, list) and all(isinstance(each, dict) for each in value):
            return value
        self.wrong(f"{key} must be a list of objects.")
        return []


def short_name(url: str) -> str:
    """What an extension is called, without the address in front."""
    last = url.rstrip("/").rpartition("/")[2]
    return last.removeprefix("sdc-questionnaire-").removeprefix("questionnaire-")


def feature_of(url: str) -> str:
    """An extension as a feature that a form uses."""
    short = short_name(url)
    return short if short.endswith("Expression") else f"extension {short}"


def as_number(value: Value | None) -> Decimal | None:
    """The value as a number, where it is one."""
    return Decimal(value) if isinstance(value, int | Decimal) else None


def as_text(value: Value | None) -> str:
    return value if isinstance(value, str) else ""


def as_codings(values: Sequence[Value | None]) -> tuple[Coding, ...]:
    return tuple(value for value in values if isinstance(value, Coding))
