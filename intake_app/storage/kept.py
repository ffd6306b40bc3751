"""What all units of work over one data folder share, so that little is read or written twice."""

from dataclasses import dataclass, field

from intake_app.domain.form.questionnaire import FormRef, Questionnaire
from intake_app.storage.audit.trail import AuditOfFolder
from intake_app.storage.consultation_memory import ConsultationMemory
from intake_app.storage.response_text import ResponseTexts

ReadForms = dict[FormRef, Questionnaire]
"""Parsed forms by reference: a stored form never changes."""


@dataclass(frozen=True, slots=True)
class Kept:
    audit: AuditOfFolder
    forms: ReadForms = field(default_factory=dict)
    consultations: ConsultationMemory = field(default_factory=ConsultationMemory)
    responses: ResponseTexts = field(default_factory=ResponseTexts)
