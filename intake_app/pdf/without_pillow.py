"""What draws a handout is loaded at one go; ReportLab without Pillow, until it asks for it.

ReportLab loads Pillow to be able to draw photographs. A handout has none, and would wait for it
in vain: a twentieth of the first one. What stands in its place loads Pillow when anything of it
is asked for, and is gone again when ReportLab is loaded (docs/decisions/0018).
"""

import gc
import sys
from importlib import import_module
from types import ModuleType

from intake_app.pdf.collector import nothing_collected

_PILLOW, _IMAGES = "PIL", "PIL.Image"


class _PillowWhenNeeded(ModuleType):
    def __getattr__(self, name: str) -> object:
        return getattr(import_module(_IMAGES), name)


def load() -> None:
    """Load ReportLab and what is drawn with it, and keep all of it from being walked over.

    It stays to the end. Python's collector would look through all of it again and again while
    it is loaded, and while the first handout is made: a thirtieth of its time.
    """
    with nothing_collected():
        _leave_pillow_out()
        import_module("intake_app.pdf.renderer")
        gc.freeze()


def _leave_pillow_out() -> None:
    """Load the part that asks for Pillow; whoever else asks meanwhile gets Pillow itself."""
    if _IMAGES not in sys.modules:
        import_module(_PILLOW)
        sys.modules[_IMAGES] = _PillowWhenNeeded(_IMAGES)
        try:
            import_module("reportlab.lib.utils")
        finally:
            del sys.modules[_IMAGES]
