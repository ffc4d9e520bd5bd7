"""What finds documents by words and by meaning."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from core.errors import UnavailableError


class SearchUnavailableError(UnavailableError):
    """The index did not answer."""

    code = "SEARCH_UNAVAILABLE"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, as shares of its width and height from the upper left corner: 0..1."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a document's text with its vector. `ordinal` counts from 0 within the document, `page` from 1."""

    ordinal: int
    page: int
    text: str
    vector: Sequence[float]
    box: Box | None = None
    """Where on the page the text stands, where the reader says it."""


@dataclass(frozen=True, slots=True)
class SearchTerm:
    """One thing a question asks about. A chunk has it by its word, by one that means the same, or by a kind of it.

    `same` holds other spellings, synonyms and translations; `related` what belongs to it, such as `taxi` to
    `transport`, which counts for less. An entry of several words is there when all of them are.
    """

    word: str
    same: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    weight: float = 1.0
    """How much it counts beside the other terms of its question."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk that fits a query. `score` is higher for better and comparable only within one answer."""

    document_id: UUID
    ordinal: int
    page: int
    text: str
    score: float
    box: Box | None = None


class SearchIndex(Protocol):
    """Hybrid search over one person's chunks. A person's chunks can never come up for another."""

    async def replace(self, user_id: UUID, document_id: UUID, embedder: str, chunks: Sequence[Chunk]) -> None:
        """Make these the document's chunks, at once: safe to repeat. Raises SearchUnavailableError."""
        ...

    async def remove(self, user_id: UUID, document_id: UUID) -> None:
        """Drop a document's chunks; none is no error."""
        ...

    async def forget(self, user_id: UUID) -> None:
        """Drop everything of a person; nothing is no error. Raises SearchUnavailableError."""
        ...

    async def search(
        self,
        user_id: UUID,
        query: str,
        vector: Sequence[float],
        embedder: str,
        limit: int,
        *,
        terms: Sequence[SearchTerm] = (),
        among: Collection[UUID] | None = None,
    ) -> Sequence[Hit]:
        """The best chunks, at most one a document, best first; only vectors of the same `embedder` are compared.

        Text and vector rankings are joined by reciprocal-rank fusion. Nothing fitting gives an empty answer. `terms`
        say what the words of `query` mean; without them each word stands for itself. `among` keeps to these documents.
        """
        ...

    async def ready(self) -> None:
        """Return when the index answers, or raise SearchUnavailableError."""
        ...
