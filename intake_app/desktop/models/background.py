"""What a consultation's screen shows beside the answers, fetched once when it opens."""

from dataclasses import dataclass, field

from intake_app.domain.patient_story import PatientStory
from intake_app.domain.products import Product


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """The earlier visits, and the clinic's product list."""

    story: PatientStory = field(default_factory=PatientStory)
    products: tuple[Product, ...] = ()
