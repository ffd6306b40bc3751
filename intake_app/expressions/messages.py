"""What the program and its worker send one another: JSON, with its length in front."""

from typing import IO

from intake_app.domain.fhir_json import JsonObject, from_json_text, to_json_text

_LENGTH = 4


def send(stream: IO[bytes], message: JsonObject) -> None:
    """Write one message. Raises OSError when nobody reads any more."""
    content = to_json_text(message).encode("utf-8")
    stream.write(len(content).to_bytes(_LENGTH, "big") + content)
    stream.flush()


def receive(stream: IO[bytes]) -> JsonObject | None:
    """The next message; None when the other side has gone."""
    length = stream.read(_LENGTH)
    if len(length) < _LENGTH:
        return None
    content = stream.read(int.from_bytes(length, "big"))
    message = from_json_text(content) if content else None
    return message if isinstance(message, dict) else None
