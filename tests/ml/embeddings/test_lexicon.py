import pytest

from ml.embeddings.lexicon import LexiconError, load_lexicon, parse_lexicon
from ml.embeddings.stems import stem


@pytest.mark.parametrize(
    ("forms", "expected"),
    [
        (("договор", "договоры", "договором", "Договора"), "договор"),
        (("invoice", "invoices", "Invoiced"), "invoic"),
        (("чай", "чая"), None),
        (("cab",), "cab"),
    ],
)
def test_forms_share_a_stem_of_three_letters_or_more(forms: tuple[str, ...], expected: str | None) -> None:
    stems = {stem(form) for form in forms}
    if expected is not None:
        assert stems == {expected}
    assert all(len(found) >= 3 for found in stems)


def test_the_lexicon_is_broad() -> None:
    lexicon = load_lexicon()
    assert len(lexicon.topics) >= 400
    assert len(lexicon.words) + len(lexicon.pairs) >= 900


def test_every_concept_has_words_of_both_languages() -> None:
    languages: dict[int, set[bool]] = {}
    lexicon = load_lexicon()
    for word, concepts in [*lexicon.words.items(), *((pair[0], found) for pair, found in lexicon.pairs.items())]:
        for concept in concepts:
            languages.setdefault(concept, set()).add(word.isascii())
    assert [concept for concept, found in languages.items() if len(found) < 2] == []


@pytest.mark.parametrize("text", ["чай tea", "чай | tea", "[food]\nчай | tea | the"])
def test_a_wrong_line_is_refused_with_its_number(text: str) -> None:
    with pytest.raises(LexiconError, match=f"line {len(text.splitlines())}"):
        parse_lexicon(text)
