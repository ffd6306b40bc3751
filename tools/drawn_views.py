"""The four views that the scalp map is painted on; what counts comes from the program itself."""

from drawn_heads import HAIR, INK, SKIN
from intake_app.domain.scalp.views import OUTLINES, View

_ROUND = 'stroke-width="9" stroke-linejoin="round" stroke-linecap="round"'
_LINE = f'stroke="currentColor" {_ROUND}'
_INSIDE = f'stroke="{INK}" {_ROUND}'

_FEATURES = {
    View.TOP: (
        "M452 118 Q500 -6 548 118",
        "M168 520 C96 486 92 668 166 690",
        "M832 520 C904 486 908 668 834 690",
    ),
    View.BACK: (
        "M352 760 C352 850 340 910 276 958 L724 958 C660 910 648 850 648 760",
        "M232 500 C162 450 176 660 254 664",
        "M768 500 C838 450 824 660 746 664",
    ),
    View.LEFT: (),
}
_HEADS = {
    View.TOP: (
        "M500 110 C700 110 836 290 836 520 C836 770 700 936 500 936 "
        "C300 936 164 770 164 520 C164 290 300 110 500 110 Z"
    ),
    View.BACK: (
        "M500 76 C690 76 788 220 782 410 C778 600 716 800 500 812 "
        "C284 800 222 600 218 410 C212 220 310 76 500 76 Z"
    ),
    View.LEFT: (
        "M402 958 C410 900 404 872 372 862 C320 858 268 866 236 838 C214 818 226 792 216 770 "
        "C204 756 208 744 216 732 C202 722 200 706 208 692 C210 672 196 664 172 656 "
        "C152 646 154 628 166 610 C184 574 204 542 206 506 C206 476 194 456 198 420 "
        "C206 250 330 96 530 92 C740 92 868 240 866 424 C864 560 812 640 752 706 "
        "C722 760 726 860 766 958 Z"
    ),
}
_EAR = (
    "M556 520 C520 490 482 512 482 560 C484 610 504 664 536 664 C572 660 588 556 556 520 Z",
    "M536 540 C510 540 502 566 512 590",
)
_EYE = "M240 546 Q262 532 290 540"


def scalp_view(view: View) -> str:
    """One head; what is counted is tinted and has a broken line round it."""
    shown = View.LEFT if view is View.RIGHT else view
    parts = [f'<path d="{path}" fill="{SKIN}" {_LINE}/>' for path in _FEATURES[shown]]
    parts.append(f'<path d="{_HEADS[shown]}" fill="{SKIN}" {_LINE}/>')
    if shown is View.LEFT:
        parts.append(f'<path d="{_EAR[0]}" fill="{SKIN}" {_INSIDE}/>')
        parts += [f'<path d="{path}" fill="none" {_INSIDE}/>' for path in (_EAR[1], _EYE)]
    parts.append(f'<path d="{_outline(shown)}" fill="{HAIR}" fill-opacity="0.34"/>')
    inside = "\n".join(parts)
    if view is View.RIGHT:
        inside = f'<g transform="matrix(-1 0 0 1 1000 0)">\n{inside}\n</g>'
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 1000">\n'
        + inside
        + "\n</svg>\n"
    )


def _outline(view: View) -> str:
    cubics = OUTLINES[view]
    curves = " ".join("C" + " ".join(f"{x} {y}" for x, y in cubic[1:]) for cubic in cubics)
    return f"M{cubics[0][0][0]} {cubics[0][0][1]} {curves} Z"
