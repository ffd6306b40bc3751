"""Where a line of Chinese or Japanese may end: between any two characters, but not everywhere.

The basic rules of the trade: nothing that closes, and no small or repeated kana, begins a line;
nothing that opens ends one. Korean is written with blanks and ends its lines there.
"""

BROKEN_ANYWHERE = (
    "\u2e80-\u2fdf\u3000-\u312f\u3190-\u9fff\uf900-\ufaff"
    "\ufe30-\ufe4f\uff01-\uff9f\uffe0-\uffe6\U00020000-\U0003ffff"
)
"""The characters that lines may end before and after, as a stretch of a pattern's class."""

_BEGINS_NO_LINE = (
    r"\u3000、。，．・：；？！゛゜ヽヾゝゞ々〻ー）〕］｝〉》」』】〙〗〟’”｠»…‥〜～％‰℃"
    r"ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰ-ㇿ｡､･｣ｧ-ｰﾞﾟ)\]},.:;!?%"
    r"\u0300-\u036f\u3099\u309a\u200c\u200d\u2069\ufe00-\ufe0f\U000e0100-\U000e01ef"
)
_ENDS_NO_LINE = r"（〔［｛〈《「『【〘〖〝‘“｟«￥＄￡(\[{$£€\u2068"

WITHOUT_BLANKS = (
    f"|(?<=[{BROKEN_ANYWHERE}])(?<![{_ENDS_NO_LINE}])(?=[^ {_BEGINS_NO_LINE}])"
    f"|(?<=[^ {_ENDS_NO_LINE}])(?=[{BROKEN_ANYWHERE}])(?![{_BEGINS_NO_LINE}])"
)
"""The places, as further alternatives of a pattern."""
