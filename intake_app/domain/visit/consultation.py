"""One patient's visit: answers gathered as a draft, completed, amended, never edited in place."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NewType

from intake_app.domain.errors import ConsultationClosed, ConsultationNotCompleted, ValueRefused
from intake_app.domain.form.answers import Answers, Place
from intake_app.domain.form.questionnaire import FormRef
from intake_app.domain.patients.patient import PatientId
from intake_app.domain.values import checked_storable
from intake_app.domain.visit.screening import Override

ConsultationId = NewType("ConsultationId", str)
"""A UUID in its usual text form."""


class ConsultationState(StrEnum):
    DRAFT = "draft"
    COMPLETED = "completed"
    AMENDED = "amended"


def _no_text() -> Mapping[Place, str]:
    return MappingProxyType({})


def _no_overrides() -> Mapping[str, Override]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What is written down: the answers and the reasons given for going past findings."""

    answers: Answers = field(default_factory=Answers)
    overrides: Mapping[str, Override] = field(default_factory=_no_overrides)

    def with_override(self, rule_id: str, override: Override | None) -> "Record":
        changed = {**self.overrides}
        if override is None:
            changed.pop(rule_id, None)
        else:
            changed[rule_id] = override
        return replace(self, overrides=MappingProxyType(changed))


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A record that stands: the first is the completion, later ones are amendments."""

    number: int
    record: Record
    by: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """An amendment being written: why, by whom, since when."""

    reason: str
    by: str
    begun_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation:
    """An immutable snapshot; every change returns a new one.

    Attributes:
        working: What is being written, as a draft or as an amendment; None when closed.
        unfinished: Typed text that is not yet a valid value, by place; kept with the draft.
        left_at: Where somebody wrote last: the question or the row; None while nobody has.
        versions: What has been completed, oldest first; never changed, only added to.
        revision: Counts saves; a save that is based on an older revision is refused.
    """

    id: ConsultationId
    patient_id: PatientId
    form: FormRef
    started_at: datetime
    started_by: str
    working: Record | None = None
    unfinished: Mapping[Place, str] = field(default_factory=_no_text)
    left_at: Place | None = None
    amendment: Amendment | None = None
    versions: tuple[Version, ...] = ()
    revision: int = 0

    @property
    def state(self) -> ConsultationState:
        """DRAFT until first completed; an amendment being written changes nothing yet."""
        if not self.versions:
            return ConsultationState.DRAFT
        return (
            ConsultationState.COMPLETED if len(self.versions) == 1 else ConsultationState.AMENDED
        )

    @property
    def is_open(self) -> bool:
        """Whether answers can be typed."""
        return self.working is not None

    @property
    def record(self) -> Record:
        """What is being written, otherwise what stands."""
        return self.working if self.working is not None else self.completed.record

    @property
    def completed(self) -> Version:
        """The version that stands.

        Raises:
            ConsultationNotCompleted: Nothing has been completed yet.
        """
        if not self.versions:
            raise ConsultationNotCompleted
        return self.versions[-1]

    def with_record(self, record: Record, unfinished: Mapping[Place, str]) -> "Consultation":
        """Replace what is being written."""
        self._ensure_open()
        return replace(
            self,
            working=record,
            unfinished=MappingProxyType(dict(unfinished)),
            revision=self.revision + 1,
        )

    def written_at(self, place: Place | None) -> "Consultation":
        """Know where to go on; None: what was done has no place of its own."""
        return self if place is None else replace(self, left_at=place)

    def complete(self, record: Record, *, by: str, at: datetime) -> "Consultation":
        """Close with ``record`` as the next version; whoever calls has checked it."""
        self._ensure_open()
        reason = self.amendment.reason if self.amendment else ""
        number = len(self.versions) + 1
        version = Version(number=number, record=record, by=by, at=at, reason=reason)
        return replace(_put_down(self), versions=(*self.versions, version))

    def begin_amendment(self, *, reason: str, by: str, at: datetime) -> "Consultation":
        """Open the version that stands for amending; it stays in force until completed."""
        if self.is_open:
            return self
        if not reason.strip():
            raise ValueRefused(name="The reason", value="left empty", reason="write why")
        checked_storable("The reason", reason)
        return replace(
            self,
            working=self.completed.record,
            amendment=Amendment(reason=reason.strip(), by=by, begun_at=at),
            revision=self.revision + 1,
        )

    def drop_amendment(self) -> "Consultation":
        """Give up an amendment being written; what was completed stands unchanged."""
        if self.amendment is None:
            raise ConsultationClosed
        return _put_down(self)

    def _ensure_open(self) -> None:
        if not self.is_open:
            raise ConsultationClosed


def _put_down(consultation: Consultation) -> Consultation:
    """Nothing of it is being written any more."""
    return replace(
        consultation,
        working=None,
        unfinished=_no_text(),
        left_at=None,
        amendment=None,
        revision=consultation.revision + 1,
    )
