"""The clinic's hand in what is printed: its aftercare windows, and its approval of the text."""

from dataclasses import dataclass
from enum import StrEnum

from intake_app.domain.errors import HandoutRefused, StateRefused
from intake_app.domain.handout.printed_text import (
    Approval,
    Difference,
    Passages,
    differences,
    digest_of,
    passages_of,
)
from intake_app.domain.handout.texts import HandoutTexts
from intake_app.domain.visit.aftercare import Span, Window
from intake_app.domain.visit.clinic_windows import (
    NO_TIME,
    WindowChange,
    checked_span,
    window_called,
)
from intake_app.services.access import Act, Actor, Role, require
from intake_app.services.audit import Deed, Kind
from intake_app.services.content_in_force import windows_in_force
from intake_app.services.ports import Clock, Content, UnitOfWork, UnitOfWorkFactory


class TextChanged(StateRefused):
    code = "text-changed"
    sentence = (
        "The text has changed while you read it, so it was not approved. "
        "Look at what is different, and approve that."
    )


class NothingApproved(StateRefused):
    code = "nothing-approved"
    sentence = "This text is not approved, so there is no approval to take back."


class ApproverNotNamed(StateRefused):
    code = "approver-not-named"
    sentence = (
        "Only a practitioner of this clinic can approve the text: say which one{names}. "
        "Practitioners are listed in the clinic's settings."
    )


class Standing(StrEnum):
    """How the text of one language stands in this clinic."""

    NEVER = "never"
    APPROVED = "approved"
    CHANGED = "changed"
    TAKEN_BACK = "taken-back"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextInForce:
    """The text of one language, held against the last version that somebody approved.

    Attributes:
        digest: Names exactly this text; given back when it is approved.
        approval: The last one, even if it does not hold any more.
        changes: What is different from what was approved; all of it when nothing was.
    """

    language: str
    content_version: str
    passages: Passages
    digest: str
    standing: Standing
    approval: Approval | None
    changes: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowInForce:
    """An aftercare window, and what the program came with."""

    now: Window
    starting: Window


class ClinicContentService:
    """Use cases about approving the text and setting the windows."""

    def __init__(
        self,
        reading: UnitOfWorkFactory,
        writing: UnitOfWorkFactory,
        clock: Clock,
        content: Content,
    ) -> None:
        self._reading = reading
        self._writing = writing
        self._clock = clock
        self._content = content

    def windows(self) -> tuple[WindowInForce, ...]:
        """All windows; anybody may read them."""
        with self._reading() as uow:
            now = self._windows(uow)
        return tuple(
            WindowInForce(now=each, starting=starting)
            for each, starting in zip(now, self._content.windows, strict=True)
        )

    def change_window(self, actor: Actor, window_id: str, span: Span | None) -> None:
        """Set a window under the actor's name; None goes back to the program's own value.

        ``NO_TIME`` takes its time away, and then no handout is printed until it has one.
        What is so already stays as it is, with the name of who set it.

        Raises:
            WindowNotFound: There is no such window.
            ValueRefused: The time cannot be meant.
        """
        require(actor, Act.CHANGE_WINDOWS)
        starting = window_called(self._content.windows, window_id)
        if span is not None:
            checked_span(starting, span)
        with self._writing() as uow:
            now = window_called(self._windows(uow), window_id)
            wanted = span if span != NO_TIME else None
            if now == starting if span is None else wanted == now.set_to:
                return
            uow.clinic_content.change_window(
                WindowChange(
                    window_id=window_id,
                    span=span,
                    before=now.set_to or now.before,
                    by=actor.name,
                    at=self._clock.now(),
                )
            )
            uow.audit.note(Deed(actor, Kind.WINDOW_CHANGED, window_id))
            uow.commit()

    def text(self, language: str) -> TextInForce:
        """The text as it would be printed; anybody may read it.

        Raises:
            HandoutRefused: There is no such language.
        """
        with self._reading() as uow:
            return self._text(uow, self._texts(language))

    def approve(self, actor: Actor, language: str, digest: str) -> TextInForce:
        """Answer for the text that was read, under the actor's name.

        Args:
            actor: Who read it.
            language: Of the text.
            digest: Names the text that was read.

        Raises:
            ApproverNotNamed: The actor is not one of the clinic's practitioners.
            TextChanged: What would be printed is not what was read.
        """
        require(actor, Act.APPROVE_TEXT)
        with self._writing() as uow:
            _check_named(actor, uow.clinic.get().practitioners)
            text = self._text(uow, self._texts(language))
            if text.digest != digest:
                raise TextChanged
            if text.standing is not Standing.APPROVED:
                self._keep(uow, actor, text, Kind.TEXT_APPROVED)
            return self._text(uow, self._texts(language))

    def take_back(self, actor: Actor, language: str) -> TextInForce:
        """Answer for it no longer; what was issued until now stays as it is.

        Raises:
            NothingApproved: There is no approval.
        """
        require(actor, Act.APPROVE_TEXT)
        with self._writing() as uow:
            text = self._text(uow, self._texts(language))
            if text.approval is None or not text.approval.holds:
                raise NothingApproved
            self._keep(uow, actor, text, Kind.TEXT_TAKEN_BACK)
            return self._text(uow, self._texts(language))

    def _keep(self, uow: UnitOfWork, actor: Actor, text: TextInForce, kind: Kind) -> None:
        approves = kind is Kind.TEXT_APPROVED
        uow.clinic_content.approve(
            Approval(
                language=text.language,
                content_version=text.content_version,
                digest=text.digest,
                holds=approves,
                passages=text.passages if approves else {},
                by=actor.name,
                at=self._clock.now(),
            )
        )
        uow.audit.note(Deed(actor, kind, f"{text.language} {text.digest[:16]}"))
        uow.commit()

    def _windows(self, uow: UnitOfWork) -> tuple[Window, ...]:
        return windows_in_force(uow, self._content, uow.clinic.get().zone)

    def _texts(self, language: str) -> HandoutTexts:
        if language not in self._content.texts:
            known = " or ".join(sorted(self._content.texts))
            raise HandoutRefused(reason=f"there is no language “{language}”; choose {known}")
        return self._content.texts[language]

    def _text(self, uow: UnitOfWork, texts: HandoutTexts) -> TextInForce:
        passages = passages_of(texts, self._windows(uow), self._content.evidence)
        digest = digest_of(passages)
        approval = uow.clinic_content.approval(texts.language.code)
        return TextInForce(
            language=texts.language.code,
            content_version=self._content.version,
            passages=passages,
            digest=digest,
            standing=_standing(approval, digest),
            approval=approval,
            changes=differences(approval.passages if approval else {}, passages),
        )


def _check_named(actor: Actor, practitioners: tuple[str, ...]) -> None:
    """The paper gives a name that the patient can ask for."""
    if actor.role is not Role.PRACTITIONER and actor.name not in practitioners:
        names = f" ({', '.join(practitioners)})" if practitioners else ""
        raise ApproverNotNamed(names=names)


def _standing(approval: Approval | None, digest: str) -> Standing:
    if approval is None:
        return Standing.NEVER
    if not approval.holds:
        return Standing.TAKEN_BACK
    return Standing.APPROVED if approval.digest == digest else Standing.CHANGED
