"""Recording that a clinician who speaks a language has read the text of the handout in it."""

from intake_app.domain.errors import StateRefused
from intake_app.domain.handout.text_review import TextReview, checked_name, words_digest
from intake_app.domain.language import Language
from intake_app.services.access import Act, Actor, require
from intake_app.services.audit import Deed, Kind
from intake_app.services.clinic_content import ClinicContentService, TextChanged
from intake_app.services.content_in_force import languages_as_reviewed, last_review
from intake_app.services.ports import Clock, Content, UnitOfWorkFactory


class NothingReviewed(StateRefused):
    code = "nothing-reviewed"
    sentence = "No review of this text is recorded, so there is none to take back."


class TextReviewService:
    """Use cases about who has read a language; the text itself comes from ``texts``."""

    def __init__(
        self,
        reading: UnitOfWorkFactory,
        writing: UnitOfWorkFactory,
        clock: Clock,
        content: Content,
        texts: ClinicContentService,
    ) -> None:
        self._reading = reading
        self._writing = writing
        self._clock = clock
        self._content = content
        self._texts = texts

    def languages(self) -> tuple[Language, ...]:
        """Every language, named with who has read its text; anybody may know it."""
        with self._reading() as uow:
            return languages_as_reviewed(uow, self._content)

    def last(self, language: str) -> TextReview | None:
        """The last one of a language; ``holds`` is False where the words have changed since.

        Anybody may know it.
        """
        with self._reading() as uow:
            return last_review(uow, self._content, language)

    def record(self, actor: Actor, language: str, clinician: str, digest: str) -> TextReview:
        """Keep that ``clinician`` has read the text that ``digest`` names.

        Raises:
            ValueRefused: The name cannot be printed.
            TextChanged: What would be printed is not what was read.
        """
        require(actor, Act.APPROVE_TEXT)
        name = checked_name(clinician)
        text = self._texts.text(language)
        if text.digest != digest:
            raise TextChanged
        review = TextReview(
            language=language,
            content_version=text.content_version,
            digest=words_digest(text.passages),
            holds=True,
            clinician=name,
            by=actor.name,
            at=self._clock.now(),
        )
        return self._keep(actor, review, Kind.TEXT_REVIEWED)

    def take_back(self, actor: Actor, language: str) -> TextReview:
        """The paper says again that nobody has read it; papers issued until now stay.

        Raises:
            NothingReviewed: There is none.
        """
        require(actor, Act.APPROVE_TEXT)
        last = self.last(language)
        if last is None or not last.holds:
            raise NothingReviewed
        review = TextReview(
            language=language,
            content_version=last.content_version,
            digest=last.digest,
            holds=False,
            clinician=last.clinician,
            by=actor.name,
            at=self._clock.now(),
        )
        return self._keep(actor, review, Kind.TEXT_REVIEW_TAKEN_BACK)

    def _keep(self, actor: Actor, review: TextReview, kind: Kind) -> TextReview:
        with self._writing() as uow:
            uow.clinic_content.keep_review(review)
            uow.audit.note(Deed(actor, kind, f"{review.language} {review.digest[:16]}"))
            uow.commit()
        return review
