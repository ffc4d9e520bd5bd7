import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ml.text.fold import fold, normalise, transliterate


@pytest.mark.parametrize(
    "spellings",
    [
        ("ПЯТЁРОЧКА", "PYATEROCHKA", "piaterochka", "Пятерочка"),
        ("Яндекс Такси", "YANDEX TAKSI", "jandeks taxi"),
        ("Щука", "SHCHUKA", "schuka"),
        ("Юла", "YULA", "iula"),
        ("Цветы", "TSVETY", "CVETI"),
    ],
)
def test_spellings_of_one_name_meet(spellings: tuple[str, ...]) -> None:
    assert len({fold(spelling) for spelling in spellings}) == 1


def test_normalise_drops_accents_but_keeps_short_i() -> None:
    assert normalise("Café Ёлкин край") == "cafe елкин край"
    assert transliterate("чай") == "chai"


@example("Ϲ")
@given(st.text(alphabet=st.characters(whitelist_categories=["Lu", "Ll", "Nd"], max_codepoint=0x44F)))
def test_folding_never_depends_on_case(text: str) -> None:
    assert fold(text.lower()) == fold(normalise(text))
