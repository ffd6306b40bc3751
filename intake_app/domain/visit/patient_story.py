"""What a clinician wants in sight of earlier visits before the next one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from intake_app.domain.dates import PartialDate
from intake_app.domain.visit.corrections import Correction
from intake_app.domain.visit.following_up import Change, Earlier, Said
from intake_app.domain.visit.screening import Override, Rule, Severity
from intake_app.domain.visit.unwanted_effects import unwanted_effects


@dataclass(frozen=True, slots=True, kw_only=True)
class GonePast:
    """A finding that somebody went past at an earlier visit."""

    sentence: str
    severity: Severity
    override: Override
    day: PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectNoted:
    """An unwanted effect as it was written down, and at which visit."""

    said: tuple[Said, ...]
    day: PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientStory:
    """What a clinician wants in sight before the next visit.

    Attributes:
        earlier: The completed visits, newest first, and the last answers in them.
        gone_past: Each finding that was gone past, as it last was, newest first.
        corrections: What was said afterwards of the consultation that is looked at.
        effects: Every unwanted effect, newest visit first.
    """

    earlier: Earlier = field(default_factory=Earlier)
    gone_past: tuple[GonePast, ...] = ()
    effects: tuple[EffectNoted, ...] = ()
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientOverview:
    """For the patient's page: the story, and what the newest visit changed in it."""

    story: PatientStory = field(default_factory=PatientStory)
    changed: tuple[Change, ...] = ()


def story_of(earlier: Earlier, rules: Mapping[str, Rule]) -> PatientStory:
    """Read it from the completed visits; a rule that is no more is shown by its name."""
    gone_past: dict[str, GonePast] = {}
    effects: list[EffectNoted] = []
    for visit in earlier.visits:
        for rule_id, override in visit.record.overrides.items():
            rule = rules.get(rule_id)
            past = GonePast(
                sentence=rule.sentence if rule else rule_id,
                severity=rule.severity if rule else Severity.ASK,
                override=override,
                day=visit.day,
            )
            gone_past.setdefault(rule_id, past)
        noted = unwanted_effects(visit.questionnaire, visit.record.answers)
        effects += [EffectNoted(said=said, day=visit.day) for said in noted]
    return PatientStory(
        earlier=earlier, gone_past=tuple(gone_past.values()), effects=tuple(effects)
    )
