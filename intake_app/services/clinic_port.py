"""What the storage keeps of the clinic: its settings, and its hand in the content."""

from datetime import datetime
from typing import Protocol

from intake_app.domain.clinic import Clinic
from intake_app.domain.handout.printed_text import Approval
from intake_app.domain.handout.text_review import TextReview
from intake_app.domain.visit.clinic_windows import WindowChange


class ClinicRepository(Protocol):
    def get(self) -> Clinic:
        """The settings, or empty ones before the first set-up."""
        ...

    def save(self, clinic: Clinic, *, by: str, at: datetime) -> None:
        """Keep the new settings and, behind them, the old ones."""
        ...

    def is_set_up(self) -> bool: ...


class ClinicContentRepository(Protocol):
    def window_changes(self) -> list[WindowChange]:
        """Every change the clinic made, oldest first."""
        ...

    def change_window(self, change: WindowChange) -> None: ...

    def approval(self, language: str) -> Approval | None:
        """The last one of this language, taken back or not."""
        ...

    def approve(self, approval: Approval) -> None:
        """Keep it; those before it stay behind it."""
        ...

    def review(self, language: str) -> TextReview | None:
        """The last one of this language, taken back or not."""
        ...

    def keep_review(self, review: TextReview) -> None:
        """Keep it; those before it stay behind it."""
        ...
