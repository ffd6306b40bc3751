"""Colours, spacing and type: one table of tokens, from which palette and style sheet are made.

Widgets ask for a look by dynamic properties, which resources/styles/desktop.qss knows:

* QLabel ``role``: title, heading, label, muted, small, error, number
* QPushButton ``role``: primary, plain (no frame), danger
* QFrame ``role``: card, banner, bar, strip, line
* any input: ``invalid`` = true while what is typed cannot be taken
* anything with a ``level``: info, good, note, ask, stop
"""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from string import Template

from PySide6.QtGui import QColor, QPalette

UNIT = 8
"""The spacing unit in device-independent pixels; every gap is a multiple or a half of it."""

TEXT_POINTS = {"small": 9.0, "body": 10.5, "heading": 12.5, "title": 19.0}
"""The type scale."""


class Scheme(StrEnum):
    LIGHT = "light"
    DARK = "dark"


TOKENS: Mapping[Scheme, Mapping[str, str]] = {
    Scheme.LIGHT: {
        "bg": "#F4F6F7",
        "surface": "#FFFFFF",
        "sunken": "#ECF0F2",
        "text": "#17222B",
        "muted": "#50606D",
        "border": "#7B8A96",
        "line": "#DBE2E6",
        "accent": "#0A6577",
        "accent_hover": "#085362",
        "on_accent": "#FFFFFF",
        "selected": "#D7EBEF",
        "hover": "#EAF1F3",
        "good": "#1A6B41",
        "good_bg": "#E4F3EA",
        "note": "#41566B",
        "note_bg": "#E9EEF3",
        "ask": "#7A5200",
        "ask_bg": "#FCF1D8",
        "stop": "#AA2218",
        "stop_bg": "#FCEAE7",
    },
    Scheme.DARK: {
        "bg": "#12181D",
        "surface": "#1A2229",
        "sunken": "#0D1216",
        "text": "#E6ECF0",
        "muted": "#A5B4BF",
        "border": "#70818E",
        "line": "#2B3741",
        "accent": "#6FC6D6",
        "accent_hover": "#93D6E2",
        "on_accent": "#04252C",
        "selected": "#1B414B",
        "hover": "#222D36",
        "good": "#7FD6A2",
        "good_bg": "#14301F",
        "note": "#B3C4D4",
        "note_bg": "#202C37",
        "ask": "#F0C871",
        "ask_bg": "#352A10",
        "stop": "#FFB2A8",
        "stop_bg": "#3D1814",
    },
}
"""Contrast is tested: 4.5:1 for every text on every ground it stands on, 3:1 for borders."""

_ROLES = {
    QPalette.ColorRole.Window: "bg",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.Highlight: "selected",
    QPalette.ColorRole.HighlightedText: "text",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Dark: "line",
    QPalette.ColorRole.BrightText: "stop",
}
"""What own painting asks the palette for: Mid is a border, Dark a line, BrightText a stop."""


def palette(scheme: Scheme) -> QPalette:
    """The palette for everything that Qt or our own widgets paint."""
    made = QPalette()
    tokens = TOKENS[scheme]
    for role, token in _ROLES.items():
        made.setColor(role, QColor(tokens[token]))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens["border"]))
    return made


def style_sheet(styles: Path, scheme: Scheme) -> str:
    """The one style sheet, its tokens filled in."""
    template = Template((styles / "desktop.qss").read_text(encoding="utf-8"))
    sizes = {f"{name}_size": f"{points}pt" for name, points in TEXT_POINTS.items()}
    return template.substitute(TOKENS[scheme], scheme=scheme.value, **sizes)
