"""Draw resources/pictures/ anew: ``python tools/make_pictures.py``.

The grades of the scales and the four views of the scalp map, all from numbers; no picture of
anybody else's was used. A test compares what is there with what this draws.
"""

from pathlib import Path

from drawn_hair import DENSITY, SHEDDING, density, shedding
from drawn_heads import LUDWIG, NORWOOD, ludwig, norwood
from drawn_views import scalp_view
from intake_app.domain.scalp.views import View

PICTURES = Path(__file__).resolve().parent.parent / "resources" / "pictures"


def pictures() -> dict[str, str]:
    """Every picture by its name."""
    return {
        **{f"norwood-{code}": norwood(grade) for code, grade in NORWOOD.items()},
        **{f"ludwig-{code}": ludwig(*grade) for code, grade in LUDWIG.items()},
        **{f"sinclair-density-{code}": density(*grade) for code, grade in DENSITY.items()},
        **{f"sinclair-shedding-{code}": shedding(count) for code, count in SHEDDING.items()},
        **{f"scalp-{view}": scalp_view(view) for view in View},
    }


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    for name, picture in pictures().items():
        (PICTURES / f"{name}.svg").write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main()
