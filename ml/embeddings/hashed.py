"""The default embedder: works offline, in Russian and English and across both, and is light enough for the API.

Plain Python on purpose: numpy and tables of directions would cost every API process 18 MiB for questions of a few
words. Directions are drawn from hashes when they are asked for, and what the last words gave is remembered.
"""

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from math import sqrt
from operator import mul
from typing import Final, TypeAlias
from zlib import crc32

from core.ports.embedder import EMBEDDING_DIMENSIONS
from ml.embeddings.lexicon import Lexicon, load_lexicon
from ml.embeddings.word_weights import COMMON_WORDS, STOP_WORDS
from ml.text.fold import fold, normalise

VERSION: Final = "hashed-3"
_WORD: Final = re.compile(r"[^\W_]+")
_CHARACTER_SIZES: Final = (3, 4, 5)
_REMEMBERED: Final = 1_024  # words, and meanings: 4 MB and 2 MB at most
_SPREAD: Final = 0x9E3779B97F4A7C15  # odd and without a pattern: carries the low bits of a checksum into all
_LONGEST_WORD: Final = 40
_DRAW: Final = "d"  # of five draws of directions, a to e, the best one on the questions for tuning

# How much a word counts. Meaning beats spelling where the meaning is known.
_CONCEPT: Final = 1.0
_TOPIC: Final = 0.3
_NAMED_TOPIC: Final = 1.0
_SPELLING_BESIDE_CONCEPT: Final = 0.3
_NUMBER: Final = 0.4
_STOP_WORD: Final = 0.05
_UNKNOWN_WORD: Final = 0.6
_COMMON: Final = 0.3

Term: TypeAlias = tuple[str, ...]


class HashedEmbedder:
    """Sums word vectors: hashed character n-grams of the spelling, and a fixed random direction for each concept."""

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self._lexicon = load_lexicon() if lexicon is None else lexicon
        self._remembered = lru_cache(_REMEMBERED)(self._meaning)

    @property
    def version(self) -> str:
        """Name and version of the vectors."""
        return VERSION

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """One unit vector of EMBEDDING_DIMENSIONS a text, in order; a text without words gives zeros."""
        return [self._embed(text) for text in texts]

    def _embed(self, text: str) -> list[float]:
        total = [0.0] * EMBEDDING_DIMENSIONS
        for term, count in Counter(_terms(text, self._lexicon)).items():
            concepts = () if term[0] in STOP_WORDS else self._lexicon.find(term, 0)[1]
            weight, spelled = sqrt(count) * _weight(term[0]), sqrt(count) * _SPELLING_BESIDE_CONCEPT
            if concepts:
                total = [
                    so_far + weight * value for so_far, value in zip(total, self._remembered(concepts), strict=True)
                ]
            else:
                spelled = weight * _UNKNOWN_WORD
            for column, value in _spelling(" ".join(term)).items():
                total[column] += spelled * value
        length = sqrt(sum(map(mul, total, total)))
        return [value / length for value in total] if length else total

    def _meaning(self, concepts: tuple[int, ...]) -> "array[float]":
        """The mean of the concepts, each with its topic; a word that names a topic is mostly that topic."""
        total = [0.0] * EMBEDDING_DIMENSIONS
        for concept in concepts:
            topic = _NAMED_TOPIC if concept in self._lexicon.heads else _TOPIC
            pairs = zip(_direction("concept", concept), _direction("topic", self._lexicon.topics[concept]), strict=True)
            total = [so_far + _CONCEPT * one + topic * other for so_far, (one, other) in zip(total, pairs, strict=True)]
        return array("f", [value / len(concepts) for value in total])


def _terms(text: str, lexicon: Lexicon) -> Iterator[Term]:
    words = [word[:_LONGEST_WORD] for word in _WORD.findall(normalise(text))]
    index = 0
    while index < len(words):
        # A phrase stands for its words: the "услуги" of "коммунальные услуги" is no service.
        size, _ = lexicon.find(words, index)
        yield tuple(words[index : index + size])
        index += size


def _weight(word: str) -> float:
    if word in STOP_WORDS:
        return _STOP_WORD
    return _NUMBER if word.isdigit() else _COMMON if word in COMMON_WORDS else 1.0


@lru_cache(_REMEMBERED)
def _spelling(words: str) -> dict[int, float]:
    """Signed hashed n-grams of the words, a space standing for each end, and the words themselves; unit length."""
    found = defaultdict[int, float](float)
    for word in fold(words).split():
        for gram in (*_grams(f" {word} "), word):
            drawn = crc32(gram.encode("utf-8", "replace")) * _SPREAD >> 16
            found[(drawn >> 1) % EMBEDDING_DIMENSIONS] += 1.0 if drawn & 1 else -1.0
    length = sqrt(sum(value * value for value in found.values())) or 1.0
    return {column: value / length for column, value in found.items() if value}


def _grams(padded: str) -> Iterator[str]:
    for size in _CHARACTER_SIZES:
        for start in range(len(padded) - size + 1):
            yield padded[start : start + size]


def _direction(kind: str, number: int) -> list[float]:
    """A unit vector of random signs, always the same: in 384 dimensions any two are nearly at right angles."""
    drawn = int.from_bytes(blake2b(f"{_DRAW}{kind} {number}".encode(), digest_size=EMBEDDING_DIMENSIONS // 8).digest())
    length = 1 / sqrt(EMBEDDING_DIMENSIONS)
    return [length if drawn >> place & 1 else -length for place in range(EMBEDDING_DIMENSIONS)]
