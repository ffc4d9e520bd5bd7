"""What turns text into vectors."""

from collections.abc import Sequence
from typing import Protocol

EMBEDDING_DIMENSIONS = 384
"""Width of every vector; the pgvector column and the Weaviate class are declared with it."""


class Embedder(Protocol):
    """Turns texts into unit vectors of EMBEDDING_DIMENSIONS floats."""

    @property
    def version(self) -> str:
        """Name and version: vectors of two versions can't be compared."""
        ...

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """One unit vector a text, in order. An empty text gives the zero vector."""
        ...
