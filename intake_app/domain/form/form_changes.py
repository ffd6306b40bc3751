"""What is different between two versions of a form."""

from dataclasses import dataclass, replace

from intake_app.domain.form.questionnaire import Item, Questionnaire


@dataclass(frozen=True, slots=True, kw_only=True)
class FormChanges:
    """LinkIds, each in the order of its own form."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]

    @property
    def none(self) -> bool:
        return not (self.added or self.removed or self.changed)


def form_changes(before: Questionnaire, after: Questionnaire) -> FormChanges:
    """A group counts as changed when it itself is, not when something in it is."""
    old, new = before.by_link_id, after.by_link_id
    return FormChanges(
        added=tuple(link_id for link_id in new if link_id not in old),
        removed=tuple(link_id for link_id in old if link_id not in new),
        changed=tuple(
            link_id
            for link_id, item in new.items()
            if link_id in old and _alone(item) != _alone(old[link_id])
        ),
    )


def _alone(item: Item) -> Item:
    return replace(item, items=())
