"""A record as the text of a QuestionnaireResponse; sections that did not change are not redone.

Every typed answer is a save, and a save writes the whole response: most of it as before.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from intake_app.domain.fhir_json import to_json_text
from intake_app.domain.form.answers import Answer, Answers, Place
from intake_app.domain.form.questionnaire import FormRef, Item, Questionnaire
from intake_app.domain.visit.consultation import ConsultationId, Record
from intake_app.domain.visit.fhir_response import response_to_json

_MOST = 16


@dataclass(slots=True)
class _Section:
    """The answers inside one top-level item, and their text once it is written."""

    at: dict[Place, Answer] = field(default_factory=dict)
    row_counts: dict[Place, int] = field(default_factory=dict)
    text: str = ""

    def holds_the_same(self, other: "_Section") -> bool:
        """Whether these are the very answers: equal ones may have other digits (12.5, 12.50)."""
        return (
            self.row_counts == other.row_counts
            and len(self.at) == len(other.at)
            and all(other.at.get(place) is answer for place, answer in self.at.items())
        )


@dataclass(frozen=True, slots=True)
class _DividedForm:
    """A form taken apart: each top-level item as a form of its own, and where a linkId is."""

    whole: Questionnaire
    parts: Mapping[str, Questionnaire]
    part_of: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ResponseTexts:
    """Shared by all units of work; what is remembered is checked against the answers."""

    _forms: dict[FormRef, _DividedForm] = field(default_factory=dict)
    _sections: dict[ConsultationId, dict[str, _Section]] = field(default_factory=dict)

    def text(
        self, consultation_id: ConsultationId, questionnaire: Questionnaire, record: Record
    ) -> str:
        """The same as ``response_to_json``, as text."""
        form = self._divided(questionnaire)
        before = self._sections.get(consultation_id, {})
        sections = _sections_of(form, record.answers)
        for link_id, section in sections.items():
            known = before.get(link_id)
            if known is not None and known.holds_the_same(section):
                section.text = known.text
            else:
                section.text = _section_text(form.parts[link_id], section)
        if len(self._sections) >= _MOST:
            self._sections.clear()
        self._sections[consultation_id] = sections
        written = (sections[link_id].text for link_id in form.parts if link_id in sections)
        return _response_text(questionnaire, record, [text for text in written if text])

    def _divided(self, questionnaire: Questionnaire) -> _DividedForm:
        known = self._forms.get(questionnaire.ref)
        if known is not None and known.whole is questionnaire:
            return known
        divided = _DividedForm(
            whole=questionnaire,
            parts={item.link_id: _part(questionnaire, item) for item in questionnaire.items},
            part_of={
                inner.link_id: item.link_id
                for item in questionnaire.items
                for inner in item.walk()
            },
        )
        self._forms[questionnaire.ref] = divided
        return divided


def _part(questionnaire: Questionnaire, *items: Item) -> Questionnaire:
    return Questionnaire(ref=questionnaire.ref, title=questionnaire.title, items=items)


def _sections_of(form: _DividedForm, answers: Answers) -> dict[str, _Section]:
    sections: defaultdict[str, _Section] = defaultdict(_Section)
    for place, answer in answers.at.items():
        sections[form.part_of[place.link_id]].at[place] = answer
    for group, count in answers.row_counts.items():
        sections[form.part_of[group.link_id]].row_counts[group] = count
    return dict(sections)


def _section_text(part: Questionnaire, section: _Section) -> str:
    answers = Answers(MappingProxyType(section.at), MappingProxyType(section.row_counts))
    return _items_text(response_to_json(part, Record(answers=answers)))


def _response_text(questionnaire: Questionnaire, record: Record, written: list[str]) -> str:
    """Put together from the texts of its sections, and the overrides behind them."""
    head = response_to_json(_part(questionnaire), Record(overrides=record.overrides))
    overrides = _items_text(head)
    items = ", ".join([*written, overrides] if overrides else written)
    head.pop("item", None)
    head_text = to_json_text(head)
    return f'{head_text[:-1]}, "item": [{items}]}}' if items else head_text


def _items_text(response: Mapping[str, object]) -> str:
    return to_json_text(response.get("item", []))[1:-1]
