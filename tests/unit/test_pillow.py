"""ReportLab is loaded without Pillow, and finds it all the same."""

from tests.helpers.own_process import said_by


def test_a_handout_is_drawn_without_loading_pillow() -> None:
    script = """
import sys
from intake_app.content.resources import find_resources
from intake_app.pdf.renderer import ReportLabHandoutRenderer
from tests.helpers.handouts import handout

assert ReportLabHandoutRenderer(find_resources() / "fonts").render(handout()).pages
print([name for name in ("PIL.Image", "reportlab.lib.utils") if name in sys.modules])
"""
    assert said_by(script) == "['reportlab.lib.utils']"


def test_reportlab_finds_pillow_when_it_asks_for_it() -> None:
    script = """
import intake_app.pdf
import reportlab.lib.utils as reportlab
import PIL.Image
from PIL import Image, ImageOps

assert Image is PIL.Image and PIL.Image.__file__.endswith("Image.py")
assert reportlab.Image.Image is Image.Image and reportlab.haveImages
picture = Image.new("RGB", (2, 3), "red")
print(reportlab.ImageReader(ImageOps.mirror(picture)).getSize())
"""
    assert said_by(script) == "(2, 3)"


def test_pillow_that_is_there_already_stays() -> None:
    script = """
import PIL.Image
import intake_app.pdf
import reportlab.lib.utils

print(reportlab.lib.utils.Image is PIL.Image)
"""
    assert said_by(script) == "True"
