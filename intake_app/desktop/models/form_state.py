"""Everything the consultation's screens show, as one value."""

from dataclasses import dataclass, field

from intake_app.desktop.models.file_board import FileBoard
from intake_app.desktop.shown import PatientHeading
from intake_app.domain.fhir.agreement import agreement_for
from intake_app.domain.form.answers import Answer, Answers, Place
from intake_app.domain.form.questionnaire import Questionnaire
from intake_app.domain.form.typed_text import Reading
from intake_app.domain.products import Product
from intake_app.domain.visit.aftercare import OwnDateCheck
from intake_app.domain.visit.assessment import Assessment
from intake_app.domain.visit.completing import question_text
from intake_app.domain.visit.consultation import Consultation
from intake_app.domain.visit.patient_story import PatientStory


@dataclass(frozen=True, slots=True, kw_only=True)
class FormState:
    """What is being written or has been completed, and what is found in it.

    Attributes:
        heading: Whose consultation it is.
        files: Pictures of files, and what happens to new ones.
        story: What was completed earlier.
        products: The clinic's product list.
        actor_name: Who acts now; offered as the name below a reason.
        silent_rules: How many screening rules this form does not ask about.
    """

    heading: PatientHeading
    consultation: Consultation
    questionnaire: Questionnaire
    assessment: Assessment
    own_dates: tuple[OwnDateCheck, ...]
    reading: Reading
    story: PatientStory = field(default_factory=PatientStory)
    products: tuple[Product, ...] = ()
    actor_name: str = ""
    silent_rules: int = 0
    files: FileBoard = field(default_factory=FileBoard)

    @property
    def answers(self) -> Answers:
        return self.consultation.record.answers

    def answer(self, place: Place) -> Answer | None:
        return self.answers.get(place)

    def unfinished(self, place: Place) -> str | None:
        """The text typed here that is not a value yet."""
        return self.consultation.unfinished.get(place)

    def problem(self, place: Place) -> str:
        """Why what stands here cannot stand; empty when it can."""
        return self.assessment.problems.get(place, "")

    def agreement_needed(self, place: Place) -> str:
        """The question to be answered with yes before anything is kept here; else empty."""
        if place.link_id not in self.assessment.withheld:
            return ""
        asked = agreement_for(self.questionnaire, place.link_id)
        return question_text(self.questionnaire, Place(asked))
