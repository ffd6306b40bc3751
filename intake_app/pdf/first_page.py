"""Page 1: the clinic and the patient, the three call cards, the strip of the first days."""

from intake_app.domain.handout import Block, CallCard, CallCards, CardLevel, DayStrip, TitleBlock
from intake_app.pdf.day_grid import DayGrid
from intake_app.pdf.flowables import Flowable, Placed, Stack
from intake_app.pdf.press import Press, stacked
from intake_app.pdf.setting import Run
from intake_app.pdf.tables import Box, Cell, Row
from intake_app.pdf.theme import (
    ACCENT,
    BLACK,
    BODY,
    CARD_HEAD,
    CARD_HEAD_ON_DARK,
    COLUMN,
    GAP,
    MEASURE,
    SECTION_GAP,
    SMALL,
    SMALL_GAP,
    THICK,
    THIN,
    TITLE,
)

_GUTTER = 20.0
_LABEL_WIDTH = 76.0
_APPOINTMENT_LABEL = 130.0
_PAD = (10.0, 6.0)
_SPACE = "\u2003"
"""An em space between the act and the number of a card."""


def set_block(block: Block, press: Press) -> list[Placed] | None:
    """The block in its place on page 1; None for blocks of other pages."""
    match block:
        case TitleBlock():
            return _title_block(block, press)
        case CallCards():
            return _call_cards(block, press)
        case DayStrip():
            return _day_strip(block, press)
    return None


def _title_block(block: TitleBlock, press: Press) -> list[Placed]:
    """Clinic, title, and in two columns who, when and with whom."""
    clinic = [Run(block.clinic_name, bold=True)]
    clinic += [Run(f"  ·  {line}") for line in block.clinic_lines if line]
    half = (COLUMN - _GUTTER) / 2
    middle = (len(block.facts) + 1) // 2
    left, right = (
        stacked((press.fact(fact, half, label_width=_LABEL_WIDTH) for fact in facts), 0)
        for facts in (block.facts[:middle], block.facts[middle:])
    )
    facts = Row([Cell(left, 0), Cell(right, half + _GUTTER)], role="Div")
    return [
        Placed(press.text(clinic, SMALL, COLUMN)),
        Placed(press.text(block.title, TITLE, COLUMN, role="H1"), SMALL_GAP),
        Placed(facts, SMALL_GAP),
    ]


def _call_cards(block: CallCards, press: Press) -> list[Placed]:
    """Three cards, told apart by their words, their frames and their weight."""
    cards = stacked((_card(card, press) for card in block.cards), GAP)
    return [
        Placed(press.heading(block.heading), SECTION_GAP),
        Placed(cards, SMALL_GAP),
    ]


def _card(card: CallCard, press: Press) -> Flowable:
    width = COLUMN - 2 * _PAD[0]
    emergency = card.level is CardLevel.EMERGENCY
    style = CARD_HEAD_ON_DARK if emergency else CARD_HEAD
    words = _SPACE.join(part for part in (card.heading, card.number) if part)
    head = press.text(words, style, width, role="H3")
    body = press.bullets(card.lines, BODY, width)
    if emergency:
        band = Box(head, COLUMN, (_PAD[0], 4.0), ground=BLACK, keep_with_next=True)
        lower = Box(body, COLUMN, _PAD, frame=THIN, frame_colour=BLACK)
        return Stack([Placed(band), Placed(lower)], role="Sect")
    frame = THICK if card.level is CardLevel.RING else THIN
    inside = Stack([Placed(head), Placed(body, SMALL_GAP)])
    return Box(inside, COLUMN, _PAD, frame=frame, frame_colour=ACCENT, role="Sect")


def _day_strip(block: DayStrip, press: Press) -> list[Placed]:
    """The first days as a grid, then the appointments."""
    placed = press.opening(block.heading, block.lead)
    if block.days and press.first_day is not None:
        placed.append(Placed(DayGrid.of(block, press, press.first_day), GAP))
    appointments = (
        press.fact(fact, MEASURE, label_width=_APPOINTMENT_LABEL) for fact in block.appointments
    )
    placed.append(Placed(stacked(appointments, 0), GAP))
    return placed
