"""Names, numbers and dates as others write them: the rule behind each, over one clinic."""

from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from intake_app.storage.search.folding import fold
from intake_app.storage.search.ranking import REAL_FIT
from tests.helpers.register import Register

# Name, and what is typed for it; parted by |.
NAMES: dict[str, str] = {
    # a particle apart from the name, one with it, or another of the same meaning
    "Mc Donald, Ronald Jr.": "macdonald|mcdonald|mac donald|MacDonald Ronald|macdonlad",
    "Ann McDonald": "macdonald|mac donald|mc donald|ann macdonald",
    "Eve MacDonald": "mcdonald|mc donald|mac donald|eve mcdonald|mcdona",
    "Iain Mac Gregor": "macgregor|mcgregor|mc gregor|mcgergor",
    "Macy Machado": "machado|macy",
    "Sean O'Neill": "oneill|o neill|o’neill|sean oneil|neill|oneil",
    "Vincent van den Berg": "vandenberg|van den berg|vandenbreg|vincent berg|vanden berg"
    "|vdberg|vincent vdberg",
    "Jan van der Meer": "vandermeer|v d meer|v.d. meer|meer jan|vandermere|vdmeer",
    "Ludwig von Grün": "vongrun|von gruen|gruen ludwig",
    "Ahmed ibn Rushd": "ibnrushd|ibn rushd|bin rushd|ben rushd|benrushd",
    "Omar al-Farouq": "alfarouq|al farouq|el farouq|elfarouq|farouq|faruq|al-faruq",
    "Mohammed El-Sayed": "elsayed|al sayed|alsayed|sayed|mohamad|muhammed|mohamed",
    "Abd al-Rahman Haddad": "abdulrahman|abdelrahman|abdurrahman|abd alrahman|abdul rahman",
    "Abdulrahman Hariri": "abd al rahman|abdul rahman|abdelrahman|abd el rahman",
    "عبد الرحمن الخطيب": "عبدالرحمان|عبد الرحمان|عبدالرحمن|عبدرحمن",
    "عبدالرحمن سعيد": "عبدالرحمان|عبد الرحمن|الرحمن|رحمن",
    "عبدالرحمان قاسم": "عبدالرحمن|عبد الرحمن|عبد الرحمان",
    "عبدالله بن محمد": "عبد الله|عبدلله|بن محمد|ابن محمد",
    "أبو بكر": "ابوبكر|ابو بكر|ابي بكر",
    # a long vowel written or not; other spellings of one sound
    "إسحاق هارون": "اسحق|هرون|إسحق هرون",
    "إبراهيم إسماعيل": "ابراهيم|ابرهيم|اسمعيل|إسمعيل",
    "داود طه": "داوود|داؤد",
    "رؤوف مؤمن": "رءوف|رؤف|مومن",
    "هدى مصطفى": "هدي|مصطفي",
    # scripts of India: doubled consonants, dots for an n, dots below
    "श्रीकृष्ण अय्यर": "अयर|अय्यर|अय्|श्रीकृष्ण",
    "विद्या अयर": "अयर|अय|विद्या अय्यर",
    "मुन्ना सिन्हा": "मुना|मुन्ना|मुन्",
    "अब्दुल्ला सत्तार": "अब्दुला|सतार",
    "সুমাইয়া দত্ত": "দত|দত্ত",
    "सन्तोष चन्द्र": "संतोष|चंद्र|सन|सन्|सन्तो",
    "संतोष हिन्दी": "सन्तोष|हिंदी|सं|संतो",
    "राजेन्द्र सिंह": "सिन्ह|सिंह|राजेंद्र सिन्ह|राजेन्द्र सिंह",
    "सुनीता सिन्हा": "सिंहा|सिन्हा|सुनीता सिंहा",
    "চৈতালী সিংহ": "সিন্হ|সিংহ",
    "चाँद अम्बानी": "चांद|अंबानी",
    "ज़ीनत फ़ातिमा": "जीनत|फातिमा",
    "கண்ணன் முருகன்": "கணன்|கண்|முருகன்|முருக",
    "अना कुलकर्णी": "अन्ना|कुल्कर्णी",
    # other alphabets, other keyboards
    "Işıl Çığ": "isil|ışıl|IŞIL|ISIL cig|işil",
    "Nguyễn Văn Đức": "nguyen van duc|duc nguyen|van duc|nguyenvanduc",
    "Кирилл Щербаков": "щербаков|кирил|щебраков",
    "Наталья Соловьёва": "наталия|соловьева|солобьева",
    "Γιώργος Αγγελόπουλος": "γιοργος|αγελοπουλος|αγγελοπουλος",
    # doubled letters, first letters, hyphens
    "Phillip Matthews": "philip|phillipp|mathews|mattehws|ohillip",
    "Zoe Whittaker": "whitaker|wittaker|zoey|qhittaker",
    "Anneliese Schmitt": "schmidt|schmit|annelise",
    "Catherine Stephens": "katherine|catharine",
    "Wojciech Szczęsny": "szczesny|sczesny|wojcech|zsczesny",
    "Anna-Lena Müller": "annalena|anna lena|lena muller|anna mueller|mueller annalena|müller-anna",
}
ROMANISED = {
    "王小明|Wang Xiaoming": "wang xiaoming|xiaoming|xiao ming|wangxiaoming|xiao ming wang",
    "김민준|Kim Min-jun": "kim minjun|min jun|kim min jun|minjun kim|kimminjun|김 민준",
    "박서연|Park Seoyeon": "park seo yeon|seo-yeon|seoyeon park",
    "山田太郎|Yamada Tarō": "yamada taro|taro yamada|yamada tarou",
    "佐藤 祐子|Satō Yūko": "sato yuko|satou yuuko|satoh|yuko",
}
NUMBERS = {
    "+49 (0)170 1234567": "01701234567|0170 1234567|+491701234567|00491701234567|170 1234567"
    "|0049 (0) 170 1234567|1234567|+49 170 123|0170-123-4567|49 170 1234567|+49 (0)170",
    "07700 900123": "+44 7700 900123|00447700900123|7700900123|900123|+44 (0) 7700 900 123"
    "|447700900123|+44(0)7700900123|Phone: 07700 900123|(0)7700 900123",
    "(212) 555-0142": "+12125550142|1 212 555 0142|555-0142|212.555.0142|011 1 212 555 0142",
    "+971 50 765 4321": "0507654321|050 765 4321|971507654321|+971 (0)50 7654321",
    "0043 664 1122334": "+43 664 1122334|06641122334|436641122334|0664/1122334",
    "9876543210": "+91 98765 43210|0 98765 43210|0091 9876543210|98765-43210|43210",
}
BIRTHS = {
    "1985-03-09": "9.3.85|09.03.1985|9-3-1985|9 3 85|090385|09031985|19850309|9 march 1985"
    "|mar 9 1985|9. März 1985|3/1985|03/85|9.3.|1985.03.09|9. 3. 1985|9th of march 1985"
    "|9 of March 1985|Sat 9 March 1985|geb. 9.3.1985|born 9.3.1985|DOB: 9/3/1985|*9.3.1985"
    "|9-Mar-1985|09MAR1985|9mar85|1985 mar 9|1985/3/9|9 de marzo de 1985",
}


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    register = Register(tmp_path_factory.mktemp("clinic"))
    register.connection.execute("BEGIN")
    for name in NAMES:
        register.add(name)
    for both in ROMANISED:
        name, romanised = both.split("|")
        register.add(name, romanised=romanised)
    for number in NUMBERS:
        register.add(f"Tele Fon{len(number)}", phones=(number,))
    for birth in BIRTHS:
        register.add("Dora Datum", born=birth)
    for count in range(300):
        register.add(f"Filler{count % 37} Person{count}", phones=(f"0{count:03d} 77{count:04d}",))
    register.connection.execute("COMMIT")
    yield register
    register.connection.close()


_ALL = {**NAMES, **ROMANISED, **NUMBERS, **BIRTHS}
_AMONG_THE_FIRST = 8
"""Several of the made-up people share a name in another spelling."""


@pytest.mark.parametrize(("number", "whom"), list(enumerate(_ALL, 1)))
def test_everything_that_is_typed_for_somebody_finds_them_as_a_real_fit(
    clinic: Register, number: int, whom: str
) -> None:
    missed = []
    for text in _ALL[whom].split("|"):
        found = clinic.lookup.find(text)[:_AMONG_THE_FIRST]
        scores = [match.score for match in found if match.record_number == f"P{number:06d}"]
        if not scores or scores[0] < REAL_FIT:
            missed.append((text, scores))

    assert missed == []


def test_somebody_called_born_is_found_beside_a_year(clinic: Register) -> None:
    number = clinic.add("Max Born", born="1982-12-11")

    assert clinic.found("born 1982") == [number]


@given(st.text("कतनमरयसंँ्ािु ", max_size=14))
@example("क्क्क न्न्त सँत")
def test_folding_names_of_india_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
