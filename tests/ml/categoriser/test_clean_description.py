import pytest
from hypothesis import given
from hypothesis import strategies as st

from ml.categoriser.clean_description import merchant_key


@pytest.mark.parametrize(
    ("lines", "key"),
    [
        (
            (
                "POS PURCHASE 4276****1234 PYATEROCHKA 13277 MOSKVA RUS",
                "Покупка ПЯТЁРОЧКА 5512 Москва 12.03.2025 карта *4521",
                "пятерочка",
            ),
            "paterochka",
        ),
        (("SQ *BLUE BOTTLE COFFEE", "Blue Bottle Coffee AUSTIN US"), "blue botle cofee"),
        (("YANDEX*4121*TAXI Moscow", "Яндекс.Такси", "YANDEX TAXI 14:33"), "andex taxi"),
        (("www.bakerross.co.uk", "BAKERROSS.CO.UK/order"), "bakeros"),
        (("DNS-SHOP.RU", 'ООО "ДНС"'), "dns"),
        (("S7 Airlines 12345",), "s7 airlines"),
        (("itunes.com/bill",), "itunes"),
        (("Mcdonald's 0231 LONDON GB",), "mcdonalds"),
        (("1234567", "", "****1234", "12.03.2025 1 200,00 RUB"), ""),
    ],
)
def test_what_differs_between_two_payments_is_dropped(lines: tuple[str, ...], key: str) -> None:
    assert {merchant_key(line) for line in lines} == {key}


def test_a_town_that_begins_the_name_stays() -> None:
    assert merchant_key("Казань Арена") == "kazan arena"


def test_a_line_of_noise_alone_keeps_its_words() -> None:
    assert merchant_key("VISA card") == "visa card"


@given(st.text(max_size=60))
def test_any_text_gives_a_clean_key(text: str) -> None:
    key = merchant_key(text)
    assert key == " ".join(key.split())
    assert key == key.casefold()  # Cherokee folds to its capitals


def test_ten_megabytes_in_one_line_are_cut() -> None:
    assert merchant_key("магазин " * 1_300_000).count("magazin") <= 300 / 8 + 1
