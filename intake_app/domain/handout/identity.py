"""The id of a document: a digest of all that is printed, so that the same gives the same."""

import hashlib
import json
from dataclasses import asdict, replace
from datetime import date

from intake_app.domain.document_ids import DOCUMENT_ALPHABET
from intake_app.domain.handout.handout import Handout


def identified(handout: Handout) -> Handout:
    """The same handout, carrying the id that its content gives it."""
    bare = replace(handout, document_id="")
    return replace(bare, document_id=_digest(bare))


def _digest(handout: Handout) -> str:
    """60 bits of SHA-256 over the canonical JSON, as three groups of four letters."""
    named = [[type(block).__name__, asdict(block)] for block in handout.blocks]
    plain = {**asdict(replace(handout, blocks=())), "blocks": named}
    text = json.dumps(plain, ensure_ascii=True, sort_keys=True, default=_plain)
    number = int.from_bytes(hashlib.sha256(text.encode("ascii")).digest()[:8], "big") >> 4
    letters = [DOCUMENT_ALPHABET[(number >> shift) & 31] for shift in range(55, -1, -5)]
    joined = "".join(letters)
    return f"{joined[:4]}-{joined[4:8]}-{joined[8:]}"


def _plain(value: object) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
