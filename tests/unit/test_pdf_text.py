"""Text before it is drawn: nothing is dropped, lines fit, unknown characters can be seen."""

from pathlib import Path

import pytest
import uharfbuzz
from hypothesis import given, settings
from hypothesis import strategies as st

from intake_app.domain.isolates import END_ISOLATE, ISOLATE
from intake_app.pdf.fonts import FontLibrary
from intake_app.pdf.lines import Line
from intake_app.pdf.setting import Run, Setter
from intake_app.pdf.visible import VisibleText

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
LIBRARY = FontLibrary(FONTS)
SETTER = Setter(LIBRARY)
WIDTH = 20_000.0

NAMES = (
    "Zoë O'Brien-Łukasz <b>&co</b> Şükrü",
    "Nguyễn Thị Hương",
    "Παπαδοπούλου",
    "Фёдоров",
    "مريم الأحمد",
    "אורי לוי",
    "গোপাল বন্দ্যোপাধ্যায়",
    "क्षत्रिय",
    "ภาษาไทย",
    "髙橋 花子",
    "王小明",
    "김정은",
    "﨑山さん（ヤマモト・ｶﾅ）「々」㈱",
    "≤ ½ € ✓ →",
)


@pytest.fixture
def visible() -> VisibleText:
    return VisibleText(LIBRARY)


def letters(lines: list[Line]) -> str:
    """What the glyphs of the lines stand for, as a reader of the file would find it."""
    return "".join(
        glyph.text for line in lines for _, piece in line.pieces for glyph in piece.glyphs
    )


def numbers(text: str) -> set[int]:
    """The glyphs that draw the letters of ``text``."""
    lines = SETTER.lines([Run(text)], WIDTH)
    drawn = [glyph for line in lines for _, piece in line.pieces for glyph in piece.glyphs]
    return {glyph.number for glyph in drawn if glyph.text.strip()}


def opened(library: FontLibrary) -> set[str]:
    return {face.name for face in library._faces.values()}


@pytest.mark.parametrize("name", NAMES)
def test_names_of_every_shipped_script_are_drawn_as_they_are(
    visible: VisibleText, name: str
) -> None:
    assert visible.printable(name) == name
    assert visible.undrawable(name) == ()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("bold", [False, True])
def test_no_glyph_of_a_name_is_a_missing_one(name: str, *, bold: bool) -> None:
    lines = SETTER.lines([Run(name, bold=bold)], WIDTH)

    assert all(
        glyph.number for line in lines for _, piece in line.pieces for glyph in piece.glyphs
    )


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("a\x07b", "a[U+0007]b"),
        ("\x00", "[U+0000]"),
        ("\x1b[31m", "[U+001B][31m"),
        ("a\ud800b", "a[U+D800]b"),
        ("x\u202ey", "x[U+202E]y"),
        ("x\u2066y\u2069", "x[U+2066]y[U+2069]"),
        ("\ufeff", "[U+FEFF]"),
        ("ኀ", "[U+1280]"),
        ("𠮷野", "[U+20BB7]野"),
        ("\u1100\u1175\u11b7", "김"),
        ("😀", "[U+1F600]"),
        ("\ue000", "[U+E000]"),
        ("a\tb", "a    b"),
        ("a\r\nb\rc\u2028d\x0ce", "a\nb\nc\nd\ne"),
        ("e\u0301", "é"),
        ("a" + "\u0301" * 7, "á\u0301\u0301\u0301\u0301[U+0301][U+0301]"),
    ],
)
def test_what_cannot_be_drawn_is_written_as_its_code_point(
    visible: VisibleText, typed: str, printed: str
) -> None:
    assert visible.printable(typed) == printed


def test_undrawable_characters_are_named_once_in_their_order(visible: VisibleText) -> None:
    assert visible.undrawable("ኀ a 𠮷 ኀ \x07 [U+0041] é") == ("ኀ", "𠮷", "\x07")


def test_joiners_and_direction_marks_stay_without_being_shown(visible: VisibleText) -> None:
    text = "می\u200cخواهم \u200eabc\u200f co\u00adop"

    assert visible.printable(text) == text
    assert visible.undrawable(text) == ()


@settings(deadline=None)
@given(st.text(st.characters(exclude_characters=ISOLATE + END_ISOLATE)))
def test_whatever_is_typed_comes_out_drawable(text: str) -> None:
    """But for the two noncharacters that the program itself puts round what it fills in."""
    visible = VisibleText(LIBRARY)
    printed = visible.printable(text)

    assert visible.undrawable(printed) == ()
    assert visible.printable(printed) == printed


@settings(deadline=None)
@given(st.text(st.sampled_from("ab ć -/é\n\tЖ[x漢\x07")))
def test_no_letter_is_lost_between_the_text_and_the_lines(text: str) -> None:
    lines = SETTER.lines([Run(text)], WIDTH)

    assert letters(lines).replace(" ", "") == (
        SETTER.visible.printable(text).replace("\n", "").replace(" ", "")
    )


@settings(deadline=None)
@given(st.text(st.sampled_from("abc אבג مرحبا 12 কো क्षि ที่ -")), st.integers(3_000, 40_000))
def test_no_line_is_wider_than_its_column(text: str, limit: int) -> None:
    slack = 1_200  # letters that joined one way may be cut another way

    assert all(line.width <= limit + slack for line in SETTER.lines([Run(text)], limit))


def test_a_500_letter_word_is_cut_into_full_lines() -> None:
    lines = SETTER.lines([Run("x" * 500)], WIDTH)

    assert letters(lines) == "x" * 500
    assert all(line.width <= WIDTH for line in lines)
    assert all(line.width > WIDTH * 0.9 for line in lines[:-1])


def test_every_line_end_of_the_text_ends_a_line() -> None:
    assert len(SETTER.lines([Run("a\n\n\nb\n")], WIDTH)) == 5


def test_blanks_inside_a_line_stay_and_at_its_end_hang_over() -> None:
    apart, together = (SETTER.width(text) for text in ("a   b", "a b"))

    assert apart > together
    assert SETTER.lines([Run("a" + " " * 500)], WIDTH)[0].width == SETTER.width("a")


def test_words_break_after_hyphens_and_slashes_but_dates_do_not() -> None:
    narrow = SETTER.width("hair-") + 100.0

    assert len(SETTER.lines([Run("hair-loss")], narrow)) == 2
    assert len(SETTER.lines([Run("2026-11")], SETTER.width("2026-11") + 1.0)) == 1
    assert letters(SETTER.lines([Run("2026-11")], SETTER.width("2026-") + 1.0)[:1]) == "2026-"


def test_two_weights_inside_one_word_are_not_broken_apart() -> None:
    runs = [Run("lump"), Run("\u00a0[1]", bold=True)]
    both = SETTER.lines(runs, WIDTH)[0].width

    assert len(SETTER.lines([Run("a "), *runs], both + 10.0)) == 2


def test_bold_is_wider_than_regular() -> None:
    assert SETTER.width("lump", bold=True) > SETTER.width("lump")


def test_pairs_of_letters_are_kerned() -> None:
    assert SETTER.width("AV") < SETTER.width("A") + SETTER.width("V")


def test_arabic_letters_join() -> None:
    assert not numbers("محمد") & numbers("م ح")


def test_a_right_to_left_line_of_a_note_is_marked_as_such() -> None:
    lines = SETTER.lines([Run("مرحبا\nhello")], WIDTH, base=None)

    assert [line.right_to_left for line in lines] == [True, False]


def test_letters_of_right_to_left_text_stand_from_right_to_left() -> None:
    assert letters(SETTER.lines([Run("אבג")], WIDTH)) == "גבא"
    assert letters(SETTER.lines([Run("a אבג b")], WIDTH)) == "a גבא b"


def test_a_ligature_gives_back_both_its_letters() -> None:
    assert letters(SETTER.lines([Run("لا")], WIDTH))[::-1] == "لا"


def test_an_isolated_name_keeps_its_direction_to_itself() -> None:
    name = Run("אבג", isolated=True)

    assert letters(SETTER.lines([name, Run(" 12")], WIDTH)) == "גבא 12"


def test_faces_are_opened_only_when_a_character_needs_them() -> None:
    library = FontLibrary(FONTS)
    setter = Setter(library)

    setter.lines([Run("Only Latin, Ελληνικά и кириллица")], WIDTH)

    assert opened(library) == {"NotoSans-Regular"}
    setter.lines([Run("مرحبا")], WIDTH)
    assert opened(library) == {"NotoSans-Regular", "NotoSansArabic-Regular"}


def test_every_shipped_face_is_its_own_by_name() -> None:
    files = sorted(FONTS.glob("*.ttf"))
    faces = [uharfbuzz.Face(uharfbuzz.Blob(path.read_bytes())) for path in files]

    names = [face.get_name(uharfbuzz.OTNameIdPredefined.POSTSCRIPT_NAME) for face in faces]

    assert names == [path.stem for path in files]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("頭皮の治療、頭皮。", 4_000, ["頭皮の治", "療、頭", "皮。"]),
        ("洗髪（二十）四", 3_000, ["洗髪", "（二", "十）四"]),
        ("「質問」があっ", 4_000, ["「質問」", "があっ"]),
        ("病人AB要求", 3_500, ["病人AB", "要求"]),
        ("葛\U000e0100飾区葛\U000e0100", 3_000, ["葛\U000e0100飾区", "葛\U000e0100"]),
    ],
)
def test_chinese_and_japanese_lines_end_between_characters_but_not_before_what_closes(
    text: str, width: float, lines: list[str]
) -> None:
    found = SETTER.lines([Run(text)], width)

    assert [letters([line]) for line in found] == lines


@pytest.mark.parametrize("cluster", ["น้ำ", "ที่", "क्षि", "ক্ষ", "ę\u0301", "김"])
def test_a_word_too_wide_for_its_line_is_cut_between_letters_never_inside_one(
    cluster: str,
) -> None:
    found = SETTER.lines([Run(cluster * 40)], 2_000)

    assert len(found) > 5
    assert {letters([line]).replace(cluster, "") for line in found} == {""}
    assert all(line.width <= 2_000 for line in found)


def test_the_large_fonts_are_opened_when_a_character_needs_them_and_not_before() -> None:
    library = FontLibrary(FONTS)
    setter = Setter(library)

    setter.lines([Run("Zoë Łukasz, Фёдоров, مريم, গোপাল, ภาษา — 12 ≤ 13 ✓")], WIDTH)
    assert not {"DroidSansFallback-Regular", "HandoutHangul-Regular"} & opened(library)

    setter.lines([Run("花子")], WIDTH)
    assert "DroidSansFallback-Regular" in opened(library)
    assert "HandoutHangul-Regular" not in opened(library)


@pytest.mark.parametrize(
    ("word", "whole"), [("চুল", "চুল"), ("নতুন", "নতুন"), ("কত", ""), ("Tokyo", "")]
)
def test_a_word_with_a_mark_set_back_is_said_whole_beside_its_signs(word: str, whole: str) -> None:
    (line,) = SETTER.lines([Run(word)], WIDTH)

    assert "".join(piece.whole for _, piece in line.pieces) == whole


@pytest.mark.parametrize("text", ["ผู้ป่วย", "ปู่ย่า"])
def test_a_word_with_marks_one_above_the_other_is_said_whole(text: str) -> None:
    """Poppler 22.12 breaks such words apart by where their marks are drawn."""
    face = LIBRARY.face("NotoSansThai", bold=False)

    assert face.shape(text).whole == text
    assert face.shape("สมชาย").whole == ""
