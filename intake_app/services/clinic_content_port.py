"""What the storage keeps of the clinic's hand in the content: approvals, and its own windows."""

from typing import Protocol

from intake_app.domain.handout.printed_text import Approval
from intake_app.domain.handout.text_review import TextReview
from intake_app.domain.visit.clinic_windows import WindowChange


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
