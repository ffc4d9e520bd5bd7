import pytest

from ml.matching.names import NOTHING, likeness, name_key, name_words


@pytest.mark.parametrize(
    ("on_paper", "on_statement", "least"),
    [
        ("ООО «Ромашка»", "SP*ROMASHKA 4421", 0.95),
        ("Кофейня Берёзка", "KOFEINYA BEREZKA MOSCOW RUS", 0.8),
        ("Rose & Crown Ltd", "CARD PAYMENT TO ROSE & CROWN LONDON GB", 0.95),
        ("Copperfield Stationery", "COPPERFIELD STATI", 0.95),
        ("Sonnenhof Bäckerei GmbH", "SumUp *Sonnenhof Baeckerei", 0.7),
    ],
)
def test_one_merchant_s_names_are_alike(on_paper: str, on_statement: str, least: float) -> None:
    assert likeness(on_paper, on_statement).cover >= least


@pytest.mark.parametrize(
    ("one", "other"), [("ООО Ромашка", "APTEKA VITA MOSCOW"), ("Silverline Ltd", "GREENHILL PARKING LEEDS")]
)
def test_two_merchants_names_are_not(one: str, other: str) -> None:
    assert likeness(one, other).cover < 0.3


def test_noise_alone_is_like_nothing_and_forms_of_companies_do_not_count() -> None:
    assert likeness("", "SHOP") is NOTHING
    assert likeness("ООО", "1234") is NOTHING
    assert name_key('ООО "Ромашка"') == name_key("ROMASHKA")
    assert name_words("ООО") == ("ooo",)
    assert likeness("x" * 100_000, "y" * 100_000).cover == 0.0
