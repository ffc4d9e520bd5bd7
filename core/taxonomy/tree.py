from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class TaxonomyError(ValueError):
    """The taxonomy file contradicts itself: a fault of ours, not of a person's input."""


class Kind(StrEnum):
    """What a category does to a person's books."""

    INCOME = "income"  # money earned
    BUSINESS = "business"  # cost of the business
    PERSONAL = "personal"  # private spending
    TAX = "tax"  # paid to the state
    TRANSFER = "transfer"  # moves money without earning or spending it


class Deductible(StrEnum):
    """Whether spending lowers taxable income. Only a hint: the tax rules of a country decide."""

    USUALLY = "usually"
    SOMETIMES = "sometimes"  # business or private use: the person says which
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Category:
    """A leaf. `key` is stable and reads `group.leaf`; `names` has a name per language, always `ru` and `en`."""

    key: str
    group: str
    kind: Kind
    deductible: Deductible
    names: Mapping[str, str]
    mcc: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The upper level. Its key is the part of its leaves' keys before the dot."""

    key: str
    kind: Kind
    names: Mapping[str, str]
    categories: tuple[Category, ...]


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """All groups in display order, with the two ways to find a leaf."""

    groups: tuple[Group, ...]
    by_key: Mapping[str, Category]
    by_mcc: Mapping[str, str]

    def categories(self) -> Iterator[Category]:
        """Every leaf, in display order."""
        for group in self.groups:
            yield from group.categories

    def category_of_mcc(self, mcc: str | None) -> str | None:
        """Key of the leaf for a merchant category code such as `5411`; None for a code that says nothing."""
        if mcc is None:
            return None
        return self.by_mcc.get(mcc.strip().zfill(4))
