"""The use cases together, as bootstrap hands them to the desktop and the command line."""

from dataclasses import dataclass

from intake_app.services.attachments import AttachmentService
from intake_app.services.clinic import ClinicService
from intake_app.services.clinic_content import ClinicContentService
from intake_app.services.consultations import ConsultationService
from intake_app.services.corrections import CorrectionService
from intake_app.services.duplicates import DuplicateService
from intake_app.services.following_up import FollowUpService
from intake_app.services.forms import FormService
from intake_app.services.handouts import HandoutService
from intake_app.services.patients import PatientService
from intake_app.services.photographs import PhotographService
from intake_app.services.printing import PrintingService
from intake_app.services.products import ProductService
from intake_app.services.text_reviews import TextReviewService
from intake_app.services.upkeep import UpkeepService


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    patients: PatientService
    duplicates: DuplicateService
    consultations: ConsultationService
    products: ProductService
    corrections: CorrectionService
    follow_up: FollowUpService
    attachments: AttachmentService
    photographs: PhotographService
    handouts: HandoutService
    printing: PrintingService
    forms: FormService
    clinic: ClinicService
    clinic_content: ClinicContentService
    text_reviews: TextReviewService
    upkeep: UpkeepService
