import pytest

from core.taxonomy import Deductible, Kind, TaxonomyError, load_taxonomy, parse_taxonomy

SMALL = """
[food]
kind = "personal"
ru = "Еда"
en = "Food"
[food.categories]
groceries = { ru = "Продукты", en = "Groceries", mcc = ["5411", "5440-5442"] }
"""


def test_shipped_taxonomy_is_small_complete_and_in_both_languages() -> None:
    taxonomy = load_taxonomy()
    assert 10 <= len(taxonomy.groups) <= 15
    assert len(taxonomy.by_key) == 75
    assert {group.kind for group in taxonomy.groups} == set(Kind)
    for category in taxonomy.categories():
        assert category.key.startswith(f"{category.group}.")
        assert category.names["ru"]
        assert category.names["en"].isascii() or "é" in category.names["en"]
        if category.kind is not Kind.BUSINESS:
            assert category.deductible is Deductible.NEVER


def test_names_are_unique_in_each_language() -> None:
    categories = list(load_taxonomy().categories())
    for language in ("ru", "en"):
        assert len({category.names[language] for category in categories}) == len(categories)


@pytest.mark.parametrize(
    ("mcc", "key"),
    [
        ("5411", "food.groceries"),
        ("5812", "food.restaurants"),
        ("742", "family.pets"),
        ("4121", "transport.taxi"),
        ("3005", "travel.tickets"),
        ("3357", "transport.car_hire"),
        ("3690", "travel.hotels"),
        (" 7372 ", "business.software"),
        ("9311", "taxes.income_tax"),
        ("6011", "transfers.cash"),
        ("9999", None),
        ("", None),
        (None, None),
    ],
)
def test_mcc_leads_to_a_category(mcc: str | None, key: str | None) -> None:
    assert load_taxonomy().category_of_mcc(mcc) == key


def test_a_range_of_codes_is_spelled_out() -> None:
    assert parse_taxonomy(SMALL).by_key["food.groceries"].mcc == ("5411", "5440", "5441", "5442")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[food]", "[food", "not TOML"),
        ('kind = "personal"', 'kind = "fun"', "group food"),
        ('ru = "Еда"', "", "food needs a name"),
        ('en = "Groceries", ', "", "food.groceries needs a name"),
        ('"5411"', '"54"', "food.groceries: '54' is not an MCC"),
        ('"5411"', '"5441"', "MCC 5441 stands under food.groceries and food.groceries"),
        ("5440-5442", "5442-5440", "the range 5442-5440 is empty"),
        ("groceries =", "Groceries =", "'Groceries' can't be part of a key"),
    ],
)
def test_a_wrong_file_is_refused_and_the_place_named(old: str, new: str, message: str) -> None:
    with pytest.raises(TaxonomyError, match=message):
        parse_taxonomy(SMALL.replace(old, new))
