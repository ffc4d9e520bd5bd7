"""The curated table of merchants and trades, and the look-up of a cleaned line in it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from core.taxonomy import load_taxonomy
from ml.categoriser.clean_description import merchant_key
from ml.categoriser.knowledge_files import read_knowledge

_BRAND_FILES: Final = ("brands_ru.toml", "brands_en.toml")
_TRADE_FILE: Final = "trades.toml"
_SHORT_WORD: Final = 3
_SHORT_LINE: Final = 3
_PLAIN_TEXT: Final = (
    "three next gap target look box budget national virgin shell speedway discovery united delta swiss spectrum "
    "orange verni svetofor norman severstal platon trassa karo start globus lenta magnit monetka komandor boom "
    "indeed bark remote sketch linear harvest buffer medium deal total moto leon vue rush subvai mango sky lush "
    "guru midas state progresiv lime laim bristol smiths"
)
_TELLING_SHORT: Final = frozenset({"kfc", "bp", "tfl", "dhl", "ups", "ncp"})
"""Short names that are no words: known whatever follows."""
_FUEL: Final = "transport.fuel"
_FUEL_WORDS: Final = frozenset({"petrol", "petro", "pfs", "fuel", "pump", "azs", "agzs", "azk"})
_FUEL_ENDS: Final = (("f", "s"), ("f", "stn"), ("filling", "station"), ("filing", "station"))
_SHOPS: Final = frozenset({"food.groceries", "shopping.marketplaces"})
_PLAIN_WORDS: Final = frozenset(_PLAIN_TEXT.split())
"""Brands that are also everyday words: known only when they are the whole name or begin a short one."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One merchant or one trade with all its spellings as people write them."""

    category: str
    spellings: tuple[str, ...]
    is_brand: bool


class UnknownCategoryError(ValueError):
    """The knowledge names a category that the taxonomy lacks: a fault of ours."""


@cache
def load_entries() -> tuple[Entry, ...]:
    """Every merchant and trade of the table, in file order."""
    files = [(name, True) for name in _BRAND_FILES] + [(_TRADE_FILE, False)]
    return tuple(entry for name, is_brand in files for entry in _entries(name, is_brand=is_brand))


def _entries(name: str, *, is_brand: bool) -> list[Entry]:
    known = load_taxonomy().by_key
    found = []
    for category, lines in read_knowledge(name).items():
        if category not in known:
            raise UnknownCategoryError(f"{name}: no category {category}")
        found += [Entry(category, tuple(line.split("|")), is_brand) for line in lines]
    return found


class MerchantTable:
    """Finds a known merchant at the start of a cleaned line, the longest name first."""

    def __init__(self, names: Mapping[tuple[str, ...], tuple[str, str]]) -> None:
        """Cleaned names, each with its category and how people write it."""
        self._names = names
        longest: dict[str, int] = {}
        for name in names:
            longest[name[0]] = max(longest.get(name[0], 0), len(name))
        self._longest = longest

    def __len__(self) -> int:
        """Number of names, each spelling counted."""
        return len(self._names)

    def category_of(self, key: str) -> str | None:
        """The category of a line's merchant key, None for an unknown merchant."""
        found = self.find(key)
        return found[0] if found is not None else None

    def find(self, key: str) -> tuple[str, str] | None:
        """As `category_of`, with the name as people write it."""
        words = key.split()
        for start, first in enumerate(words[:2]):
            longest = self._longest.get(first)
            if longest is None:
                continue
            for length in range(min(longest, len(words) - start), 0, -1):
                name = tuple(words[start : start + length])
                if (found := self._names.get(name)) is not None and _trusted(name, start, len(words)):
                    return _at_the_pump(words, *found)
        return None


def _at_the_pump(words: Sequence[str], category: str, name: str) -> tuple[str, str]:
    """A supermarket's filling station sells fuel."""
    if category in _SHOPS and (
        not _FUEL_WORDS.isdisjoint(words) or any(pair in _FUEL_ENDS for pair in pairwise(words))
    ):
        return _FUEL, f"{name}, fuel"
    return category, name


def _trusted(name: Sequence[str], start: int, words: int) -> bool:
    """One short or everyday word proves little unless it is nearly the whole line."""
    if len(name) > 1:
        return True
    if start == 0 and name[0] in _TELLING_SHORT:
        return True
    if len(name[0]) <= _SHORT_WORD or name[0] in _PLAIN_WORDS:
        return start == 0 and words < _SHORT_LINE
    return start == 0 or words <= _SHORT_LINE


@cache
def load_merchant_table() -> MerchantTable:
    """The table of brands. A name that stands under two categories decides nothing and is left out."""
    written: dict[tuple[str, ...], str] = {}
    for entry in load_entries():
        if entry.is_brand:
            for spelling in entry.spellings:
                written.setdefault(tuple(merchant_key(spelling).split()), entry.spellings[0])
    return MerchantTable(
        {
            name: (next(iter(found)), written[name].title())
            for name, found in names_by_category().items()
            if len(found) == 1
        }
    )


def names_by_category() -> dict[tuple[str, ...], set[str]]:
    """Every cleaned brand name with the categories it stands under."""
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for entry in load_entries():
        if entry.is_brand:
            for spelling in entry.spellings:
                if key := merchant_key(spelling):
                    found[tuple(key.split())].add(entry.category)
    return found
