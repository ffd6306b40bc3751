"""Which way a page runs: places are told as from left to right, and mirrored where it does not."""

from typing import NamedTuple


class Mirror(NamedTuple):
    """The width of a page, and whether it runs right to left."""

    width: float
    right_to_left: bool

    def left_of(self, left: float, width: float) -> float:
        """Where a stretch of a width stands that begins at ``left`` on a left-to-right page."""
        return self.width - left - width if self.right_to_left else left
