from collections import defaultdict

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ml.text.ngrams import TextBatch, hash_words

WORDS = st.lists(st.text(alphabet="abcяю1", min_size=1, max_size=7), max_size=5).map(" ".join)


def _by_hand(text: str, size: int) -> list[str]:
    """Character grams of the words of a text, each padded with one space at each end."""
    grams = []
    for word in text.split():
        padded = f" {word} "
        grams += [padded[at : at + size] for at in range(len(padded) - size + 1)]
    return grams


@given(st.lists(WORDS, max_size=6), st.integers(3, 5))
def test_character_grams_are_those_made_by_hand(texts: list[str], size: int) -> None:
    grams = TextBatch(texts).characters((size,))
    expected = [_by_hand(text, size) for text in texts]
    counts = np.bincount(grams.rows, minlength=len(texts)).tolist()
    assert counts[: len(texts)] == [len(row) for row in expected]
    by_text = defaultdict(list)
    for row, value in zip(grams.rows.tolist(), grams.hashes.tolist(), strict=True):
        by_text[row].append(value)
    hash_of: dict[str, int] = {}
    for row, names in enumerate(expected):
        for name, value in zip(names, by_text[row], strict=True):
            assert hash_of.setdefault(name, value) == value
    assert len(set(hash_of.values())) == len(hash_of)


@given(st.lists(WORDS, max_size=6))
def test_words_and_pairs_stay_within_a_text(texts: list[str]) -> None:
    batch = TextBatch(texts)
    singles = np.bincount(batch.words((1,)).rows, minlength=len(texts)).tolist()
    pairs = np.bincount(batch.words((2,)).rows, minlength=len(texts)).tolist()
    assert singles[: len(texts)] == [len(text.split()) for text in texts]
    assert pairs[: len(texts)] == [max(0, len(text.split()) - 1) for text in texts]


def test_the_same_word_has_the_same_hash_wherever_it_stands() -> None:
    alone = hash_words(["кофе", "taxi"])
    within = TextBatch(["taxi кофе", "x кофе"]).words((1,)).hashes
    assert within.tolist()[:2] == [alone[1], alone[0]]
    assert within[3] == alone[0]


def test_hashes_are_stable_between_runs_and_machines() -> None:
    assert hash_words(["solvent"]).tolist() == [HASH_OF_SOLVENT]


HASH_OF_SOLVENT = 4796153298467497189
