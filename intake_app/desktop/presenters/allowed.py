"""Whether somebody may do something, said in place before anything is asked."""

from typing import Protocol

from intake_app.desktop.errors import sentence
from intake_app.desktop.messages import Level, Message
from intake_app.domain.errors import IntakeError
from intake_app.services.access import Act, Actor, require


class MessageView(Protocol):
    def show_message(self, message: Message | None) -> None: ...


def allowed(page: MessageView, actor: Actor, act: Act) -> bool:
    page.show_message(None)
    try:
        require(actor, act)
    except IntakeError as error:
        page.show_message(Message(level=Level.STOP, text=sentence(error)))
        return False
    return True
