"""Hair Consultation Intake: a consultation goes in, a balanced handout comes out."""

__version__ = "0.1.0"
