"""From a Handout to PDF bytes: every block set, cut into pages, drawn."""

from math import inf
from pathlib import Path

from intake_app.domain.handout.handout import Handout, TitleBlock
from intake_app.domain.handout.inside import all_inside
from intake_app.domain.own_words import bare
from intake_app.pdf.archive import Description
from intake_app.pdf.canvas import Sheet
from intake_app.pdf.collector import nothing_collected
from intake_app.pdf.drawings import Drawings
from intake_app.pdf.fonts import FontLibrary
from intake_app.pdf.languages import script_of
from intake_app.pdf.layout import set_pages
from intake_app.pdf.look import look_of
from intake_app.pdf.pages import Surround
from intake_app.pdf.press import Press
from intake_app.pdf.setting import Run, Setter
from intake_app.pdf.visible import is_plain
from intake_app.services.rendered import RenderedHandout


class ReportLabHandoutRenderer:
    """Draws handouts with ReportLab, in the fonts of one folder.

    Args:
        fonts: The folder with the shipped font files; that of the drawings is beside it.
    """

    def __init__(self, fonts: Path) -> None:
        self._setter = Setter(FontLibrary(fonts))
        self._drawings = Drawings(fonts.with_name("drawings"))

    def render(self, handout: Handout) -> RenderedHandout:
        """The same bytes for the same handout, every time."""
        with nothing_collected():
            return self._rendered(handout)

    def _rendered(self, handout: Handout) -> RenderedHandout:
        look = look_of(handout.edition, handout.paper)
        press = Press(
            self._setter,
            look,
            self._drawings,
            handout.first_day,
            handout.document_id,
            handout.head.square_template.format(id=handout.document_id),
            handout.head.blank_words,
            right_to_left=handout.right_to_left,
            script=script_of(handout.title),
            line_room=self._setter.lines([Run(handout.title)], inf)[0].line_room,
        )
        surround = Surround.of(handout.head, handout.document_id, press)
        pages = set_pages(handout, press, surround.room)
        sheet = Sheet(look, self._description(handout), right_to_left=handout.right_to_left)
        for number, page in enumerate(pages, start=1):
            surround.draw_head(sheet, number, len(pages))
            page.draw(sheet, look.side, surround.column_top)
            surround.draw_foot(sheet)
            sheet.next_page()
        others = [text for text in all_inside(handout, str) if not is_plain(text)]
        undrawable = self.undrawable("\n".join(others))
        return RenderedHandout(content=sheet.finished(), pages=len(pages), undrawable=undrawable)

    def undrawable(self, text: str) -> tuple[str, ...]:
        """The characters that would be printed as their code points, each once."""
        return self._setter.visible.undrawable(bare(text))

    def _description(self, handout: Handout) -> Description:
        def printable(text: str) -> str:
            return " ".join(self._setter.visible.printable(bare(text)).split())

        clinics = [block.clinic_name for block in handout.blocks if isinstance(block, TitleBlock)]
        return Description(
            title=printable(handout.title),
            author=printable(", ".join(clinics)),
            subject=printable(f"{handout.head.document_label} {handout.document_id}"),
            creator="Hair Consultation Intake",
            language=handout.language,
        )
