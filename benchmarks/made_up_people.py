"""Made-up people for the benchmarks: many scripts, frequent and rare names, always the same."""

import random
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    number: int
    script: str
    given: str
    family: str
    birth_date: str
    phone: str

    @property
    def name(self) -> str:
        if self.script in ("han", "hangul"):
            return f"{self.family}{self.given}"
        return f"{self.given} {self.family}"


@dataclass(frozen=True, slots=True)
class _Tongue:
    """Syllables from which a language's names are put together, and how many it has."""

    script: str
    share: float
    starts: str
    vowels: str
    ends: tuple[str, ...]
    calling_code: str
    given_names: int
    family_names: int
    syllables: tuple[int, int] = (2, 3)


_TONGUES = (
    _Tongue("latin", 0.25, "b c d f g h j k l m n p r s t w ch sh st br th", "a e i o u ee ou",
            ("", "n", "r", "s", "son", "ton", "ley"), "+44", 900, 16_000),
    _Tongue("latin", 0.15, "b c d f g h j l m n p r s t v z ll ñ", "a e i o u á é í ó ú",
            ("", "n", "s", "ez", "ro", "do"), "+34", 700, 9_000),
    _Tongue("latin", 0.10, "b ç d f g ğ h k l m n p r s ş t v y z", "a e ı i o ö u ü",
            ("", "n", "k", "lı", "oğlu", "maz"), "+90", 600, 8_000),
    _Tongue("latin", 0.10, "b c d f g k ł m n p r s ś t w z ż cz sz", "a e i o u y ą ę ó",
            ("", "k", "ski", "ska", "wicz"), "+48", 600, 9_000),
    _Tongue("latin", 0.05, "b đ h kh l m ng nh ph q t th tr v x", "a ă â e ê i o ô ơ u ư ạ ế ị",
            ("", "n", "ng", "nh", "t"), "+84", 400, 1_200, (1, 1)),
    _Tongue("cyrillic", 0.10, "б в г д ж з к л м н п р с т ф х ш", "а е и о у ё ы я",
            ("", "н", "ов", "ев", "ин", "ский"), "+7", 500, 9_000),
    _Tongue("greek", 0.04, "β γ δ θ κ λ μ ν π ρ σ τ φ χ", "α ε η ι ο ω ά έ ί ό",
            ("ς", "ης", "ου", "πουλος", "ιδης"), "+30", 300, 3_000),
    _Tongue("arabic", 0.10, "ب ت ج ح خ د ر ز س ش ص ع ف ق ك ل م ن ه", "ا و ي َ ِ ُ أ",
            ("", "ن", "د", "ي", "ة"), "+20", 500, 4_000),
    _Tongue("devanagari", 0.05, "क ख ग च ज त द न प ब म र ल श स ह", "ा ि ी े ो ु ू ्र",
            ("", "न", "श", "ल"), "+91", 500, 4_000),
    _Tongue("han", 0.04, "王 李 张 刘 陈 杨 赵 黄 周 吴",
            "明 华 丽 伟 芳 娜 敏 静 强 磊 洋 艳 勇 军", ("",), "+86", 600, 10, (1, 1)),
    _Tongue("hangul", 0.02, "김 이 박 최 정 강 조 윤 장 임", "민 준 서 지 현 우 진 수 연 은 하 윤",
            ("",), "+82", 300, 10, (1, 1)),
)  # fmt: skip


def made_up_people(count: int, *, seed: int = 1) -> Iterator[Person]:
    """``count`` people; a few names are borne by very many, most by very few."""
    chance = random.Random(seed)
    stocks = [(tongue, *_names(tongue, chance)) for tongue in _TONGUES]
    shares = [tongue.share for tongue in _TONGUES]
    for number in range(1, count + 1):
        tongue, given_names, family_names = chance.choices(stocks, shares)[0]
        yield Person(
            number=number,
            script=tongue.script,
            given=_frequent(given_names, chance),
            family=_frequent(family_names, chance),
            birth_date=_birth_date(chance),
            phone=_phone(tongue, chance),
        )


def _names(tongue: _Tongue, chance: random.Random) -> tuple[list[str], list[str]]:
    given = [_name(tongue, chance, 2) for _ in range(tongue.given_names)]
    family = [
        _name(tongue, chance, chance.randint(*tongue.syllables))
        for _ in range(tongue.family_names)
    ]
    return given, family


def _name(tongue: _Tongue, chance: random.Random, syllables: int) -> str:
    starts, vowels = tongue.starts.split(), tongue.vowels.split()
    name = "".join(chance.choice(starts) + chance.choice(vowels) for _ in range(syllables))
    return (name + chance.choice(tongue.ends)).capitalize()


def _frequent(names: list[str], chance: random.Random) -> str:
    """The first of the list far more often than the last, as in real registers."""
    return names[int(len(names) * chance.random() ** 3)]


def _birth_date(chance: random.Random) -> str:
    full = f"{chance.randint(1930, 2012)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
    return chance.choices((full, full[:4], ""), (0.96, 0.02, 0.02))[0]


def _phone(tongue: _Tongue, chance: random.Random) -> str:
    digits = f"{chance.randint(10**8, 10**9 - 1)}"
    if chance.random() < 0.5:
        return f"{tongue.calling_code} {digits[:3]} {digits[3:6]} {digits[6:]}"
    return f"0{digits[:3]} {digits[3:]}"
