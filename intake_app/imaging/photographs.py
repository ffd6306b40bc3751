"""Any picture file becomes an upright JPEG with nothing in it but the picture."""

import struct
import zlib
from io import BytesIO

from PIL import Image, ImageCms, ImageOps
from pillow_heif import register_heif_opener

from intake_app.domain.file_errors import PhotographRefused
from intake_app.domain.visit.photographs import LARGEST_ORIGINAL, LARGEST_PIXELS, LARGEST_SIDE
from intake_app.imaging.clean_jpeg import is_clean

_FORMATS = ("JPEG", "PNG", "HEIF", "WEBP", "TIFF", "BMP", "GIF")
_QUALITY = 85
_UNREADABLE = (
    OSError,
    ValueError,
    SyntaxError,
    LookupError,
    ArithmeticError,
    TypeError,
    EOFError,
    MemoryError,
    RuntimeError,
    struct.error,
    zlib.error,
)
"""What Pillow and its decoders raise at what is not a whole picture."""
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_SIXTEEN_BITS = ("I;16", "I;16B", "I;16L", "I")


class PillowPhotographs:
    """Nothing of the original's metadata is carried over: a new picture is painted."""

    def __init__(self) -> None:
        Image.MAX_IMAGE_PIXELS = LARGEST_PIXELS
        register_heif_opener()
        Image.init()  # every format by its name

    def prepared(self, content: bytes) -> bytes:
        """Upright, in sRGB, at most 2400 pixels a side; what was prepared before comes back.

        Raises:
            PhotographRefused: Not a picture, not a whole one, or far too large.
        """
        if len(content) > LARGEST_ORIGINAL:
            raise PhotographRefused(reason=f"it is larger than {LARGEST_ORIGINAL // 10**6} MB")
        try:
            painting = _painted(content)
            return content if is_clean(content, LARGEST_SIDE) else _written(painting)
        except _BOMBS:
            raise _too_many_pixels() from None
        except _UNREADABLE:
            reason = "it is not a picture that can be read, or it is not whole"
            raise PhotographRefused(reason=reason) from None


def _painted(content: bytes) -> Image.Image:
    """The first frame, upright, in eight bits of red, green and blue on white."""
    with Image.open(BytesIO(content), formats=_FORMATS) as original:
        if original.width * original.height > LARGEST_PIXELS:
            raise _too_many_pixels()
        original.draft("RGB", (LARGEST_SIDE, LARGEST_SIDE))
        original.load()
        upright = ImageOps.exif_transpose(original)
        upright.thumbnail((LARGEST_SIDE, LARGEST_SIDE), Image.Resampling.LANCZOS)
        plain = _plain(upright, original.info.get("icc_profile"))
        painting = Image.new("RGB", plain.size, "white")
        painting.paste(plain, mask=plain.getchannel("A") if plain.mode == "RGBA" else None)
        return painting


def _plain(image: Image.Image, profile: bytes | None) -> Image.Image:
    """In RGB, or in RGBA where something is transparent."""
    if image.mode in _SIXTEEN_BITS:
        image = image.convert("I").point(lambda level: level / 256).convert("L")
    if image.mode == "P" or "transparency" in image.info:
        image = image.convert("RGBA")
    if profile and image.mode in ("RGB", "CMYK", "L"):
        image = _in_srgb(image, profile)
    return image.convert("RGBA" if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") else "RGB")


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        own = ImageCms.ImageCmsProfile(BytesIO(profile))
        wanted = ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(image, own, wanted, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image  # a broken profile says nothing about the colours
    return converted or image


def _written(painting: Image.Image) -> bytes:
    buffer = BytesIO()
    painting.save(buffer, "JPEG", quality=_QUALITY, optimize=True)
    return buffer.getvalue()


def _too_many_pixels() -> PhotographRefused:
    most = LARGEST_PIXELS // 10**6
    return PhotographRefused(reason=f"it has more than {most} million pixels")
