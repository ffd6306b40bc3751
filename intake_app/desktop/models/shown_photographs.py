"""Photographs in the words and small pictures in which a page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QImage


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPhotograph:
    """One photograph.

    Attributes:
        words: View and day.
        same_view: Those with the same can be laid beside it.
        order: Later visits have the greater number.
    """

    key: str
    words: str
    same_view: str
    order: int
    small: QImage


def others_of(
    chosen: ShownPhotograph, every: Sequence[ShownPhotograph]
) -> tuple[ShownPhotograph, ...]:
    """Those of the same view from other visits: the nearest earlier first, then later ones."""
    others = [
        each
        for each in every
        if each.same_view == chosen.same_view and chosen.same_view and each.order != chosen.order
    ]
    return tuple(
        sorted(
            others, key=lambda each: (each.order > chosen.order, abs(each.order - chosen.order))
        )
    )
