"""Addresses that are printed can be followed: the place on the page, and where it leads."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from intake_app.domain.isolates import END_ISOLATE, ISOLATE
from intake_app.pdf.setting import Run

_MARKS = ISOLATE + END_ISOLATE
_NEVER = r"\s<>\"“”" + _MARKS
_ENDS = r".,;:!?)\]}»…"
_ADDRESS = re.compile(
    f"https?://[^{_NEVER}]*[^{_NEVER}{_ENDS}]"  # the mark that ends a sentence is not of it
    rf"|\bdoi (10\.\d{{4,9}}/[^\s{_MARKS}]*[^\s{_MARKS}.,;)])"
)
_DOI = "https://doi.org/"
_KEPT = "%/:?#[]@!$&'*+,;=~-._"
"""Signs of an address that are written as they are; brackets would end a text of the file."""


def with_links(runs: Iterable[Run]) -> Iterator[Run]:
    """The runs, cut round the addresses in them, each of which leads where it says."""
    for run in runs:
        if "://" not in run.text and "doi " not in run.text:
            yield run
            continue
        start = 0
        for found in _ADDRESS.finditer(run.text):
            if start < found.start():
                yield run._replace(text=run.text[start : found.start()])
            target = f"{_DOI}{found[1]}" if found[1] else found[0]
            yield run._replace(text=found[0], link=quote(target, safe=_KEPT))
            start = found.end()
        if start < len(run.text):
            yield run._replace(text=run.text[start:])
