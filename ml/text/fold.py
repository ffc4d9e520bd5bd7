"""One spelling for words that banks write in many: Cyrillic and every Latin transliteration of it meet."""

import re
import unicodedata
from typing import Final

_LATIN: Final = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "h", "ц": "c", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "u", "я": "a",
    "і": "i", "ї": "i", "є": "e", "ґ": "g", "ў": "u", "қ": "k", "ғ": "g", "ә": "a", "ң": "n", "ө": "o", "ұ": "u",
    "ү": "u", "һ": "h", "ß": "ss",
}  # fmt: skip
_TABLE: Final = str.maketrans(_LATIN)
# Longest first: what several transliteration standards write in several ways becomes one.
_SPELLINGS: Final = {
    "shch": "sh", "sch": "sh", "yu": "u", "ju": "u", "iu": "u", "ya": "a", "ja": "a", "ia": "a", "yo": "e", "jo": "e",
    "ye": "e", "je": "e", "kh": "h", "ts": "c", "tz": "c", "ks": "x", "ck": "k", "ph": "f", "y": "i", "j": "i",
    "w": "v",
}  # fmt: skip
_SPELLING: Final = re.compile("|".join(_SPELLINGS))
_SIMPLE: Final = re.compile(r"[\x00-\x7fА-Яа-яЁё«»–—]*")
"""Texts whose letters have one form and no accents but those of `ё` and `й`: almost every Russian line."""
_DOUBLED: Final = re.compile(r"([b-df-hj-np-tv-z])\1+")


def normalise(text: str) -> str:
    """Lower case without accents; `ё` becomes `е`, but `й` stays itself."""
    if text.isascii():
        return text.lower()
    if _SIMPLE.fullmatch(text) is not None:
        return text.lower().replace("ё", "е")
    # casefold, not lower: the latter writes a sigma by its place in the word.
    folded = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    decomposed = unicodedata.normalize("NFD", folded)
    stripped = (mark for mark in decomposed if not unicodedata.combining(mark) or mark == "\u0306")
    return unicodedata.normalize("NFC", "".join(stripped))


def transliterate(text: str) -> str:
    """Lower-case Cyrillic in Latin letters; everything else stays."""
    return text if text.isascii() else text.translate(_TABLE)


def fold(text: str) -> str:
    """A phonetic key, never for show: `пятёрочка`, `PYATEROCHKA` and `piaterochka` all give `paterochka`."""
    return fold_normalised(normalise(text))


def fold_normalised(text: str) -> str:
    """As `fold`, of a text that is normalised."""
    latin = transliterate(text)
    return _DOUBLED.sub(r"\1", _SPELLING.sub(lambda match: _SPELLINGS[match[0]], latin))
