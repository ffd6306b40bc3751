"""Page 1: the clinic and the patient, the three call cards, the strip of the first days."""

from collections.abc import Sequence
from dataclasses import replace

from intake_app.domain.handout.handout import (
    Appointments,
    Block,
    CallCard,
    CallCards,
    CardLevel,
    DayStrip,
    Fact,
    TitleBlock,
)
from intake_app.pdf.day_grid import day_grids
from intake_app.pdf.drawings import Illustrated
from intake_app.pdf.flowables import Flowable, Placed, Stack
from intake_app.pdf.press import Press, stacked
from intake_app.pdf.setting import Run
from intake_app.pdf.tables import Box, Cell, Row
from intake_app.pdf.theme import (
    BLACK,
    CARD_BODY,
    CARD_BODY_TIGHT,
    CARD_HEAD,
    CARD_HEAD_ON_DARK,
    CARD_NUMBER,
    FIRST_PAGE_GAP,
    GAP,
    SMALL,
    SMALL_GAP,
    STRONG,
    THICK,
    THIN,
    TIGHT_GAP,
    TITLE,
    WHITE,
)

_GUTTER = 20.0
_LEFT_FACTS = 224.0
_LABEL_WIDTHS, _WIDE_LABEL = (84.0, 56.0), 100.0
_HIGHEST_FACTS = 110.0
_APPOINTMENT_LABEL, _NARROW_LABEL = 130.0, 100.0
_PAD = (8.0, 5.0)
"""Inside a card's frame, beside and above its words."""

_LINE_GAP, _TIGHT_LINE = 2.0, 0.5
_SHARES = (0.47, 0.44, 0.5, 0.41, 0.53, 0.56)
"""How much of the width the two cards on the left have; where room is short, what is lowest."""
_DRAWING, _BAND_DRAWING, _DRAWING_GAP = 20.0, 18.0, 6.0
_DRAWINGS = {
    CardLevel.USUAL: "card-usual",
    CardLevel.RING: "card-ring",
    CardLevel.EMERGENCY: "card-emergency",
}
_FIRST_IN_NARROW = (CardLevel.RING, CardLevel.EMERGENCY, CardLevel.USUAL)
"""Where not all cards fit on page 1, those with a number to ring come first."""
_HIGHEST_BAND, _WHOLE_CARD = 80.0, 300.0
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
        case Appointments():
            return [Placed(_appointments(block.facts, press), GAP)]
    return None


def _title_block(block: TitleBlock, press: Press) -> list[Placed]:
    """Clinic, title, and in two columns who, when and with whom."""
    clinic = [Run(block.clinic_name, bold=True)]
    for line in filter(None, block.clinic_lines):
        clinic += [Run("  ·  "), Run(line, isolated=True)]
    return [
        Placed(press.text(clinic, SMALL, press.look.column)),
        Placed(press.text(block.title, TITLE, press.look.column, role="H1"), SMALL_GAP),
        Placed(_facts(block.facts, press), SMALL_GAP),
    ]


def _facts(facts: Sequence[Fact], press: Press) -> Flowable:
    """Two columns; one where a value, such as a very long name, would be a tower."""
    middle = (len(facts) + 1) // 2
    widths = (_LEFT_FACTS, press.look.column - _LEFT_FACTS - _GUTTER)
    left, right = (
        stacked((press.fact(fact, width, label_width=label) for fact in part), 0)
        for part, width, label in zip(
            (facts[:middle], facts[middle:]), widths, _LABEL_WIDTHS, strict=True
        )
    )
    if press.look.is_narrow or max(left.height, right.height) > _HIGHEST_FACTS:
        width = press.look.column
        return stacked((press.fact(each, width, label_width=_WIDE_LABEL) for each in facts), 0)
    return Row([Cell(left, 0), Cell(right, _LEFT_FACTS + _GUTTER)], role="Div")


def _call_cards(block: CallCards, press: Press) -> list[Placed]:
    """Three cards, told apart by their words, their frames and their weight.

    What may be waited with and the emergency stand on the left, the call to us beside them.
    """
    heading = Placed(press.heading(block.heading), _gap(press))
    if press.look.is_narrow:
        by_need = sorted(block.cards, key=lambda card: _FIRST_IN_NARROW.index(card.level))
        cards = (_card(card, press, press.look.column) for card in by_need)
        kept = press.look.whole(_WHOLE_CARD)
        return [heading, *(Placed(Stack([Placed(card)], whole=kept), GAP) for card in cards)]
    shares = _SHARES if press.tight else _SHARES[:1]
    sides = min((_sides(block, press, share) for share in shares), key=_height_of)
    return [heading, Placed(_level(sides, press), SMALL_GAP)]


def _sides(block: CallCards, press: Press, share: float) -> list[tuple[float, list[Box]]]:
    """The two columns of cards, each with its width; the left one has this share of the room."""
    room = press.look.column - GAP
    left = [card for card in block.cards if card.level is not CardLevel.RING]
    right = [card for card in block.cards if card.level is CardLevel.RING]
    columns = ((share * room, left), ((1 - share) * room, right))
    return [(width, [_card(card, press, width) for card in cards]) for width, cards in columns]


def _height_of(sides: Sequence[tuple[float, Sequence[Box]]]) -> float:
    return max(stacked(cards, GAP).height for _, cards in sides)


def _level(sides: Sequence[tuple[float, Sequence[Box]]], press: Press) -> Row:
    """The columns side by side, ending at one height."""
    height = _height_of(sides)
    edges = (0.0, sides[0][0] + GAP)
    cells = [
        Cell(_stretched(cards, height), edge)
        for (_, cards), edge in zip(sides, edges, strict=True)
        if cards
    ]
    return Row(cells, role="Div")


def _gap(press: Press) -> float:
    return TIGHT_GAP if press.tight else FIRST_PAGE_GAP


def _stretched(cards: Sequence[Box], height: float) -> Stack:
    """The cards one below the other, the last one made taller so that they fill ``height``."""
    lacking = height - stacked(cards, GAP).height
    *others, last = cards
    return stacked([*others, replace(last, least=last.height + lacking)], GAP)


def _card(card: CallCard, press: Press, width: float) -> Box:
    weight = THIN if card.level is CardLevel.USUAL else THICK
    if card.level is CardLevel.EMERGENCY and (banded := _banded_card(card, press, width)):
        return banded
    pad = (_PAD[0] + weight, _PAD[1] + weight)
    inner = width - 2 * pad[0]
    body = _card_lines(card, press, inner)
    inside = Stack([Placed(_card_head(card, press, inner)), Placed(body, SMALL_GAP)])
    return Box(inside, width, pad, frame=weight, frame_colour=BLACK, role="Sect")


def _card_head(card: CallCard, press: Press, width: float) -> Flowable:
    """The act, and below it a drawing of the act beside the number."""
    style = STRONG if card.level is CardLevel.USUAL else CARD_NUMBER
    act = press.text(card.heading, CARD_HEAD, width, role="H3")
    drawing = press.drawings.drawing(_DRAWINGS[card.level], _DRAWING)
    indent = _DRAWING + _DRAWING_GAP
    number = press.text(card.number, style, width - indent)
    return stacked((act, Illustrated(drawing, number, indent)), 0)


def _banded_card(card: CallCard, press: Press, width: float) -> Box | None:
    """The card under a solid band; None when the words are too many for a band."""
    pad = (_PAD[0] + THIN, _PAD[1] + THIN)
    inner = width - 2 * pad[0]
    words = _SPACE.join(part for part in (card.heading, card.number) if part)
    indent = _BAND_DRAWING + _DRAWING_GAP
    text = press.text(words, CARD_HEAD_ON_DARK, inner - indent, role="H3")
    if text.height > _HIGHEST_BAND:
        return None
    drawing = press.drawings.drawing(_DRAWINGS[card.level], _BAND_DRAWING, WHITE)
    head = Illustrated(drawing, text, indent)
    body = _card_lines(card, press, inner)
    return Box(body, width, pad, frame=THIN, frame_colour=BLACK, band=head, role="Sect")


def _card_lines(card: CallCard, press: Press, width: float) -> Stack:
    style = CARD_BODY_TIGHT if press.tight else CARD_BODY
    return press.bullets(card.lines, style, width, gap=_TIGHT_LINE if press.tight else _LINE_GAP)


def _day_strip(block: DayStrip, press: Press) -> list[Placed]:
    """The first days as a grid, then the appointments."""
    placed = press.opening(block.heading, block.lead, gap=_gap(press))
    if block.days and press.first_day is not None:
        placed += [Placed(grid, SMALL_GAP) for grid in day_grids(block, press, press.first_day)]
    placed.append(Placed(_appointments(block.appointments, press), SMALL_GAP))
    return placed


def _appointments(facts: Sequence[Fact], press: Press) -> Flowable:
    if press.grouped and not press.look.is_narrow:
        half = (press.look.column - _GUTTER) / 2
        told = [press.fact(fact, half, label_width=_NARROW_LABEL) for fact in facts]
        edges = (0.0, half + _GUTTER)
        return Row([Cell(*each) for each in zip(told, edges, strict=True)], role="Div")
    width = press.look.measure
    return stacked((press.fact(fact, width, label_width=_APPOINTMENT_LABEL) for fact in facts), 0)
