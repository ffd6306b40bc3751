"""What a renderer gives back; apart from the ports, so that drawing alone loads little."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedHandout:
    """PDF bytes; ``undrawable`` lists the characters that no shipped font has."""

    content: bytes
    pages: int
    undrawable: tuple[str, ...]
