"""The content as this clinic has it: its own windows, and what it has approved."""

from intake_app.domain.handout.printed_text import Approval, Passages, digest_of, passages_of
from intake_app.domain.handout.texts import HandoutTexts
from intake_app.domain.visit.aftercare import Window
from intake_app.domain.visit.clinic_windows import in_force
from intake_app.services.ports import Content, UnitOfWork


def windows_in_force(uow: UnitOfWork, content: Content) -> tuple[Window, ...]:
    """The program's windows with the clinic's changes."""
    return in_force(content.windows, uow.clinic_content.window_changes(), uow.clinic.get().zone)


def passages_in_force(uow: UnitOfWork, content: Content, texts: HandoutTexts) -> Passages:
    """What a handout in this language may say, today and here."""
    return passages_of(texts, windows_in_force(uow, content), content.evidence)


def approval_in_force(uow: UnitOfWork, content: Content, texts: HandoutTexts) -> Approval | None:
    """The clinic's approval, if it is of the very text that would be printed."""
    approval = uow.clinic_content.approval(texts.language.code)
    if approval is None or not approval.holds:
        return None
    now = digest_of(passages_in_force(uow, content, texts))
    return approval if approval.digest == now else None
