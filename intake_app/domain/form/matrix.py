"""A group whose questions offer the same answers: they may stand as the rows of one table."""

from intake_app.domain.form.questionnaire import Item, ItemType

CONTROLS = frozenset({"table", "htable"})
"""The itemControls that ask for such a table."""


def is_matrix(item: Item) -> bool:
    """Whether a group is to be shown, and can be, with its answers as columns."""
    if item.control not in CONTROLS or item.type is not ItemType.GROUP or item.repeats:
        return False
    questions = [each for each in item.items if each.type is not ItemType.DISPLAY]
    if not questions or not all(_fits(each) for each in questions):
        return False
    offered = [tuple(option.value for option in each.options) for each in questions]
    return all(options == offered[0] for options in offered)


def _fits(item: Item) -> bool:
    return item.type is ItemType.CHOICE and bool(item.options) and not item.items
