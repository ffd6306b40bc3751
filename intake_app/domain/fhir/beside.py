"""What stands beside a question and helps answering it: displays inside it, by control."""

from collections.abc import Sequence
from dataclasses import dataclass

from intake_app.domain.form.questionnaire import Item, ItemType
from intake_app.domain.values import Coding

_HELP = ("help", "flyover")
_ENDS = ("lower", "upper")
_NUMBERS = frozenset({ItemType.INTEGER, ItemType.DECIMAL, ItemType.QUANTITY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The words that belong to the question itself, and the items that stay items.

    Attributes:
        prompt: What stands in the field before anything is typed.
        ends: What the lowest and the highest number mean.
        units: The unit behind the field, where it is given as words only.
    """

    help: str
    prompt: str
    ends: tuple[str, str]
    units: tuple[Coding, ...]
    others: tuple[Item, ...]

    @classmethod
    def of(cls, inner: Sequence[Item], around: ItemType) -> "Beside":
        """What stands inside an item of a type; a display with a condition stays an item."""
        words: dict[str, list[str]] = {}
        others: list[Item] = []
        for item in inner:
            if _belongs_to(item, around):
                words.setdefault(item.control, []).append(item.text)
            else:
                others.append(item)

        def said(*controls: str) -> str:
            return "\n".join(text for each in controls for text in words.get(each, ()) if text)

        low, high = (said(each) for each in _ENDS)
        unit = said("unit")
        return cls(
            help=said(*_HELP),
            prompt=said("prompt"),
            ends=(low, high),
            units=(Coding("", unit),) if unit else (),
            others=tuple(others),
        )


def _belongs_to(item: Item, around: ItemType) -> bool:
    if item.type is not ItemType.DISPLAY or item.enable_when or item.expressions.texts:
        return False
    if around in (ItemType.GROUP, ItemType.DISPLAY):
        return item.control == "help"
    fields = ("prompt",) if around is not ItemType.BOOLEAN else ()
    numbers = ("unit", *_ENDS) if around in _NUMBERS else ()
    return item.control in (*_HELP, *fields, *numbers)
