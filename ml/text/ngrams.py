"""Hashed n-grams of many texts at once, in numpy: some 30 times quicker than a Python loop over characters."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Indices = NDArray[np.int64]

_BASE: Final = 0x9E3779B97F4A7C15  # odd, so that it has an inverse modulo 2**64
_INVERSE: Final = pow(_BASE, -1, 2**64)
_SPACE: Final = ord(" ")


@dataclass(frozen=True, slots=True)
class Grams:
    """Parallel arrays, one entry a gram: the text it stands in and its 64-bit hash."""

    rows: Indices
    hashes: Hashes


class TextBatch:
    """Texts laid out end to end. They should be normalised: words apart by single spaces, no space at the ends.

    The hash of any stretch follows from running sums, so that each gram costs the same whatever its length.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.size = len(texts)
        joined = " " + "".join(f"{text} " for text in texts)
        codes = np.frombuffer(joined.encode("utf-32-le", "replace"), dtype=np.uint32)
        self._spaces = codes == _SPACE
        lengths = np.fromiter((len(text) + 1 for text in texts), dtype=np.int64, count=self.size)
        self._row_of = np.concatenate(([0], np.repeat(np.arange(self.size, dtype=np.int64), lengths)))
        powers = np.full(codes.size, _BASE, dtype=np.uint64)
        powers[0] = 1
        self._inverse = np.full(codes.size, _INVERSE, dtype=np.uint64)
        self._inverse[0] = 1
        np.cumprod(self._inverse, out=self._inverse)
        self._sums = np.concatenate(
            (np.zeros(1, dtype=np.uint64), np.cumsum(_mix(codes.astype(np.uint64)) * np.cumprod(powers)))
        )

    def characters(self, sizes: Sequence[int]) -> Grams:
        """Character grams within words, a space standing for each end of a word."""
        rows, hashes = [], []
        for size in sizes:
            # Of every stretch first: neighbours are reckoned together, chosen ones would be gathered one by one.
            places = max(0, self._spaces.size - size + 1)
            stretches = self._sums[size : size + places] - self._sums[:places]
            stretches *= self._inverse[:places]
            allowed = self._are_within_words(size, places)
            rows.append(self._row_of[1 : places + 1][allowed])
            hashes.append(_mix(stretches[allowed], salt=size))
        return _joined(rows, hashes)

    def words(self, sizes: Sequence[int]) -> Grams:
        """Whole words (size 1), pairs (2) and so on, within one text."""
        edges = np.flatnonzero(self._spaces)
        inside = np.diff(edges) > 1
        starts, ends = edges[:-1][inside] + 1, edges[1:][inside]
        owners = self._row_of[starts]
        rows, hashes = [], []
        for size in sizes:
            last = starts.size - size + 1
            if last <= 0:
                continue
            together = owners[:last] == owners[size - 1 :]
            rows.append(owners[:last][together])
            hashes.append(self._hash(starts[:last][together], ends[size - 1 :][together], salt=100 + size))
        return _joined(rows, hashes)

    def _are_within_words(self, size: int, places: int) -> NDArray[np.bool_]:
        """Whether the gram that starts at each of the first places has spaces at its ends alone."""
        allowed = np.ones(places, dtype=np.bool_)
        for offset in range(1, size - 1):
            allowed &= ~self._spaces[offset : offset + places]
        if size <= 2:  # noqa: PLR2004 - a gram of two characters has no inside that could keep two spaces apart
            allowed &= ~(self._spaces[:places] & self._spaces[size - 1 : size - 1 + places])
        return allowed

    def _hash(self, starts: Indices, ends: Indices, salt: int) -> Hashes:
        stretch: Hashes = (self._sums[ends] - self._sums[starts]) * self._inverse[starts]
        return _mix(stretch, salt)


def hash_words(words: Sequence[str]) -> Hashes:
    """One stable 64-bit hash a word, the same that `TextBatch.words` gives it."""
    grams = TextBatch(words).words((1,))
    hashes = np.zeros(len(words), dtype=np.uint64)
    hashes[grams.rows] = grams.hashes
    return hashes


def _mix(values: Hashes, salt: int = 0) -> Hashes:
    """Spread every bit over all bits (the finaliser of SplitMix64), in an array of its own."""
    mixed = values + np.uint64((0x9E3779B97F4A7C15 + salt) % 2**64)
    mixed ^= mixed >> np.uint64(30)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return mixed


def _joined(rows: Sequence[Indices], hashes: Sequence[Hashes]) -> Grams:
    if not rows:
        return Grams(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.uint64))
    return Grams(np.concatenate(rows), np.concatenate(hashes))
