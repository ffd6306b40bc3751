"""Screening rules and what they find. The program flags and never decides."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from intake_app.domain.errors import ValueRefused
from intake_app.domain.form.conditions import Condition, Facts, holds
from intake_app.domain.values import checked_storable


class Severity(StrEnum):
    """STOP: treatment should not go ahead. ASK: the clinician decides. NOTE: keep in mind."""

    STOP = "stop"
    ASK = "ask"
    NOTE = "note"


SEVERITY_ORDER = tuple(Severity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One screening rule; ``sources`` are claim ids or URLs, never empty.

    ``named_sources`` say of each what it is, with the id or the address behind it. Of one that
    ``lasts`` the paper tells after a visit that does not ask for it again, too.
    """

    id: str
    severity: Severity
    sentence: str
    condition: Condition
    sources: tuple[str, ...]
    named_sources: tuple[str, ...] = ()
    lasts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """Why a clinician went past a finding: who, when, in which words."""

    reason: str
    name: str
    at: datetime

    def __post_init__(self) -> None:
        for what, text in (("The reason", self.reason), ("The name", self.name)):
            if not text.strip():
                raise ValueRefused(name=what, value="left empty", reason="write it out")
            checked_storable(what, text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A rule that holds for these answers."""

    rule: Rule
    override: Override | None = None

    @property
    def is_open(self) -> bool:
        """A stop or ask that nobody has answered with a reason."""
        return self.rule.severity is not Severity.NOTE and self.override is None


def find(
    rules: Iterable[Rule], facts: Facts, overrides: Mapping[str, Override]
) -> tuple[Finding, ...]:
    """The rules that hold, stops first, in the order of the rules."""
    found = [
        Finding(rule=rule, override=overrides.get(rule.id))
        for rule in rules
        if holds(rule.condition, facts)
    ]
    return tuple(sorted(found, key=lambda each: SEVERITY_ORDER.index(each.rule.severity)))


def open_findings(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.is_open)
