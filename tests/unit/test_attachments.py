"""Files given as answers: taken in, named by their content, refused in words."""

import base64
import hashlib
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from intake_app.domain.dates import PartialDate
from intake_app.domain.fhir.form import check_form
from intake_app.domain.file_errors import FileRefused
from intake_app.domain.form.answers import Place, given
from intake_app.domain.form.checks import answer_problem
from intake_app.domain.form.file_kinds import fits, kind_of
from intake_app.domain.form.questionnaire import Limits
from intake_app.domain.values import Attachment, Moment
from intake_app.domain.visit.attachments import (
    KEPT,
    LARGEST,
    content_of,
    content_problem,
    files_in,
    kept_files,
    kept_name,
    new_file,
    taken_in,
    with_content,
    with_each_file,
)
from intake_app.domain.visit.consultation import Record
from tests.helpers.builders import NOON, answered, draft, form, question
from tests.helpers.fhir_builders import extension, form_json, item_json

PNG = b"\x89PNG\r\n\x1a\n and no more"
AT = Moment(PartialDate(2026, 11, 21), NOON)


def test_a_file_taken_in_names_its_content_and_carries_it_no_more() -> None:
    named, content = taken_in(new_file(PNG, content_type="image/png", title="Crown"), AT)

    assert content == PNG
    assert named == Attachment(
        content_type="image/png",
        title="Crown",
        url=KEPT + hashlib.sha256(PNG).hexdigest(),
        size=len(PNG),
        hash=base64.b64encode(hashlib.sha1(PNG, usedforsecurity=False).digest()).decode(),
        creation=AT,
    )
    assert kept_name(named) == hashlib.sha256(PNG).hexdigest()


@for_all(st.binary(min_size=1, max_size=200))
def test_what_is_handed_out_is_taken_in_as_the_same_file(content: bytes) -> None:
    file = new_file(content, content_type="application/octet-stream", title="x")
    named, _ = taken_in(file, AT)

    assert taken_in(with_content(named, content), AT) == (named, content)


def test_a_file_with_a_link_elsewhere_is_not_a_kept_one() -> None:
    assert kept_name(Attachment(url="https://example.org/x.png")) == ""
    assert kept_name(Attachment(title="only a name")) == ""


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (Attachment("image/png", "x", "not base64!"), "not base64"),
        (Attachment("image/png", "x", "čččč"), "not base64"),
        (Attachment("image/png", "x", base64.b64encode(b"GIF89a").decode()), "its content is not"),
        (Attachment("", "x", "aGFpcg=="), "content type is missing"),
        (Attachment("no type", "x", "aGFpcg=="), "content type is missing"),
        (Attachment("text/plain", "x", "aGFpcg==", size=5), "size is not that"),
        (Attachment("text/plain", "x", "aGFpcg==", hash="AAAA"), "hash is not that"),
        (Attachment("text/plain", "x", "===="), "not base64"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(file: Attachment, reason: str) -> None:
    with pytest.raises(FileRefused, match=reason):
        content_of(file)


def test_a_file_may_be_as_large_as_said_and_no_larger() -> None:
    assert content_problem(b"0" * LARGEST, "text/plain") == ""
    assert "larger than 10 MB" in content_problem(b"0" * (LARGEST + 1), "text/plain")
    assert content_problem(b"", "text/plain") == "it is empty"


def test_base64_may_be_broken_into_lines() -> None:
    assert content_of(Attachment("text/plain", "x", "aGFp\n cg==")) == b"hair"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"\x00\x00\x00\x18ftypheic", "image/heic"),
        (b"%PDF-1.7", "application/pdf"),
        (b"hello", ""),
    ],
)
def test_the_first_bytes_say_what_a_file_is(content: bytes, kind: str) -> None:
    assert kind_of(content) == kind


def test_a_kind_of_file_is_allowed_by_name_or_by_family() -> None:
    assert fits("image/png", "image/*")
    assert fits("image/jpg", "image/jpeg")
    assert fits("text/plain; charset=utf-8", "text/plain")
    assert not fits("application/pdf", "image/*")
    assert fits("application/pdf", "*/*")


def test_a_form_says_which_files_it_takes() -> None:
    item = question(
        "q", "attachment", limits=Limits(mime_types=("image/*",), max_megabytes=Decimal(1))
    )
    picture = Attachment("image/png", "Crown", url="x", size=900_000)

    assert answer_problem(item, given(picture)) is None
    assert "wanted is: image/*" in str(
        answer_problem(item, given(replace(picture, content_type="a/b")))
    )
    assert "larger than 1 MB" in str(answer_problem(item, given(replace(picture, size=1_000_001))))


def test_every_file_is_found_and_can_be_changed_wherever_it_stands() -> None:
    one, two = Attachment(title="one", url="u"), Attachment(title="two", url=KEPT + "ab")
    record = Record(answers=answered({"a": (one, two), "r[1]": two, "t": "text"}, {"r": 2}))

    assert [(str(place), file.title) for place, file in files_in(record)] == [
        ("a", "one"),
        ("a", "two"),
        ("r[1]", "two"),
    ]
    changed = with_each_file(record, lambda _, file: replace(file, title=file.title.upper()))
    assert changed.answers.get(Place("a")) == given(
        replace(one, title="ONE"), replace(two, title="TWO")
    )
    assert changed.answers.rows(Place("r")) == 2
    assert with_each_file(record, lambda _, file: file) is record


def test_a_consultation_speaks_of_the_files_of_all_its_versions() -> None:
    visit = draft(form(question("a", "attachment")))
    first = Record(answers=answered({"a": Attachment(url=KEPT + "01")}))
    second = Record(answers=answered({"a": Attachment(url=KEPT + "02")}))
    visit = visit.complete(first, by="Dr Example", at=NOON)
    visit = visit.begin_amendment(reason="why", by="Dr Example", at=NOON)
    assert kept_files(visit.with_record(second, {})) == {"01", "02"}


def test_a_form_says_so_by_the_extensions_of_fhir() -> None:
    kinds = [extension("mimeType", valueCode=kind) for kind in ("image/png", "image/jpeg")]
    item = item_json("a", "attachment", extension=[*kinds, extension("maxSize", valueDecimal=2)])

    checked = check_form(form_json(item, item_json("b", extension=kinds[:1])))

    assert checked.questionnaire is not None
    limits = checked.questionnaire.by_link_id["a"].limits
    assert limits.mime_types == ("image/png", "image/jpeg")
    assert limits.max_megabytes == 2
    assert [each.feature for each in checked.unsupported] == ["mimeType on string"]
