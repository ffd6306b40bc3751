"""What a screen reader says of itself, wherever the keyboard is."""

from PySide6.QtWidgets import QWidget


def announce(about: QWidget, words: str, *, at_once: bool = False) -> None:
    """Have it read out.

    Args:
        about: What it is about; it must be on the screen.
        words: What is said.
        at_once: Also in the middle of something else.
    """
    from PySide6.QtGui import (  # noqa: PLC0415 - start-up time: nothing is said at first
        QAccessible,
        QAccessibleAnnouncementEvent,
    )

    event = QAccessibleAnnouncementEvent(about, words)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if at_once else politeness.Polite)
    QAccessible.updateAccessibility(event)
