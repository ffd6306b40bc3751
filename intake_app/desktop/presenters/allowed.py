"""Whether somebody may do something, said in place before anything is asked."""

from typing import Protocol

from intake_app.desktop.errors import sentence
from intake_app.desktop.messages import Level, Message
from intake_app.domain.errors import IntakeError
from intake_app.services.access import Act, Actor, require


class MessageView(Protocol):
    def show_message(self, message: Message | None) -> None: ...


def why_not(actor: Actor, act: Act) -> str:
    """Why something is not offered; empty when it is."""
    try:
        require(actor, act)
    except IntakeError as error:
        return sentence(error)
    return ""


def allowed(page: MessageView, actor: Actor, act: Act) -> bool:
    why = why_not(actor, act)
    page.show_message(Message(level=Level.STOP, text=why) if why else None)
    return not why
