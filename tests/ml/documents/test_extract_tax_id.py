import pytest
from hypothesis import given
from hypothesis import strategies as st

from ml.documents.extract_tax_id import extract_tax_id, has_valid_inn_check
from ml.documents.text_line import lines_of


@pytest.mark.parametrize("inn", ["7707083893", "7736050003", "500100732259"])
def test_right_check_digits(inn: str) -> None:
    assert has_valid_inn_check(inn)


@pytest.mark.parametrize("inn", ["7707083894", "500100732258", "500100732269", "770708389", "77070838931", ""])
def test_wrong_check_digits(inn: str) -> None:
    assert not has_valid_inn_check(inn)


@given(st.integers(min_value=0, max_value=9), st.integers(min_value=1, max_value=9))
def test_any_single_wrong_digit_of_a_company_is_seen(place: int, step: int) -> None:
    digits = list("7707083893")
    digits[place] = str((int(digits[place]) + step) % 10)
    # The last remainder 10 is written as 0, so a few pairs collide; this number has none.
    assert not has_valid_inn_check("".join(digits))


@pytest.mark.parametrize(
    ("text", "value", "least"),
    [
        ("ООО «Ромашка»\nИНН 7707083893", "7707083893", 0.9),
        ("ИНН/КПП 7707083893/770701001", "7707083893", 0.9),
        ("ИНН: 500100732259", "500100732259", 0.9),
        ("Покупатель: ООО «Заря», ИНН 7736050003\nИНН 7707083893", "7707083893", 0.9),
        ("USt-IdNr.: DE 136 695 976", "DE136695976", 0.9),
        ("VAT No GB999999973", "GB999999973", 0.9),
        ("GST ID : 000750673920", "000750673920", 0.8),
        ("(GST Reg No. 001492992906)", "001492992906", 0.8),
        ("EIN: 12-3456789", "12-3456789", 0.8),
        ("Steuernummer: 21/815/08150", "21/815/08150", 0.8),
    ],
)
def test_numbers_of_an_issuer(text: str, value: str, least: float) -> None:
    found = extract_tax_id(lines_of(text))
    assert found is not None
    assert found.value == value
    assert found.confidence >= least


def test_a_number_with_wrong_check_digits_is_doubtful() -> None:
    found = extract_tax_id(lines_of("ИНН 7707083894"))
    assert found is not None
    assert found.confidence <= 0.3


def test_none_where_there_is_none() -> None:
    assert extract_tax_id(lines_of("Кассир Иванова\nтел. 8 495 123 45 67")) is None
