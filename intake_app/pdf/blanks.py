"""Lines to write on, which are nothing to a reader who cannot see them: what they say instead."""

import re
from collections.abc import Iterable, Iterator

from intake_app.pdf.setting import Run

_LEAST = 12
"""So many strokes of the texts' own are a line to write on; somebody may have typed fewer."""

_LINE = re.compile(f"(_{{{_LEAST},}})")
_STROKES = "_" * _LEAST


def with_blanks(runs: Iterable[Run], words: str) -> Iterator[Run]:
    """The runs, cut round the lines to write on, each of which says the words."""
    for run in runs:
        if _STROKES not in run.text or not words:
            yield run
            continue
        for part in filter(None, _LINE.split(run.text)):
            yield run._replace(text=part, said=words if part[0] == "_" else "")
