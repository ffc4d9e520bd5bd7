from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from core.ports.search_index import Box, Hit

RANK_OFFSET = 60
"""The usual constant of reciprocal-rank fusion: it keeps the first place of one list from outweighing
two good places in both."""


@dataclass(frozen=True, slots=True)
class RankedChunk:
    """A chunk in one ranking. Its place in the list is what counts, not by how much it won."""

    document_id: UUID
    ordinal: int
    page: int
    text: str
    box: Box | None = None


def fuse_rankings(by_text: Sequence[RankedChunk], by_vector: Sequence[RankedChunk], limit: int) -> list[Hit]:
    """Join two rankings, best first, into at most `limit` hits, one a document, best first.

    A document scores the sum of 1 / (60 + rank) over the rankings it is in, ranks from 1. Where both found it, the
    chunk shown is the one that holds the words, since that is what gets highlighted. Ties go by document id.
    """
    shown: dict[UUID, RankedChunk] = {}
    scores: dict[UUID, float] = {}
    for ranking in (_best_per_document(by_text), _best_per_document(by_vector)):
        for rank, chunk in enumerate(ranking, start=1):
            shown.setdefault(chunk.document_id, chunk)
            scores[chunk.document_id] = scores.get(chunk.document_id, 0.0) + 1 / (RANK_OFFSET + rank)
    best_first = sorted(scores, key=lambda document_id: (-scores[document_id], document_id))
    return [_hit(shown[document_id], scores[document_id]) for document_id in best_first[:limit]]


def _best_per_document(ranking: Sequence[RankedChunk]) -> list[RankedChunk]:
    first: dict[UUID, RankedChunk] = {}
    for chunk in ranking:
        first.setdefault(chunk.document_id, chunk)
    return list(first.values())


def _hit(chunk: RankedChunk, score: float) -> Hit:
    return Hit(chunk.document_id, chunk.ordinal, chunk.page, chunk.text, score, chunk.box)
