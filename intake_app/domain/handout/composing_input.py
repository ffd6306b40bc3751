"""Everything a handout is composed from."""

from dataclasses import dataclass, field, replace
from datetime import date

from intake_app.domain.clinic import Clinic
from intake_app.domain.dates import PartialDate, parse_iso
from intake_app.domain.evidence.evidence import Evidence
from intake_app.domain.form.answers import Answers
from intake_app.domain.form.questionnaire import Questionnaire
from intake_app.domain.handout.date_words import DateWords
from intake_app.domain.handout.printed_text import Approval
from intake_app.domain.handout.text_review import TextReview
from intake_app.domain.handout.texts import HandoutTexts
from intake_app.domain.own_words import as_typed, own_name, own_words
from intake_app.domain.patients.patient import Patient
from intake_app.domain.visit.aftercare import Window
from intake_app.domain.visit.ahead import Ahead, ahead_of
from intake_app.domain.visit.carried import Carried, Part
from intake_app.domain.visit.consultation import Version
from intake_app.domain.visit.hair_form import VISIT_DATE, first_value
from intake_app.domain.visit.personal import Personal

_LANGUAGE_OF_SOURCES = "en"


def as_its_own(clinic: Clinic) -> Clinic:
    """The clinic's settings as they are printed, its names marked as such."""
    return replace(
        clinic,
        name=own_name(clinic.name),
        address="\n".join(own_name(line.strip()) for line in clinic.address.splitlines()),
        phone=own_name(clinic.phone),
        night_phone=own_name(clinic.night_phone),
        emergency_number=own_name(clinic.emergency_number),
        support_line=own_name(clinic.support_line),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoutInput:
    """A completed version, the person it is about, and the content it is told in."""

    patient: Patient
    version: Version
    questionnaire: Questionnaire
    clinic: Clinic
    windows: tuple[Window, ...]
    evidence: Evidence
    texts: HandoutTexts
    content_version: str
    approval: Approval | None = None
    review: TextReview | None = None
    personal: Personal = field(default_factory=Personal)
    carried: Carried = field(default_factory=Carried)
    ahead: Ahead = field(init=False)
    """What lies before the patient; read once, because each day on the paper asks for it."""

    def __post_init__(self) -> None:
        said = self.version.record.answers
        object.__setattr__(self, "ahead", ahead_of(said, self.clinic.zone, self.visit_day))

    def in_its_language(self) -> "HandoutInput":
        """The same with windows and articles in the words of the texts' language.

        What people and the clinic call themselves is marked as names.
        """
        sources = {key: self.texts.source(each) for key, each in self.evidence.sources.items()}
        return replace(
            self,
            windows=tuple(self._window(each) for each in self.windows),
            clinic=as_its_own(self.clinic),
            evidence=replace(self.evidence, sources=sources),
        )

    def _window(self, window: Window) -> Window:
        """The window in this language; whoever set it is named as they are."""
        told = self.texts.window(window)
        if told.author == self.texts.phrases["calendar.starting_author"]:
            return told
        return replace(told, author=own_name(told.author))

    def own_words(self, name: str) -> str:
        """A setting that the clinic wrote in words; in its own language where it is no other."""
        said = self.clinic.said(name, self.texts.language.code)
        return own_words(said.text, said.language) if said.language else as_typed(said.text)

    @property
    def answers(self) -> Answers:
        """The visit's own, and what an earlier one said where this one says nothing."""
        return self.carried.into(self.version.record.answers)

    def said_on(self, part: Part) -> str:
        """The day on which an earlier visit said it, in words; empty of what this one says."""
        day = self.carried.day(part)
        return self.dates.written(day) if day else ""

    @property
    def recorded_on(self) -> date:
        """The day on which the visit was completed, as the clinic's clock said it."""
        return self.version.at.astimezone(self.clinic.zone).date()

    @property
    def visit_day(self) -> date:
        """The day of the visit, as it was written down."""
        told = first_value(self.version.record.answers, VISIT_DATE)
        return told.last_day if isinstance(told, PartialDate) else self.recorded_on

    @property
    def day(self) -> date:
        """The latest day that the paper is for; what it says must hold until then."""
        session = self.ahead.session
        return max(self.visit_day, session.date()) if session else self.visit_day

    @property
    def source_language(self) -> str:
        """What articles and studies are written in; empty on a paper in the same language."""
        own = self.texts.language.tag.partition("-")[0]
        return "" if own == _LANGUAGE_OF_SOURCES else _LANGUAGE_OF_SOURCES

    @property
    def dates(self) -> DateWords:
        return DateWords(self.texts)

    @property
    def review_due(self) -> PartialDate:
        return parse_iso(self.texts.review_due)
