"""Reading a signature back, as any reader of XML and JSON can."""

import json
from datetime import datetime
from xml.etree import ElementTree as ET

from intake_app.domain.visit.signature import Point, Signature


def read_signature(svg: bytes) -> Signature:
    told = json.loads(ET.fromstring(svg).findtext("{http://www.w3.org/2000/svg}metadata", ""))
    return Signature(
        strokes=tuple(tuple(Point(*point) for point in stroke) for stroke in told["strokes"]),
        signer=told["signer"],
        signed_at=datetime.fromisoformat(told["signedAt"]),
    )
