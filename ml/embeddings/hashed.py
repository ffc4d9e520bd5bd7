"""The default embedder: works offline, in Russian and English and across both, and is light enough for the API."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.ports.embedder import EMBEDDING_DIMENSIONS
from ml.embeddings.lexicon import Lexicon, load_lexicon
from ml.embeddings.word_weights import COMMON_WORDS, STOP_WORDS
from ml.text.fold import fold, normalise
from ml.text.ngrams import Grams, TextBatch

VERSION: Final = "hashed-2"
_WORD: Final = re.compile(r"[^\W_]+")
_CHARACTER_SIZES: Final = (3, 4, 5)
_WORDS_AT_ONCE: Final = 8_192  # rows of 384 floats: 12 MB
_LONGEST_WORD: Final = 40

# How much a word counts. Meaning beats spelling where the meaning is known.
_CONCEPT: Final = 1.0
_TOPIC: Final = 0.3
_NAMED_TOPIC: Final = 1.0
_SPELLING_BESIDE_CONCEPT: Final = 0.3
_NUMBER: Final = 0.4
_STOP_WORD: Final = 0.05
_UNKNOWN_WORD: Final = 0.6
_COMMON: Final = 0.3

Vectors = NDArray[np.float32]
Term: TypeAlias = tuple[str, ...]


class HashedEmbedder:
    """Sums word vectors: hashed character n-grams of the spelling, and a fixed random direction for each concept."""

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self._lexicon = load_lexicon() if lexicon is None else lexicon
        chance = np.random.default_rng(384)
        self._concepts = _directions(chance, len(self._lexicon.topics))
        self._topics = _directions(chance, max(self._lexicon.topics, default=-1) + 1)

    @property
    def version(self) -> str:
        """Name and version of the vectors."""
        return VERSION

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """One unit vector of EMBEDDING_DIMENSIONS a text, in order; a text without words gives zeros."""
        vectors = np.zeros((len(texts), EMBEDDING_DIMENSIONS), dtype=np.float32)
        for start, bags in _batches(texts, self._lexicon):
            vectors[start : start + len(bags)] = self._embed_bags(bags)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
        rows: list[list[float]] = unit.tolist()
        return rows

    def _embed_bags(self, bags: Sequence[Counter[Term]]) -> Vectors:
        terms = list(dict.fromkeys(term for bag in bags for term in bag))
        vectors = np.zeros((len(bags), EMBEDDING_DIMENSIONS), dtype=np.float32)
        if not terms:
            return vectors
        place = {term: index for index, term in enumerate(terms)}
        table = self._term_vectors(terms)
        for row, bag in enumerate(bags):
            if bag:
                weights = np.sqrt(np.fromiter(bag.values(), dtype=np.float32, count=len(bag)))
                vectors[row] = weights @ table[[place[term] for term in bag]]
        return vectors

    def _term_vectors(self, terms: Sequence[Term]) -> Vectors:
        """One vector a term; a term is a word or a phrase that the lexicon knows."""
        spelling = _spelling_vectors([fold(" ".join(term)) for term in terms])
        table = np.empty_like(spelling)
        for row, term in enumerate(terms):
            concepts = () if term[0] in STOP_WORDS else self._lexicon.find(term, 0)[1]
            if concepts:
                table[row] = _weight(term[0]) * self._meaning(concepts) + _SPELLING_BESIDE_CONCEPT * spelling[row]
            else:
                table[row] = _weight(term[0]) * _UNKNOWN_WORD * spelling[row]
        return table

    def _meaning(self, concepts: tuple[int, ...]) -> Vectors:
        """The directions of the concepts and of their topics; a word that names a topic is mostly that topic."""
        lexicon = self._lexicon
        meaning = _CONCEPT * self._concepts[list(concepts)].mean(axis=0)
        shares = [_NAMED_TOPIC if concept in lexicon.heads else _TOPIC for concept in concepts]
        topics = self._topics[[lexicon.topics[concept] for concept in concepts]]
        found: Vectors = meaning + (np.array(shares, dtype=np.float32)[:, None] * topics).mean(axis=0)
        return found


def _batches(texts: Sequence[str], lexicon: Lexicon) -> Iterator[tuple[int, list[Counter[Term]]]]:
    """Bags of terms with the place of the first, cut so that a batch stays small in memory."""
    start, bags, size = 0, list[Counter[Term]](), 0
    for text in texts:
        bag = Counter(_terms(text, lexicon))
        bags.append(bag)
        size += len(bag)
        if size >= _WORDS_AT_ONCE:
            yield start, bags
            start, bags, size = start + len(bags), [], 0
    yield start, bags


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


def _spelling_vectors(words: Sequence[str]) -> Vectors:
    """Signed hashed n-grams of each word, unit length."""
    batch = TextBatch(words)
    grams = [batch.characters(_CHARACTER_SIZES), batch.words((1,))]
    table = sum((_scatter(gram, len(words)) for gram in grams), np.zeros((len(words), EMBEDDING_DIMENSIONS)))
    lengths = np.linalg.norm(table, axis=1, keepdims=True)
    unit: Vectors = (table / np.maximum(lengths, 1e-9)).astype(np.float32)
    return unit


def _scatter(grams: Grams, count: int) -> NDArray[np.float64]:
    columns = ((grams.hashes >> np.uint64(8)) % np.uint64(EMBEDDING_DIMENSIONS)).astype(np.int64)
    signs = np.where(grams.hashes & np.uint64(1), 1.0, -1.0)
    flat: NDArray[np.float64] = np.bincount(
        grams.rows * EMBEDDING_DIMENSIONS + columns, weights=signs, minlength=count * EMBEDDING_DIMENSIONS
    ).astype(np.float64)
    return flat.reshape(count, EMBEDDING_DIMENSIONS)


def _directions(chance: np.random.Generator, count: int) -> Vectors:
    """Random unit vectors: in 384 dimensions any two are nearly at right angles."""
    drawn = chance.standard_normal((count, EMBEDDING_DIMENSIONS)).astype(np.float32)
    unit: Vectors = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
    return unit
