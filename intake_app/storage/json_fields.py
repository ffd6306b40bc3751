"""The fields of a small JSON file, whatever somebody, or a disk, has made of it."""

import json


def fields_in(content: bytes) -> dict[str, object]:
    """None when it is not what this program writes."""
    try:
        fields = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return fields if isinstance(fields, dict) else {}
