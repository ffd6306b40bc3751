"""What is to be done while nobody has the records open."""

from collections.abc import Callable
from dataclasses import dataclass

from intake_app.desktop.messages import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class AloneWork:
    """Work between two sittings.

    Attributes:
        doing: What the person reads while it is done.
        work: Done in a worker thread; gives a recovery code to write down, a message to read,
            or an empty text.
    """

    doing: str
    work: Callable[[], str | Message]
