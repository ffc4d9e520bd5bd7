import pytest

from ml.categoriser.clean_description import merchant_key
from ml.categoriser.known_merchants import load_entries, load_merchant_table, names_by_category


def test_the_table_is_large_and_of_both_languages() -> None:
    entries = load_entries()
    assert sum(entry.is_brand for entry in entries) >= 1_500
    russian = [entry for entry in entries if not entry.spellings[0].isascii()]
    assert len(russian) >= 1_000
    assert len(entries) - len(russian) >= 1_000


def test_no_name_stands_under_two_categories() -> None:
    assert {name: found for name, found in names_by_category().items() if len(found) > 1} == {}


@pytest.mark.parametrize(
    ("line", "category"),
    [
        ("TESCO STORES 5854", "food.groceries"),
        ("TESCO PFS 4203", "transport.fuel"),
        ("amazon *mktplce eu-uk", "shopping.marketplaces"),
        ("АЗС ЛУКОЙЛ 125", "transport.fuel"),
        ("Магнит Косметик 77", "health.beauty"),
        ("МАГНИТ ММ 5512", "food.groceries"),
        ("o2 uk pbb", "premises.communication"),
        ("Three Counties Timber Yard", None),
        ("Неведомая контора", None),
        ("", None),
    ],
)
def test_the_longest_known_name_decides(line: str, category: str | None) -> None:
    assert load_merchant_table().category_of(merchant_key(line)) == category


@pytest.mark.parametrize(
    ("line", "category"),
    [
        ("tesco pay at pump 4203", "transport.fuel"),
        ("ASDA F/STN 04467", "transport.fuel"),
        ("Лента АЗС 12", "transport.fuel"),
        ("TESCO STORES 6814", "food.groceries"),
        ("KFC - CASTLE BROMWICH HEATH", "food.restaurants"),
        ("Bristol Street Service Station", None),
    ],
)
def test_a_supermarkets_pump_sells_fuel_and_words_that_are_brands_elsewhere_are_not_trusted(
    line: str, category: str | None
) -> None:
    assert load_merchant_table().category_of(merchant_key(line)) == category
