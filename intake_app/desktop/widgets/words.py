"""Text that comes from a form or a person, made safe for the places Qt reads signs in."""

from html import escape


def plain_caption(text: str) -> str:
    """For a button, a check box or a label with a buddy, where ``&`` marks a key."""
    return text.replace("&", "&&")


def plain_tip(text: str) -> str:
    """For a tooltip, which Qt may take for HTML."""
    return f"<qt>{escape(text)}</qt>" if text else ""
