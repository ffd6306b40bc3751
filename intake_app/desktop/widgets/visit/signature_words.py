"""A signature in words."""

from intake_app.desktop.shown import one_line, shown_moment
from intake_app.domain.form.typed_text import Reading
from intake_app.domain.values import Attachment


def signature_words(file: Attachment, reading: Reading) -> str:
    """Whose signature it is, and when it was given."""
    title = one_line(file.title)
    if file.creation is None or file.creation.at is None:
        return title
    return f"{title}, {shown_moment(file.creation.at, reading.zone)}"
