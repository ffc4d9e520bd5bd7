"""Made-up merchants, each with the names it goes by. Three sets of them share no root: none is met in two."""

import random
import tomllib
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from ml.text.fold import transliterate

Part = Literal["train", "calibrate", "test"]
_SHARES: Final[dict[Part, tuple[int, ...]]] = {"train": (0, 1, 2), "calibrate": (3,), "test": (4,)}
_WORDS: Final = Path(__file__).with_name("made_up_names.toml")
_TIPPED: Final = frozenset({"такси", "ресторан", "бар", "кофейня", "taxi", "restaurant", "bar", "cafe", "gasthaus"})


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    """Lists by language; a text is a list of its words."""
    read: dict[str, dict[str, Any]] = tomllib.loads(_WORDS.read_text(encoding="utf-8"))
    return {
        language: {name: value.split() if isinstance(value, str) else value for name, value in lists.items()}
        for language, lists in read.items()
    }


@dataclass(frozen=True, slots=True)
class Merchant:
    """`brand` is over the door, `legal` on the invoice; `on_statement`, with `{n}` for a number, is the bank's."""

    language: str
    brand: str
    legal: str
    tax_id: str
    on_statement: str
    is_tipped: bool
    currency: str


def make_merchant(dice: random.Random, part: Part, language: str) -> Merchant:
    """One merchant of the part's own roots. Three of ten have a legal name that has nothing to do with the brand."""
    words = _words()[language]
    root, other = _root(dice, words, part), _root(dice, words, part)
    trade = dice.choice(words["trades"])
    brand = " ".join((trade, root) if language == "ru" or _happens(dice, 0.2) else (root, trade)).title()
    if _happens(dice, 0.35):
        brand = root.title()
    family = dice.choice([word for word in words["surnames"] if _is_of(word, part)])
    legal = dice.choice(words["legal"]).format(dice.choices((root, other), (0.78, 0.22))[0].title())
    if _happens(dice, 0.1):
        legal = f"ИП {family.title()} {dice.choice('АВЕИМНОС')}.А." if language == "ru" else f"{family.title()} & Sons"
    return Merchant(
        language=language,
        brand=brand,
        legal=legal,
        tax_id="".join(dice.choices("0123456789", k=10)),
        on_statement=_on_statement(dice, language, dice.choices((brand, legal, ""), (0.8, 0.17, 0.03))[0]),
        is_tipped=trade in _TIPPED,
        currency={"ru": "RUB", "en": dice.choice(("USD", "GBP")), "de": "EUR"}[language],
    )


def _happens(dice: random.Random, share: float) -> bool:
    return dice.random() < share


def _is_of(word: str, part: Part) -> bool:
    return zlib.crc32(word.encode()) % 5 in _SHARES[part]


def _root(dice: random.Random, words: Mapping[str, Sequence[str]], part: Part) -> str:
    """A word of the language, or one that could be."""
    while True:
        first = "".join(dice.choices(words["first_syllables"], k=dice.choice((1, 2))))
        coined = first + dice.choice(words["last_syllables"])
        word = dice.choice(words["roots"]) if _happens(dice, 0.4) else coined
        if _is_of(word, part):
            return word


def _on_statement(dice: random.Random, language: str, name: str) -> str:
    """The bank's way of writing it: transliterated, cut, with numbers and a town, or saying nothing."""
    if not name:
        return dice.choice(("CARD PURCHASE {n}", "Покупка {n}", "POS {n}"))
    plain = name.translate(str.maketrans("", "", "«»"))
    latin = transliterate(plain.lower()).upper()
    town = dice.choice(_words()[language]["towns"])
    shapes = [
        f"{latin} {{n}} {town}",
        f"{latin[:22]}",
        f"SP*{latin}",
        f"{latin.replace(' ', '')} {town}",
        f"{latin} {town}",
        f"{{n}} {latin[:18]} {town}",
    ]
    if language == "ru":
        shapes += [f"Оплата товаров и услуг. {plain}", f"{plain} {{n}}", f"YM*{latin.replace(' ', '_')}"]
    else:
        shapes += [f"CARD PAYMENT TO {plain}", f"SumUp *{plain}", f"PAYPAL *{latin.replace(' ', '')}"]
    return dice.choice(shapes)
