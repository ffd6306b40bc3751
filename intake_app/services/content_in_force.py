"""The content as this clinic has it: its own windows, and what it has approved."""

from dataclasses import replace
from datetime import tzinfo

from intake_app.domain.evidence.evidence import Evidence
from intake_app.domain.handout.printed_text import Approval, digest_of, passages_of
from intake_app.domain.handout.text_review import TextReview, words_digest
from intake_app.domain.handout.texts import HandoutTexts
from intake_app.domain.language import Language
from intake_app.domain.visit.aftercare import Window
from intake_app.domain.visit.clinic_windows import in_force
from intake_app.services.ports import Content, UnitOfWork


def windows_in_force(uow: UnitOfWork, content: Content, zone: tzinfo) -> tuple[Window, ...]:
    """The program's windows with the clinic's changes; ``zone`` is the clinic's."""
    return in_force(content.windows, uow.clinic_content.window_changes(), zone)


def approval_in_force(
    uow: UnitOfWork, texts: HandoutTexts, windows: tuple[Window, ...], evidence: Evidence
) -> Approval | None:
    """The clinic's approval, if it is of the very text that would be printed."""
    approval = uow.clinic_content.approval(texts.language.code)
    if approval is None or not approval.holds:
        return None
    now = passages_of(texts, windows, evidence)
    return approval if approval.digest == digest_of(now) else None


def last_review(uow: UnitOfWork, content: Content, language: str) -> TextReview | None:
    """The last review of a language, which holds as long as the words are those that were read.

    They are not read where nobody has recorded a review: a translation takes a tenth of a second.
    """
    review = uow.clinic_content.review(language)
    if review is None or not review.holds:
        return review
    texts = content.texts.get(language)
    if texts is None:
        return review
    windows = windows_in_force(uow, content, uow.clinic.get().zone)
    now = words_digest(passages_of(texts, windows, content.evidence))
    return review if now == review.digest else replace(review, holds=False)


def languages_as_reviewed(uow: UnitOfWork, content: Content) -> tuple[Language, ...]:
    """Every language, named with who has read it where this clinic has recorded that."""
    return tuple(
        replace(language, reviewed_by=review.clinician)
        if not language.reviewed_by
        and (review := last_review(uow, content, language.code)) is not None
        and review.holds
        else language
        for language in content.languages.values()
    )
