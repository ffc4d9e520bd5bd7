"""What the heads of columns mean, by language: plain phrases, as banks write them."""

import unicodedata
from collections.abc import Mapping
from typing import Final

from core.adapters.statements.delimited.column_role import Role
from core.adapters.statements.delimited.header_words.czech import CZECH
from core.adapters.statements.delimited.header_words.dutch import DUTCH
from core.adapters.statements.delimited.header_words.english import ENGLISH
from core.adapters.statements.delimited.header_words.french import FRENCH
from core.adapters.statements.delimited.header_words.german import GERMAN
from core.adapters.statements.delimited.header_words.hungarian import HUNGARIAN
from core.adapters.statements.delimited.header_words.italian import ITALIAN
from core.adapters.statements.delimited.header_words.polish import POLISH
from core.adapters.statements.delimited.header_words.portuguese import PORTUGUESE
from core.adapters.statements.delimited.header_words.russian import RUSSIAN
from core.adapters.statements.delimited.header_words.scandinavian import SCANDINAVIAN
from core.adapters.statements.delimited.header_words.spanish import SPANISH
from core.adapters.statements.delimited.header_words.ukrainian import UKRAINIAN

LANGUAGES: Final[Mapping[str, Mapping[Role, str]]] = {
    "ru": RUSSIAN,
    "en": ENGLISH,
    "de": GERMAN,
    "uk": UKRAINIAN,
    "nl": DUTCH,
    "fr": FRENCH,
    "es": SPANISH,
    "it": ITALIAN,
    "pt": PORTUGUESE,
    "pl": POLISH,
    "cs": CZECH,
    "sv": SCANDINAVIAN,
    "hu": HUNGARIAN,
}
"""The likelier first: where a header could be of two languages, the first is believed."""
_PLAIN: Final = str.maketrans({"ł": "l", "ø": "o", "æ": "ae", "ß": "ss"})

Meanings = Mapping[str, tuple[Role, ...]]
"""Language → what a phrase means in it, the likelier first."""


def _phrases() -> dict[str, dict[str, tuple[Role, ...]]]:
    found: dict[str, dict[str, tuple[Role, ...]]] = {}
    for language, words in LANGUAGES.items():
        for role, phrases in words.items():
            for phrase in phrases.split("|"):
                for spelling in _spellings(phrase):
                    meanings = found.setdefault(spelling, {})
                    known = meanings.get(language, ())
                    meanings[language] = known if role in known else (*known, role)
    return found


def _spellings(phrase: str) -> set[str]:
    """As it is, and in the Latin alphabet without its marks: not every bank writes them."""
    plain = phrase.replace("ё", "е").replace(".", "").strip()
    bare = "".join(c for c in unicodedata.normalize("NFD", plain.translate(_PLAIN)) if not unicodedata.combining(c))
    return {plain, bare} if bare.isascii() else {plain}


PHRASES: Final[Mapping[str, Meanings]] = _phrases()
"""Header phrase in lower case without punctuation → what it means, by language."""
