import pytest

from ml.embeddings.lexicon import Lexicon, LexiconError, load_lexicon, parse_lexicon
from ml.embeddings.stems import stem

SMALL = "[drinks] напитки | drinks beverages\nкофе | coffee\nзелёный_чай | green_tea\n[food]\nхлеб | bread"


@pytest.mark.parametrize(
    "forms",
    [
        ("договор", "договоры", "договором", "Договора"),
        ("invoice", "invoices", "Invoiced"),
        ("ручка", "ручки", "ручек"),
        ("скрепка", "скрепок", "скрепками"),
        ("fitting", "fitted"),
    ],
)
def test_forms_share_a_stem_of_three_letters_or_more(forms: tuple[str, ...]) -> None:
    (shared,) = {stem(form) for form in forms}
    assert len(shared) >= 3


def test_the_lexicon_is_broad() -> None:
    lexicon = load_lexicon()
    assert len(lexicon.entries) >= 750
    assert sum(len(entries) for entries in lexicon.entries) >= 3_800


def test_every_concept_has_words_of_both_languages() -> None:
    one_sided = [entries for entries in load_lexicon().entries if len({entry.isascii() for entry in entries}) < 2]
    # `SSL` and `CRM` are written so in both.
    assert [entries[0] for entries in one_sided] == ["ssl", "crm"][: len(one_sided)]


@pytest.fixture
def small() -> Lexicon:
    return parse_lexicon(SMALL)


@pytest.mark.parametrize(
    ("words", "size", "concepts"),
    [
        (["coffee"], 1, (1,)),
        (["зеленым", "чай"], 2, (2,)),
        (["green", "bread"], 1, ()),
        (["напитков"], 1, (0,)),
        (["xylophone"], 1, ()),
    ],
)
def test_the_longest_entry_is_found(small: Lexicon, words: list[str], size: int, concepts: tuple[int, ...]) -> None:
    assert small.find(words, 0) == (size, concepts)


def test_a_head_names_its_topic(small: Lexicon) -> None:
    assert small.heads == {0: 0}
    assert small.members(0) == [0, 1, 2]
    assert small.topics == (0, 0, 0, 1)


@pytest.mark.parametrize("text", ["чай tea", "чай | tea", "[food]\nчай | tea | the", "[food]\nа_б_в_г | tea"])
def test_a_wrong_line_is_refused_with_its_number(text: str) -> None:
    with pytest.raises(LexiconError, match=f"line {len(text.splitlines())}"):
        parse_lexicon(text)
