from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from core.adapters.search.rank_fusion import RankedChunk, fuse_rankings

A, B, C = (UUID(int=number) for number in (1, 2, 3))


def _chunk(document: UUID, ordinal: int = 0) -> RankedChunk:
    return RankedChunk(document, ordinal, ordinal + 1, f"text {ordinal}")


def test_a_document_found_both_ways_comes_first() -> None:
    hits = fuse_rankings([_chunk(A), _chunk(B)], [_chunk(C), _chunk(B)], limit=10)
    assert [hit.document_id for hit in hits] == [B, A, C]
    assert [hit.score for hit in hits] == [1 / 62 + 1 / 62, 1 / 61, 1 / 61]


def test_later_chunks_of_a_document_take_no_place() -> None:
    hits = fuse_rankings([_chunk(A, 3), _chunk(A, 1), _chunk(B)], [], limit=10)
    assert [(hit.document_id, hit.ordinal, hit.score) for hit in hits] == [(A, 3, 1 / 61), (B, 0, 1 / 62)]


def test_shows_the_chunk_that_holds_the_words() -> None:
    (hit,) = fuse_rankings([_chunk(A, 2)], [_chunk(A, 5)], limit=10)
    assert (hit.ordinal, hit.page, hit.text) == (2, 3, "text 2")


def test_nothing_found_is_no_hit() -> None:
    assert fuse_rankings([], [], limit=10) == []


_rankings = st.lists(st.builds(_chunk, st.sampled_from([A, B, C]), st.integers(0, 4)), max_size=8)


@given(_rankings, _rankings, st.integers(1, 5))
def test_each_document_once_best_first_and_within_the_limit(
    by_text: list[RankedChunk], by_vector: list[RankedChunk], limit: int
) -> None:
    hits = fuse_rankings(by_text, by_vector, limit)
    found = {chunk.document_id for chunk in [*by_text, *by_vector]}
    assert len(hits) == min(limit, len(found))
    assert len({hit.document_id for hit in hits}) == len(hits)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
