"""Names as they are typed at a desk: in other scripts, mistyped, from other keyboards."""

from collections.abc import Iterator

import pytest

from tests.helpers.register import Register

# Name, date of birth, telephone numbers, romanised name; and what is typed for that patient.
PEOPLE: tuple[tuple[tuple[str, str, tuple[str, ...], str], tuple[str, ...]], ...] = (
    (
        ("Κωνσταντίνος Παπαδόπουλος", "1958-10-28", ("+30 210 765 4321",), ""),
        (
            "παπαδοπουλος",
            "Παπαδοπουλοσ",
            "παπδοπουλος",
            "κωσταντινος",
            "ΠΑΠΑΔΟΠΟΥΛΟΣ ΚΩΝΣΤΑΝΤΙΝΟΣ",
            "απαδοπουλος",
            "παπαδόπουλ",
        ),
    ),
    (
        ("Екатерина Шевченко-Ковалёва", "1977-11-30", ("8 (495) 987-65-43",), ""),
        (
            "шевченко",
            "ковалева",
            "Шевчеко",
            "екатрина",
            "швеченко",
            "ШЕВЧЕНКО",
            "ковалёва катерина",
            "шевченкоковалева",
        ),
    ),
    (
        ("עֹבַדְיָה בן־דוד", "1969-02-11", (), ""),
        (
            "עובדיה",
            "עבדיה",
            "בן דוד",
            "בן-דוד",
            "בנדוד",
            "בן־דוד עבדיה",
        ),
    ),
    (
        ("שרה כהן", "", (), "Sara Cohen"),
        (
            "שרה",
            "כהן",
            "כהנ",
            "שרה כהו",
        ),
    ),
    (
        ("عبد الرحمن الخطيب", "1981-06-09", ("٠١٠٠٢٢٣٣٤٤٥",), ""),
        (
            "عبدالرحمن",
            "عبد الرحمن",
            "الخطيب",
            "خطيب",
            "الخطبي",
            "الخطيب عبد",
        ),
    ),
    (
        ("فاطمة الزهراء بنعلي", "", (), ""),
        (
            "فاطمه",
            "الزهراء",
            "زهراء",
            "الزهرا",
            "بن علي",
            "بنعلي",
        ),
    ),
    (
        ("श्रीकृष्ण अय्यर", "", (), ""),
        (
            "श्रीकृष्ण",
            "श्रीकृष्",
            "अय्यर",
            "श्रीकृषण",
        ),
    ),
    (
        (
            "Wei-Ling O'Connor-Nakamura",
            "1990-04-05",
            (
                "(020) 7946-0123",
                "07700 900 111",
            ),
            "",
        ),
        (
            "oconnor",
            "o connor",
            "o'connor",
            "o’connor",
            "nakamura",
            "oconnornakamura",
            "weiling",
            "wei ling",
            "wie-ling",
            "okonnor",
        ),
    ),
    (
        ("Jürgen Müller-Lüdenscheidt", "1949-12-24", ("+49 (0)221 123456-78",), ""),
        (
            "mueller",
            "muller",
            "müller",
            "juergen",
            "jurgen",
            "Mueller-Luedenscheidt",
            "ludenscheidt",
            "luedenscheidt",
            "Mülelr",
            "müllerludenscheidt",
            "ürgen",
        ),
    ),
    (
        ("Ğülşah İğdırlıoğlu", "", (), ""),
        (
            "gulsah",
            "gülşah",
            "IGDIRLIOGLU",
            "iğdırlıoğlu",
            "igdirlioglu",
            "İĞDIRLIOĞLU GÜLŞAH",
            "gülsah igdirlioğlu",
            "gulash",
        ),
    ),
    (
        ("Zdzisław Brzęczyszczykiewicz", "", (), ""),
        (
            "brzeczyszczykiewicz",
            "Brzęczyszczykiewicz",
            "zdzislaw",
            "brzeczyszczykewicz",
            "brzęczyszcz",
            "rzęczyszczykiewicz",
            "zdizslaw",
        ),
    ),
    (
        ("Søren Ærøskøbing Ålborg", "", (), ""),
        (
            "soren",
            "sören",
            "aeroskobing",
            "ærøskøbing",
            "alborg",
            "aalborg",
            "soeren",
        ),
    ),
    (
        (
            "María de los Ángeles García-Hernández y Núñez",
            "2001-02-03",
            (
                "+34 91 123 45 67",
                "699.888.777",
            ),
            "",
        ),
        (
            "garcia hernandez",
            "angeles",
            "de los angeles",
            "nunez",
            "maria garcia",
            "garcía nuñez",
            "ángeles garcia maría",
            "hernadnez",
            "garciahernandez",
        ),
    ),
    (
        ("Jean-Baptiste D'Artagnan", "", (), ""),
        (
            "dartagnan",
            "d'artagnan",
            "d artagnan",
            "artagnan",
            "jean baptiste",
            "jeanbaptiste",
            "baptiste",
            "jb d'artagnan",
            "jean batiste",
        ),
    ),
    (
        ("Siobhán Ní Dhomhnaill", "", (), ""),
        (
            "siobhan",
            "ni dhomhnaill",
            "nidhomhnaill",
            "dhomhnail",
            "sibohan",
        ),
    ),
    (
        ("Nguyễn Thị Ánh Tuyết", "", (), ""),
        (
            "nguyen",
            "nguyen thi anh tuyet",
            "tuyết nguyen",
            "anh tuyet",
            "nguyên",
            "ngyuen",
            "tuyêt",
        ),
    ),
    (
        ("山田 太郎", "", (), "Yamada Taro やまだ たろう"),
        (
            "山田",
            "太郎",
            "山田太郎",
            "太郎山田",
            "やまだ",
        ),
    ),
    (
        ("ヤマモト ハナコ", "", (), ""),
        (
            "やまもと",
            "ヤマモト",
            "ﾔﾏﾓﾄ",
            "はなこ",
            "ヤマモト ハナ",
        ),
    ),
    (
        ("박서연", "", (), "Park Seo-yeon"),
        (
            "박서연",
            "서연",
            "박서",
            "박 서연",
            "서연 박",
            "박ㅅ",
        ),
    ),
    (
        ("欧阳娜娜", "", (), "Ouyang Nana"),
        (
            "欧阳",
            "娜娜",
            "欧阳娜娜",
            "娜娜欧阳",
            "阳娜",
            "ouyang",
            "nana ouyang",
        ),
    ),
    (
        ("Иван Грозный", "", (), ""),
        (
            "иван",
            "грозный",
            "грозны",
            "грозныи",
        ),
    ),
    (
        ('Robert "Bob" Smith-Jones (née X)', "", (), ""),
        (
            "bob smith",
            "robert jones",
            "smithjones",
            '"bob"',
            "bob",
            "(bob)",
            "nee",
        ),
    ),
    (
        ("Anna OR NOT Near", "", (), ""),
        (
            "or",
            "not near",
            "anna or",
            "NEAR",
            "anna AND near",
            "anna*",
            '"anna',
            "^anna",
            "anna:near",
            "{anna}",
            "-anna",
            "near(anna)",
        ),
    ),
    (
        ("ÉLODIE ŒUVRARD", "", (), ""),
        (
            "oeuvrard",
            "œuvrard",
            "elodie",
            "euvrard",
            "élodie oeuvrard",
            "OEUVRARD",
            "oeuvard",
        ),
    ),
    (
        ("Mc Donald, Ronald Jr.", "", (), ""),
        (
            "mcdonald",
            "mc donald",
            "ronald mcdonald",
            "mcdonald ronald jr",
            "jr",
        ),
    ),
    (
        ("Þórður Björgvinsson", "", (), ""),
        (
            "thordur",
            "þórður",
            "thorður",
            "bjorgvinsson",
            "björgvinson",
            "tordur",
        ),
    ),
    (
        ("සුනිල් පෙරේරා", "", (), "Sunil Perera"),
        (
            "සුනිල්",
            "පෙරේරා",
            "පෙරේර",
            "සුනිල",
        ),
    ),
    (
        ("สมชาย ใจดี", "", (), ""),
        (
            "สมชาย",
            "ใจดี",
            "สมชา",
            "ใจดี สมชาย",
            "สมชย",
        ),
    ),
    (
        ("გიორგი ბერიძე", "", (), ""),
        (
            "გიორგი",
            "ბერიძე",
            "ბერიძ",
            "გირგი",
            "ᲑᲔᲠᲘᲫᲔ",
        ),
    ),
    (
        ("Հայկ Պետրոսյան", "", (), ""),
        (
            "հայկ",
            "պետրոսյան",
            "պետրոսյա",
            "ՊԵՏՐՈՍՅԱՆ",
            "պետորսյան",
        ),
    ),
    (
        ("O\u0301scar Pe\u0301rez", "", (), ""),
        (
            "óscar",
            "oscar perez",
            "pérez",
            "Pe\u0301rez",
            "OSCAR",
        ),
    ),
    (
        ("Max\u200dMustermann", "", (), ""),
        (
            "maxmustermann",
            "max mustermann",
            "mustermann",
        ),
    ),
    (
        ("👩\u200d⚕️ Ivy Emoji", "", (), ""),
        (
            "👩",
            "ivy",
            "emoji 👩",
        ),
    ),
    (
        ("\u202eRTL Override\u202c", "", (), ""),
        (
            "rtl",
            "override",
            "\u202eoverride",
            "rtl\u200f override",
        ),
    ),
    (
        ("Dora Datum", "1987-11-12", (), ""),
        (
            "12.11.1987",
            "12/11/87",
            "1987-11-12",
            "12-11-1987",
            "12 nov 1987",
            "november 12, 1987",
            "12. November 1987",
            "19871112",
            "12111987",
            "121187",
            "１２．１１．１９８７",
            "1987年11月12日",
            "1987/11/12",
            "12.11.",
            "datum 1987",
            "datum 12.11",
            "12 kasım 1987",
            "12 noviembre 1987",
            "12 listopada 1987",
            "12 ноября 1987",
            "dora nov 1987",
            "1987.11.12",
            "12th november 1987",
            "12 Nov. 87",
            "12 novembre 1987",
            "12 नवंबर 1987",
            "١٢/١١/١٩٨٧",
        ),
    ),
    (
        ("Tele Fon UK", "", ("01632 960777",), ""),
        (
            "01632 960 777",
            "+44 1632 960777",
            "+44 (0)1632 960777",
            "0044 1632 960777",
            "1632960777",
            "960777",
            "60 777",
            "(01632) 960-777",
            "441632960777",
            "01632.960.777",
            "tel:+441632960777",
            "+44-1632-960-777",
            "０１６３２９６０７７７",
            "fon 960777",
            "01632/960777",
        ),
    ),
    (
        ("Tele Fon US", "", ("(555) 010-9922",), ""),
        (
            "+1 (555) 010-9922",
            "555-010-9922",
            "5550109922",
            "1-555-010-9922",
            "010 9922",
            "001 555 010 9922",
            "555.010.9922",
        ),
    ),
    (
        ("Tele Fon TR", "", ("+90 532 987 65 43",), ""),
        (
            "0532 987 6543",
            "+90 532 987 65 43",
            "5329876543",
            "0090 532 9876543",
            "905329876543",
        ),
    ),
    (
        ("Tele Fon RU", "", ("8 (912) 555-66-77",), ""),
        (
            "8 912 555 66 77",
            "+7 912 555-66-77",
            "9125556677",
            "79125556677",
            "89125556677",
        ),
    ),
    (
        ("Tele Fon IT", "", ("+39 06 6981 2345",), ""),
        (
            "+39 06 69812345",
            "06 69812345",
            "0669812345",
            "003906 69812345",
        ),
    ),
    (
        ("Tele Fon SA", "", ("٠٥٠ ١١١ ٢٢٢٣",), ""),
        (
            "+966 50 111 2223",
            "0501112223",
            "966501112223",
            "٠٥٠١١١٢٢٢٣",
        ),
    ),
)
_AMONG_THE_FIRST = 5


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    register = Register(tmp_path_factory.mktemp("clinic"))
    for (name, born, phones, romanised), _ in PEOPLE:
        register.add(name, born=born, phones=phones, romanised=romanised)
    for count in range(300):
        register.add(f"Filler{count % 37} Person{count}", phones=(f"0{count:03d} 77{count:04d}",))
    yield register
    register.connection.close()


@pytest.mark.parametrize("number", range(1, len(PEOPLE) + 1))
def test_who_is_meant_is_among_the_first(clinic: Register, number: int) -> None:
    _, typed = PEOPLE[number - 1]

    missed = [text for text in typed if number not in clinic.found(text)[:_AMONG_THE_FIRST]]

    assert missed == []
