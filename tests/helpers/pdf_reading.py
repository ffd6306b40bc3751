"""A printed handout read back: its words, page by page and as a whole."""

import re

import pypdfium2

from intake_app.services.rendered import RenderedHandout
from tests.helpers.handouts import NAME


def pages(rendered: RenderedHandout) -> list[str]:
    """The text of every page, as a program that knows ActualText reads it."""
    document = pypdfium2.PdfDocument(rendered.content)
    return [str(page.get_textpage().get_text_range()) for page in document]


def words(text: str) -> str:
    """``text`` with every stretch of white space as one blank: lines end anywhere."""
    return " ".join(text.split())


def whole(rendered: RenderedHandout) -> str:
    return words(" ".join(pages(rendered)))


def running(rendered: RenderedHandout) -> str:
    """All letters without white space and without what stands round the column."""
    lines = [line for page in pages(rendered) for line in page.splitlines()]
    column = [
        line
        for line in lines
        if not line.startswith(("Paper ", NAME)) and not re.fullmatch(r"Page \d+ of \d+", line)
    ]
    return re.sub(r"\s", "", "".join(column))
