"""What kind of file some bytes are, by how they begin."""

import re
from collections.abc import Callable

_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+(;[^\x00-\x1f]*)?", re.ASCII)
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"})


def _box(*brands: bytes) -> Callable[[bytes], bool]:
    """An ISO base media file, which names its brand behind the first box's length."""
    return lambda content: content[4:8] == b"ftyp" and content[8:12] in brands


_SIGNATURES: tuple[tuple[str, Callable[[bytes], bool]], ...] = (
    ("image/png", lambda content: content.startswith(b"\x89PNG\r\n\x1a\n")),
    ("image/jpeg", lambda content: content.startswith(b"\xff\xd8\xff")),
    ("image/gif", lambda content: content.startswith((b"GIF87a", b"GIF89a"))),
    ("image/bmp", lambda content: content.startswith(b"BM")),
    ("image/tiff", lambda content: content.startswith((b"II*\x00", b"MM\x00*"))),
    ("image/webp", lambda content: content[:4] == b"RIFF" and content[8:12] == b"WEBP"),
    ("image/heic", _box(*_HEIF_BRANDS)),
    ("image/avif", _box(b"avif", b"avis")),
    ("application/pdf", lambda content: content.startswith(b"%PDF-")),
    ("application/zip", lambda content: content.startswith(b"PK\x03\x04")),
)
_ALIASES = {"image/jpg": "image/jpeg", "image/heif": "image/heic", "image/x-ms-bmp": "image/bmp"}


def kind_of(content: bytes) -> str:
    """The content type that the first bytes speak of; empty when they say nothing."""
    return next((kind for kind, begins in _SIGNATURES if begins(content)), "")


def is_content_type(text: str) -> bool:
    return _TYPE.fullmatch(text) is not None


def goes_under(content_type: str, content: bytes) -> bool:
    """Whether content can be what it is said to be; of most types nobody can tell."""
    said = content_type.partition(";")[0].strip().lower()
    said = _ALIASES.get(said, said)
    known = {kind for kind, _ in _SIGNATURES} - {"image/bmp", "application/zip"}
    return said not in known or kind_of(content) == said


def fits(content_type: str, allowed: str) -> bool:
    """Whether a content type is an allowed one, such as ``image/png`` or ``image/*``."""
    said = content_type.partition(";")[0].strip().lower()
    wanted = allowed.strip().lower()
    if wanted in ("*/*", "*"):
        return True
    if wanted.endswith("/*"):
        return said.startswith(wanted[:-1])
    return _ALIASES.get(said, said) == _ALIASES.get(wanted, wanted)
