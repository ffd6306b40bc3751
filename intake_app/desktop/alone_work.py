"""What is to be done while nobody has the records open."""

from collections.abc import Callable
from dataclasses import dataclass

from intake_app.desktop.messages import Message
from intake_app.services.protection import ShowCode
from intake_app.services.upkeep import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class AloneWork:
    """Work between two sittings.

    Attributes:
        doing: What the person reads while it is done.
        order: What is done first, and what then.
        work: Done in a worker thread, which tells how much is done and is told whether to go
            on, and may have a recovery code written down before it does; gives a message to
            read, or nothing.
    """

    doing: str
    work: Callable[[Progress, ShowCode], Message | None]
    order: str = ""
