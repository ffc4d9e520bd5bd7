import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from core.taxonomy.tree import Category, Deductible, Group, Kind, Taxonomy, TaxonomyError

_FILE: Final = Path(__file__).with_name("taxonomy.toml")
_WORD: Final = re.compile(r"[a-z][a-z0-9_]*")
_MCC: Final = re.compile(r"(\d{4})(?:-(\d{4}))?")
_LANGUAGES: Final = ("ru", "en")


@cache
def load_taxonomy() -> Taxonomy:
    """The taxonomy that ships with the program, read once."""
    return parse_taxonomy(_FILE.read_text(encoding="utf-8"))


def parse_taxonomy(text: str) -> Taxonomy:
    """Read a taxonomy from TOML. Raises TaxonomyError naming the group, leaf or code that is wrong."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TaxonomyError(f"not TOML: {error}") from error
    groups = tuple(_group(key, table) for key, table in document.items())
    leaves = {leaf.key: leaf for group in groups for leaf in group.categories}
    return Taxonomy(groups, MappingProxyType(leaves), MappingProxyType(_by_mcc(leaves.values())))


def _group(key: str, table: Mapping[str, Any]) -> Group:
    _check_word(key)
    try:
        kind = Kind(table["kind"])
        default = Deductible(table.get("deductible", Deductible.NEVER))
        leaves = tuple(_leaf(key, leaf, kind, default, fields) for leaf, fields in table["categories"].items())
    except (KeyError, ValueError, AttributeError) as error:
        raise TaxonomyError(f"group {key}: {error}") from error
    if not leaves:
        raise TaxonomyError(f"group {key} has no categories")
    return Group(key, kind, _names(key, table), leaves)


def _leaf(group: str, leaf: str, kind: Kind, default: Deductible, fields: Mapping[str, Any]) -> Category:
    _check_word(leaf)
    key = f"{group}.{leaf}"
    deductible = Deductible(fields.get("deductible", default))
    mcc = tuple(code for span in fields.get("mcc", ()) for code in _codes(key, span))
    return Category(key, group, kind, deductible, _names(key, fields), mcc)


def _names(key: str, fields: Mapping[str, Any]) -> Mapping[str, str]:
    names = {language: fields.get(language) for language in _LANGUAGES}
    if not all(isinstance(name, str) and name.strip() for name in names.values()):
        raise TaxonomyError(f"{key} needs a name in each of {', '.join(_LANGUAGES)}")
    return MappingProxyType({language: str(name) for language, name in names.items()})


def _codes(key: str, span: str) -> Iterator[str]:
    match = _MCC.fullmatch(span)
    if match is None:
        raise TaxonomyError(f"{key}: {span!r} is not an MCC or a range of them")
    first = int(match[1])
    last = int(match[2] or match[1])
    if last < first:
        raise TaxonomyError(f"{key}: the range {span} is empty")
    for code in range(first, last + 1):
        yield f"{code:04d}"


def _by_mcc(leaves: Iterable[Category]) -> dict[str, str]:
    found: dict[str, str] = {}
    for leaf in leaves:
        for code in leaf.mcc:
            if code in found:
                raise TaxonomyError(f"MCC {code} stands under {found[code]} and {leaf.key}")
            found[code] = leaf.key
    return found


def _check_word(word: str) -> None:
    if _WORD.fullmatch(word) is None:
        raise TaxonomyError(f"{word!r} can't be part of a key: small letters, digits and underscores only")
