import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.adapters.search.query_words import MAX_QUERY_WORDS, fold_yo, query_words


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("Счёт за  ХОСТИНГ", ["счет", "за", "хостинг"]),
        ('"taxi" -airport (rides)!', ["taxi", "airport", "rides"]),
        ("INV-2026-0042, 1 450.50 ₽", ["inv-2026-0042", "1", "450.50", "₽"]),
        ("кофе Кофе КОФЕ", ["кофе"]),
        ("a\x00b", ["a", "b"]),
        ("& | ! :*", []),
        ("", []),
    ],
)
def test_words_of_a_query(query: str, words: list[str]) -> None:
    assert query_words(query) == words


@given(st.text(max_size=2000))
def test_words_are_bounded_whatever_is_typed(query: str) -> None:
    words = query_words(query)
    assert len(words) <= MAX_QUERY_WORDS
    assert len(set(words)) == len(words)
    assert all(word and "\x00" not in word for word in words)


def test_folds_both_cases_of_yo() -> None:
    assert fold_yo("Ёлка и ещё ёж") == "Елка и еще еж"  # Russian
