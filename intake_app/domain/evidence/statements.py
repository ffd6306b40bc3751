"""A printed sentence together with what it rests on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A sentence with the numbers of the sources it rests on (as in the list of sources).

    ``studies`` are numbers in the list of published studies, a list of its own.
    """

    text: str
    sources: tuple[int, ...] = ()
    studies: tuple[int, ...] = ()
