"""The system categories: our own two-level taxonomy with Russian and English names and MCC mapping."""

from core.taxonomy.load_taxonomy import load_taxonomy, parse_taxonomy
from core.taxonomy.tree import Category, Deductible, Group, Kind, Taxonomy, TaxonomyError

__all__ = [
    "Category",
    "Deductible",
    "Group",
    "Kind",
    "Taxonomy",
    "TaxonomyError",
    "load_taxonomy",
    "parse_taxonomy",
]
