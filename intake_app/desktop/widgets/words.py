"""Text that comes from a form or a person, made safe for the places Qt reads signs in."""


def plain_caption(text: str) -> str:
    """For a button, a check box or a label with a buddy, where ``&`` marks a key."""
    return text.replace("&", "&&")
