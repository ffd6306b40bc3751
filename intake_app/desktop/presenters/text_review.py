"""Who has read the text of a language: shown beside the text, recorded, taken back."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from intake_app.desktop.clinic_now import ClinicNow
from intake_app.desktop.desk import Desk
from intake_app.desktop.errors import sentence
from intake_app.desktop.messages import Level, Message
from intake_app.desktop.shown import one_line, shown_moment
from intake_app.domain.handout.text_review import TextReview
from intake_app.services.access import Act, may
from intake_app.services.clinic_content import TextInForce


class ReviewView(Protocol):
    reviewed: SignalInstance
    taken_back: SignalInstance

    def show_words(self, words: str) -> None: ...
    def offer(self, *, can_record: bool, can_take_back: bool) -> None: ...


class TextReviewPresenter(QObject):
    """What is recorded is of exactly the text that stands on the screen.

    Signals:
        changed: Who has read a language is not what it was.
        said: What to tell the person (the Message).
    """

    changed = Signal()
    said = Signal(object)

    def __init__(
        self, view: ReviewView, desk: Desk, clinic: ClinicNow, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._desk = desk
        self._clinic = clinic
        self._text: TextInForce | None = None
        view.reviewed.connect(self._record)
        view.taken_back.connect(self._take_back)

    def show_nothing(self) -> None:
        """No text stands there: nothing can be said of it."""
        self._text = None
        self._view.show_words("")
        self._view.offer(can_record=False, can_take_back=False)

    def show_of(self, text: TextInForce) -> None:
        """Say who has read this text."""
        self._text = text
        service = self._desk.services.text_reviews

        def show(review: TextReview | None) -> None:
            if self._text is text:
                self._show(review)

        self._desk.tasks.run(lambda: service.last(text.language), done=show, failed=self._refused)

    def _record(self, clinician: str) -> None:
        text, actor = self._text, self._desk.actor()
        if text is not None:
            service = self._desk.services.text_reviews
            self._write(
                lambda: service.record(actor, text.language, clinician, text.digest),
                self.tr("Kept. New handouts in this language carry the name."),
            )

    def _take_back(self) -> None:
        text, actor = self._text, self._desk.actor()
        if text is not None:
            service = self._desk.services.text_reviews
            self._write(
                lambda: service.take_back(actor, text.language),
                self.tr("Taken back. New handouts say that no clinician has reviewed the text."),
            )

    def _write(self, work: Callable[[], TextReview], said: str) -> None:
        text = self._text

        def done(review: TextReview) -> None:
            if self._text is text:
                self._show(review)
            self.said.emit(Message(level=Level.GOOD, text=said))
            self.changed.emit()

        self._desk.tasks.write(work, done=done, failed=self._refused)

    def _show(self, review: TextReview | None) -> None:
        allowed = may(self._desk.actor(), Act.APPROVE_TEXT)
        holds = review is not None and review.holds
        self._view.show_words(self._words(review))
        self._view.offer(can_record=allowed and not holds, can_take_back=allowed and holds)

    def _words(self, review: TextReview | None) -> str:
        if review is None or not review.holds:
            return self.tr(
                "No clinician who speaks this language has reviewed it; the paper says so."
            )
        words = self.tr("{name}, who speaks this language, has reviewed it: {moment}.")
        moment = shown_moment(review.at, self._clinic.zone)
        return words.format(name=one_line(review.clinician), moment=moment)

    def _refused(self, error: Exception) -> None:
        self.said.emit(Message(level=Level.STOP, text=sentence(error)))
