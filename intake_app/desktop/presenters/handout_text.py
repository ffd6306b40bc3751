"""The text of the handout: read, held against what was approved, approved."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject, Signal, SignalInstance

from intake_app.desktop.clinic_now import ClinicNow
from intake_app.desktop.desk import Desk
from intake_app.desktop.errors import sentence
from intake_app.desktop.messages import Level, Message
from intake_app.desktop.models.shown_text import ShownChapter, ShownPassage
from intake_app.desktop.presenters.handout_words import language_words
from intake_app.desktop.presenters.passage_words import passage_text, passage_words
from intake_app.desktop.shown import shown_moment
from intake_app.domain.handout.chapters import Chapter, in_chapters
from intake_app.domain.handout.handout import HandoutOptions
from intake_app.domain.handout.printed_text import Change
from intake_app.domain.language import Language
from intake_app.services.access import Act, may
from intake_app.services.clinic_content import Standing, TextInForce


class TextView(Protocol):
    language_chosen: SignalInstance
    changes_chosen: SignalInstance
    approved: SignalInstance
    taken_back: SignalInstance

    def show_languages(self, languages: Sequence[tuple[str, str]], now: str) -> None: ...
    def show_standing(self, words: str) -> None: ...
    def show_only_changes(self, *, only: bool, possible: bool) -> None: ...
    def show_chapters(self, chapters: Sequence[ShownChapter]) -> None: ...
    def offer(self, *, can_approve: bool, can_take_back: bool) -> None: ...
    def show_message(self, message: Message | None) -> None: ...


class HandoutTextPresenter(QObject):
    """What is approved is exactly the text that stands on the screen.

    Signals:
        text_left: None stands there now; another is being read.
        text_shown: Another text stands there, or it stands otherwise (the TextInForce).
    """

    text_left = Signal()
    text_shown = Signal(object)

    def __init__(
        self, page: TextView, desk: Desk, clinic: ClinicNow, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._desk = desk
        self._clinic = clinic
        self._text: TextInForce | None = None
        self._only_changes = False
        page.language_chosen.connect(self._read)
        page.changes_chosen.connect(self._choose)
        page.approved.connect(self._approve)
        page.taken_back.connect(self._take_back)
        self._language = HandoutOptions().language
        self.show_languages()
        self._read(self._language)

    def show_languages(self) -> None:
        """Name each language with whether a clinician has read its text."""

        def offer(languages: Sequence[Language]) -> None:
            named = [(each.code, language_words(each)) for each in languages]
            self._page.show_languages(named, self._language)

        service = self._desk.services.text_reviews
        self._desk.tasks.run(
            service.languages, done=offer, failed=self._refused, newest_of="languages"
        )

    def _read(self, language: str) -> None:
        """Until its text is there nothing is shown, and nothing can be approved."""
        service = self._desk.services.clinic_content
        self._language = language
        self._text = None
        self._page.show_message(None)
        self._page.show_standing(self.tr("Reading the text…"))
        self._page.show_chapters([])
        self._page.show_only_changes(only=False, possible=False)
        self._page.offer(can_approve=False, can_take_back=False)
        self.text_left.emit()
        self._desk.tasks.run(
            lambda: service.text(language),
            done=self._show_first,
            failed=self._refused,
            newest_of="text of the handout",
        )

    def _show_first(self, text: TextInForce) -> None:
        """Whoever approved an earlier text begins with what is new."""
        self._only_changes = text.standing is Standing.CHANGED
        self._show(text)

    def _show(self, text: TextInForce) -> None:
        self._text = text
        can_compare = text.standing is Standing.CHANGED
        self._only_changes = self._only_changes and can_compare
        allowed = may(self._desk.actor(), Act.APPROVE_TEXT)
        self._page.show_standing(self._standing(text))
        self._page.show_only_changes(only=self._only_changes, possible=can_compare)
        self._page.show_chapters(self._chapters(text, only_changes=self._only_changes))
        self._page.offer(
            can_approve=allowed and text.standing is not Standing.APPROVED,
            can_take_back=allowed and text.standing in (Standing.APPROVED, Standing.CHANGED),
        )
        self.text_shown.emit(text)

    def show_rights(self) -> None:
        """Offer what whoever acts now may do with the text that stands there."""
        if self._text is not None:
            self._show(self._text)

    def _choose(self, only: bool) -> None:  # noqa: FBT001 - the signature is the signal's
        self._only_changes = only
        self.show_rights()

    def _approve(self) -> None:
        if self._text is None:
            return
        service, actor, text = self._desk.services.clinic_content, self._desk.actor(), self._text
        self._write(
            lambda: service.approve(actor, text.language, text.digest),
            self.tr("Approved. New handouts carry your name."),
        )

    def _take_back(self) -> None:
        if self._text is None:
            return
        service, actor, text = self._desk.services.clinic_content, self._desk.actor(), self._text
        self._write(
            lambda: service.take_back(actor, text.language),
            self.tr("Taken back. New handouts say that nobody approved the text."),
        )

    def _write(self, work: Callable[[], TextInForce], said: str) -> None:
        def done(text: TextInForce) -> None:
            if text.language == self._language:
                self._show(text)
            self._page.show_message(Message(level=Level.GOOD, text=said))

        self._desk.tasks.write(work, done=done, failed=self._refused)

    def _refused(self, error: Exception) -> None:
        self._page.show_message(Message(level=Level.STOP, text=sentence(error)))

    def _standing(self, text: TextInForce) -> str:
        words = {
            Standing.NEVER: self.tr(
                "Version {version}. Nobody in this clinic has approved it yet, and every handout "
                "says so."
            ),
            Standing.APPROVED: self.tr("Version {version}. Approved by {name}, {moment}."),
            Standing.CHANGED: self.tr(
                "Version {version}. {count} passages are not as {name} approved them on "
                "{moment}, so handouts say that nobody approved the text."
            ),
            Standing.TAKEN_BACK: self.tr(
                "Version {version}. {name} took the approval back, {moment}; handouts say that "
                "nobody approved the text."
            ),
        }[text.standing]
        approval = text.approval
        return words.format(
            version=text.content_version,
            count=len(text.changes),
            name=approval.by if approval else "",
            moment=shown_moment(approval.at, self._clinic.zone) if approval else "",
        )

    def _chapters(self, text: TextInForce, *, only_changes: bool) -> list[ShownChapter]:
        marks = {
            Change.NEW: self.tr("New"),
            Change.CHANGED: self.tr("Changed"),
            Change.GONE: self.tr("Gone"),
        }
        compared = text.standing is Standing.CHANGED
        changed = {each.key: each for each in text.changes} if compared else {}
        keys = changed if only_changes else [*text.passages, *(set(changed) - set(text.passages))]
        return [
            ShownChapter(
                title=_called(chapter),
                passages=[
                    ShownPassage(
                        key=key,
                        what=passage_words(key, text.passages),
                        now=passage_text(key, text.passages.get(key, ""), text.passages),
                        before=passage_text(key, changed[key].before, text.passages)
                        if key in changed
                        else "",
                        mark=marks[changed[key].change] if key in changed else "",
                    )
                    for key in of_chapter
                ],
            )
            for chapter, of_chapter in in_chapters(keys)
        ]


def _called(chapter: Chapter) -> str:
    return {
        Chapter.CARDS: _tr("When to ring"),
        Chapter.FIRST_DAYS: _tr("The first 14 days"),
        Chapter.CALENDAR: _tr("What to wait with"),
        Chapter.OWN_DATES: _tr("The patient's own dates"),
        Chapter.FOR_YOU: _tr("For you: what the answers change"),
        Chapter.MAP: _tr("The scalp map"),
        Chapter.INJECTED: _tr("What is injected"),
        Chapter.IN_SHORT: _tr("What this is for, and in short"),
        Chapter.INTEREST: _tr("Who says so"),
        Chapter.STUDIES: _tr("Published studies"),
        Chapter.COMPARISON: _tr("The five articles side by side"),
        Chapter.UNKNOWN: _tr("What is not known"),
        Chapter.HOPES: _tr("What the patient hopes for, and what matters"),
        Chapter.CHOICES: _tr("All choices"),
        Chapter.QUESTIONS: _tr("Questions, and saying it back"),
        Chapter.SOURCES: _tr("The articles and studies as they are named"),
        Chapter.FOOT: _tr("The foot of the paper"),
        Chapter.SMALL: _tr("Heads of the pages, dates and small words"),
    }[chapter]


def _tr(text: str) -> str:
    return QCoreApplication.translate("HandoutText", text)
