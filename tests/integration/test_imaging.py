"""Any picture file becomes an upright JPEG with nothing in it but the picture."""

import struct
import zlib
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from intake_app.domain.file_errors import PhotographRefused
from intake_app.domain.visit.photographs import LARGEST_ORIGINAL, LARGEST_SIDE
from intake_app.imaging.clean_jpeg import is_clean
from intake_app.imaging.photographs import PillowPhotographs
from tests.helpers.pictures import (
    BLUE,
    GREEN,
    RED,
    TRACES,
    as_file,
    photograph,
    quarters,
    traces,
)

Colour = tuple[int, ...]


@pytest.fixture(scope="module")
def darkroom() -> PillowPhotographs:
    return PillowPhotographs()


def shown(content: bytes) -> Image.Image:
    picture = Image.open(BytesIO(content))
    picture.load()
    return picture


def corners(content: bytes) -> list[Colour]:
    """The colours at the middle of the upper quarters, and below."""
    picture = shown(content)
    width, height = picture.size
    points = ((width // 4, height // 4), (3 * width // 4, height // 4), (width // 2, height - 9))
    return [picture.getpixel(point) for point in points]  # type: ignore[misc]  # RGB: a tuple


def close(found: list[Colour], wanted: list[Colour], by: int = 12) -> bool:
    return all(
        abs(f - w) <= by
        for one, two in zip(found, wanted, strict=True)
        for f, w in zip(one, two, strict=True)
    )


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_stands_upright_and_says_nothing_of_its_camera(
    darkroom: PillowPhotographs, orientation: int
) -> None:
    turned = quarters()
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # what a camera held so would see
    if orientation in undo:
        turned = turned.transpose(Image.Transpose(undo[orientation]))
    original = photograph(orientation, picture=turned)
    assert all(trace in original for trace in TRACES)

    content = darkroom.prepared(original)

    assert close(corners(content), [RED, GREEN, BLUE])
    assert shown(content).size == (400, 300)
    assert not any(trace in content for trace in (*TRACES, b"Exif", b"GPS", b"ICC_PROFILE"))


@pytest.mark.parametrize("kind", ["PNG", "HEIF", "WEBP", "TIFF", "MPO"])
def test_every_kind_of_picture_loses_its_traces(darkroom: PillowPhotographs, kind: str) -> None:
    exif = traces().tobytes()
    content = darkroom.prepared(as_file(quarters(), kind, exif=exif))

    assert close(corners(content), [RED, GREEN, BLUE], by=20)
    assert not any(trace in content for trace in TRACES)


def test_a_large_photograph_is_made_smaller_and_a_small_one_stays(
    darkroom: PillowPhotographs,
) -> None:
    assert shown(darkroom.prepared(photograph(picture=quarters(4000, 1000)))).size == (2400, 600)
    assert shown(darkroom.prepared(photograph(picture=quarters(30, 20)))).size == (30, 20)


@pytest.mark.parametrize(
    "mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "YCbCr", "LAB", "I", "I;16", "F"]
)
def test_every_mode_that_can_be_written_can_be_taken(
    darkroom: PillowPhotographs, mode: str
) -> None:
    grey = Image.new("L", (40, 30), 128)
    if mode in ("I", "I;16"):
        picture = Image.new("I", (40, 30), 128 * 256).convert(mode)
    else:
        picture = (
            quarters(40, 30).convert("RGB").convert(mode) if mode != "F" else (grey.convert("F"))
        )
    kind = "PNG" if mode in ("1", "L", "LA", "P", "RGBA", "I;16") else "TIFF"

    content = darkroom.prepared(as_file(picture, kind))

    assert shown(content).mode == "RGB"
    if mode in ("I", "I;16", "F"):
        assert close([corners(content)[0]], [(128, 128, 128)], by=4)


def test_what_is_transparent_becomes_white(darkroom: PillowPhotographs) -> None:
    content = darkroom.prepared(as_file(Image.new("RGBA", (20, 20), (0, 0, 0, 0)), "PNG"))
    assert corners(content)[0] == (255, 255, 255)


def test_cmyk_and_a_colour_profile_end_in_srgb(darkroom: PillowPhotographs) -> None:
    assert close(
        corners(darkroom.prepared(as_file(quarters().convert("CMYK")))), [RED, GREEN, BLUE], by=20
    )
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    with_profile = as_file(quarters(), icc_profile=profile)
    assert close(corners(darkroom.prepared(with_profile)), [RED, GREEN, BLUE])
    broken = as_file(quarters(), icc_profile=b"no profile at all" * 20)
    assert close(corners(darkroom.prepared(broken)), [RED, GREEN, BLUE])


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_a_moving_picture_the_first_frame_is_kept(
    darkroom: PillowPhotographs, kind: str
) -> None:
    other = Image.new("RGB", (400, 300), "white")
    moving = as_file(quarters(), kind, save_all=True, append_images=[other, other])
    assert close(corners(darkroom.prepared(moving)), [RED, GREEN, BLUE], by=40)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.7 no picture",
        b"\xff\xd8\xff\xe0 and then nothing",
        b"\x89PNG\r\n\x1a\n and then nothing",
        b"\x00\x00\x00\x18ftypheic and then nothing",
        photograph()[:2000],
        photograph()[:-2000],
        as_file(quarters(), "PNG")[:-200],
        as_file(quarters(), "HEIF")[:-200],
    ],
)
def test_what_is_not_a_whole_picture_is_refused(
    darkroom: PillowPhotographs, content: bytes
) -> None:
    with pytest.raises(PhotographRefused, match="not a picture that can be read"):
        darkroom.prepared(content)


def test_a_small_file_that_unfolds_into_a_huge_picture_is_refused(
    darkroom: PillowPhotographs,
) -> None:
    for side in (11_500, 40_000):
        with pytest.raises(PhotographRefused, match="more than 120 million pixels"):
            darkroom.prepared(png_of(side))
    with pytest.raises(PhotographRefused, match="larger than 50 MB"):
        darkroom.prepared(b"\xff\xd8\xff" + bytes(LARGEST_ORIGINAL))


def png_of(side: int) -> bytes:
    """A PNG that says it is this large, and whose pixels would follow."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    pixels = zlib.compress(bytes(1000))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def test_what_was_prepared_once_is_left_as_it_is(darkroom: PillowPhotographs) -> None:
    content = darkroom.prepared(photograph())
    assert darkroom.prepared(content) is content


@pytest.mark.parametrize("where", ["behind", "before the scan", "in the head"])
def test_what_hides_something_is_written_anew(darkroom: PillowPhotographs, where: str) -> None:
    content = darkroom.prepared(photograph())
    hidden = {
        "behind": content + TRACES[0],
        "before the scan": content[:20] + b"\xff\xfe\x00\x14" + TRACES[0] + content[20:],
        "in the head": content[:6] + b"XXXX" + content[10:],
    }[where]

    assert not is_clean(hidden, LARGEST_SIDE)
    assert TRACES[0] not in darkroom.prepared(hidden)


@given(st.binary(max_size=300), st.integers(0, 600))
def test_whatever_bytes_are_refused_in_words_or_taken(
    darkroom: PillowPhotographs, noise: bytes, at: int
) -> None:
    whole = darkroom.prepared(photograph(picture=quarters(32, 24)))
    for content in (noise, whole[:at] + noise + whole[at + len(noise) :]):
        with suppress(PhotographRefused):
            assert shown(darkroom.prepared(content)).mode == "RGB"
