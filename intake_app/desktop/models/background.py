"""What a consultation's screen shows beside the answers, fetched once when it opens."""

from dataclasses import dataclass, field

from intake_app.domain.products import Product
from intake_app.domain.visit.patient_story import PatientStory


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """The earlier visits, and the clinic's product list."""

    story: PatientStory = field(default_factory=PatientStory)
    products: tuple[Product, ...] = ()
