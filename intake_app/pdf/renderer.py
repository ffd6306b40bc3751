"""From a Handout to PDF bytes: every block set, cut into pages, drawn."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

from intake_app.domain.handout import Block, CallCards, DayStrip, Handout, TitleBlock
from intake_app.pdf import care_pages, evidence_pages, first_page, personal_pages, study_pages
from intake_app.pdf.canvas import Sheet
from intake_app.pdf.flowables import Flowable, Placed, Stack
from intake_app.pdf.fonts import FontLibrary
from intake_app.pdf.pages import Surround, cut_into_pages
from intake_app.pdf.press import Press
from intake_app.pdf.setting import Setter
from intake_app.pdf.theme import PAGE, SIDE
from intake_app.services.rendered import RenderedHandout

_LANGUAGE_TAGS = {"en": "en-GB"}
_PAGE_ONE = (TitleBlock, CallCards, DayStrip)
"""The blocks that have page 1 to themselves."""

_ROOMS = (
    first_page.set_block,
    care_pages.set_block,
    personal_pages.set_block,
    evidence_pages.set_block,
    study_pages.set_block,
)


class ReportLabHandoutRenderer:
    """Draws handouts with ReportLab, in the fonts of one folder.

    Args:
        fonts: The folder with the shipped font files.
    """

    def __init__(self, fonts: Path) -> None:
        self._setter = Setter(FontLibrary(fonts))

    def render(self, handout: Handout) -> RenderedHandout:
        """The same bytes for the same handout, every time."""
        press = Press(self._setter, handout.session_day, handout.document_id)
        surround = Surround.of(handout.head, handout.document_id, press)
        pages = _pages(handout, press, surround.room)
        sheet = Sheet(PAGE, language=_LANGUAGE_TAGS.get(handout.language, handout.language))
        self._describe(sheet, handout)
        for number, page in enumerate(pages, start=1):
            surround.draw_head(sheet, number, len(pages))
            page.draw(sheet, SIDE, surround.column_top)
            surround.draw_foot(sheet)
            sheet.next_page()
        undrawable = self._setter.visible.undrawable("\n".join(_texts(handout)))
        return RenderedHandout(content=sheet.finished(), pages=len(pages), undrawable=undrawable)

    def _describe(self, sheet: Sheet, handout: Handout) -> None:
        """What a reader shows as the document's properties; no patient's name among it."""
        printable = self._setter.visible.printable
        clinics = [block.clinic_name for block in handout.blocks if isinstance(block, TitleBlock)]
        sheet.setTitle(printable(handout.title))
        sheet.setAuthor(printable(", ".join(clinics)))
        sheet.setSubject(printable(f"{handout.head.document_label} {handout.document_id}"))
        sheet.setCreator("Hair Consultation Intake")


def _pages(handout: Handout, press: Press, room: float) -> list[Flowable]:
    """Page 1 and the pages behind it; a full page 1 is set again with less space in it."""
    first = [block for block in handout.blocks if isinstance(block, _PAGE_ONE)]
    others = [block for block in handout.blocks if not isinstance(block, _PAGE_ONE)]
    page_one = _column(first, press)
    if page_one.height > room:
        page_one = _column(first, Press(press.setter, press.first_day, tight=True))
    pages = cut_into_pages(page_one, room) if first else []
    return pages + (cut_into_pages(_column(others, press), room) if others else [])


def _column(blocks: Iterable[Block], press: Press) -> Stack:
    parts = [placed for block in blocks for placed in _set_block(block, press)]
    return Stack(parts, role="Document")


def _set_block(block: Block, press: Press) -> list[Placed]:
    for set_block in _ROOMS:
        placed = set_block(block, press)
        if placed is not None:
            return placed
    raise TypeError(type(block).__name__)


def _texts(value: object) -> Iterator[str]:
    """Every text in a value and in the values it is made of."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
