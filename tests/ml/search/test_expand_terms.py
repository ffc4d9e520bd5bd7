import pytest

from ml.embeddings.lexicon import parse_lexicon
from ml.search.expand_terms import expand_terms, spellings

LEXICON = parse_lexicon("[drinks] напитки | drinks\nкофе | coffee\nручка | pen\n[animals]\nцыплёнок | chicken")


def test_a_word_brings_its_translation_and_a_topic_its_members() -> None:
    coffee, drinks = expand_terms("coffee напитки", LEXICON)
    assert (coffee.word, coffee.same, coffee.related) == ("coffee", ("кофе",), ())
    assert drinks.same == ("drinks",)
    assert {"кофе", "coffee", "pen", "ручка", "ручек"} <= set(drinks.related)


def test_a_vowel_that_comes_and_goes_is_followed() -> None:
    (term,) = expand_terms("chicken", LEXICON)
    assert "цыплёнка" in term.same


def test_what_only_frames_a_question_is_no_term() -> None:
    assert [term.word for term in expand_terms("покажи мне все документы про кофе", LEXICON)] == ["кофе"]
    assert expand_terms("find all my documents", LEXICON) == ()


def test_what_a_thing_is_for_counts_less() -> None:
    assert [term.weight for term in expand_terms("бумага для принтера", LEXICON)] == [1.0, 0.5]
    assert [term.weight for term in expand_terms("new laptop", LEXICON)] == [0.3, 1.0]
    assert [term.weight for term in expand_terms("new", LEXICON)] == [1.0]


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("ромашка", "romashka"),
        ("romashka", "ромашка"),
        ("чайхана", "chaykhana"),
        ("pyaterochka", "пятерочка"),
        ("озона", "ozon"),
    ],
)
def test_a_name_is_also_looked_for_in_the_other_alphabet(word: str, other: str) -> None:
    assert other in spellings(word)


@pytest.mark.parametrize("word", ["42", "inv-2026", "4a"])
def test_a_number_has_one_spelling(word: str) -> None:
    assert spellings(word) == ()
