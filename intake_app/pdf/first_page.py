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
    LABEL,
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
_LEFT_FACTS = (224.0, 250.0, 270.0, 290.0)
"""How wide the facts on the left may be; where room is short, what is lowest."""
_WIDE_LABEL = 100.0
_HIGHEST_FACTS = 110.0
_APPOINTMENT_LABEL = 130.0
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
_BY_NEED = (CardLevel.EMERGENCY, CardLevel.RING, CardLevel.USUAL)
_BY_ROOM = (CardLevel.EMERGENCY, CardLevel.USUAL, CardLevel.RING)
"""The cards in large print, where page 1 has no room for all: those with a number come first,
unless the second of them is too high to stand below the other."""
_HIGHEST_BAND = 80.0
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


def large_page_one(blocks: Sequence[Block], press: Press, room: float) -> list[Placed]:
    """The blocks of page 1 in large print: the numbers to ring first, then who, when and whom.

    Each page says at its head whose paper it is; so the facts may stand behind the cards, which
    are never cut. They come in the first order, with their lines as close as need be, that brings
    two of them onto page 1.
    """
    closest = replace(press, look=replace(press.look, dense=True, densest=True))

    def placed(levels: Sequence[CardLevel], cards: Press) -> list[Placed]:
        parts: list[Placed] = []
        facts: Sequence[Fact] = ()
        for block in blocks:
            if isinstance(block, CallCards):
                parts += _cards_below_one_another(block, levels, cards)
                told = Stack([Placed(_facts(facts, press))], whole=press.look.height)
                parts += [Placed(told, 2 * GAP)] if facts else []
            elif isinstance(block, TitleBlock):
                parts += _title(block, cards)
                facts = block.facts
            else:
                parts += set_block(block, press) or []
        return parts

    settings = ((_BY_NEED, press), (_BY_NEED, closest), (_BY_ROOM, press))
    orders = (placed(*setting) for setting in settings)
    return max(orders, key=lambda parts: _first_cards(Stack(parts), room))


def _first_cards(stack: Stack, room: float) -> int:
    """How many of the first two cards stand on page 1, behind its title."""
    cut = stack.split(room)
    on_page = cut[0] if cut else stack
    return min(2, sum(isinstance(part.flowable, Stack) for part in on_page.parts))


def _title_block(block: TitleBlock, press: Press) -> list[Placed]:
    """Clinic, title, and in two columns who, when and with whom."""
    return [*_title(block, press), Placed(_facts(block.facts, press), SMALL_GAP)]


def _title(block: TitleBlock, press: Press) -> list[Placed]:
    clinic = [Run(block.clinic_name, bold=True)]
    for line in filter(None, block.clinic_lines):
        clinic += [Run("  ·  "), Run(line, isolated=True)]
    return [
        Placed(press.text(clinic, SMALL, press.look.column)),
        Placed(press.text(block.title, TITLE, press.look.column, role="H1"), SMALL_GAP),
    ]


def _facts(facts: Sequence[Fact], press: Press) -> Flowable:
    """Two columns; one where a value, such as a very long name, would be a tower."""
    beside = _in_two(facts, press, _LEFT_FACTS if press.tight else _LEFT_FACTS[:1])
    if press.look.is_narrow or beside.height > _HIGHEST_FACTS:
        width = press.look.column
        return stacked((press.fact(each, width, label_width=_WIDE_LABEL) for each in facts), 0)
    return beside


def _in_two(facts: Sequence[Fact], press: Press, lefts: Sequence[float]) -> Row:
    """Facts in two columns beside their labels, by the width of the left one that is lowest."""
    middle = (len(facts) + 1) // 2
    parts = (facts[:middle], facts[middle:])
    labels = [
        max(press.text(fact.label, LABEL, _WIDE_LABEL).set_width for fact in part) + GAP
        for part in parts
    ]

    def row(left: float) -> Row:
        widths = (left, press.look.column - left - _GUTTER)
        columns = (
            stacked((press.fact(fact, width, label_width=label) for fact in part), 0)
            for part, width, label in zip(parts, widths, labels, strict=True)
        )
        edges = (0.0, left + _GUTTER)
        return Row([Cell(*each) for each in zip(columns, edges, strict=True)], role="Div")

    return min(map(row, lefts), key=lambda each: each.height)


def _call_cards(block: CallCards, press: Press) -> list[Placed]:
    """Three cards, told apart by their words, their frames and their weight.

    What may be waited with and the emergency stand on the left, the call to us beside them.
    """
    heading = Placed(press.heading(block.heading), _gap(press))
    shares = _SHARES if press.tight else _SHARES[:1]
    sides = min((_sides(block, press, share) for share in shares), key=_height_of)
    return [heading, Placed(_level(sides, press), SMALL_GAP)]


def _cards_below_one_another(
    block: CallCards, levels: Sequence[CardLevel], press: Press
) -> list[Placed]:
    ordered = sorted(block.cards, key=lambda card: levels.index(card.level))
    cards = (_card(card, press, press.look.column) for card in ordered)
    whole = (Stack([Placed(card)], whole=press.look.height) for card in cards)
    gap = 2 * press.look.gaps.small
    return [Placed(press.heading(block.heading), _gap(press)), *(Placed(w, gap) for w in whole)]


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
        whole = press.look.height if press.look.is_narrow else 0.0
        placed += [
            Placed(Stack([Placed(grid)], whole=whole), SMALL_GAP)
            for grid in day_grids(block, press, press.first_day)
        ]
    placed.append(Placed(_appointments(block.appointments, press), SMALL_GAP))
    return placed


def _appointments(facts: Sequence[Fact], press: Press) -> Flowable:
    if press.grouped and len(facts) > 1 and not press.look.is_narrow:
        return _in_two(facts, press, _LEFT_FACTS)
    width = press.look.measure
    return stacked((press.fact(fact, width, label_width=_APPOINTMENT_LABEL) for fact in facts), 0)
