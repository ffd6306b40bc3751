"""Contrast over the token table, and a style sheet that names only what there is."""

import re

import pytest
from PySide6.QtGui import QPalette

from intake_app.content.resources import find_resources
from intake_app.desktop.theme import TOKENS, Scheme, palette, style_sheet

RESOURCES = find_resources()
TEXTS_ON_GROUNDS = [
    *((text, ground) for text in ("text", "muted") for ground in ("bg", "surface", "sunken")),
    *(("text", ground) for ground in ("selected", "hover")),
    *((text, "selected") for text in ("muted", "accent")),
    ("muted", "hover"),
    ("accent", "surface"),
    ("accent", "bg"),
    ("accent", "hover"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    *(
        (level, ground)
        for level in ("good", "note", "ask", "stop")
        for ground in ("bg", "surface")
    ),
    *((level, f"{level}_bg") for level in ("good", "note", "ask", "stop")),
    *(("text", f"{level}_bg") for level in ("good", "note", "ask", "stop")),
]


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG's contrast ratio."""
    lower, upper = sorted((luminance(one), luminance(other)))
    return (upper + 0.05) / (lower + 0.05)


@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize(("text", "ground"), TEXTS_ON_GROUNDS)
def test_every_text_can_be_read(scheme: Scheme, text: str, ground: str) -> None:
    tokens = TOKENS[scheme]
    assert contrast(tokens[text], tokens[ground]) >= 4.5


@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize("edge", ["border", "accent", "stop"])
@pytest.mark.parametrize("ground", ["bg", "surface"])
def test_the_edges_of_inputs_can_be_seen(scheme: Scheme, edge: str, ground: str) -> None:
    tokens = TOKENS[scheme]
    assert contrast(tokens[edge], tokens[ground]) >= 3


def test_both_schemes_have_the_same_tokens() -> None:
    assert TOKENS[Scheme.LIGHT].keys() == TOKENS[Scheme.DARK].keys()


@pytest.mark.parametrize("scheme", Scheme)
def test_the_style_sheet_is_filled_in_and_its_pictures_exist(scheme: Scheme) -> None:
    sheet = style_sheet(RESOURCES / "styles", scheme)

    assert "$" not in sheet
    pictures = re.findall(r"url\(icons:([^)]+)\)", sheet)
    assert pictures
    for picture in pictures:
        assert (RESOURCES / "icons" / picture).is_file(), picture


def test_muted_text_of_the_palette_is_not_faded() -> None:
    colour = palette(Scheme.LIGHT).color(QPalette.ColorRole.PlaceholderText)
    assert colour.name().upper() == TOKENS[Scheme.LIGHT]["muted"]
