"""Vectors that need no model: hashed runs of letters. Words of one stem lie near each other, strangers at zero."""

import zlib
from math import sqrt

from core.ports.embedder import EMBEDDING_DIMENSIONS


def character_vector(text: str) -> list[float]:
    """A unit vector of EMBEDDING_DIMENSIONS floats; zero for a text without letters."""
    vector = [0.0] * EMBEDDING_DIMENSIONS
    for word in text.lower().split():
        padded = f" {word} "
        for length in (3, 4, 5):
            for start in range(len(padded) - length + 1):
                number = zlib.crc32(padded[start : start + length].encode())
                # The top bit gives a sign, so that chance collisions cancel out instead of adding up.
                vector[number % EMBEDDING_DIMENSIONS] += 1.0 if number >> 31 else -1.0
    norm = sqrt(sum(value * value for value in vector))
    return [value / norm for value in vector] if norm else vector
