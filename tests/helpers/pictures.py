"""Made-up pictures with a camera's traces in them; never of a person."""

from io import BytesIO

from PIL import Image, ImageDraw
from pillow_heif import register_heif_opener

MAKER = "SECRET-CAMERA-4711"
PLACE = "SECRET-PLACE-52.5200-13.4050"
COMMENT = b"SECRET-COMMENT-of-the-owner"
TRACES = (MAKER.encode(), PLACE.encode(), COMMENT)
RED, GREEN, BLUE = (200, 30, 30), (30, 160, 40), (30, 60, 200)


def quarters(width: int = 400, height: int = 300) -> Image.Image:
    """Red at the top left, green at the top right, blue below: shows which way is up."""
    picture = Image.new("RGB", (width, height), BLUE)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, width // 2 - 1, height // 2 - 1), fill=RED)
    draw.rectangle((width // 2, 0, width, height // 2 - 1), fill=GREEN)
    return picture


def made_up_head(width: int = 1200, height: int = 900, *, parting: int = 40) -> Image.Image:
    """Something like a head from above, of rings and strokes."""
    picture = Image.new("RGB", (width, height), (222, 208, 196))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((width * 0.2, 40, width * 0.8, height - 40), fill=(74, 54, 44))
    middle = width // 2
    draw.polygon(
        [(middle - parting, 60), (middle + parting, 60), (middle, height - 120)],
        fill=(206, 170, 150),
    )
    return picture


def traces(orientation: int = 1) -> Image.Exif:
    """What a telephone writes beside the picture."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = MAKER
    exif[0x010E] = PLACE
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 18.0)})
    return exif


def as_file(picture: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    if kind == "HEIF":
        register_heif_opener()
    buffer = BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def photograph(orientation: int = 1, *, picture: Image.Image | None = None) -> bytes:
    """A JPEG as a telephone writes it, with its traces."""
    return as_file(picture or quarters(), exif=traces(orientation), comment=COMMENT, quality=92)
